// Events by core's Watch: what a creator was at a moment, and what changed since.
import { catalogue, type Failure, Watch, Xingtu } from "@xingtu/core"
import { Effect } from "effect"
import type { IDataObject } from "n8n-workflow"
import type { Cursor, Event, Look } from "./event.ts"

type Figures = "cpm" | "medianPlays" | "takesOrders"

const profile = catalogue.creatorProfile

/** Who it is: stored, or a paid call. Without a result the news go without a name. */
export const nameOf = (id: string, consumer: string): Effect.Effect<string | null, never, Xingtu> =>
  Xingtu.use((xingtu) => xingtu.call(profile, { oAuthorId: id }, { consumer })).pipe(
    Effect.map(({ data }) => data.nick_name ?? null),
    Effect.orElseSucceed(() => null)
  )

/** What n8n keeps is JSON, whatever wrote it. */
const snapshotIn = (id: string, cursor: Cursor | undefined): Watch.Snapshot | undefined => {
  const at = cursor?.["at"]
  return cursor === undefined || typeof at !== "string" ? undefined : { ...cursor, id, at }
}

const itemOf = ({ after, before, by, kind, what, words }: Watch.Change): IDataObject => ({
  what,
  kind: kind ?? null,
  before: before ?? null,
  after: after ?? null,
  change_rate: by === undefined ? null : Number(by.toFixed(4)),
  text: words.en,
  text_zh: words.zh
})

/** All there is, for a trial in the editor. */
const shown = (snapshot: Watch.Snapshot, what: Figures): IDataObject => ({ what, after: snapshot[what] ?? null })

const look =
  (id: string, what: Figures, snapshot: Watch.Snapshot): Look =>
  (cursor, atLeast) => {
    const before = snapshotIn(id, cursor)
    const after = Watch.carried(before, snapshot)
    const limit = atLeast / 100
    const found =
      before === undefined ? [] : Watch.changes(before, after, what === "takesOrders" ? {} : { [what]: limit })
    const changes = found.filter((change) => change.what === what)
    // The change is measured from the last time it fired, so that slow growth is noticed, too.
    const kept = before !== undefined && changes.length === 0 ? before : after
    return {
      cursor: JSON.parse(JSON.stringify(kept)) as Cursor, // plain data
      news: before === undefined ? [shown(snapshot, what)] : changes.map(itemOf)
    }
  }

/** A call without a result. */
const failureOf = ({ failed }: Watch.Taken): Failure.CallFailure | Failure.NotSent | undefined => failed[0]?.failure

const watching = (what: Figures, event: Omit<Event, "ask" | "isNamed">): Event => ({
  ...event,
  isNamed: true,
  ask: (id, options) =>
    Effect.gen(function* () {
      const [taken] = yield* Watch.snapshot([id], { ...options, watch: [what] })
      const failure = taken === undefined ? undefined : failureOf(taken)
      if (failure !== undefined) return yield* Effect.fail(failure)
      const snapshot = taken?.snapshot ?? { id, at: new Date().toISOString() }
      return look(id, what, snapshot)
    })
})

/** The events that core's Watch tells apart. */
export const watches: ReadonlyArray<Event> = [
  watching("cpm", {
    value: "cpmChange",
    name: "CPM Change",
    description: "The expected CPM of a creator's placement or custom videos changed by at least a given percent",
    endpoint: catalogue.spreadMetrics,
    threshold: 5
  }),
  watching("medianPlays", {
    value: "playsChange",
    name: "Median Plays Change",
    description: "The median plays of a creator's videos changed by at least a given percent",
    endpoint: catalogue.spreadMetrics,
    threshold: 5
  }),
  watching("takesOrders", {
    value: "ordersChange",
    name: "Availability Change",
    description: "A creator stopped taking orders, or takes orders again",
    endpoint: catalogue.creatorVisibilityStatus
  })
]
