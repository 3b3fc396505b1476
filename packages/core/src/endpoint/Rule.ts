import { make as words, type Words } from "../util/Words.ts"

/** What would be sent, by the names of the parameters. */
type Query = Readonly<Record<string, string>>

/** What the API demands of parameters together: breaking it costs a call and gives no result. */
export interface Rule {
  /** The parameters it is about; a refusal names the first. */
  readonly params: readonly [string, ...ReadonlyArray<string>]
  /** The rule in a sentence, for documents. */
  readonly about: Words
  /** What is wrong and what would be right; undefined where the rule is kept. */
  readonly broken: (query: Query) => Words | undefined
}

/** A parameter that is required where another is given. */
export const requiredWith = (param: string, other: string, about: Words): Rule => ({
  params: [param, other],
  about,
  broken: (query) => (query[other] !== undefined && query[param] === undefined ? about : undefined)
})

/** At most one of the values that begin alike, in a parameter that takes several. */
export const oneOf = (param: string, prefix: string, what: Words): Rule => ({
  params: [param],
  about: words(`At most one ${what.en} (${prefix}*).`, `${what.zh}最多选择一个（${prefix}*）。`),
  broken: (query) => {
    const given = (query[param] ?? "").split(",").filter((value) => value.startsWith(prefix))
    return given.length < 2
      ? undefined
      : words(
          `At most one ${what.en}: keep ${given.join(" or ")}.`,
          `${what.zh}最多选择一个：请保留 ${given.join(" 或 ")}。`
        )
  }
})

/** The end of a period does not come before its start. */
export const inOrder = (from: string, to: string): Rule => ({
  params: [to, from],
  about: words(`Must not be before ${from}.`, `不能早于 ${from}。`),
  broken: (query) => {
    const [start, end] = [query[from], query[to]]
    return start !== undefined && end !== undefined && end < start
      ? words(`Must not be before ${from}.`, `不能早于 ${from}。`)
      : undefined
  }
})
