import { describe, expect, it } from "@effect/vitest"
import { Effect, Fiber, Stream } from "effect"
import { catalogue, Failure, Store } from "../../src/adapter.ts"
import { createXingtu } from "../../src/promise.ts"
import { creator, pass, scripted } from "../support/api.ts"

const { creatorSearch, spreadMetrics } = catalogue
const one = { oAuthorId: creator(1) }

/** What JavaScript may pass, whatever the types say. */
const loose = (options: unknown): never => options as never

const wrong: ReadonlyArray<readonly [option: string, options: unknown]> = [
  ["consumer", { consumer: ["user/anna", undefined] }],
  ["consumer", { consumer: [12345] }],
  ["consumer", { consumer: {} }],
  ["consumer", { consumer: "" }],
  ["consumer", { consumer: null }],
  ["fresh", { fresh: "yes" }],
  ["fresh", { fresh: 1 }],
  ["fresh", { fresh: new Date(Number.NaN) }],
  ["risk", { risk: "yes" }],
  ["risk", { risk: true }],
  ["deadline", { deadline: "soon" }],
  ["deadline", { deadline: {} }],
  ["deadline", { deadline: -1 }],
  ["deadline", { deadline: null }],
  ["attempt", { attempt: "soon" }],
  ["retries", { retries: "4" }],
  ["ttl", { ttl: "1 day" }],
  ["budget", { budget: 5 }],
  ["options", "fresh"],
  ["options", null],
  ["options", [true]]
]

const refusing = (option: string) => ({
  _tag: "InvalidInput",
  charged: "no",
  attempts: 0,
  problems: [{ param: option, problem: { en: expect.any(String), zh: expect.stringMatching(/\p{Script=Han}/u) } }]
})

describe.each(wrong)("the option %s as %j", (option, options) => {
  it.effect("is refused by call, many, pages and rows before anything is sent", () =>
    Effect.gen(function* () {
      const api = scripted()
      const xingtu = yield* api.client()
      const given = loose(options)
      expect(yield* Effect.flip(xingtu.call(spreadMetrics, one, given))).toMatchObject(refusing(option))
      expect(yield* Effect.flip(xingtu.spreadMetrics(one, given))).toMatchObject(refusing(option))
      const pages = Stream.runDrain(xingtu.pages(creatorSearch, { keyword: "美妆" }, given))
      const rows = Stream.runDrain(xingtu.rows(creatorSearch, { keyword: "美妆" }, given))
      for (const read of [pages, rows]) expect(yield* Effect.flip(read)).toMatchObject(refusing(option))
      const outcomes = yield* Stream.runCollect(xingtu.many(spreadMetrics, [creator(1), creator(2)], given))
      expect(outcomes).toMatchObject([1, 2].map((n) => ({ id: creator(n), failure: refusing(option) })))
      expect(api.asked).toHaveLength(0)
      yield* xingtu.call(spreadMetrics, one)
      expect((yield* xingtu.quota()).token).toMatchObject({ used: 1, open: 0 })
    })
  )

  it("is refused by the client over promises", async () => {
    let sent = 0
    const fetch = async () => {
      sent++
      return new Response("{}")
    }
    const xingtu = createXingtu({ token: "token", baseUrl: "http://api.test", fetch, onWarning: () => undefined })
    const given = loose(options)
    const asked = [
      xingtu.call(spreadMetrics, one, given),
      xingtu.spreadMetrics(one, given),
      xingtu.many(spreadMetrics, [creator(1)], given),
      xingtu.creatorReport([creator(1)], given),
      xingtu.pages(creatorSearch, { keyword: "美妆" }, given)[Symbol.asyncIterator]().next(),
      xingtu.rows(creatorSearch, { keyword: "美妆" }, given)[Symbol.asyncIterator]().next()
    ]
    for (const result of await Promise.allSettled(asked))
      expect(result).toMatchObject({ status: "rejected", reason: refusing(option) })
    expect(sent).toBe(0)
    await xingtu.close()
  })
})

it.effect("a plan refuses the same, for every id", () =>
  Effect.gen(function* () {
    const api = scripted()
    const xingtu = yield* api.client({ dailyBudget: 3 })
    for (const [option, options] of [
      ["consumer", { consumer: [12345] }],
      ["input", { input: "DAY_30" }],
      ["fresh", { fresh: true }]
    ] as const) {
      const plan = yield* xingtu.plan(spreadMetrics, [creator(1), creator(2)], loose(options))
      expect(plan).toMatchObject({ toPay: [], stored: [] })
      expect(plan.invalid).toMatchObject([1, 2].map((n) => ({ id: creator(n), failure: refusing(option) })))
    }
    const promised = createXingtu({ token: "token", baseUrl: "http://api.test", onWarning: () => undefined })
    const refused = yield* Effect.flip(
      Effect.tryPromise({
        try: () => promised.plan(spreadMetrics, [creator(1)], loose({ consumer: {} })),
        catch: (error) => error
      })
    )
    expect(refused).toMatchObject(refusing("consumer"))
  })
)

it.effect.each([
  ["freshh", "did you mean fresh?"],
  ["consumers", "did you mean consumer?"],
  ["deadLine", "did you mean deadline?"],
  ["whatever", "Valid options: "]
] as const)("an option %s is unknown: %s", ([name, words]) =>
  Effect.gen(function* () {
    const api = scripted()
    const xingtu = yield* api.client()
    const failure = yield* Effect.flip(xingtu.call(spreadMetrics, one, loose({ [name]: true })))
    expect(failure.message).toContain(words)
    expect(api.asked).toHaveLength(0)
  })
)

