import { type Answer, type Failure, Format, type Lang } from "@xingtu/core"
import { say } from "../util/words.ts"
import { type Block, context } from "./blocks.ts"

/** Calls a budget still allows today. */
export interface Left {
  readonly left: number
  readonly budget: number
}

const lowFrom = (budget: number): number => Math.max(3, Math.ceil(budget * 0.1))

/** Worth a line of its own before it hurts. */
const isLow = (left: Left): boolean => left.left <= lowFrom(left.budget)

const leftWords = (left: Left | undefined, lang: Lang): ReadonlyArray<string> =>
  left === undefined ? [] : [isLow(left) ? say.low(left.left)[lang] : say.left(left.left, left.budget)[lang]]

/** What one request came to: a result, or a failure that may have cost something all the same. */
export type Outcome = { readonly answer: Answer } | { readonly failure: Failure.CallFailure }

/** What several calls came to. */
export interface Sum {
  readonly paid: number
  readonly maybe: number
  /** When the oldest result came, ISO 8601. */
  readonly at: string | undefined
  /** Seconds that the slowest paid result took. */
  readonly seconds?: number | undefined
  readonly doubt?: boolean | undefined
}

const line = ({ at, doubt = false, maybe, paid, seconds }: Sum, left: Left | undefined, lang: Lang): string => {
  const cost =
    paid + maybe === 0 && at !== undefined
      ? [say.stored(Format.cell(at, "time", lang))[lang]]
      : [say.paid(paid)[lang], ...(at === undefined ? [] : [say.asOf(Format.cell(at, "time", lang))[lang]])]
  return [
    ...cost,
    ...(maybe > 0 ? [say.maybePaid(maybe)[lang]] : []),
    ...(seconds === undefined ? [] : [say.took(seconds.toFixed(1))[lang]]),
    ...(doubt ? [say.doubt[lang]] : []),
    ...leftWords(left, lang)
  ].join(" · ")
}

/** What they cost together, where they came from, and what is left. */
export const ofSum = (sum: Sum, left: Left | undefined, lang: Lang): Block => context(line(sum, left, lang))

/** The same of results that are at hand. */
export const of = (outcomes: ReadonlyArray<Outcome>, left: Left | undefined, lang: Lang): Block => {
  const answers = outcomes.flatMap((one) => ("answer" in one ? [one.answer] : []))
  const failures = outcomes.flatMap((one) => ("failure" in one ? [one.failure] : []))
  const answered = answers.filter((answer) => answer.meta.charged === "yes")
  const drift = answers.reduce((sum, answer) => sum + answer.drift.length, 0)
  const sum: Sum = {
    paid: answered.length + failures.filter(({ charged }) => charged === "yes").length,
    // A request that is held was counted when it was sent.
    maybe: failures.filter(({ _tag, charged }) => charged === "unknown" && _tag !== "OutcomeUnknown").length,
    at: answers.map((answer) => answer.meta.at).toSorted()[0],
    seconds: answered.length === 0 ? undefined : Math.max(...answered.map((answer) => answer.meta.durationMs)) / 1_000,
    doubt: answers.some((answer) => answer.meta.doubt) || failures.some(({ _tag }) => _tag === "OutcomeUnknown")
  }
  return context(line(sum, left, lang), ...(drift === 0 ? [] : [say.drift(drift)[lang]]))
}
