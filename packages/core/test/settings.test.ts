import { afterAll, expect, it, vi } from "vitest"
import { createXingtu } from "../src/promise.ts"
import { catalogue, Settings } from "../src/adapter.ts"
import { redisStore } from "../src/node/index.ts"
import { Result } from "effect"
import { creator } from "./support/api.ts"
import { clearRedis, needsRedis, redis } from "./support/redis.ts"
import { serve } from "./support/server.ts"

afterAll(clearRedis)

it.each([
  [{ dailyBudget: NaN }, "dailyBudget must be a number, 0 or more, or Infinity."],
  [{ dailyBudget: -1 }, "dailyBudget must be"],
  [{ dailyBudget: "100" as never }, "dailyBudget must be"],
  [{ consumerBudgets: { sheet: NaN } }, 'consumerBudgets["sheet"] must be'],
  [{ requestsPerSecond: 0 }, "requestsPerSecond must be a number above 0, or Infinity."],
  [{ endpointRequestsPerSecond: { spreadMetrics: NaN } }, "endpointRequestsPerSecond.spreadMetrics must be"],
  [{ concurrency: 0 }, "concurrency must be"],
  [{ retries: NaN }, "retries must be"],
  [{ deadline: "soon" as never }, "deadline must be a duration"],
  [{ attempt: 0 }, "attempt must be a duration"],
  [{ ttl: { creator: "a day" as never } }, "ttl.creator must be a duration"],
  [{ quotaDayZone: "Asia/Nowhere" }, '"Asia/Nowhere" is no time zone.']
] as const)("a setting that would not hold is refused: %o", (settings, problem) => {
  expect(() => createXingtu({ token: "t", ...settings })).toThrow(problem)
})

it("a token that comes with the settings goes no further", () => {
  const options = { token: "the-secret-token", retries: 1 }
  expect(JSON.stringify(Result.getOrThrow(Settings.resolve(options)))).not.toContain("the-secret-token")
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
