import { catalogue, Failure, type Xingtu } from "@xingtu/core"
import { type Fault, recorded, recordedIds, startSandbox } from "@xingtu/testing"
import { Effect, Result } from "effect"
import { afterAll, beforeEach, describe, expect, test } from "vitest"
import { core, failureOf } from "./client.ts"

const sandbox = await startSandbox()
afterAll(sandbox.close)
beforeEach(sandbox.reset)

const { spreadMetrics } = catalogue
const id = "6955721930401185805"

const ask = (settings = {}, options = {}) =>
  core(sandbox.url, settings).use((xingtu) => xingtu.call(spreadMetrics, { oAuthorId: id }, options))

/** Requests that arrived, and those the sandbox charged. */
const bill = () => {
  const { charged, requests } = sandbox.ledger()
  return { requests, charged }
}

test("an answer has its units, its raw body and what it cost", async () => {
  const { spans, use } = core(sandbox.url)
  const answer = Result.getOrThrow(
    await use((xingtu) => xingtu.call(spreadMetrics, { oAuthorId: recordedIds.creator }))
  )
  expect(answer).toMatchObject({
    data: { play_mid: 3_642_403, avg_duration: 26, interact_rate: { value: 0.0244 }, expect_cpm: { cpm_1_20: 56.18 } },
    raw: { code: 0, data: recorded("spreadMetrics")?.data },
    drift: [],
    meta: {
      endpoint: "spreadMetrics",
      source: "api",
      charged: "yes",
      attempts: 1,
      doubt: false,
      requestId: expect.stringMatching(/^sandbox-/)
    }
  })
  expect(spans.map(({ attributes, name }) => [name, Object.fromEntries(attributes)])).toEqual(
    expect.arrayContaining([
      ["xingtu.call", expect.objectContaining({ endpoint: "spreadMetrics", charged: "yes", attempts: 1, code: 0 })],
      ["xingtu.attempt", { endpoint: "spreadMetrics", charged: "yes", code: 0 }]
    ])
  )
})

describe("each business code", () => {
  const codes = Failure.codes.map(({ code, meaning }) => ({ code, meaning }))

  test.for(codes.filter(({ meaning }) => meaning.retry !== true))(
    "$code is final after one request",
    async ({ code, meaning }) => {
      sandbox.faults([{ fault: { kind: "code", code, message: "for {token}", requestId: "r-1" } }])
      const failure = failureOf(await ask())
      expect(failure).toMatchObject({
        code,
        charged: meaning.charged,
        attempts: 1,
        requestId: "r-1",
        vendorMessage: "for ***"
      })
      expect(failure.message).toContain(meaning.happened.en)
      expect(sandbox.ledger().requests).toBe(1)
    }
  )

  test.for(codes.filter(({ meaning }) => meaning.retry === true))(
    "$code is tried five times and then given up",
    async ({ code }) => {
      sandbox.faults([{ fault: { kind: "code", code } }])
      const { slept, use } = core(sandbox.url)
      const failure = failureOf(await use((xingtu) => xingtu.call(spreadMetrics, { oAuthorId: id })))
      expect(failure).toMatchObject({ code, attempts: 5 })
      expect(sandbox.ledger().requests).toBe(5)
      // Each pause is about twice as long as the one before.
      const pauses = slept.filter((ms) => ms > 0)
      expect(pauses).toHaveLength(4)
      for (const [i, least] of (code === 302 ? [1000, 1000, 1600, 3200] : [400, 800, 1600, 3200]).entries())
        expect(pauses[i]).toBeGreaterThanOrEqual(least)
    }
  )

  test.for([101, 999, "700"])(
    "%s, which nobody explained, is an UnknownCode that may have been charged",
    async (code) => {
      sandbox.faults([{ fault: { kind: "code", code } }])
      expect(failureOf(await ask())).toMatchObject({
        _tag: "UnknownCode",
        code: Number(code),
        charged: "unknown",
        attempts: 1
      })
      expect(sandbox.ledger().requests).toBe(1)
    }
  )

  test("as digits in a string it is the same code", async () => {
    sandbox.faults([{ times: 1, fault: { kind: "code", code: "301" } }, { fault: { kind: "textCode" } }])
    expect(Result.getOrThrow(await ask()).meta).toMatchObject({ attempts: 2, charged: "yes" })
  })
})

test("301 twice, then an answer: three requests, one charge", async () => {
  sandbox.faults([{ times: 2, fault: { kind: "code", code: 301 } }])
  expect(Result.getOrThrow(await ask()).meta).toMatchObject({ attempts: 3, doubt: false, charged: "yes" })
  expect(bill()).toEqual({ requests: 3, charged: 1 })
})

test("303 ends after exactly one request, and the next call does not leave the machine", async () => {
  sandbox.settings({ dailyQuota: 0 })
  const { use } = core(sandbox.url)
  const failed = (xingtu: Xingtu["Service"], oAuthorId: string) =>
    Effect.flip(xingtu.call(spreadMetrics, { oAuthorId }))
  const both = Result.getOrThrow(
    await use((xingtu) => Effect.all([failed(xingtu, id), failed(xingtu, recordedIds.creator)]))
  )
  expect(both).toMatchObject([
    { _tag: "DailyQuotaExceeded", charged: "no", stops: true, attempts: 1 },
    { _tag: "GateClosed", code: 303, charged: "no", stops: true, attempts: 0 }
  ])
  expect(bill()).toEqual({ requests: 1, charged: 0 })
})

