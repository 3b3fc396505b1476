import { DateTime, Option } from "effect"
import { shanghaiOffsetMs } from "../util/time.ts"

/** A day as the API counts quotas, as far as anybody knows. */
export interface QuotaDay {
  /** `yyyy-MM-dd` in the zone of the quota. */
  readonly name: string
  readonly startsAt: number
  readonly endsAt: number
}

const dayMs = 86_400_000

/** Where the vendor counts, as far as anybody knows. There is no summer time, so its days need no time zone data. */
export const shanghai = (now: number): QuotaDay => {
  const local = Math.floor((now + shanghaiOffsetMs) / dayMs) * dayMs
  return {
    name: new Date(local).toISOString().slice(0, 10),
    startsAt: local - shanghaiOffsetMs,
    endsAt: local - shanghaiOffsetMs + dayMs
  }
}

/** The parts of an offset; no place is further from UTC than this. */
const offset = /^[+-](\d{2}):(\d{2})$/
const furthestHours = 14

const isFarther = (zone: string): boolean => {
  const [, hours = "0", minutes = "0"] = offset.exec(zone) ?? []
  return Number(hours) * 60 + Number(minutes) > furthestHours * 60 || Number(minutes) > 59
}

const zoned = (zone: string): ((now: number) => QuotaDay) | undefined => {
  if (isFarther(zone)) return undefined
  const timeZone = Option.getOrUndefined(DateTime.zoneFromString(zone))
  if (timeZone === undefined) return undefined
  return (now) => {
    const start = DateTime.startOf(DateTime.makeZonedUnsafe(now, { timeZone }), "day")
    return {
      name: DateTime.formatIsoDate(start),
      startsAt: DateTime.toEpochMillis(start),
      endsAt: DateTime.toEpochMillis(DateTime.add(start, { days: 1 }))
    }
  }
}

/** Tells the quota day of an instant. Undefined when the zone is no zone (`Asia/Shanghai`, `UTC`, `+08:00`). */
export const make = (zone: string): ((now: number) => QuotaDay) | undefined => {
  const dayOf = zone === "Asia/Shanghai" ? shanghai : zoned(zone)
  if (dayOf === undefined) return undefined
  let last: QuotaDay | undefined
  return (now) => {
    if (last === undefined || now < last.startsAt || now >= last.endsAt) last = dayOf(now)
    return last
  }
}
