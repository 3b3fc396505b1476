import { QuotaDay } from "@xingtu/core/adapter"
import type * as HistoryTab from "./HistoryTab.ts"
import { today } from "./SnapshotPlan.ts"

/** Days without a figure of anybody, from the day it was switched on to yesterday. */
export const missedDays = (since: string, rows: ReadonlyArray<HistoryTab.Row>): ReadonlyArray<string> => {
  const there = new Set(rows.flatMap(({ day, figures }) => (figures.size > 0 ? [day] : [])))
  const missed: Array<string> = []
  const { startsAt } = today()
  for (let at = Date.parse(`${since}T00:00:00+08:00`); at < startsAt; at += 86_400_000) {
    const { name } = QuotaDay.shanghai(at)
    if (!there.has(name)) missed.push(name)
  }
  return missed
}

/** What is told of days that were missed just before this one. */
export const gapBefore = (since: string, rows: ReadonlyArray<HistoryTab.Row>): ReadonlyArray<string> => {
  const missed = missedDays(since, rows)
  const gap: Array<string> = []
  let at = today().startsAt - 86_400_000
  for (; missed.includes(QuotaDay.shanghai(at).name); at -= 86_400_000) gap.unshift(QuotaDay.shanghai(at).name)
  return gap
}
