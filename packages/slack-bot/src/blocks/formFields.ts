import { catalogue, Endpoint, type Failure, type Words } from "@xingtu/core"
import {
  aboutParam,
  briefParam,
  budgetParam,
  creatorsParam,
  endpoints,
  goalParam,
  type Input,
  kindParam,
  maxParam,
  minParam,
  nameParam,
  type saveForm,
  type ShortlistForm
} from "../commands/index.ts"
import { say as shortlistWords } from "../util/shortlistWords.ts"
import { say } from "../util/words.ts"

/** What forms ask for. */

const creatorsField = (form: string): Endpoint.Field => ({
  name: creatorsParam,
  kind: "text",
  title: say.creator,
  about: form === "compare" ? say.creatorsOneALine : say.creatorsWanted(1, 1),
  required: true,
  choices: [],
  example: "6629722295873044494"
})

const textField = (name: string, title: Words, about: Words, example?: string): Endpoint.Field => ({
  name,
  kind: "text",
  title,
  about,
  required: false,
  choices: [],
  ...(example === undefined ? {} : { example })
})

const required = (field: Endpoint.Field): Endpoint.Field => ({ ...field, required: true })

const choiceField = (name: string, title: Words, choices: Readonly<Record<string, Words>>): Endpoint.Field => ({
  name,
  kind: "choice",
  title,
  about: shortlistWords.briefHint,
  required: false,
  choices: Object.entries(choices).map(([value, words]) => ({ value, words, also: [] }))
})

const briefFields: ReadonlyArray<Endpoint.Field> = [
  choiceField(goalParam, shortlistWords.goalTitle, shortlistWords.goal),
  choiceField(kindParam, shortlistWords.kindTitle, shortlistWords.kind),
  textField(briefParam, shortlistWords.briefTitle, shortlistWords.briefAbout, "female price<50000 followers>100k")
]

const ownFields: Readonly<Record<ShortlistForm | typeof saveForm, ReadonlyArray<Endpoint.Field>>> = {
  shortlist: [
    required(textField(creatorsParam, shortlistWords.from, shortlistWords.fromAbout, "美食")),
    ...briefFields,
    textField(budgetParam, shortlistWords.budgetTitle, shortlistWords.budgetAbout, "500k")
  ],
  plan: [
    required(textField(creatorsParam, shortlistWords.from, shortlistWords.fromAbout, "美食")),
    required(textField(budgetParam, shortlistWords.budgetTitle, shortlistWords.budgetAbout, "500k")),
    textField(minParam, shortlistWords.minTitle, shortlistWords.countAbout, "3"),
    textField(maxParam, shortlistWords.maxTitle, shortlistWords.countAbout, "10"),
    ...briefFields
  ],
  save: [required(textField(nameParam, shortlistWords.nameTitle, shortlistWords.nameAbout, "beauty-q4"))]
}

const isOwnForm = (form: string): form is keyof typeof ownFields => Object.hasOwn(ownFields, form)

/**
 * The fields a form asks for: an endpoint's parameters, or those of a command of our own. Whom it is about needs none
 * where it is known.
 */
export const fieldsOf = (form: string, { [aboutParam]: about }: Input = {}): ReadonlyArray<Endpoint.Field> => {
  const endpoint = endpoints.find((one) => one.id === form)
  if (endpoint !== undefined) return Endpoint.fields(endpoint)
  return isOwnForm(form)
    ? ownFields[form].filter(({ name }) => about === undefined || name !== creatorsParam)
    : [creatorsField(form)]
}

/** Of a form with many fields, those that most people fill in; a button shows the others. */
const shortForms: Readonly<Record<string, ReadonlyArray<string>>> = {
  [catalogue.creatorSearch.id]: [
    "keyword",
    "contentTag",
    "location",
    "followerRange",
    "kolPriceType",
    "kolPriceRange"
  ] satisfies ReadonlyArray<keyof typeof catalogue.creatorSearch.params>
}

/** How much of a form is shown. */
export type Extent = "short" | "whole"

/** What is filled in or wrong is shown in any case. */
export const shownIn = (
  form: string,
  known: Input,
  problems: ReadonlyArray<Failure.Problem>,
  extent: Extent
): { readonly fields: ReadonlyArray<Endpoint.Field>; readonly hidden: number } => {
  const all = fieldsOf(form, known)
  const short = shortForms[form]
  if (extent === "whole" || short === undefined) return { fields: all, hidden: 0 }
  const fields = all.filter(
    ({ name, required }) =>
      required || short.includes(name) || known[name] !== undefined || problems.some(({ param }) => param === name)
  )
  return { fields, hidden: all.length - fields.length }
}
