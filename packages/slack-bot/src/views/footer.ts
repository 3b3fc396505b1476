import { Format, type Answer, type Lang } from "@xingtu/core"
import { say } from "../words.ts"
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

/** What the answers cost, where they came from, and what is left. */
export const of = (answers: ReadonlyArray<Answer>, left: Left | undefined, lang: Lang): Block => {
  const paid = answers.filter((answer) => answer.meta.charged === "yes")
  const [oldest] = answers.map((answer) => answer.meta.at).toSorted()
  const slowest = Math.max(0, ...paid.map((answer) => answer.meta.durationMs))
  const drift = answers.reduce((sum, answer) => sum + answer.drift.length, 0)
  const cost = paid.length > 0 || oldest === undefined
    ? [say.paid(paid.length)[lang], say.took((slowest / 1000).toFixed(1))[lang]]
    : [say.stored(Format.cell(oldest, "time", lang))[lang]]
  const notes = [
    ...(answers.some((answer) => answer.meta.doubt) ? [say.doubt[lang]] : []),
    ...leftWords(left, lang)
  ]
  return context([...cost, ...notes].join(" · "), ...(drift === 0 ? [] : [say.drift(drift)[lang]]))
}
