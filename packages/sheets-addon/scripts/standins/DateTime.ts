/** What core asks of `effect/DateTime`, for fixed offsets such as +08:00: the time zones behind the real one are a tenth of the bundle. */

interface Zoned {
  readonly epochMillis: number
  readonly offsetMs: number
}

const dayMs = 86_400_000

export const zoneFromString = (zone: string): { readonly _tag: "Some"; readonly value: number } | { readonly _tag: "None" } => {
  const match = /^([+-])(\d{2}):(\d{2})$/.exec(zone)
  if (match === null) return { _tag: "None" }
  const [, sign, hours, minutes] = match
  return { _tag: "Some", value: (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 }
}

export const makeZonedUnsafe = (epochMillis: number, { timeZone }: { readonly timeZone: number }): Zoned => ({ epochMillis, offsetMs: timeZone })

export const startOf = ({ epochMillis, offsetMs }: Zoned, _part: "day"): Zoned => ({
  epochMillis: Math.floor((epochMillis + offsetMs) / dayMs) * dayMs - offsetMs,
  offsetMs
})

export const add = ({ epochMillis, offsetMs }: Zoned, { days }: { readonly days: number }): Zoned => ({ epochMillis: epochMillis + days * dayMs, offsetMs })

export const formatIsoDate = ({ epochMillis, offsetMs }: Zoned): string => new Date(epochMillis + offsetMs).toISOString().slice(0, 10)

export const toEpochMillis = ({ epochMillis }: Zoned): number => epochMillis
