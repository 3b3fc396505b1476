import { Failure } from "@xingtu/core"
import { setTimeout as wait } from "node:timers/promises"
import type { ServerResponse } from "node:http"
import type * as Account from "./Account.ts"
import { answer, routeAt, type Verdict } from "./answer.ts"
import type { Fault, Rule } from "./Fault.ts"
import type { Entry, Ledger } from "./Ledger.ts"

/** Codes that are charged, beside 0. */
const paid: ReadonlySet<number> = new Set([
  0,
  ...Failure.codes.filter(({ meaning }) => meaning.charged === "yes").map(({ code }) => code)
])

const messages: Readonly<Record<number, string>> = {
  100: "Invalid or inactive token",
  302: "Rate limit exceeded",
  303: "Daily quota exceeded",
  404: "Not found",
  601: "Insufficient balance"
}

/** What goes over the wire, and what was decided. */
interface Reply {
  readonly code: number
  readonly status: number
  readonly type: string
  readonly body: string
  readonly charged: boolean
}

interface Envelope {
  readonly code: number | string
  readonly message: string | null
  readonly data: unknown
  readonly requestId: string
}

const envelope = (verdict: Verdict, requestId: string): Envelope => ({
  code: verdict.code,
  message: verdict.message ?? messages[verdict.code] ?? null,
  data: verdict.data ?? null,
  requestId
})

const json = (content: Envelope, status = 200): Reply => {
  const code = Number(content.code)
  // The API writes a time of Asia/Shanghai.
  const recordTime = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ")
  return {
    code,
    status,
    type: "application/json;charset=UTF-8",
    body: JSON.stringify({ ...content, recordTime }),
    charged: paid.has(code)
  }
}

const half = (text: string): string => text.slice(0, Math.floor(text.length / 2))

const put = (target: unknown, path: ReadonlyArray<string>, value: unknown): unknown => {
  const [key, ...rest] = path
  return key === undefined ? value : { ...Object(target), [key]: put(Object(target)[key], rest, value) }
}

/** Another shape than the one published. */
const drifted = (
  data: unknown,
  known: ReadonlyArray<string>,
  set: Readonly<Record<string, unknown>> | undefined
): unknown => {
  if (set !== undefined) return Object.entries(set).reduce((at, [path, value]) => put(at, path.split("."), value), data)
  const first = Object.keys(Object(data)).find((key) => known.includes(key))
  const changed =
    first === undefined ? data : put(data, [first], Array.isArray(Object(data)[first]) ? "drifted" : [["drifted"]])
  return put(changed, ["field_of_tomorrow"], 1)
}

interface Request {
  readonly url: URL
  readonly token: string
  readonly requestId: string
  /** Names of the fields core reads. */
  readonly fields: ReadonlyArray<string>
}

/** The response of the API, or what a fault makes of it. */
const reply = (request: Request, fault: Fault | undefined, normal: () => Verdict): Reply => {
  if (fault?.kind === "code") {
    const { requestId = request.requestId, message } = fault
    const content = envelope(
      {
        code: Number(fault.code),
        ...(message === undefined ? {} : { message: message.replaceAll("{token}", request.token) })
      },
      requestId
    )
    return json({ ...content, code: fault.code }, fault.status)
  }
  const verdict = normal()
  const usual = envelope(verdict, request.requestId)
  switch (fault?.kind) {
    case "refusal":
      return json({
        ...usual,
        data: { base_resp: { status_code: fault.statusCode, status_message: fault.statusMessage ?? "refused" } }
      })
    case "status":
      return json(usual, fault.status)
    case "textCode":
      return json({ ...usual, code: String(usual.code) })
    case "drift":
      return json({ ...usual, data: verdict.code === 0 ? drifted(usual.data, request.fields, fault.set) : usual.data })
    case "truncated": {
      const whole = json(usual)
      return { ...whole, body: half(whole.body) }
    }
    case "html": {
      const body = `<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1><p>GET ${request.url.href}</p></body></html>`
      return { ...json(usual), status: fault.status ?? 502, type: "text/html", body }
    }
    default:
      return json(usual)
  }
}

const send = (response: ServerResponse, { body, status, type }: Reply, fault: Fault | undefined): void => {
  const begin = () => response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) })
  if (fault?.kind === "silence") return
  if (fault?.kind !== "cut") begin().end(body)
  else if (fault.when !== "midBody") response.destroy()
  // The connection ends once the half has left.
  else begin().write(half(body), () => response.destroy())
}

/** The part of the sandbox that is the API. */
export const api = (account: Account.Account, ledger: Ledger, take: (asked: Entry) => Rule | undefined) => {
  let requests = 0
  return async (url: URL, response: ServerResponse): Promise<void> => {
    const { token = "", ...query } = Object.fromEntries(url.searchParams)
    const route = routeAt(url.pathname)
    const clean = (text: string) => (token === "" ? text : text.replaceAll(token, "***"))
    const caller = account.number(token)
    const entry = ledger.open({
      path: clean(url.pathname),
      ...(route === undefined ? {} : { endpoint: route.endpoint.id }),
      ...(caller === undefined ? {} : { caller }),
      params: Object.fromEntries(Object.entries(query).map(([name, value]) => [clean(name), clean(value)]))
    })
    const arrived = performance.now()
    const rule = take(entry)
    const fault = rule?.fault
    const normal = (): Verdict => {
      const code = account.refuse(token)
      if (code !== undefined) return { code }
      return route === undefined ? { code: 404 } : answer(route, query)
    }
    const full = reply(
      { url, token, requestId: `sandbox-${++requests}`, fields: Object.keys(route?.answers.data.fields ?? {}) },
      fault,
      normal
    )
    const early = fault?.kind === "cut" && fault.when === "beforeCharging"
    entry.charged = full.charged && !early
    if (entry.charged) account.charge(token)
    entry.code = full.code
    entry.status = full.status
    if (rule !== undefined) entry.fault = fault?.kind ?? "delay"
    response.on("finish", () => {
      entry.delivered = true
    })
    const gone = new AbortController()
    response.on("close", () => {
      gone.abort()
      entry.ms = Math.round(performance.now() - arrived)
    })
    if (rule?.delayMs !== undefined) await wait(rule.delayMs, undefined, { signal: gone.signal }).catch(() => {})
    if (!response.destroyed) send(response, full, fault)
  }
}
