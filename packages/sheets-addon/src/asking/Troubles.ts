import type { Words } from "@xingtu/core"
import * as Ask from "./Ask.ts"
import * as Cached from "../google/Cached.ts"

/**
 * Failures that may be over soon. Sheets calculates whenever it likes: for a minute the same trouble is shown instead
 * of being requested again.
 */

const minuteMs = 60_000

const keyOf = (question: Ask.Question): string =>
  `trouble/${question.endpoint.id}/${JSON.stringify(Ask.inputOf(question))}`

/** The cache takes keys of 250 characters; a search with that many filters is rare enough to be sent again. */
const fits = (key: string): boolean => key.length < 240

export const known = (questions: ReadonlyArray<Ask.Question>): ReadonlyMap<Ask.Question, Words> => {
  const texts = Cached.getAll(questions.map(keyOf).filter(fits))
  return new Map(
    questions.flatMap((question) => {
      const text = texts.get(keyOf(question))
      return text === undefined ? [] : [[question, JSON.parse(text)]]
    })
  )
}

export const note = (outcomes: ReadonlyArray<Ask.Outcome>): void =>
  Cached.putAll(
    outcomes
      .flatMap(({ failure, question, told }) =>
        failure?.retry === true && "why" in told
          ? [{ key: keyOf(question), value: JSON.stringify(told.why), ttlMs: minuteMs }]
          : []
      )
      .filter(({ key }) => fits(key))
  )
