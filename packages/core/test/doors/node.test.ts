import { expect, it } from "@effect/vitest"
import { ConfigProvider, Context, Effect, Fiber, Layer } from "effect"
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"
import { call, catalogue, Quota, type Settings, Transport, Warn, Xingtu } from "../../src/index.ts"
import { createXingtu } from "../../src/promise.ts"
import { layerConfig, openSqlite, sqliteStore } from "../../src/node/index.ts"
import { creator } from "../support/api.ts"
import { serve } from "../support/server.ts"

const folder = mkdtempSync(join(tmpdir(), "xingtu-node-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const token = "tok/en+with special&letters"
const { spreadMetrics } = catalogue

const configured = (
  env: Record<string, string>,
  warnings: Array<string> = [],
  settings: Partial<Settings.Settings> = {}
) =>
  Layer.provide(layerConfig(settings), [
    ConfigProvider.layer(ConfigProvider.fromEnv({ env })),
    Layer.succeed(Warn, (warning) => Effect.sync(() => void warnings.push(warning.en)))
  ])

it.live("a client from the environment keeps answers in its file, for its owner's eyes", () =>
  Effect.gen(function* () {
    const server = yield* Effect.promise(() => serve())
    const path = join(folder, "deep", "answers.db")
    const env = {
      JUSTONEAPI_TOKEN: token,
      JUSTONEAPI_BASE_URL: server.url,
      XINGTU_STORE: path,
      XINGTU_DAILY_BUDGET: "3",
      XINGTU_REQUESTS_PER_SECOND: "50",
      XINGTU_CONCURRENCY: "2"
    }
    const ask = Xingtu.use((xingtu) =>
      Effect.all([xingtu.call(spreadMetrics, { oAuthorId: creator(1) }), xingtu.quota()])
    )
    const [first] = yield* Effect.provide(ask, configured(env))
    const [second, report] = yield* Effect.provide(ask, configured(env))
    expect([first.meta.source, second.meta.source]).toEqual(["api", "store"])
    expect(report).toMatchObject({
      token: { used: 1, budget: 3, left: 2 },
      pace: { requestsPerSecond: 50, concurrency: 2 },
      stored: 1
    })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    yield* Effect.promise(server.close)
  })
)

it.live.each([
  [{}, "JUSTONEAPI_TOKEN: Not set."],
  [{ XINGTU_DAILY_BUDGET: "-1" }, "XINGTU_DAILY_BUDGET: Must be a whole number, 0 or more."],
  [{ XINGTU_DAILY_BUDGET: "many" }, "XINGTU_DAILY_BUDGET: Must be a whole number, 0 or more."],
  [{ XINGTU_REQUESTS_PER_SECOND: "0" }, "XINGTU_REQUESTS_PER_SECOND: Must be a number above 0."],
  [{ XINGTU_RETRIES: "1.5" }, "XINGTU_RETRIES: Must be a whole number, 0 or more."],
  [{ XINGTU_RETRIES: "-1" }, "XINGTU_RETRIES: Must be a whole number, 0 or more."],
  [{ XINGTU_ATTEMPT: "65" }, "XINGTU_ATTEMPT: Must be a duration such as 65 seconds."],
  [{ XINGTU_DEADLINE: "-5 seconds" }, "XINGTU_DEADLINE: Must be a duration such as 65 seconds."],
  [{ XINGTU_DEADLINE: "NaN" }, "XINGTU_DEADLINE: Must be a duration such as 65 seconds."],
  [{ JUSTONEAPI_BASE_URL: "ftp://x" }, "JUSTONEAPI_BASE_URL: The base URL must be global, cn, or an address"],
  [
    { JUSTONEAPI_BASE_URL: "http://localhost:70000" },
    "JUSTONEAPI_BASE_URL: The base URL has a port that does not exist"
  ],
  [{ XINGTU_QUOTA_ZONE: "Mars/Olympus" }, "XINGTU_QUOTA_ZONE: Must be a time zone such as Asia/Shanghai"]
] as const)("a setting that cannot be used is refused in a sentence: %o", ([env, words]) =>
  Effect.gen(function* () {
    const whole: Record<string, string> = Object.keys(env).length === 0 ? {} : { JUSTONEAPI_TOKEN: token, ...env }
    const failure = yield* Effect.flip(Effect.scoped(Layer.build(configured(whole))))
    expect(failure).toMatchObject({ _tag: "InvalidSettings", charged: "no" })
    expect(failure.message).toContain(words)
    expect(failure.message).not.toContain(token)
  })
)

it.live("how long and how often calls try is taken from the environment", () =>
  Effect.gen(function* () {
    const server = yield* Effect.promise(() => serve(() => 0, { code: 500 }))
    const env = { JUSTONEAPI_TOKEN: token, JUSTONEAPI_BASE_URL: server.url }
    const failed = (more: Record<string, string>, settings: Partial<Settings.Settings> = {}) =>
      call(spreadMetrics, { oAuthorId: creator(1) }).pipe(
        Effect.flip,
        Effect.provide(configured({ ...env, ...more }, [], { retry: [1, 1, 1, 1, 1, 1], ...settings }))
      )
    expect(yield* failed({ XINGTU_RETRIES: "2" })).toMatchObject({ _tag: "ServerError", attempts: 3 })
    expect(yield* failed({ XINGTU_RETRIES: "2" }, { retries: 1 })).toMatchObject({ attempts: 2 })
    expect(yield* failed({})).toMatchObject({ attempts: 7 })
    expect(yield* failed({ XINGTU_DEADLINE: "50 millis" }, { retry: [60] })).toMatchObject({ attempts: 1 })
    yield* Effect.promise(server.close)
  })
)

it.live("a Quota that the program provides goes before the environment's budget", () =>
  Effect.gen(function* () {
    const env = { JUSTONEAPI_TOKEN: token, JUSTONEAPI_BASE_URL: "http://127.0.0.1:2", XINGTU_DAILY_BUDGET: "5" }
    const left = Xingtu.use((xingtu) => xingtu.left())
    expect(yield* Effect.provide(left, configured(env))).toMatchObject({ budget: 5 })
    const shared = Layer.provide(configured(env), Quota.layer({ dailyBudget: 2 }))
    expect(yield* Effect.provide(left, shared)).toMatchObject({ budget: 2 })
    const both = Layer.provide(configured(env, [], { dailyBudget: 3 }), Quota.layer({ dailyBudget: 2 }))
    expect(yield* Effect.flip(Effect.provide(left, both))).toMatchObject({
      _tag: "InvalidSettings",
      problems: [{ setting: "dailyBudget" }]
    })
  })
)

it.live("a client over promises whose store could not be opened opens it with the next call, once it can", () =>
  Effect.promise(async () => {
    const server = await serve()
    const inTheWay = join(folder, "in the way")
    const store = sqliteStore(join(inTheWay, "a.db"))
    const xingtu = createXingtu({ token, baseUrl: server.url, requestsPerSecond: Infinity, store })
    const ask = (n: number) => xingtu.spreadMetrics({ oAuthorId: creator(n) })
    const page = () => xingtu.rows(catalogue.creatorHomepageVideos, { oAuthorId: creator(1) })[Symbol.asyncIterator]()
    const fails = { _tag: "StoreFailure" }
    writeFileSync(inTheWay, "")
    await expect(page().next()).rejects.toMatchObject(fails)
    await Promise.all([1, 2, 3].map((n) => expect(ask(n)).rejects.toMatchObject(fails)))
    expect(server.charged).toEqual([])
    rmSync(inTheWay)
    const leaving = new AbortController()
    const left = xingtu.spreadMetrics({ oAuthorId: creator(9) }, { signal: leaving.signal })
    const [first, again] = [ask(1), ask(1)]
    leaving.abort()
    await expect(left).rejects.toThrow("aborted")
    expect((await first).meta.charged).toBe("yes")
    expect((await again).meta.charged).toBe("no")
    expect(statSync(join(inTheWay, "a.db")).isFile()).toBe(true)
    await xingtu.close()
    await server.close()
  })
)

it.live("two clients of the environment share the Quota and the store that the program provides", () =>
  Effect.gen(function* () {
    const server = yield* Effect.promise(() => serve())
    const env = { JUSTONEAPI_TOKEN: token, JUSTONEAPI_BASE_URL: server.url }
    const path = join(folder, "shared.db")
    const file = sqliteStore(path)
    const client = Effect.map(Layer.build(Layer.fresh(configured(env))), Context.get(Xingtu))
    const both = Effect.gen(function* () {
      const [a, b] = [yield* client, yield* client]
      yield* a.call(spreadMetrics, { oAuthorId: creator(1) })
      expect((yield* b.call(spreadMetrics, { oAuthorId: creator(1) })).meta.source).toBe("store")
      yield* b.call(spreadMetrics, { oAuthorId: creator(2) })
      expect(yield* Effect.all([a.left(), b.left()])).toMatchObject([{ left: 0 }, { left: 0 }])
    }).pipe(Effect.scoped)
    const quota = Quota.layer({ dailyBudget: 2, requestsPerSecond: Infinity })
    yield* Effect.provide(both, quota)
    yield* Effect.provide(both, Layer.provideMerge(quota, file))
    const kept = configured({ ...env, XINGTU_STORE: path })
    expect(
      (yield* Effect.provide(
        Xingtu.use((xingtu) => xingtu.quota()),
        kept
      )).stored
    ).toBe(2)
    yield* Effect.promise(() => server.close())
  })
)

it.live("a file that another process is setting up is waited for", () =>
  Effect.gen(function* () {
    const path = join(folder, "new.db")
    const other = new DatabaseSync(path)
    other.exec("begin immediate")
    const opening = yield* Effect.forkChild(Effect.scoped(openSqlite(path)))
    yield* Effect.sleep("100 millis")
    expect(opening.pollUnsafe()).toBeUndefined()
    other.close()
    yield* Fiber.join(opening)
  })
)

it.live("a budget of 0 pays for nothing", () =>
  Effect.gen(function* () {
    const ask = Effect.flip(call(spreadMetrics, { oAuthorId: creator(1) }))
    expect(
      yield* Effect.provide(
        ask,
        configured({ JUSTONEAPI_TOKEN: token, JUSTONEAPI_BASE_URL: "http://127.0.0.1:2", XINGTU_DAILY_BUDGET: "0" })
      )
    ).toMatchObject({ _tag: "BudgetSpent", attempts: 0 })
  })
)

it.live("nothing was sent where no encrypted connection came about", () =>
  Effect.gen(function* () {
    const server = yield* Effect.promise(() => serve())
    const error = yield* Effect.flip(
      Effect.tryPromise({ try: () => fetch(server.url.replace("http:", "https:")), catch: (error) => error })
    )
    expect(Transport.noReply(error)).toMatchObject({ outcome: "unsent", reason: expect.stringMatching(/^ERR_SSL_/) })
    yield* Effect.promise(server.close)
  })
)

it.live("plain HTTP outside this machine is warned about", () =>
  Effect.gen(function* () {
    const warnings: Array<string> = []
    yield* Effect.scoped(Layer.build(configured({ JUSTONEAPI_TOKEN: token, JUSTONEAPI_BASE_URL: "cn" }, warnings)))
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain("unencrypted")
  })
)
