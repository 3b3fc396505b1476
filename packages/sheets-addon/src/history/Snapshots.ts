import type { Lang, Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import * as Ask from "../asking/Ask.ts"
import * as NegativeCache from "../asking/NegativeCache.ts"
import * as Lock from "../google/Lock.ts"
import * as Properties from "../google/Properties.ts"
import * as Document from "../store/Document.ts"
import * as Settings from "../store/Settings.ts"
import * as Kept from "../store/Snapshots.ts"
import * as HistoryChart from "./HistoryChart.ts"
import * as HistoryTab from "./HistoryTab.ts"
import * as Output from "../tables/Output.ts"
import { gapBefore, missedDays } from "./missedDays.ts"
import * as Look from "./SnapshotLook.ts"
import { plan, sources, today } from "./SnapshotPlan.ts"
import { recalculate } from "../tables/recalculate.ts"
import * as Schedule from "./Schedule.ts"
import { refused } from "../util/refused.ts"
import { say } from "../util/words.ts"

/** A daily snapshot of some creators, a row for each day, in a tab of its own. */

/** Creators of one step: three waves of requests. */
const stepSize = 8

/** Longest that a step can take; then it is thought to have ended without a word. */
const stepMs = 150_000

/** Hours of a day in which what failed without a charge is tried again. */
const mostTries = 3

/** What a person decides after the plan. */
export interface Request {
  readonly ids: string
  /** Calls a day that it may pay for. */
  readonly budget: number
  /** What the chart shows. */
  readonly figure: string
}

/** Switches it on: the trigger, the tab with its headings. The first snapshot is the first steps'. */
export const start = ({ budget, figure, ids: address }: Request): Result.Result<State, Words> =>
  Result.gen(function* () {
    const own = Document.open()
    if (own.token === undefined) return yield* Result.fail(say.noToken)
    const { ids, limit, perDay } = yield* plan(address)
    if (!Number.isInteger(budget) || budget < perDay)
      return yield* Result.fail(say.snapshotNeeds(ids.length, perDay, "budget"))
    if (limit !== undefined && limit < perDay) return yield* Result.fail(say.snapshotNeeds(ids.length, perDay, "limit"))
    const before = Kept.read(own.properties)
    const known = before === undefined ? undefined : HistoryTab.find(before.sheetId)
    const lang = Settings.langIn(own.settings)
    yield* Schedule.keepClock()
    const tab = known ?? HistoryTab.create(Output.freeName(say.historyTab[lang]), lang)
    const { name } = today()
    Kept.write({
      on: true,
      ids,
      sheetId: tab.getSheetId(),
      figure: HistoryTab.figures().has(figure) ? figure : "price_2",
      ...(known === undefined || before?.chartId === undefined ? {} : { chartId: before.chartId }),
      budget,
      since: before?.on === true ? before.since : name,
      day: name,
      left: ids,
      again: [],
      tries: 0,
      busyUntil: 0
    })
    return state()
  })

/** Switches it off. The tab stays, and so does what formulas read in it. */
export const stop = (): State => {
  const kept = Kept.read(Document.open().properties)
  if (kept !== undefined) Kept.write({ ...kept, on: false, left: [], again: [], busyUntil: 0 })
  Schedule.settle()
  return state()
}

/** What is wrong with a creator's row of the day, in the language of the document. */
const noteOf = (own: Document.Opened, { outcomes }: Look.Looked, missed: string): string => {
  const lang = Settings.langIn(own.settings)
  const reasons = new Set(outcomes.flatMap(({ told }) => ("why" in told ? [told.why[lang]] : [])))
  return [missed, ...reasons].filter((text) => text !== "").join(" ")
}

/** A new day begins with everybody. */
const ofToday = (kept: Kept.Kept): Kept.Kept => {
  const { name } = today()
  if (kept.day === name) return kept
  const { why: _, ...rest } = kept
  return { ...rest, day: name, left: kept.ids, again: [], tries: 0 }
}

/** Looks up the next creators, and writes their rows. */
const advance = (own: Document.Opened, kept: Kept.Kept): Kept.Kept => {
  const tab = HistoryTab.find(kept.sheetId)
  // Who deleted the tab wants no more of it: nothing is paid for rows that have no place.
  if (tab === undefined) return { ...kept, on: false, left: [], again: [], why: say.historyGone }
  const wrong = HistoryTab.problem(tab)
  if (wrong !== undefined) return { ...kept, why: wrong }
  const lang = Settings.langIn(own.settings)
  const gap = gapBefore(kept.since, HistoryTab.rows(tab))
  const ids = kept.left.slice(0, stepSize)
  const looked = Look.lookUp(own, ids)
  const outcomes = looked.flatMap((one) => one.outcomes)
  NegativeCache.note(outcomes)
  const stop = Ask.stopOf(outcomes)
  const names = Look.namesOf(own, ids)
  HistoryTab.write(
    tab,
    looked.map((one) => ({
      day: kept.day,
      name: names.get(one.snapshot.id) ?? "",
      snapshot: one.snapshot,
      note: noteOf(own, one, one.snapshot.id === kept.ids[0] && gap.length > 0 ? say.missedBefore(gap)[lang] : "")
    }))
  )
  // What may have been charged is left to a person; what was not is free to be tried again.
  const again = looked.flatMap((one) => {
    const failed = one.outcomes.filter(({ failure }) => failure !== undefined)
    return failed.length > 0 && failed.every(({ charged, failure }) => charged === "no" && failure?.retry === true)
      ? [one.snapshot.id]
      : []
  })
  const chartId = drawn(tab, kept, lang)
  const next = { ...kept, ...(chartId === undefined ? {} : { chartId }) }
  if (stop !== undefined) return { ...next, why: Look.why(stop) }
  return { ...next, left: kept.left.slice(ids.length), again: [...kept.again, ...again] }
}

/** The chart is beside the point: where Google refuses it the rows stand all the same. */
const drawn = (tab: GoogleAppsScript.Spreadsheet.Sheet, kept: Kept.Kept, lang: Lang): number | undefined => {
  try {
    return HistoryChart.draw(tab, kept, lang)
  } catch {
    return kept.chartId
  }
}

/** Takes today's snapshot for this execution, unless another is at it or nothing is left. */
const claim = (): Kept.Kept | undefined =>
  Lock.during(() => {
    const kept = Kept.read(Properties.read())
    if (kept === undefined || !kept.on || kept.busyUntil > Date.now()) return undefined
    const { why: _, ...begun } = ofToday(kept)
    if (begun.left.length === 0) return undefined
    return Kept.write({ ...begun, busyUntil: Date.now() + stepMs })
  })

/**
 * Writes down what a step came to, unless somebody switched it off or began again meanwhile: only the chart is kept
 * then.
 */
const settleStep = ({ busyUntil }: Kept.Kept, after: Kept.Kept): void =>
  Lock.during(() => {
    const now = Kept.read(Properties.read())
    if (now === undefined || now.busyUntil === busyUntil) Kept.write({ ...after, busyUntil: 0 })
    else if (after.chartId !== undefined && now.sheetId === after.sheetId)
      Kept.write({ ...now, chartId: after.chartId })
  })

/** The next piece of today's snapshot, and how far it is. A step that another execution is at is left to it. */
export const step = (): Result.Result<State, Words> => {
  const own = Document.open()
  if (own.token === undefined) return Result.fail(say.noToken)
  if (!Kept.isOn(own.properties)) return Result.fail(say.noHistory)
  const begun = claim()
  if (begun === undefined) return Result.succeed(state())
  let after: Kept.Kept = begun
  try {
    after = advance(own, begun)
  } catch (error) {
    after = { ...begun, why: refused(error) ?? say.broken }
  } finally {
    settleStep(begun, after)
  }
  if (!after.on) Schedule.settle()
  if (after.left.length === 0) recalculate()
  return Result.succeed(state())
}

/** Today's snapshot once more, of everybody: results of today cost nothing. */
export const repeat = (): Result.Result<State, Words> => {
  const kept = Kept.read(Document.open().properties)
  if (kept === undefined || !kept.on) return Result.fail(say.noHistory)
  if (kept.busyUntil <= Date.now()) Kept.write({ ...ofToday(kept), left: kept.ids, again: [] })
  return Result.succeed(state())
}

/**
 * By the trigger: today's snapshot, as far as the time goes; what failed without a charge is tried again for some
 * hours.
 */
export const daily = (until: number): void => {
  const kept = Kept.read(Document.open().properties)
  if (kept === undefined || !kept.on) return
  const { left, tries, again } = ofToday(kept)
  if (left.length === 0) {
    if (again.length === 0 || tries >= mostTries) return
    Kept.write({ ...kept, left: again, again: [], tries: tries + 1 })
  }
  for (;;) {
    const done = step()
    if (Result.isFailure(done) || done.success.left === 0 || done.success.why !== undefined || Date.now() > until)
      return
    if (done.success.isBusy) return
  }
}

/** What the sidebar shows of it. */
export interface State {
  readonly on: boolean
  readonly creators: number
  readonly perDay: number
  readonly budget: number
  readonly figures: ReadonlyArray<readonly [key: string, title: Words]>
  /** The tab, where it is still there. */
  readonly sheet?: string
  readonly day?: string
  /** Creators that are still to be looked up on that day. */
  readonly left: number
  readonly isBusy: boolean
  readonly missed: ReadonlyArray<string>
  readonly why?: Words
}

export const state = (): State => {
  const kept = Kept.read(Document.open().properties)
  const tab = kept === undefined ? undefined : HistoryTab.find(kept.sheetId)
  const ids = kept?.ids ?? []
  return {
    on: kept?.on === true,
    creators: ids.length,
    perDay: ids.length * sources().length,
    budget: kept?.budget ?? 0,
    figures: [...HistoryTab.figures()].map(([key, { title }]) => [key, title]),
    left: kept?.on === true ? ofToday(kept).left.length : 0,
    isBusy: (kept?.busyUntil ?? 0) > Date.now(),
    missed: kept?.on === true && tab !== undefined ? missedDays(kept.since, HistoryTab.rows(tab)) : [],
    ...(tab === undefined ? {} : { sheet: tab.getName() }),
    ...(kept === undefined ? {} : { day: kept.day }),
    ...(kept?.why === undefined ? {} : { why: kept.why })
  }
}
