import { afterAll, expect, it, vi } from "vitest"
import { createXingtu, InvalidSettings } from "../../src/promise.ts"
import { catalogue, Settings, Transport, Xingtu } from "../../src/adapter.ts"
import { redisStore } from "../../src/node/index.ts"
import { Effect, Layer, Result } from "effect"
import { creator } from "../support/api.ts"
import { clearRedis, needsRedis, redis } from "../support/redis.ts"
import { serve } from "../support/server.ts"

afterAll(clearRedis)

const nowhere: Transport.Transport["Service"] = {
  account: "account",
  baseUrl: "http://127.0.0.1",
  get: () => Effect.die("nothing is sent")
}

const thrownBy = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return error
  }
}

/** Settings as nobody should write them. */
const wrong: ReadonlyArray<readonly [given: object, setting: string, en: string]> = [
  [{ dailyBudget: NaN }, "dailyBudget", "Must be a whole number, 0 or more, or Infinity."],
  [{ dailyBudget: -1 }, "dailyBudget", "Must be a whole number, 0 or more"],
  [{ dailyBudget: "100" }, "dailyBudget", "Must be a whole number, 0 or more"],
  [{ consumerBudgets: { "user/*": NaN } }, "consumerBudgets.user/*", "Must be a whole number, 0 or more"],
  [{ consumerBudgets: { "a b": -1 } }, 'consumerBudgets["a b"]', "Must be a whole number, 0 or more"],
  [{ consumerBudgets: 5 }, "consumerBudgets", "Must be an object"],
  [{ requestsPerSecond: 0 }, "requestsPerSecond", "Must be a number above 0, or Infinity."],
  [
    { endpointRequestsPerSecond: { spreadMetrics: NaN } },
    "endpointRequestsPerSecond.spreadMetrics",
    "Must be a number"
  ],
  [
    { endpointRequestsPerSecond: { spreadMetric: 1 } },
    "endpointRequestsPerSecond.spreadMetric",
    "did you mean spreadMetrics?"
  ],
  [{ endpointRequestsPerSecond: { creator: 1 } }, "endpointRequestsPerSecond.creator", "Unknown setting"],
  [{ concurrency: 0 }, "concurrency", "Must be a whole number above 0"],
  [{ retries: NaN }, "retries", "Must be a whole number, 0 or more"],
  [{ retries: -1 }, "retries", "Must be a whole number, 0 or more"],
  [{ retry: 3 }, "retry", "Must be a Schedule"],
  [{ retry: [500, -1] }, "retry", "Must be a Schedule"],
  [{ retry: [NaN] }, "retry", "Must be a Schedule"],
  [{ retry: { RateLimited: "soon" } }, "retry.RateLimited", "Must be a Schedule"],
  [{ retry: { RateLimitd: [] } }, "retry.RateLimitd", "Did you mean RateLimited?"],
  [{ retry: { BudgetSpent: [1] } }, "retry.BudgetSpent", "Not repeatable."],
  [{ retry: { toString: [1] } }, "retry.toString", "Not repeatable."],
  [{ deadline: "soon" }, "deadline", "Must be a duration"],
  [{ attempt: 0 }, "attempt", "Must be a duration"],
  [{ attempt: -5 }, "attempt", "Must be a duration"],
  [{ ttl: { creator: "a day" } }, "ttl.creator", "Must be a duration"],
  [{ ttl: { creatr: "1 day" } }, "ttl.creatr", "did you mean creator?"],
  [{ ttl: { nothingLikeIt: "1 day" } }, "ttl.nothingLikeIt", "Unknown setting."],
  [{ quotaDayZone: "Asia/Nowhere" }, "quotaDayZone", "Must be a time zone"],
  [{ quotaDayZone: 8 }, "quotaDayZone", "Must be a time zone"],
  [{ dailyBuget: 100 }, "dailyBuget", "did you mean dailyBudget?"],
  [{ constructor: 100 }, "constructor", "Unknown setting"]
]

it.each(wrong)("settings that would not hold are refused by both doors in the same words: %o", (given, setting, en) => {
  const layer = Xingtu.layer(given).pipe(Layer.provide(Layer.succeed(Transport.Transport, nowhere)))
  const inLayer = Effect.runSync(Effect.flip(Effect.scoped(Layer.build(layer))))
  const thrown = thrownBy(() => createXingtu({ token: "t", ...given }))
  expect(thrown).toBeInstanceOf(InvalidSettings)
  expect(thrown).toEqual(inLayer)
  expect(inLayer).toMatchObject({ _tag: "InvalidSettings", charged: "no" })
  expect(inLayer.problems).toMatchObject([{ setting, problem: { en: expect.stringContaining(en) } }])
  expect(inLayer.message).toContain(`${setting}: ${inLayer.problems[0]?.problem.en}`)
  expect(inLayer.happened.zh).toMatch(/[\u4e00-\u9fff]/)
})

