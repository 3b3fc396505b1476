import type { Words } from "@xingtu/core"
import { Result } from "effect"
import * as Document from "../store/Document.ts"
import * as Kept from "../store/Kept.ts"
import * as Log from "../store/Log.ts"
import * as SnapshotStore from "../store/Snapshots.ts"
import * as Alerts from "../history/Alerts.ts"
import * as Amend from "./Amend.ts"
import * as Job from "./Job.ts"
import * as Renew from "./Renew.ts"
import * as Run from "./Run.ts"
import * as Schedule from "../history/Schedule.ts"
import * as Snapshots from "../history/Snapshots.ts"
import * as Tables from "../tables/Tables.ts"
import { refused } from "../util/refused.ts"
import { say } from "../util/words.ts"

/**
 * What runs every hour: today's snapshot if it is missing, what formulas wait for and what of theirs is old, and
 * tables. What the time is too short for is the next hour's.
 */

/** Google ends an execution after six minutes; a step takes up to two and a half. */
export const longestMs = 200_000

const nothing = { done: 0, total: 0, charged: 0, unknown: 0, failed: 0 }

const entryOf = (
  what: Words,
  { because, charged, done, failed, problems, total, unknown }: Job.Progress
): Log.Entry => {
  const [first] = problems
  const why = because ?? first?.why
  return {
    at: Date.now(),
    what,
    done,
    total,
    charged,
    unknown,
    failed,
    ...(why === undefined ? {} : { because: why })
  }
}

/** Does a part; what is thrown is a failure of this part alone. */
const part = (what: Words, run: () => Result.Result<Job.Progress, Words> | undefined): ReadonlyArray<Log.Entry> => {
  const failed = (because: Words): ReadonlyArray<Log.Entry> => [{ at: Date.now(), what, ...nothing, because }]
  try {
    const done = run()
    if (done === undefined) return []
    if (Result.isFailure(done)) return failed(done.failure)
    return done.success.total === 0 ? [] : [entryOf(what, done.success)]
  } catch (error) {
    return failed(refused(error) ?? say.broken)
  }
}

const snapshots = (until: number) =>
  part(say.historyTab, () => {
    Snapshots.daily(until)
    const kept = SnapshotStore.read(Document.open().properties)
    return kept?.on === true && kept.why !== undefined ? Result.fail(kept.why) : undefined
  })

const formulas = (until: number) =>
  part(say.formulas, () => Run.work("hourly", Result.succeed(Renew.refresh("pendingAndOld", "hourly")), until))

/** A table that is gone, or has nothing old, is no failure. */
const table = (noted: Tables.Noted, until: number) =>
  part(say.tableOf(noted.sheet), () => {
    const begun = Amend.start(noted.table.id, "failedAndOld", "hourly")
    return Result.isFailure(begun) ? undefined : Run.work("hourly", begun, until)
  })

/**
 * Formulas and tables. What looks new in a document that lost its results may have been paid for: that is a person's to
 * ask.
 */
const refresh = (own: Document.Opened, until: number): ReadonlyArray<Log.Entry> => {
  if (!Kept.isWhole(own.properties)) return [{ at: Date.now(), what: say.formulas, ...nothing, because: say.keptLost }]
  const entries = [...formulas(until)]
  for (const noted of Tables.all(own.properties)) if (Date.now() < until) entries.push(...table(noted, until))
  return entries
}

export const hourly = (): void => {
  const own = Document.open()
  // Each person's trigger runs: the second leaves it to the first.
  if (own.token === undefined || Job.isBusy("hourly", own.properties)) return
  const until = Date.now() + longestMs
  const ended = Log.list(own.properties)
    .filter(({ open }) => open === true)
    .map(({ open: _, ...entry }): Log.Entry => ({ ...entry, because: say.endedByGoogle }))
  Log.write([{ at: Date.now(), what: say.automatic, ...nothing, open: true }, ...ended])
  const entries = [...snapshots(until), ...(Schedule.refreshes() ? refresh(own, until) : [])]
  Log.write(entries)
  Alerts.tell(own, [...entries, ...ended])
}
