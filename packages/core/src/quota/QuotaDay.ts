import { DateTime, Option } from "effect"

/** A day as the API counts quotas, as far as anybody knows. */
export interface QuotaDay {
  /** `yyyy-MM-dd` in the zone of the quota. */
  readonly name: string
  readonly startsAt: number
  readonly endsAt: number
}

/** Tells the quota day of an instant. Undefined when the zone is no zone (`Asia/Shanghai`, `UTC`, `+08:00`). */
export const make = (zone: string): ((now: number) => QuotaDay) | undefined => {
  // Shanghai has no summer time; an offset spares Apps Script the time zone data.
  const timeZone = Option.getOrUndefined(DateTime.zoneFromString(zone === "Asia/Shanghai" ? "+08:00" : zone))
  if (timeZone === undefined) return undefined
  let last: QuotaDay | undefined
  return (now) => {
    if (last !== undefined && now >= last.startsAt && now < last.endsAt) return last
    const start = DateTime.startOf(DateTime.makeZonedUnsafe(now, { timeZone }), "day")
    last = {
      name: DateTime.formatIsoDate(start),
      startsAt: DateTime.toEpochMillis(start),
      endsAt: DateTime.toEpochMillis(DateTime.add(start, { days: 1 }))
    }
    return last
  }
}
