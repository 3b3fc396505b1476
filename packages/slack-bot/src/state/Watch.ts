import type { Watch as Core } from "@xingtu/core"
import { Schema } from "effect"

const share = Schema.optionalKey(Schema.Finite)

/** What became of the last run. */
const Run = Schema.Struct({
  /** Epoch milliseconds. */
  at: Schema.Finite,
  /** Calls that were charged, and calls that may have been. */
  calls: Schema.Finite,
  uncertain: Schema.Finite,
  failed: Schema.Finite,
  /** Undefined where it stored what later runs compare with. */
  changes: Schema.optionalKey(Schema.Finite)
})

export type Run = typeof Run.Type

/** A watch or a scheduled report, as it is kept. */
export const Watch = Schema.Struct({
  id: Schema.String,
  team: Schema.String,
  /** Whose it is, and where it was made: their budgets pay. */
  user: Schema.String,
  channel: Schema.String,
  lang: Schema.Literals(["en", "zh"]),
  kind: Schema.Literals(["watch", "report"]),
  list: Schema.optionalKey(Schema.String),
  ids: Schema.Array(Schema.String),
  /** Creators the API did not find any more. */
  gone: Schema.Array(Schema.String),
  /** Names, by id, as far as they are known. */
  names: Schema.Record(Schema.String, Schema.String),
  watch: Schema.Array(Schema.Literals(["price", "cpm", "followers", "medianPlays", "takesOrders", "newestVideo"])),
  thresholds: Schema.Struct({ price: share, cpm: share, followers: share, medianPlays: share }),
  schedule: Schema.Struct({ days: Schema.Array(Schema.Finite), minute: Schema.Finite }),
  zone: Schema.String,
  /** A channel, or the person's own id for their direct messages. */
  to: Schema.String,
  state: Schema.Literals(["on", "paused"]),
  /** Why it pauses, in both languages, where nobody wanted it. */
  why: Schema.optionalKey(Schema.Struct({ en: Schema.String, zh: Schema.String })),
  /** When it runs next, epoch milliseconds. */
  due: Schema.Finite,
  /** Somebody wants to hear of the next run even if nothing changed. */
  asked: Schema.optionalKey(Schema.Boolean),
  /** The moment whose run has begun. */
  began: Schema.optionalKey(Schema.Finite),
  /** Messages in a row that its channel did not take. */
  refused: Schema.Finite,
  last: Schema.optionalKey(Run)
})

export type Watch = typeof Watch.Type

/** What was told last of each figure of each creator: a snapshot with this figure alone. */
export type Seen = Readonly<Record<string, Readonly<Record<string, Core.Snapshot>>>>