it.each([
  [{ baseURL: "global" }, ["baseURL"], "did you mean baseUrl?"],
  [{ baseUrl: "http://localhost:65536" }, ["baseUrl"], "a port that does not exist"],
  [{ baseUrl: "http://localhost:0" }, ["baseUrl"], "a port that does not exist"],
  [{ baseUrl: "http://localhost:http" }, ["baseUrl"], "must be global, cn, or an address"],
  [{ baseUrl: 3 }, ["baseUrl"], "must be global, cn, or an address"],
  [{ token: " " }, ["token"], "A token of Just One API is required"],
  [{ token: " ", baseUrl: "x", retries: -1 }, ["baseUrl", "token", "retries"], "A token of Just One API is required"]
])("options of the Promise door are refused all at once: %o", (given, settings, en) => {
  const thrown = thrownBy(() => createXingtu({ token: "the-secret-token", ...(given as object) }))
  expect(thrown).toBeInstanceOf(InvalidSettings)
  expect(thrown).toMatchObject({ problems: settings.map((setting) => ({ setting })) })
  expect(String(thrown)).toContain(en)
  expect(JSON.stringify(thrown)).not.toContain("the-secret-token")
})

it("what nobody set, or set to undefined, is as by default, nested too", () => {
  const resolved = Result.getOrThrow(
    Settings.resolve({ ttl: { creator: undefined }, consumerBudgets: { a: undefined } } as object)
  )
  expect(resolved.settings).toEqual(Result.getOrThrow(Settings.resolve({})).settings)
})

it("the paces and times of deprecated endpoints can be set too", () => {
  expect(Result.isSuccess(Settings.resolve({ ttl: { getKolInfo: "1 day" }, retries: Infinity }))).toBe(true)
})

it("undefined is as by default", () => {
  const none = Object.fromEntries(Object.keys(Settings.defaults).map((name) => [name, undefined]))
  expect(Result.getOrThrow(Settings.resolve(none)).settings).toEqual(Result.getOrThrow(Settings.resolve({})).settings)
})

it("a wall clock that is set back keeps nobody waiting", async () => {
  const server = await serve()
  const xingtu = createXingtu({ token: "t", baseUrl: server.url, requestsPerSecond: 100 })
  await xingtu.spreadMetrics({ oAuthorId: creator(1) })
  const hour = 3_600_000
  const now = Date.now
  const back = vi.spyOn(Date, "now").mockImplementation(() => now() - hour)
  expect((await xingtu.spreadMetrics({ oAuthorId: creator(2) }, { deadline: "2 seconds" })).meta.charged).toBe("yes")
  back.mockRestore()
  await xingtu.close()
  await server.close()
})

it.each([NaN, 0, -1, "soon"])("a deadline of %s is refused before anything is sent", async (deadline) => {
  const server = await serve()
  const xingtu = createXingtu({ token: "t", baseUrl: server.url })
  const failure = await xingtu
    .spreadMetrics({ oAuthorId: creator(1) }, { deadline: deadline as never })
    .catch((error: unknown) => error)
  expect(failure).toMatchObject({ _tag: "InvalidInput", problems: [{ param: "deadline" }] })
  expect(server.charged).toHaveLength(0)
  await xingtu.close()
  await server.close()
})

it("a run since a date that is none is refused before anything is sent, once and again", async () => {
  const server = await serve()
  const xingtu = createXingtu({ token: "t", baseUrl: server.url })
  for (const id of [1, 1]) {
    const failure = await xingtu
      .spreadMetrics({ oAuthorId: creator(id) }, { fresh: new Date("soon") })
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ _tag: "InvalidInput", charged: "no", problems: [{ param: "fresh" }] })
  }
  expect(server.charged).toHaveLength(0)
  await xingtu.close()
  await server.close()
})

it("a fetch that does not listen to its signal keeps nobody waiting", async () => {
  const xingtu = createXingtu({ token: "t", attempt: 50, deadline: 100, fetch: () => new Promise(() => undefined) })
  const failure = await xingtu.spreadMetrics({ oAuthorId: creator(1) }).catch((error: unknown) => error)
  expect(failure).toMatchObject({ _tag: "Timeout", charged: "unknown" })
  await xingtu.close()
})

it.each([0, NaN, -3, 0.5])(
  "%s at the same time is one at a time",
  async (concurrency) => {
    const server = await serve()
    const xingtu = createXingtu({ token: "t", baseUrl: server.url })
    expect(await xingtu.many(catalogue.spreadMetrics, [creator(1), creator(2)], { concurrency })).toHaveLength(2)
    await xingtu.close()
    await server.close()
  },
  3_000
)

it.skipIf(redis === undefined)(
  `who waits for ever and keeps answers for ever pays once, in Redis too${needsRedis}`,
  async () => {
    const server = await serve()
    const kept = redisStore(redis ?? { url: "" })
    const warnings: Array<string> = []
    const make = () =>
      createXingtu({
        token: "t",
        baseUrl: server.url,
        store: kept,
        deadline: Infinity,
        ttl: { creator: Infinity },
        onWarning: (warning) => warnings.push(warning)
      })
    const [a, b] = [make(), make()]
    await Promise.all([a.spreadMetrics({ oAuthorId: creator(1) }), b.spreadMetrics({ oAuthorId: creator(1) })])
    expect((await b.spreadMetrics({ oAuthorId: creator(1) })).meta.charged).toBe("no")
    expect(server.charged).toHaveLength(1)
    expect(warnings).toEqual([])
    await Promise.all([a.close(), b.close()])
    await server.close()
  }
)
