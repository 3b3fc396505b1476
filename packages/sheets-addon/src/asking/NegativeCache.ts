import { QuotaDay } from "@xingtu/core/adapter"
import * as Ask from "./Ask.ts"
import type { Kept } from "../google/HiddenSheet.ts"
import { nameOf } from "../store/Outbox.ts"
import * as Properties from "../google/Properties.ts"
import * as Timed from "../store/Timed.ts"

/**
 * Requests that were paid for, or may have been, and brought no result: only a person repeats them before they are
 * old.
 */

const name = "v"

const keyOf = (question: Ask.Question): string => nameOf(JSON.stringify([question.endpoint.id, Ask.inputOf(question)]))

/** Those that did not stay without a result lately. */
export const without = (
  properties: Properties.Texts,
  questions: ReadonlyArray<Ask.Question>
): ReadonlyArray<Ask.Question> => {
  const known = Timed.read(name, properties)
  return questions.filter((question) => !known.has(keyOf(question)))
}

/** A request of which nobody knows whether it was charged. */
const doubt = "?"

const doubtMs = 30 * 86_400_000

/** Notes take room that results need. */
const most = 2_000

/** Which of these nobody knows the outcome of: a formula leaves them to a person. */
export const doubtful = (
  properties: Properties.Texts,
  questions: ReadonlyArray<Ask.Question>
): ReadonlyArray<Ask.Question> => {
  const known = Timed.read(name, properties)
  return known.size === 0 ? [] : questions.filter((question) => known.get(keyOf(question))?.value === doubt)
}

const dayEnd = (): number => QuotaDay.shanghai(Date.now()).endsAt

const slowName = "slow"

/** Which of these go to an endpoint that did not answer a formula in time today. */
export const slow = (
  properties: Properties.Texts,
  questions: ReadonlyArray<Ask.Question>
): ReadonlyArray<Ask.Question> => {
  const known = Timed.read(slowName, properties)
  return questions.filter(({ endpoint }) => known.has(endpoint.id))
}

/** Notes what a formula waited for in vain. */
export const noteSlow = (outcomes: ReadonlyArray<Ask.Outcome>): void => {
  const late = new Set(
    outcomes.flatMap(({ failure, question }) => (failure?._tag === "Timeout" ? [question.endpoint.id] : []))
  )
  if (late.size === 0) return
  const properties = Properties.read()
  const until = dayEnd()
  const all = new Map([
    ...Timed.read(slowName, properties),
    ...[...late].map((id) => [id, { value: "", until }] as const)
  ])
  Properties.write(Timed.written(slowName, properties, all), properties)
}

/** Notes what brought no result: a doubt until a person repeats it, what was charged for so long. */
export const note = (outcomes: ReadonlyArray<Ask.Outcome>, forMs = 0): void => {
  const now = Date.now()
  const fruitless = outcomes.flatMap(({ charged, failure, question }): ReadonlyArray<readonly [string, Kept]> => {
    if (failure === undefined || charged === "no") return []
    if (charged === "unknown") return [[keyOf(question), { value: doubt, until: now + doubtMs }]]
    return failure.retry || forMs === 0 ? [] : [[keyOf(question), { value: "", until: now + forMs }]]
  })
  if (fruitless.length === 0) return
  const properties = Properties.read()
  const before = [...Timed.read(name, properties)]
  Properties.write(Timed.written(name, properties, new Map([...before.slice(-most), ...fruitless])), properties)
}
