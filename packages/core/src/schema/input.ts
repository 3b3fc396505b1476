import { Result, Schema } from "effect"
import * as Endpoint from "../endpoint/Endpoint.ts"
import type { Param } from "../endpoint/Param.ts"
import { isRecord } from "../util/path.ts"
import type { Lang } from "../util/Words.ts"

/** The language of titles, descriptions and messages. */
export interface Options {
  readonly lang?: Lang
}

/** Values that do not speak for themselves, with what they mean. */
const meanings = ({ choices }: Param, lang: Lang): string =>
  choices.some(({ value }) => !/^[A-Z]/i.test(value))
    ? ` ${choices.map(({ value, words }) => `${value}: ${words[lang]}`).join(", ")}.`
    : ""

const described = (field: Param, lang: Lang) => ({
  title: field.title[lang],
  description: `${field.about[lang]}${meanings(field, lang)}`
})

const ranges = ["1000-2000", "0.1-0.2"]

/** The form of one parameter that programs and agents should write. */
const form = (field: Param, lang: Lang): Schema.Top => {
  const words = described(field, lang)
  const example = field.example === undefined ? {} : { examples: [field.example] }
  const assumed = field.default === undefined ? {} : { default: field.default }
  const values = field.choices.map(({ value }) => value)
  switch (field.kind) {
    case "count":
      return Schema.Int.check(
        Schema.isBetween(
          { minimum: 1, maximum: 999_999_999 },
          { ...words, ...(field.default === undefined ? {} : { default: Number(field.default) }) }
        )
      )
    case "flag":
      return Schema.Boolean.annotate({
        ...words,
        ...(field.default === undefined ? {} : { default: field.default === "true" })
      })
    case "choice":
      return Schema.Literals(values).annotate({ ...words, ...assumed })
    case "choices":
      return Schema.Array(values.length === 0 ? Schema.String : Schema.Literals(values)).annotate(words)
    case "date":
      return Schema.String.annotate({ ...words, format: "date", ...example })
    case "range":
      return Schema.String.annotate({
        ...words,
        examples: ranges.filter((range) => Result.isSuccess(field.parse(range))).slice(0, 1)
      })
    case "id":
    case "text": {
      const annotations = { ...words, ...example, ...assumed }
      return field.maxLength === undefined
        ? Schema.String.annotate(annotations)
        : Schema.String.check(Schema.isMaxLength(field.maxLength, annotations))
    }
  }
}

/** What programs and agents should write, property by property; what people write instead is understood as well. */
const plain = (endpoint: Endpoint.Endpoint, lang: Lang) =>
  Schema.toJsonSchemaDocument(
    Schema.Struct(
      Object.fromEntries(
        Object.entries(endpoint.params).map(([name, param]) => {
          const shape = form(param, lang)
          return [name, param.required ? shape : Schema.optionalKey(shape)]
        })
      )
    ),
    { onExcessProperty: "error" }
  ).schema

/**
 * The schema of an endpoint's input; also a Standard Schema. Accepts exactly what a call accepts. It accepts exactly
 * what a call accepts, and says of what is wrong where and why; its JSON Schema has the one form of each parameter
 * that programs and agents should write.
 */
export const input = <P extends Endpoint.Params, D>(endpoint: Endpoint.Endpoint<P, D>, { lang = "en" }: Options = {}) =>
  Schema.toStandardJSONSchemaV1(
    Schema.toStandardSchemaV1(
      Schema.declare((value): value is Endpoint.InputOf<P> => isRecord(value), {
        expected: "an object",
        toCodecJson: () => undefined
      }).check(
        Schema.makeFilter(
          (value: object) => {
            const question = Endpoint.question(endpoint, value)
            return Result.isSuccess(question)
              ? undefined
              : question.failure.problems.map(({ param, problem }) => ({ path: [param], issue: problem[lang] }))
          },
          {
            title: endpoint.title[lang],
            description: endpoint.about[lang],
            toJsonSchema: () => plain(endpoint, lang)
          }
        )
      )
    )
  )
