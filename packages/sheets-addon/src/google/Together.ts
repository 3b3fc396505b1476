import { Effect } from "effect"
import { whenIdle } from "./Loop.ts"

interface Asked<Q, A, E> {
  readonly question: Q
  answer?: Effect.Effect<A, E>
}

/** Asks one by one what is answered together: everything that is asked while anything else can still run. */
export const together = <Q, A, E = never>(
  answer: (questions: ReadonlyArray<Q>) => ReadonlyArray<Effect.Effect<A, E>>
): ((question: Q) => Effect.Effect<A, E>) => {
  let waiting: Array<Asked<Q, A, E>> = []
  const unanswered = Effect.die(new Error("A question was not answered."))

  const answerAll = () => {
    const all = waiting
    waiting = []
    const answers = answer(all.map(({ question }) => question))
    all.forEach((asked, i) => {
      asked.answer = answers[i] ?? unanswered
    })
  }

  return (question) =>
    Effect.suspend(() => {
      const own: Asked<Q, A, E> = { question }
      waiting.push(own)
      return whenIdle.pipe(
        // Who leaves in time is not asked for.
        Effect.onInterrupt(() =>
          Effect.sync(() => {
            waiting = waiting.filter((other) => other !== own)
          })
        ),
        Effect.flatMap(() => {
          if (waiting.includes(own)) answerAll()
          return own.answer ?? unanswered
        })
      )
    })
}
