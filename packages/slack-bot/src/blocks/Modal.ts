import type { InputBlock, ModalView } from "@slack/types"
import { type Endpoint, type Failure, type Lang, type Words } from "@xingtu/core"
import {
  creatorsParam,
  endpoints,
  type Input,
  isCreatorForm,
  isShortlistForm,
  saveForm,
  shownAtMost,
  sources
} from "../commands/index.ts"
import { clip } from "../util/escape.ts"
import { help } from "../util/pages.ts"
import { say as shortlistWords } from "../util/shortlistWords.ts"
import { say, sentences } from "../util/words.ts"
import {
  actions,
  type Block,
  button,
  context,
  inputHint,
  inputLabel,
  modalTitle,
  option,
  placeholder
} from "./blocks.ts"
import { type Extent, fieldsOf, shownIn } from "./formFields.ts"
import { limits } from "./limits.ts"

/** What a form is about, carried through Slack while it is open. */
export const callback = "xingtu.form"

/** The action of the button that shows the rest of a form. */
export const moreAction = "xingtu.more"

type Control = InputBlock["element"]

const control = (field: Endpoint.Field, value: string | undefined, lang: Lang): Control => {
  const action_id = "value"
  if (field.kind === "flag") {
    const both = [option(say.yes[lang], "true"), option(say.no[lang], "false")]
    return { type: "static_select", action_id, options: both, ...initial(both, value) }
  }
  const options = field.choices.slice(0, limits.options).map((choice) => option(choice.words[lang], choice.value))
  if (field.kind === "choice" && options.length > 0) {
    return { type: "static_select", action_id, options, ...initial(options, value) }
  }
  if (field.kind === "choices" && options.length > 0 && field.choices.length <= limits.options) {
    const chosen = options.filter((one) => value?.split(",").includes(one.value ?? ""))
    return {
      type: "multi_static_select",
      action_id,
      options,
      ...(chosen.length === 0 ? {} : { initial_options: chosen })
    }
  }
  if (field.kind === "date") return { type: "datepicker", action_id, ...initialDate(value) }
  return {
    type: "plain_text_input",
    action_id,
    ...(field.example === undefined ? {} : { placeholder: placeholder(field.example) }),
    ...(value === undefined || value === "" ? {} : { initial_value: clip(value, field.maxLength ?? limits.section) }),
    ...(field.maxLength === undefined ? {} : { max_length: field.maxLength }),
    ...(field.name === creatorsParam ? { multiline: true } : {})
  }
}

const initial = <O extends { readonly value?: string }>(options: ReadonlyArray<O>, value: string | undefined) => {
  const found = options.find((one) => one.value === value)
  return found === undefined ? {} : { initial_option: found }
}

/** A day as a date picker takes it; what is no real day is left to be picked. */
const initialDate = (value = "") => {
  const day = value.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3")
  const read = new Date(day)
  return !Number.isNaN(read.getTime()) && read.toISOString().slice(0, 10) === day ? { initial_date: day } : {}
}

const standardOf = ({ choices, default: standard, kind }: Endpoint.Field, lang: Lang): string | undefined =>
  kind === "flag" && standard !== undefined
    ? (standard === "true" ? say.yes : say.no)[lang]
    : (choices.find(({ value }) => value === standard)?.words[lang] ?? standard)

const hint = (field: Endpoint.Field, lang: Lang): string => {
  const standard = standardOf(field, lang)
  return standard === undefined ? field.about[lang] : sentences(lang, field.about[lang], say.byDefault(standard)[lang])
}

const input = (field: Endpoint.Field, value: string | undefined, lang: Lang): Block => ({
  type: "input",
  block_id: field.name,
  optional: !field.required,
  label: inputLabel(field.title[lang]),
  hint: inputHint(hint(field, lang)),
  element: control(field, value, lang)
})

