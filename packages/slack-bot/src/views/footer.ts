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

/** What one question came to: an answer, or a failure that may have cost something all the same. */
export type Outcome = { readonly answer: Answer } | { readonly failure: Failure.CallFailure }

/** What it all cost, where it came from, and what is left. */
export const of = (outcomes: ReadonlyArray<Outcome>, left: Left | undefined, lang: Lang): Block => {
  const answers = outcomes.flatMap((one) => ("answer" in one ? [one.answer] : []))
  const failures = outcomes.flatMap((one) => ("failure" in one ? [one.failure] : []))
  const answered = answers.filter((answer) => answer.meta.charged === "yes")
  const paid = answered.length + failures.filter(({ charged }) => charged === "yes").length
  // A question that is held was counted when it was sent.
  const maybe = failures.filter(({ _tag, charged }) => charged === "unknown" && _tag !== "OutcomeUnknown").length
  const [oldest] = answers.map((answer) => answer.meta.at).toSorted()
  const slowest = Math.max(0, ...answered.map((answer) => answer.meta.durationMs))
  const drift = answers.reduce((sum, answer) => sum + answer.drift.length, 0)
  const cost =
    paid + maybe === 0 && oldest !== undefined
      ? [say.stored(Format.cell(oldest, "time", lang))[lang]]
      : [say.paid(paid)[lang], ...(oldest === undefined ? [] : [say.asOf(Format.cell(oldest, "time", lang))[lang]])]
  const notes = [
    ...(maybe > 0 ? [say.maybePaid(maybe)[lang]] : []),
    ...(answered.length > 0 ? [say.took((slowest / 1000).toFixed(1))[lang]] : []),
    ...(answers.some((answer) => answer.meta.doubt) || failures.some(({ _tag }) => _tag === "OutcomeUnknown")
      ? [say.doubt[lang]]
      : []),
    ...leftWords(left, lang)
  ]
  return context([...cost, ...notes].join(" · "), ...(drift === 0 ? [] : [say.drift(drift)[lang]]))
}
