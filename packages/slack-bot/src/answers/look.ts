import { catalogue, type Failure, type Lang, Report, type Table, Watch, Xingtu } from "@xingtu/core"
import { defined } from "@xingtu/core/adapter"
import { Effect, Stream } from "effect"
import { sources } from "../commands/index.ts"
import type { Seen, Watch as Kept } from "../state/Watch.ts"
import { consumers } from "../util/consumers.ts"
import type { Changed, Found } from "../views/Alert.ts"
import * as CreatorsView from "../views/Creators.ts"
import { compare } from "./compare.ts"

/** What a run looked up, and what is kept of it. */
export interface Looked extends Omit<Found, "resumed"> {
  readonly seen: Seen
  readonly names: Kept["names"]
  /** The failure that keeps every further call from being sent. */
  readonly stop: Failure.CallFailure | undefined
  /** There is no result at all. */
  readonly nothing: boolean
  /** The whole table of a report. */
  readonly shown: CreatorsView.Shown | undefined
}

type Failed = Failure.CallFailure | Failure.NotSent

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((all, one) => all + one, 0)

const stopIn = (failures: ReadonlyArray<Failed>): Failure.CallFailure | undefined =>
  failures.flatMap((failure) => (failure.stops && failure._tag !== "NotSent" ? [failure] : []))[0]

/** "Does not exist" from each source that was requested: it is gone. From some of them it has no such data. */
const isGone = (failures: ReadonlyArray<Failed>, asked: number): boolean =>
  asked > 0 && failures.length === asked && failures.every(({ _tag }) => _tag === "NoContent")

/** Calls that look at one creator. Looks nothing up. */
export const callsEach = ({ kind, watch }: Pick<Kept, "kind" | "watch">): Effect.Effect<number, never, Xingtu> =>
  kind === "report"
    ? Effect.succeed(sources.compare.length)
    : Effect.map(Watch.planSnapshot([], { watch }), (plans) => plans.length)

/** Compares what came with what was told last. */
const compared = (
  snapshots: ReadonlyArray<Watch.Snapshot>,
  before: Seen,
  figures: Pick<Kept, "thresholds" | "watch">
) => {
  const seen: Record<string, Seen[string]> = { ...before }
  const changed: Array<Changed> = []
  for (const snapshot of snapshots) {
    const result = compare(before[snapshot.id], snapshot, figures)
    if (Object.keys(result.seen).length > 0) seen[snapshot.id] = result.seen
    if (result.told.length > 0) changed.push({ id: snapshot.id, told: result.told })
  }
  const isFirst = Object.keys(before).length === 0
  return { seen, changed, baseline: isFirst ? Object.keys(seen).length : undefined }
}

/**
 * Names that are not known yet: stored, or a paid call each. A name that does not come is requested by the next run.
 */
const nameAll = (ids: ReadonlyArray<string>, { names, ...where }: Kept) =>
  Xingtu.use((xingtu) =>
    xingtu
      .many(
        catalogue.creatorProfile,
        ids.filter((id) => names[id] === undefined),
        { consumer: consumers.of(where) }
      )
      .pipe(
        Stream.runCollect,
        Effect.map((outcomes) => ({
          names: {
            ...names,
            ...Object.fromEntries(
              outcomes.flatMap((outcome) =>
                outcome._tag === "Answered" && outcome.answer.data.nick_name !== undefined
                  ? [[String(outcome.id), outcome.answer.data.nick_name] as const]
                  : // Whoever has none is called by their id from now on: what may have been charged is not repeated.
                    outcome._tag === "Failed" && outcome.failure.charged === "no"
                    ? []
                    : [[String(outcome.id), String(outcome.id)] as const]
              )
            )
          },
          charged: outcomes.map((outcome) =>
            outcome._tag === "Answered" ? outcome.answer.meta.charged : outcome.failure.charged
          )
        }))
      )
  )

/**
 * Looks up what a watch looks at. A result that came since the run was due is taken as it is: a run that another
 * process takes over pays for nothing twice.
 */
const changesOf = (watch: Kept, due: number, before: Seen): Effect.Effect<Looked, never, Xingtu> =>
  Effect.gen(function* () {
    const ids = watch.ids.filter((id) => !watch.gone.includes(id))
    const taken = yield* Watch.snapshot(ids, {
      watch: watch.watch,
      consumer: consumers.of(watch),
      fresh: new Date(due)
    })
    const asked = yield* callsEach(watch)
    const gone = taken.filter(({ failed }) =>
      isGone(
        failed.map(({ failure }) => failure),
        asked
      )
    )
    const vanished = gone.map(({ snapshot }) => snapshot.id)
    const failures = taken.flatMap(({ failed }) => failed.map(({ failure }) => failure))
    const stop = stopIn(failures)
    const known = ids.filter((id) => !vanished.includes(id))
    const named = stop === undefined ? yield* nameAll(known, watch) : { names: watch.names, charged: [] }
    const count = (kind: Failure.Charged) => named.charged.filter((one) => one === kind).length
    return {
      ...compared(
        taken.map(({ snapshot }) => snapshot),
        before,
        watch
      ),
      vanished,
      names: named.names,
      calls: sum(taken.map(({ charged }) => charged)) + count("yes"),
      uncertain: sum(taken.map(({ uncertain }) => uncertain)) + count("unknown"),
      // Without data is a result as well.
      failures: failures.filter(({ _tag }) => _tag !== "NoContent"),
      stop,
      nothing: failures.length > 0 && failures.length === ids.length * asked && vanished.length < ids.length,
      shown: undefined
    }
  })

