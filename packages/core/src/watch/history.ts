import { Effect } from "effect"
import { Xingtu } from "../client/Xingtu.ts"
import type { Column, Table } from "../table/Table.ts"
import { isRecord } from "../util/path.ts"
import { type Lang, make } from "../util/Words.ts"
import { carried, changes } from "./changes.ts"
import type { Change, Snapshot, WatchThresholds } from "./Snapshot.ts"
import { snapshot, type SnapshotOptions, type Taken } from "./take.ts"

/** Snapshots that are kept of one creator; one a day is a quarter. */
const most = 90

const nameOf = (id: string, of: string) => `watch/${of}/${id}`

const isSnapshot = (value: unknown): value is Snapshot =>
  isRecord(value) && typeof value["id"] === "string" && typeof value["at"] === "string"

const parsed = (text: string): ReadonlyArray<Snapshot> => {
  try {
    const value: unknown = JSON.parse(text)
    return isSnapshot(value) ? [value] : []
  } catch {
    return []
  }
}

/** The stored snapshots of a creator, newest first; at most 90. */
export const history = (id: string, watch = "default"): Effect.Effect<ReadonlyArray<Snapshot>, never, Xingtu> =>
  Xingtu.use((xingtu) =>
    Effect.map(xingtu.history.read(nameOf(id, watch)), (list) => list.flatMap(({ text }) => parsed(text)))
  )

/** Options of a watch: which figures, and how much they must change. */
export interface CheckOptions extends SnapshotOptions {
  readonly thresholds?: Partial<WatchThresholds>
  /** Names the watch: each has a history of its own. */
  readonly name?: string
}

/** The snapshot and changes of one creator. */
export interface Checked extends Taken {
  /** The snapshot before; undefined the first time. */
  readonly before?: Snapshot
  readonly changes: ReadonlyArray<Change>
}

/**
 * Takes a snapshot of each creator, compares it with the last stored one, and stores it. Up to four paid calls per
 * creator. The first time there is nothing to compare with. A snapshot of which nothing could be looked up is not
 * kept.
 */
export const check = (
  ids: Iterable<string>,
  options: CheckOptions = {}
): Effect.Effect<ReadonlyArray<Checked>, never, Xingtu> =>
  Xingtu.use((xingtu) => {
    const { name = "default", thresholds, ...rest } = options
    return Effect.flatMap(snapshot(ids, rest), (all) =>
      Effect.forEach(all, (taken): Effect.Effect<Checked, never, Xingtu> =>
        Effect.gen(function* () {
          const { id } = taken.snapshot
          const [before] = yield* history(id, name)
          const after = carried(before, taken.snapshot)
          // Beside id and time.
          if (Object.keys(taken.snapshot).length > 2)
            yield* xingtu.history.add(nameOf(id, name), JSON.stringify(after), most)
          return {
            ...taken,
            changes: before === undefined ? [] : changes(before, taken.snapshot, thresholds),
            ...(before === undefined ? {} : { before })
          }
        })
      )
    )
  })

const changeColumns: ReadonlyArray<Column> = [
  { key: "id", title: make("id", "达人 ID"), unit: "id" },
  { key: "what", title: make("what", "项目"), unit: "text" },
  { key: "change", title: make("change", "变化"), unit: "text" },
  { key: "at", title: make("at", "时间"), unit: "time" }
]

/** Changes as a table, one row each. */
export const changesTable = (all: ReadonlyArray<Pick<Checked, "changes">>, lang: Lang = "en"): Table => ({
  columns: changeColumns,
  rows: all.flatMap(({ changes }) => changes.map(({ at, id, what, words }) => [id, what, words[lang], at]))
})
