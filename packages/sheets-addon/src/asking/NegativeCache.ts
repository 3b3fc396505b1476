import * as Ask from "./Ask.ts"
import { nameOf } from "../store/Outbox.ts"
import * as Properties from "../google/Properties.ts"
import * as Timed from "../store/Timed.ts"

/** Questions that were paid for, or may have been, and brought no answer: only a person asks them again before they are old. */

const name = "v"

const keyOf = (question: Ask.Question): string => nameOf(JSON.stringify([question.endpoint.id, Ask.inputOf(question)]))

/** Those that nobody asked without an answer lately. */
export const without = (
  properties: Properties.Texts,
  questions: ReadonlyArray<Ask.Question>
): ReadonlyArray<Ask.Question> => {
  const known = Timed.read(name, properties)
  return questions.filter((question) => !known.has(keyOf(question)))
}

export const note = (outcomes: ReadonlyArray<Ask.Outcome>, forMs: number): void => {
  const fruitless = outcomes.filter(
    ({ charged, failure }) => failure !== undefined && !failure.retry && charged !== "no"
  )
  if (fruitless.length === 0) return
  const properties = Properties.read()
  const until = Date.now() + forMs
  const all = new Map([
    ...Timed.read(name, properties),
    ...fruitless.map(({ question }) => [keyOf(question), { value: "", until }] as const)
  ])
  Properties.write(Timed.written(name, properties, all), properties)
}