test("503 may have been charged: it is tried again, and the doubt is told beside the answer", async () => {
  sandbox.faults([{ times: 2, fault: { kind: "code", code: 503 } }])
  expect(Result.getOrThrow(await ask()).meta).toMatchObject({ attempts: 3, doubt: true })
})

test("a failure that costs nothing, after one that may have, may have been charged", async () => {
  sandbox.faults([{ times: 1, fault: { kind: "code", code: 503 } }, { fault: { kind: "code", code: 400 } }])
  expect(failureOf(await ask())).toMatchObject({
    _tag: "InvalidParameters",
    charged: "unknown",
    uncertain: 1,
    attempts: 2
  })
})

describe("the connection", () => {
  test.for([
    ["beforeCharging", 0],
    ["afterCharging", 1],
    ["midBody", 1]
  ] as const)("cut %s: unknown after exactly one request", async ([when, charged]) => {
    sandbox.faults([{ fault: { kind: "cut", when } }])
    const failure = failureOf(await ask())
    expect(failure).toMatchObject({ _tag: "Unreachable", sent: true, charged: "unknown", attempts: 1 })
    expect(bill()).toEqual({ requests: 1, charged })
  })

  test("cut, for a caller who accepts paying twice: asked again", async () => {
    sandbox.faults([{ times: 1, fault: { kind: "cut", when: "afterCharging" } }])
    expect(Result.getOrThrow(await ask({}, { risk: "payTwice" })).meta).toMatchObject({ attempts: 2, doubt: true })
    expect(bill()).toEqual({ requests: 2, charged: 2 })
  })

  test("refused: tried again, and certainly not charged", async () => {
    const gone = await startSandbox()
    await gone.close()
    const failure = failureOf(await core(gone.url).use((xingtu) => xingtu.call(spreadMetrics, { oAuthorId: id })))
    expect(failure).toMatchObject({
      _tag: "Unreachable",
      sent: false,
      reason: "ECONNREFUSED",
      charged: "no",
      attempts: 5
    })
  })

  test("a host that does not exist: not charged", async () => {
    const failure = failureOf(
      await core("http://xingtu.invalid", { retries: 0 }).use((xingtu) => xingtu.call(spreadMetrics, { oAuthorId: id }))
    )
    expect(failure).toMatchObject({ _tag: "Unreachable", sent: false, charged: "no" })
  })
})

describe("no answer", () => {
  test("ends after 65 s, charged unknown, with one request", async () => {
    sandbox.faults([{ fault: { kind: "silence" } }])
    const { pass, use } = core(sandbox.url)
    const asked = use((xingtu) => xingtu.call(spreadMetrics, { oAuthorId: id }))
    await sandbox.received(1)
    pass(64_999)
    pass(1)
    expect(failureOf(await asked)).toMatchObject({ _tag: "Timeout", afterMs: 65_000, charged: "unknown", attempts: 1 })
    expect(bill()).toEqual({ requests: 1, charged: 1 })
  })

  test("a shorter deadline ends it earlier, with the same doubt", async () => {
    sandbox.faults([{ fault: { kind: "silence" } }])
    const { pass, use } = core(sandbox.url)
    const asked = use((xingtu) => xingtu.call(spreadMetrics, { oAuthorId: id }, { deadline: "5 seconds" }))
    await sandbox.received(1)
    pass(5_000)
    expect(failureOf(await asked)).toMatchObject({ _tag: "Timeout", afterMs: 5_000, charged: "unknown" })
  })

  test("a caller who accepts paying twice is bound by the deadline all the same", async () => {
    sandbox.faults([{ fault: { kind: "silence" } }])
    const { pass, use } = core(sandbox.url)
    const asked = use((xingtu) => xingtu.call(spreadMetrics, { oAuthorId: id }, { risk: "payTwice" }))
    await sandbox.received(1)
    pass(65_000)
    pass(1_000)
    await sandbox.received(2)
    pass(60_000)
    expect(failureOf(await asked)).toMatchObject({ _tag: "Timeout", charged: "unknown", attempts: 2, uncertain: 2 })
    expect(bill()).toEqual({ requests: 2, charged: 2 })
  })
})

test("the deadline holds over all attempts and pauses", async () => {
  sandbox.faults([{ fault: { kind: "code", code: 301 } }])
  const { slept, use } = core(sandbox.url, { retries: 1_000 })
  const failure = failureOf(await use((xingtu) => xingtu.call(spreadMetrics, { oAuthorId: id })))
  expect(failure).toMatchObject({ _tag: "CollectionFailed", charged: "no" })
  const waited = slept.reduce((sum, ms) => sum + ms, 0)
  expect(waited).toBeGreaterThan(30_000)
  expect(waited).toBeLessThan(120_000)
})

