import { Result } from "effect"
import * as Failure from "../failure/Failure.ts"
import { isRecord } from "../util/path.ts"
import type { Reply } from "./Transport.ts"

/** A successful response of the API, before its `data` is given units. */
export interface Body {
  /** The body exactly as it came. */
  readonly raw: unknown
  readonly data: unknown
  readonly requestId: string | undefined
  readonly recordTime: string | undefined
}

/** What a failure of this attempt is told about the call it belongs to. */
export interface Attempted {
  readonly endpoint: string
  readonly attempts: number
  /** How many earlier attempts of the same call may have been charged. */
  readonly uncertain: number
  /** Known from an earlier call: nothing was sent this time. */
  readonly stored?: boolean
}

type Refused = Failure.Business | Failure.UpstreamRefused | Failure.UnexpectedAnswer | Failure.Unreachable

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined)

/** A business code: an integer, or the same as digits (before July 2026). */
const codeOf = (value: unknown): number | undefined => {
  if (typeof value === "number" && Number.isInteger(value)) return value
  return typeof value === "string" && /^\d{1,6}$/.test(value) ? Number(value) : undefined
}

/** What a bare HTTP status stands for, when the body is no envelope. */
const byStatus: Readonly<Record<number, number>> = {
  400: 400,
  401: 100,
  403: 600,
  404: 404,
  // The request, its address or its headers are too long: no response was made.
  413: 400,
  414: 400,
  429: 302,
  431: 400,
  500: 500,
  503: 503
}

/** A proxy wants a password, or whoever was spoken to did not read the request: it did not get to the API. */
const unread: ReadonlySet<number> = new Set([407, 408, 421, 425])

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** The fields of a body that has a business code. */
export const read = (
  body: string
): { readonly code: number; readonly raw: Readonly<Record<string, unknown>> } | undefined => {
  const raw = parsed(body)
  const code = isRecord(raw) ? codeOf(raw["code"]) : undefined
  return isRecord(raw) && code !== undefined ? { code, raw } : undefined
}

/** Everything the API says about a failure, once. */
const saidIn = (raw: Readonly<Record<string, unknown>>): string | undefined => {
  const said = ["message", "reason"].flatMap((name) => textOf(raw[name]) ?? [])
  return said.length === 0 ? undefined : [...new Set(said)].join("; ")
}

/** Tells a successful response from a failure. The body decides; the HTTP status only when the body is no envelope. */
export const open = (reply: Reply, attempted: Attempted): Result.Result<Body, Refused> => {
  const envelope = read(reply.body)
  if (envelope === undefined) {
    if (unread.has(reply.status))
      return Result.fail(new Failure.Unreachable({ ...attempted, sent: false, reason: `HTTP ${reply.status}` }))
    const meant = byStatus[reply.status]
    return Result.fail(
      meant === undefined
        ? new Failure.UnexpectedAnswer({
            ...attempted,
            status: reply.status,
            reason: parsed(reply.body) === undefined ? "no JSON" : "no business code",
            body: reply.body
          })
        : Failure.fromCode(meant, attempted)
    )
  }
  const { code, raw } = envelope
  const requestId = textOf(raw["requestId"])
  const received = () => ({ ...attempted, requestId, vendorMessage: saidIn(raw) })
  if (code !== 0) return Result.fail(Failure.fromCode(code, received()))
  const data = raw["data"]
  const second = isRecord(data) && isRecord(data["base_resp"]) ? data["base_resp"] : undefined
  const status = codeOf(second?.["status_code"]) ?? 0
  if (status !== 0) {
    const told = received()
    return Result.fail(
      new Failure.UpstreamRefused({
        ...told,
        vendorMessage: textOf(second?.["status_message"]) ?? told.vendorMessage,
        status,
        raw
      })
    )
  }
  return Result.succeed({ raw, data, requestId, recordTime: textOf(raw["recordTime"]) })
}
