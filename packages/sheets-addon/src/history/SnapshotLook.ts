import { catalogue, Endpoint, type Failure, Watch, type Words } from "@xingtu/core/adapter"
import { Effect } from "effect"
import type * as Ask from "../asking/Ask.ts"
import * as Client from "../asking/Client.ts"
import * as Grid from "../asking/Grid.ts"
import type * as Document from "../store/Document.ts"
import { today } from "./SnapshotPlan.ts"
import { say } from "../util/words.ts"

/** Creators looked up for a snapshot of today: a result of today is taken as it is. */

const deadline = "120 seconds"

type Source = keyof Watch.WatchAnswers

export interface Looked {
  readonly outcomes: ReadonlyArray<Ask.Outcome>
  readonly snapshot: Watch.Snapshot
}

/** One source about one creator: a result of today is taken as it is. */
const ask = <P extends Endpoint.Params, D>(
  xingtu: Client.Xingtu,
  endpoint: Endpoint.Endpoint<P, D>,
  id: string,
  since: Date
): Effect.Effect<{ readonly outcome: Ask.Outcome; readonly data?: D }> => {
  const question: Ask.Question = { endpoint, id, input: {} }
  const input = Endpoint.about(endpoint, id) as Endpoint.InputOf<P> // the id is all these take
  return xingtu.call(endpoint, input, { consumer: Client.snapshots, deadline, fresh: since }).pipe(
    Effect.map(({ data, meta }) => ({ outcome: { question, told: { data }, charged: meta.charged }, data })),
    Effect.catch((failure: Failure.CallFailure) =>
      Effect.succeed({
        outcome: { question, told: { why: why(failure) }, charged: failure.charged, failure }
      })
    )
  )
}

export const why = (failure: Failure.CallFailure): Words =>
  failure._tag === "BudgetSpent" && failure.consumer === Client.snapshots
    ? say.snapshotsSpent(failure.budget)
    : Grid.explained(failure)

export const lookUp = (own: Document.Opened, ids: ReadonlyArray<string>): ReadonlyArray<Looked> => {
  const [since, at] = [new Date(today().startsAt), new Date().toISOString()]
  return Client.run(own, "sheet", (xingtu) =>
    Effect.forEach(
      ids,
      (id) =>
        Effect.map(
          Effect.all(
            {
              marketingMetrics: ask(xingtu, catalogue.marketingMetrics, id, since),
              spreadMetrics: ask(xingtu, catalogue.spreadMetrics, id, since),
              creatorVisibilityStatus: ask(xingtu, catalogue.creatorVisibilityStatus, id, since)
            } satisfies { readonly [K in Source]?: unknown },
            { concurrency: "unbounded" }
          ),
          ({ creatorVisibilityStatus, marketingMetrics, spreadMetrics }): Looked => ({
            outcomes: [marketingMetrics, spreadMetrics, creatorVisibilityStatus].map(({ outcome }) => outcome),
            snapshot: Watch.snapshotOf(id, at, {
              marketingMetrics: marketingMetrics.data,
              spreadMetrics: spreadMetrics.data,
              creatorVisibilityStatus: creatorVisibilityStatus.data
            })
          })
        ),
      { concurrency: "unbounded" }
    )
  )
}

/** Names that the document has stored of these, free. */
export const namesOf = (own: Document.Opened, ids: ReadonlyArray<string>): ReadonlyMap<string, string> => {
  const endpoint = catalogue.creatorProfile
  const answers = Client.run(own, "sheet", (xingtu) =>
    Effect.forEach(ids, (id) => xingtu.stored(endpoint, Endpoint.about(endpoint, id)), { concurrency: "unbounded" })
  )
  return new Map(
    ids.flatMap((id, i) => {
      const name: unknown = Object(answers[i]?.data).nick_name
      return typeof name === "string" ? [[id, name] as const] : []
    })
  )
}