describe("what is no answer of the API", () => {
  test.for([
    [{ kind: "html" }, { status: 502, reason: "no JSON" }],
    [
      { kind: "html", status: 200 },
      { status: 200, reason: "no JSON" }
    ],
    [{ kind: "truncated" }, { status: 200, reason: "no JSON" }]
  ] as const satisfies ReadonlyArray<readonly [Fault, object]>)(
    "%j: unknown after one request, and the body is kept",
    async ([fault, expected]) => {
      sandbox.faults([{ fault }])
      const failure = failureOf(await ask())
      expect(failure).toMatchObject({
        _tag: "UnexpectedAnswer",
        ...expected,
        charged: "unknown",
        attempts: 1,
        body: expect.stringMatching(/^[<{]/)
      })
      expect(bill()).toEqual({ requests: 1, charged: 1 })
    }
  )
})

describe("the body decides, whatever the HTTP status", () => {
  test.for([
    [429, 302, "RateLimited"],
    [400, 303, "DailyQuotaExceeded"],
    [401, 601, "InsufficientBalance"],
    [503, 400, "InvalidParameters"]
  ] as const)("HTTP %i with code %i is %s", async ([status, code, tag]) => {
    sandbox.faults([{ fault: { kind: "code", code, status } }])
    expect(failureOf(await ask({ retries: 0 }))).toMatchObject({ _tag: tag, code })
  })

  test.for([400, 429, 500])("HTTP %i with code 0 is an answer that was paid for", async (status) => {
    sandbox.faults([{ fault: { kind: "status", status } }])
    expect(Result.getOrThrow(await ask()).meta).toMatchObject({ charged: "yes", attempts: 1 })
  })
})

test("a refusal of the marketplace is charged, final, and keeps the raw answer", async () => {
  sandbox.faults([{ fault: { kind: "refusal", statusCode: 10_001, statusMessage: "author gone" } }])
  expect(failureOf(await ask())).toMatchObject({
    _tag: "UpstreamRefused",
    status: 10_001,
    charged: "yes",
    vendorMessage: "author gone",
    raw: { code: 0, data: { base_resp: { status_code: 10_001 } } }
  })
  expect(bill()).toEqual({ requests: 1, charged: 1 })
})

describe("drift", () => {
  test("fills `drift` and loses nothing", async () => {
    sandbox.faults([
      { fault: { kind: "drift", set: { play_mid: { low: 1 }, "expect_cpm.cpm_60": "dear", newcomer: 7 } } }
    ])
    const answer = Result.getOrThrow(await ask())
    expect(answer.drift).toEqual([
      { path: "play_mid", expected: "a count", found: "an object" },
      { path: "expect_cpm.cpm_60", expected: "an amount in fen", found: '"dear"' }
    ])
    expect(answer.data).not.toHaveProperty("play_mid")
    expect(answer.data.expect_cpm?.cpm_21_60).toBeGreaterThan(0)
    expect(answer.raw).toMatchObject({ data: { play_mid: { low: 1 }, newcomer: 7 } })
  })

  test.for(
    Object.values(catalogue)
      .filter((endpoint) => endpoint.params !== undefined && "oAuthorId" in endpoint.params)
      .map((endpoint) => [endpoint.id, endpoint] as const)
  )("%s in another shape is still an answer", async ([, endpoint]) => {
    sandbox.faults([{ fault: { kind: "drift" } }])
    const input = Object.fromEntries(
      Object.entries(endpoint.params)
        .filter(([, { required }]) => required)
        .map(([name, { example }]) => [name, example])
    )
    const answer = Result.getOrThrow(await core(sandbox.url).use((xingtu) => xingtu.ask(endpoint, input)))
    expect(answer.drift.length).toBeGreaterThan(0)
    expect(answer.raw).toMatchObject({ code: 0, data: { field_of_tomorrow: 1 } })
  })
})

describe("bad input is refused here, before anything is sent", () => {
  test.for([
    [Number(id), "lost its last digits"],
    ["6.95572193040119E+18", "lost its last digits"],
    ["12345", "16 to 20 digits"],
    ["https://example.com/6955721930401185805", "has no creator ID"],
    ["", "Required"]
  ] as const)("%s", async ([oAuthorId, problem]) => {
    const failure = failureOf(await core(sandbox.url).use((xingtu) => xingtu.call(spreadMetrics, { oAuthorId })))
    expect(failure).toMatchObject({ _tag: "InvalidInput", charged: "no", attempts: 0 })
    expect(failure.message).toContain(problem)
    expect(sandbox.ledger().requests).toBe(0)
  })

  test.for([
    ` ${id}\n`,
    BigInt(id),
    `https://www.xingtu.cn/ad/creator/author-homepage/douyin-video/${id}?x=1`,
    `\u200b${id}`,
    `'${id}`
  ])("%s is understood", async (oAuthorId) => {
    Result.getOrThrow(await core(sandbox.url).use((xingtu) => xingtu.call(spreadMetrics, { oAuthorId })))
    expect(sandbox.ledger().entries).toMatchObject([{ params: { oAuthorId: id } }])
  })
})