const titleOf = (form: string, lang: Lang): string =>
  endpoints.find((one) => one.id === form)?.title[lang] ??
  (form === saveForm
    ? shortlistWords.saveTitle[lang]
    : isCreatorForm(form) || isShortlistForm(form)
      ? help.forms[form][lang]
      : form)

/** Who reads a form, and how many paid calls they may make without confirmation. */
export interface Reader {
  readonly lang: Lang
  readonly mayPay: number
}

/** What sending a form may cost. */
const costOf = (form: string, mayPay: number): Words =>
  form === saveForm
    ? shortlistWords.savesFree
    : isShortlistForm(form)
      ? shortlistWords.costs(mayPay)
      : isCreatorForm(form)
        ? say.callsEach(sources[form].length)
        : say.callsOnce

/** What is wrong, with the field it is about as the form calls it. */
export const problemText = (form: string, { param, problem }: Failure.Problem, lang: Lang): string =>
  param === creatorsParam
    ? problem[lang]
    : `${fieldsOf(form).find((field) => field.name === param)?.title[lang] ?? param}${say.colon[lang]}${problem[lang]}`

/** A form with what is known filled in and what is wrong said on top. `metadata` finds the way back to the command. */
export const of = (
  form: string,
  known: Input,
  problems: ReadonlyArray<Failure.Problem>,
  metadata: string,
  { lang, mayPay }: Reader,
  extent: Extent = "short"
): ModalView => {
  const { fields, hidden } = shownIn(form, known, problems, extent)
  // A form that only lacks what nobody typed yet needs no reproach, nor a hint twice.
  const told = problems.filter(
    ({ param, problem }) =>
      (known[param] !== undefined || !fields.some((field) => field.name === param)) &&
      !fields.some(({ about }) => about.en === problem.en)
  )
  const blocks = [
    ...told.map((problem) => context(problemText(form, problem, lang))),
    ...fields.map((field) => input(field, known[field.name], lang)),
    ...(hidden === 0
      ? []
      : actions([button({ label: say.moreFilters(hidden)[lang], action: moreAction, value: form })])),
    context(costOf(form, mayPay)[lang])
  ]
  return view(form, blocks, metadata, lang)
}

/** The form of a comparison that lists creators by name. */
export const picking = (creators: ReadonlyMap<string, string>, metadata: string, lang: Lang): ModalView =>
  view(
    "compare",
    [
      {
        type: "input",
        block_id: creatorsParam,
        label: inputLabel(say.creator[lang]),
        hint: inputHint(say.pickHint(shownAtMost)[lang]),
        element: {
          type: "multi_static_select",
          action_id: "value",
          options: [...creators].slice(0, limits.options).map(([id, name]) => option(name, id)),
          max_selected_items: shownAtMost
        }
      },
      context(say.callsEach(sources.compare.length)[lang])
    ],
    metadata,
    lang
  )

const view = (form: string, blocks: ReadonlyArray<Block>, metadata: string, lang: Lang): ModalView => ({
  type: "modal",
  callback_id: callback,
  private_metadata: metadata,
  title: modalTitle(titleOf(form, lang)),
  submit: modalTitle(say.send[lang]),
  close: modalTitle(say.close[lang]),
  blocks: blocks.filter((block) => block.type !== "data_visualization").slice(0, limits.modalBlocks)
})

interface Chosen {
  readonly value?: string | null | undefined
  readonly selected_date?: string | null | undefined
  readonly selected_option?: { readonly value?: string | undefined } | null | undefined
  readonly selected_options?: ReadonlyArray<{ readonly value?: string | undefined }> | undefined
}

/** What was filled in, by parameter. */
export const filled = (values: Readonly<Record<string, Readonly<Record<string, Chosen>>>>): Input =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, controls]) => {
      const chosen = controls["value"]
      const value =
        chosen?.value ??
        chosen?.selected_date ??
        chosen?.selected_option?.value ??
        chosen?.selected_options?.map((one) => one.value ?? "").join(",")
      return value === undefined || value === "" ? [] : [[name, value]]
    })
  )