const numberIn = (table: Table.Table, row: ReadonlyArray<Table.Cell>, key: string): number | undefined => {
  const value = row[table.columns.findIndex((column) => column.key === key)]
  return typeof value === "number" ? value : undefined
}

/** A row of a report as a snapshot, to compare with the one before. */
const snapshotOf = (
  table: Table.Table,
  id: string,
  row: Report.Row,
  cells: ReadonlyArray<Table.Cell>,
  at: string
): Watch.Snapshot => {
  const figure = (key: string) => numberIn(table, cells, key)
  const hasPrices = row.outcomes.some(({ _tag, endpoint }) => _tag === "Answered" && endpoint === "marketingMetrics")
  return {
    id,
    at,
    ...(hasPrices ? { prices: defined({ placement: figure("price_2"), custom: figure("price_71") }) } : {}),
    cpm: defined({ placement: figure("expect_cpm.cpm_21_60"), custom: figure("expect_cpm.cpm_60") }),
    ...defined({ followers: figure("follower"), medianPlays: figure("play_mid") })
  }
}

/** What a report compares: from one in a hundred on. */
const ofReport = {
  watch: ["price", "cpm", "followers", "medianPlays"],
  thresholds: { price: 0, cpm: 0.01, followers: 0.01, medianPlays: 0.01 }
} as const

/** Everything a report shows, and what changed since the one before. */
const reportOf = (watch: Kept, due: number, before: Seen, lang: Lang): Effect.Effect<Looked, never, Xingtu> =>
  Effect.gen(function* () {
    const ids = watch.ids.filter((id) => !watch.gone.includes(id))
    const rows = yield* Stream.runCollect(
      Report.rows(ids, { endpoints: sources.compare, consumer: consumers.of(watch), fresh: new Date(due) })
    )
    const [id = ""] = ids
    const command = ids.length === 1 ? ({ _tag: "Creator", id } as const) : ({ _tag: "Compare", ids } as const)
    const shown: CreatorsView.Shown = { command, endpoints: sources.compare, rows }
    const table = CreatorsView.tableOf(shown, lang)
    const outcomes = rows.flatMap((row) => row.outcomes)
    const failures = outcomes.flatMap((outcome) => (outcome._tag === "Failed" ? [outcome.failure] : []))
    const failuresOf = (row: Report.Row) => row.outcomes.flatMap((one) => (one._tag === "Failed" ? [one.failure] : []))
    const vanished = ids.filter((_, i) =>
      isGone(rows[i] === undefined ? [] : failuresOf(rows[i]), sources.compare.length)
    )
    const at = new Date(due).toISOString()
    const charged = outcomes.map((one) => (one._tag === "Answered" ? one.answer.meta.charged : one.failure.charged))
    const name = table.columns.findIndex(({ key }) => key === "nick_name")
    const names = ids.flatMap((one, i) => {
      const found = table.rows[i]?.[name]
      return typeof found === "string" ? [[one, found] as const] : []
    })
    const snapshots = rows.flatMap((row, i) => {
      const one = ids[i]
      return one === undefined ? [] : [snapshotOf(table, one, row, table.rows[i] ?? [], at)]
    })
    // Each report is compared with the one before, not with the last change.
    const { baseline, changed } = compared(snapshots, before, ofReport)
    const { seen } = compared(snapshots, {}, ofReport)
    return {
      seen: Object.fromEntries(
        [...new Set([...Object.keys(before), ...Object.keys(seen)])].map((one) => [
          one,
          { ...before[one], ...seen[one] }
        ])
      ),
      changed,
      baseline,
      vanished,
      names: { ...watch.names, ...Object.fromEntries(names) },
      calls: charged.filter((one) => one === "yes").length,
      uncertain: charged.filter((one) => one === "unknown").length,
      failures: failures.filter(({ _tag }) => _tag !== "NoContent"),
      stop: stopIn(failures),
      nothing: failures.length > 0 && failures.length === outcomes.length && vanished.length < ids.length,
      shown
    }
  })

export const look = (watch: Kept, due: number, before: Seen): Effect.Effect<Looked, never, Xingtu> =>
  watch.kind === "report" ? reportOf(watch, due, before, watch.lang) : changesOf(watch, due, before)