it.effect("what is no input, and what is no list of ids, is refused as well", () =>
  Effect.gen(function* () {
    const api = scripted()
    const xingtu = yield* api.client()
    for (const input of [null, undefined, "keyword", 5, ["美妆"]])
      expect(yield* Effect.flip(xingtu.call(creatorSearch, loose(input)))).toMatchObject({ _tag: "InvalidInput" })
    for (const ids of [undefined, null, 5, {}, "6955721930401000001"]) {
      const outcomes = yield* Stream.runCollect(xingtu.many(spreadMetrics, loose(ids)))
      expect(outcomes).toMatchObject([{ _tag: "Failed", failure: { _tag: "InvalidInput" } }])
      expect((yield* xingtu.plan(spreadMetrics, loose(ids))).invalid).toHaveLength(1)
    }
    expect(api.asked).toHaveLength(0)
  })
)

it.effect("a name that is none does not break the quota of others", () =>
  Effect.gen(function* () {
    const api = scripted()
    const xingtu = yield* api.client({ dailyBudget: 3 })
    yield* xingtu.call(spreadMetrics, one)
    for (const consumer of [[12345], {}, null]) {
      expect((yield* xingtu.quota(loose(consumer))).token.used).toBe(1)
      expect(yield* xingtu.left(loose(consumer))).toEqual({ left: 2, budget: 3 })
    }
  })
)

it.effect("a store that breaks instead of failing costs nobody an answer that was paid for", () =>
  Effect.gen(function* () {
    const api = scripted()
    const store = Store.memory()
    let commits = 0
    const xingtu = yield* api.client(
      {},
      { ...store, commit: (change) => (commits++ === 0 ? store.commit(change) : Effect.die(new TypeError("a bug"))) }
    )
    expect((yield* xingtu.call(spreadMetrics, one)).meta.charged).toBe("yes")
    expect((yield* xingtu.call(spreadMetrics, one)).meta.source).toBe("store")
    expect(api.charged).toHaveLength(1)
  })
)

describe("a client that is closed", () => {
  it.effect("asks nothing more, and says so", () =>
    Effect.gen(function* () {
      const api = scripted(() => ({ afterMs: 1_000 }))
      const xingtu = yield* api.client({ concurrency: 1, dailyBudget: 5 })
      const [out, waiting] = yield* Effect.all([
        Effect.forkChild(xingtu.call(spreadMetrics, one)),
        Effect.forkChild(Effect.flip(xingtu.call(spreadMetrics, { oAuthorId: creator(2) })))
      ])
      yield* pass(100)
      yield* xingtu.close
      yield* pass(2_000, 100)
      expect((yield* Fiber.join(out)).meta.charged).toBe("yes")
      expect(yield* Fiber.join(waiting)).toMatchObject({ _tag: "ClientClosed", charged: "no", attempts: 0 })
      expect(yield* Effect.flip(xingtu.call(spreadMetrics, one))).toMatchObject({ _tag: "ClientClosed" })
      const outcomes = yield* Stream.runCollect(xingtu.many(spreadMetrics, [creator(3), creator(4)]))
      expect(outcomes).toMatchObject([{ failure: { _tag: "ClientClosed" } }, { failure: { _tag: "NotSent" } }])
      expect(api.asked).toHaveLength(1)
      expect((yield* xingtu.quota()).token).toMatchObject({ used: 1, open: 0, left: 4 })
    })
  )

  it("over promises rejects with a failure in both languages, and lets who waits hear the end", async () => {
    const answer: Array<() => void> = []
    const fetch = () =>
      new Promise<Response>((resolve) => answer.push(() => resolve(new Response('{"code":0,"data":{}}'))))
    const xingtu = createXingtu({
      token: "token",
      baseUrl: "http://api.test",
      fetch,
      concurrency: 1,
      onWarning: () => {}
    })
    const [out, queued] = [1, 2].map((n) => xingtu.spreadMetrics({ oAuthorId: creator(n) }))
    const refused = queued?.catch((error: unknown) => error)
    await expect.poll(() => answer.length).toBe(1)
    const closed = xingtu.close()
    expect(await refused).toMatchObject({ _tag: "ClientClosed", charged: "no" })
    for (const asked of [
      () => xingtu.spreadMetrics(one),
      () => xingtu.quota(),
      () => xingtu.many(spreadMetrics, [creator(1)]),
      () => xingtu.creatorReport([creator(1)]),
      () => xingtu.plan(spreadMetrics, [creator(1)]),
      () => xingtu.pages(spreadMetrics, one)[Symbol.asyncIterator]().next(),
      () => xingtu.snapshot([creator(1)])
    ]) {
      const failure = await asked().catch((error: unknown) => error)
      expect(failure).toMatchObject({
        _tag: "ClientClosed",
        charged: "no",
        happened: { en: expect.stringContaining("closed"), zh: expect.stringContaining("已关闭") }
      })
      expect(Failure.isFailure(failure)).toBe(true)
    }
    answer.forEach((give) => give())
    expect((await out)?.meta.charged).toBe("yes")
    await closed
    await xingtu.close()
  })
})
