import { Cron, DateTime, Option } from "effect"
import type { Lang } from "@xingtu/core"

/**
 * When something happens again and again: on these days of the week (0 is Sunday; none is each day), at a minute of the
 * day.
 */
export interface Schedule {
  readonly days: ReadonlyArray<number>
  readonly minute: number
}

const parts = (at: number, zone: string) =>
  DateTime.toParts(Option.getOrElse(DateTime.makeZoned(at, { timeZone: zone }), () => DateTime.makeUnsafe(at)))

/** Whether a time zone is one this machine knows. */
export const isZone = (zone: string): boolean => Option.isSome(DateTime.makeZoned(0, { timeZone: zone }))

/** The first moment after this one: once on each of its days, whatever clocks do. Epoch milliseconds. */
export const next = ({ days, minute }: Schedule, zone: string, after: number): number =>
  Cron.next(
    Cron.make({
      minutes: [minute % 60],
      hours: [Math.floor(minute / 60)],
      days: [],
      months: [],
      weekdays: days,
      tz: DateTime.zoneMakeNamedUnsafe(zone)
    }),
    after
  ).getTime()

/** How many moments there are from `first` on that are not after `until`. */
export const countUntil = (schedule: Schedule, zone: string, first: number, until: number): number => {
  let count = 0
  for (let at = first; at <= until && count < 10_000; at = next(schedule, zone, at)) count++
  return count
}

/** Runs in thirty days. */
export const inMonth = ({ days }: Schedule): number => (days.length === 0 ? 30 : (30 * days.length) / 7)

const two = (n: number): string => String(n).padStart(2, "0")

export const timeOf = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`

/** `2026-11-30 09:00`, as a clock there shows it. */
export const momentIn = (at: number, zone: string): string => {
  const { day, hour, minute, month, year } = parts(at, zone)
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`
}

export const dayNames: Readonly<Record<Lang, ReadonlyArray<string>>> = {
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  zh: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"]
}

/** `daily 09:00`, `every Mon, Thu 09:00`. */
export const inWords = ({ days, minute }: Schedule, lang: Lang): string => {
  const names = days.map((day) => dayNames[lang][day] ?? "")
  const when =
    days.length === 0 ? { en: "daily", zh: "每天" } : { en: `every ${names.join(", ")}`, zh: `每${names.join("、")}` }
  return `${when[lang]} ${timeOf(minute)}`
}
