import { Effect } from "effect"
import { when } from "./Loop.ts"

interface Asked<Q, A, E> {
  readonly question: Q
  answer?: Effect.Effect<A, E>
}

/**
 * Takes requests one by one that are sent together: everything that is requested while anything else can still run.
 * Those at the end that got no response are requested again in the next round, when what became of the others is done
 * with.
 */
export const together = <Q, A, E = never>(
  answer: (questions: ReadonlyArray<Q>) => ReadonlyArray<Effect.Effect<A, E>>,
  moment: Parameters<typeof when>[0] = "gathered"
): ((question: Q) => Effect.Effect<A, E>) => {
  let waiting: Array<Asked<Q, A, E>> = []
  let round: ReadonlyArray<Asked<Q, A, E>> = []

  const answerAll = () => {
    round = waiting
    const answers = answer(round.map(({ question }) => question))
    if (answers.length === 0) throw new Error("A request got no response.")
    round.forEach((asked, i) => {
      const one = answers[i]
      if (one !== undefined) asked.answer = one
    })
    waiting = round.slice(answers.length)
  }

  return (question) =>
    Effect.suspend(() => {
      const own: Asked<Q, A, E> = { question }
      waiting.push(own)
      const turn: Effect.Effect<A, E> = when(moment).pipe(
        // Who leaves in time is not sent.
        Effect.onInterrupt(() =>
          Effect.sync(() => {
            waiting = waiting.filter((other) => other !== own)
          })
        ),
        Effect.flatMap(() => {
          // Who was in this round already waits for the next.
          if (own.answer === undefined && !round.includes(own)) answerAll()
          else if (own.answer === undefined) round = round.filter((other) => other !== own)
          return own.answer ?? turn
        })
      )
      return turn
    })
}
