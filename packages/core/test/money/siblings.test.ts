import { expect, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { describe } from "vitest"
import { catalogue, Store, Transport } from "../../src/adapter.ts"
import * as Envelope from "../../src/api/Envelope.ts"
import { creator, pass, scripted } from "../support/api.ts"

const { spreadMetrics } = catalogue
const ask = (n: number) => ({ oAuthorId: creator(n) })

describe("what a status alone says, without an answer of the API", () => {
  const failureOf = (status: number) =>
    Envelope.open({ status, body: "<html>" }, { endpoint: "spreadMetrics", attempts: 1, uncertain: 0 })

  // The request was not read, or was refused before it was: by a proxy, or by a server that takes none so long.
  it.each([400, 407, 408, 413, 414, 421, 425, 429, 431])("%i: nothing was charged", (status) => {
    expect(failureOf(status)).toMatchObject({ _tag: "Failure", failure: { charged: "no" } })
  })

  it.each([200, 204, 301, 302, 307, 418, 499, 502, 504, 520, 524])("%i: it may have been charged", (status) => {
    expect(failureOf(status)).toMatchObject({ _tag: "Failure", failure: { charged: "unknown" } })
  })
})

const failed = (error: object) => Transport.noReply(new TypeError("fetch failed", { cause: error }))
const system = (syscall: string, code: string) => Object.assign(new Error(`${syscall} ${code}`), { syscall, code })
const coded = (code: string, message: string) => Object.assign(new Error(message), { code })

describe("what an error says of the request", () => {
  it.each([
    system("getaddrinfo", "EAI_AGAIN"),
    system("queryA", "ETIMEOUT"),
    system("connect", "ECONNRESET"),
    system("connect", "EADDRNOTAVAIL"),
    system("connect", "EMFILE"),
    coded("UND_ERR_CONNECT_TIMEOUT", "Connect Timeout Error"),
    coded("UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling"),
    coded("UND_ERR_ABORTED", "Proxy response (502) !== 200 when HTTP Tunneling"),
    coded("ERR_PROXY_TUNNEL", "Failed to establish tunnel to a:443 via http://b: HTTP/1.1 502 Bad Gateway"),
    coded("ECONNRESET", "tunneling socket could not be established, statusCode=407"),
    coded("ERR_TLS_CERT_ALTNAME_INVALID", "altnames"),
    coded("SELF_SIGNED_CERT_IN_CHAIN", "self-signed"),
    coded("CERT_HAS_EXPIRED", "expired"),
    coded("ERR_INVALID_CHAR", "Invalid character in header content"),
    coded("ERR_UNESCAPED_CHARACTERS", "Request path contains unescaped characters")
  ])("%s: nothing was sent", (error) => {
    expect(failed(error).outcome).toBe("unsent")
  })

  it.each([
    system("write", "EPIPE"),
    system("write", "ECONNRESET"),
    system("read", "ENOTCONN"),
    coded("EPIPE", "broken"),
    coded("UND_ERR_SOCKET", "other side closed"),
    coded("UND_ERR_HEADERS_OVERFLOW", "Headers Overflow Error"),
    coded("UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "mismatch"),
    coded("UND_ERR_ABORTED", "aborted"),
    coded("HPE_INVALID_CONSTANT", "Parse Error"),
    coded("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "alert"),
    coded("Z_DATA_ERROR", "incorrect header check"),
    new Error("Proxy response is what the server wrote")
  ])("%s: nobody knows", (error) => {
    expect(failed(error).outcome).not.toBe("unsent")
  })
})

/** A store one of whose ways is replaced. */
const broken = (ways: (good: Store.Driver<never>) => Partial<Store.Driver>) => {
  const good = Store.memory()
  return { good, driver: { ...good, ...ways(good) } }
}

const garbage = [
  "",
  "\n",
  "garbage",
  "Answered",
  "Answered 1 200",
  "Answered NaN 200 \n{}",
  "Answered 1e400 200 \n{}",
  "Answered 1 200 \nnot json",
  'Answered 1 200 \n{"code":0',
  "Answered 1 200 \nnull",
  "Answered 1 200  9999999\n{}",
  "Claimed 1 2",
  "Claimed 1 2 me %zz",
  "Unknown 1 2\nAnswered 1 200 \n",
  '{"_tag":"Answered","at":1}',
  "Answered2 1 200 \n{}",
  "\u0000\ud800"
]

it.effect.each(garbage)("a store that holds %j is not believed: paid for once, then cached", (text) =>
  Effect.gen(function* () {
    const api = scripted()
    let spoilt = true
    const { driver } = broken((good) => ({
      get: (keys) =>
        Effect.map(good.get(keys), (values) =>
          values.map((value, i) =>
            spoilt && value === undefined && (keys[i] ?? "").startsWith("answer/") ? text : value
          )
        ),
      commit: (change) =>
        Effect.suspend(() => {
          const spoiltBefore = spoilt
          spoilt = false
          return good.commit(
            spoiltBefore ? { ...change, when: (change.when ?? []).filter(({ is }) => is !== text) } : change
          )
        })
    }))
    yield* TestClock.setTime(Date.parse("2026-11-29T00:00:00Z"))
    const xingtu = yield* api.client({}, driver)
    const asked = yield* Effect.forkChild(Effect.exit(xingtu.call(spreadMetrics, ask(1))))
    yield* pass(130_000, 1_000)
    yield* Fiber.join(asked)
    yield* TestClock.adjust("11 minutes")
    expect(yield* xingtu.call(spreadMetrics, ask(1))).toMatchObject({ data: { item_num: 7 } })
    expect(api.charged).toHaveLength(1)
  })
)

const odd = [
  "__proto__",
  "constructor",
  "toString",
  "/",
  "a/",
  "/a",
  "a\nb",
  "\ud83d\ude00",
  "x\ud800",
  "x".repeat(2_000),
  "%",
  "&",
  " "
]

it.effect.each(odd)("a consumer called %j has its own budget and books", (name) =>
  Effect.gen(function* () {
    const api = scripted()
    const budgets: Record<string, number> = Object.fromEntries([[name, 2]])
    const xingtu = yield* api.client({ consumerBudgets: budgets })
    yield* xingtu.call(spreadMetrics, ask(1), { consumer: name })
    yield* xingtu.call(spreadMetrics, ask(1), { consumer: name })
    yield* xingtu.call(spreadMetrics, ask(2), { consumer: [name, "another"] })
    expect(yield* Effect.flip(xingtu.call(spreadMetrics, ask(3), { consumer: name }))).toMatchObject({
      _tag: "BudgetSpent",
      charged: "no"
    })
    const report = yield* xingtu.quota(name)
    expect(report.consumer).toMatchObject({ used: 2, unknown: 0, open: 0, budget: 2, left: 0 })
    expect(report.totals.map(({ charged, stored }) => [charged, stored])).toEqual([
      [1, 1],
      [1, 0]
    ])
    expect((yield* xingtu.quota("another")).consumer).toMatchObject({ used: 1 })
  })
)

it.effect("hits of one consumer whose name has a line end are not those of two", () =>
  Effect.gen(function* () {
    const xingtu = yield* scripted().client()
    yield* xingtu.call(spreadMetrics, ask(1), { consumer: "payer" })
    yield* xingtu.call(spreadMetrics, ask(1), { consumer: "a\nb" })
    yield* xingtu.call(spreadMetrics, ask(1), { consumer: ["a", "b"] })
    const { totals } = yield* xingtu.quota()
    expect(totals.filter(({ stored }) => stored > 0).map(({ consumers, stored }) => [consumers, stored])).toEqual([
      [["a\nb"], 1],
      [["a", "b"], 1]
    ])
  })
)

const midnight = Date.parse("2026-11-28T16:00:00Z")

it.effect.each([
  ["past midnight", midnight - 500, 2_000],
  ["a day ahead", midnight - 500, 86_400_000]
] as const)("a clock that goes %s between reservation and settlement leaves books that are whole", ([, from, by]) =>
  Effect.gen(function* () {
    const api = scripted(() => ({ afterMs: 100 }))
    yield* TestClock.setTime(from)
    const xingtu = yield* api.client({ dailyBudget: 3 })
    const asked = yield* Effect.forkChild(xingtu.call(spreadMetrics, ask(1)))
    yield* TestClock.adjust(10)
    yield* TestClock.setTime(from + by)
    yield* TestClock.adjust(200)
    const exit = yield* Fiber.await(asked)
    yield* TestClock.setTime(from)
    const report = yield* xingtu.quota()
    const known = exit._tag === "Success" ? { used: 1, unknown: 0 } : { used: 0, unknown: 1 }
    expect(report.token).toMatchObject({ ...known, open: 0, left: 2 })
    expect(report.totals.every(({ durationMs }) => durationMs >= 0)).toBe(true)
  })
)

it.effect.each([
  [0, 0],
  [1, 1],
  [1e9, 5],
  [Infinity, 5]
] as const)("a budget of %d pays for %d of five, for the token and for a consumer", ([budget, pays]) =>
  Effect.gen(function* () {
    for (const settings of [{ dailyBudget: budget }, { consumerBudgets: { default: budget } }]) {
      const api = scripted()
      const xingtu = yield* api.client(settings)
      for (let n = 0; n < 5; n++) yield* Effect.exit(xingtu.call(spreadMetrics, ask(n)))
      expect(api.charged).toHaveLength(pays)
    }
  })
)

it.effect("a closed client refuses with a failure object, also closed twice and in the middle of a call", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ afterMs: 1_000 }))
    const xingtu = yield* api.client({ concurrency: 1 })
    const out = yield* Effect.forkChild(xingtu.call(spreadMetrics, ask(1)))
    const waits = yield* Effect.forkChild(Effect.flip(xingtu.call(spreadMetrics, ask(2))))
    yield* pass(50)
    yield* xingtu.close
    yield* xingtu.close
    expect(yield* Fiber.join(waits)).toMatchObject({ _tag: "ClientClosed", charged: "no" })
    yield* pass(2_000)
    expect((yield* Fiber.join(out)).meta.charged).toBe("yes")
    expect(yield* Effect.flip(xingtu.call(spreadMetrics, ask(1)))).toMatchObject({ _tag: "ClientClosed" })
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 1, open: 0 })
    expect(api.charged).toHaveLength(1)
  })
)
