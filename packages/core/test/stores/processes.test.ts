import { Effect, Layer, Redacted } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { catalogue, type QuotaReport, Xingtu } from "../../src/index.ts"
import { layerUndici, redisStore, sqliteStore } from "../../src/node/index.ts"
import { creator } from "../support/api.ts"
import { bundle, start as startProgram } from "../support/processes.ts"
import { clearRedis, needsRedis, redis } from "../support/redis.ts"
import { serve } from "../support/server.ts"
import type { Job } from "../support/worker.ts"

const folder = mkdtempSync(join(tmpdir(), "xingtu-processes-"))
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await clearRedis()
})

let program = ""
beforeAll(async () => {
  program = await bundle(folder)
})
const start = (job: Job) => startProgram(program, job)

type Place = Job["store"]

/** What a client in this process finds in a store. */
const look = <A>(store: Place, effect: Effect.Effect<A, never, Xingtu>): Promise<A> =>
  Effect.runPromise(
    effect.pipe(
      Effect.provide(Xingtu.layer()),
      Effect.provide(
        Layer.merge(
          layerUndici({ baseUrl: url, token: Redacted.make("token of many processes") }),
          typeof store === "string" ? sqliteStore(store) : redisStore(store)
        )
      ),
      Effect.orDie
    )
  )

let url = ""
const quota = Xingtu.use((xingtu): Effect.Effect<QuotaReport> => xingtu.quota())
const ten = Array.from({ length: 10 }, (_, i) => creator(i))
/** Each question five times, in an order of its own. */
const fifty = (from: number) => Array.from({ length: 50 }, (_, i) => ten[(i * 3 + from) % 10] ?? "")

let prefixes = 0
const places: ReadonlyArray<readonly [name: string, place: () => Place | undefined]> = [
  ["a file", () => join(folder, `${prefixes++}.db`)],
  [
    `Redis${needsRedis}`,
    () => (redis === undefined ? undefined : { ...redis, prefix: `${redis.prefix}${prefixes++}:` })
  ]
]

describe.each(places)("through %s", (name, place) => {
  const skip = name.includes("skipped")

  it.skipIf(skip)(
    "4 processes, 50 calls each, 10 questions: exactly 10 are charged",
    async () => {
      const store = place() ?? ""
      const server = await serve(() => 150)
      url = server.url
      const workers = [0, 1, 2, 3].map((n) => start({ url, store, ids: fifty(n), concurrency: 50, deadlineMs: 20_000 }))
      const settled = (await Promise.all(workers.map((worker) => worker.done()))).flat()
      expect(server.charged.toSorted()).toEqual(ten.toSorted())
      expect(settled).toHaveLength(200)
      expect(settled.filter(({ charged }) => charged === "yes")).toHaveLength(10)
      expect(new Set(settled.map(({ tag }) => tag))).toEqual(new Set(["api", "store"]))
      expect((await look(store, quota)).token).toMatchObject({ used: 10, unknown: 0, open: 0 })
      await server.close()
    },
    60_000
  )

  it.skipIf(skip)(
    "a process killed in mid-call: others get on, its calls are recorded as unknown, and cost at most one more each",
    async () => {
      const store = place() ?? ""
      let slow = true
      const server = await serve(() => (slow ? 60_000 : 5))
      url = server.url
      const victim = start({ url, store, ids: ten.slice(0, 2), concurrency: 2, deadlineMs: 1_000 })
      await server.requests(2)
      await victim.kill()
      slow = false
      const workers = [0, 1, 2].map((n) => start({ url, store, ids: fifty(n), concurrency: 50, deadlineMs: 25_000 }))
      const settled = (await Promise.all(workers.map((worker) => worker.done()))).flat()
      expect(settled.filter(({ charged }) => charged === "yes")).toHaveLength(8)
      expect(new Set(settled.filter(({ id }) => ten.indexOf(id) < 2).map(({ tag }) => tag))).toEqual(
        new Set(["OutcomeUnknown"])
      )
      expect(new Set(settled.filter(({ id }) => ten.indexOf(id) >= 2).map(({ tag }) => tag))).toEqual(
        new Set(["api", "store"])
      )
      expect(server.charged).toHaveLength(10)
      expect((await look(store, quota)).token).toMatchObject({ used: 8, unknown: 2, open: 0 })
      const again = await start({ url, store, ids: ten, concurrency: 10, deadlineMs: 20_000 }).done()
      expect(again.filter(({ tag }) => tag === "OutcomeUnknown")).toHaveLength(2)
      await start({ url, store, ids: ten.slice(0, 2), concurrency: 2, deadlineMs: 20_000, fresh: true }).done()
      expect(server.charged).toHaveLength(12)
      expect((await look(store, quota)).token).toMatchObject({ used: 10, unknown: 2, open: 0 })
      await server.close()
    },
    90_000
  )

  it.skipIf(skip)(
    "a process that stands still for longer than its calls live: what others gave up counts as what became of it",
    async () => {
      const store = place() ?? ""
      // The first is answered while its process stands still, the second never.
      const server = await serve(() => (server.charged.length === 1 ? 300 : server.charged.length === 2 ? 60_000 : 5))
      url = server.url
      const asked = ten.slice(0, 2)
      const [answered = "", unheard = ""] = asked
      const victim = start({ url, store, ids: asked, concurrency: 2, deadlineMs: 1_000 })
      await server.requests(2)
      victim.stop()
      const others = await start({ url, store, ids: asked, concurrency: 2, deadlineMs: 25_000 }).done()
      expect(others.map(({ tag }) => tag)).toEqual(["OutcomeUnknown", "OutcomeUnknown"])
      expect((await look(store, quota)).token).toMatchObject({ used: 0, unknown: 2, open: 0 })
      victim.goOn()
      const late = new Map((await victim.done()).map(({ id, tag }) => [id, tag]))
      expect(late.get(server.charged[0] ?? "")).toBe("api")
      expect(late.get(server.charged[1] ?? "")).toBe("Timeout")
      expect([answered, unheard].toSorted()).toEqual(server.charged.toSorted())
      expect((await look(store, quota)).token).toMatchObject({ used: 1, unknown: 1, open: 0 })
      const again = await start({ url, store, ids: asked, concurrency: 1, deadlineMs: 20_000 }).done()
      expect(again.find(({ id }) => id === server.charged[0])?.tag).toBe("store")
      expect(server.charged).toHaveLength(2)
      await server.close()
    },
    60_000
  )
})

it("a file that is written by two processes survives 50 kills: no settled charge is missing", async () => {
  const store = join(folder, "killed.db")
  const server = await serve(() => 1)
  url = server.url
  const settled: Array<string> = []
  for (let round = 0; round < 25; round++) {
    const workers = [0, 1].map((n) =>
      start({
        url,
        store,
        ids: Array.from({ length: 5_000 }, (_, i) => creator(round * 10_000 + n * 5_000 + i)),
        concurrency: 4,
        deadlineMs: 20_000
      })
    )
    // Some kills early in the work, some later.
    await Promise.all(
      workers.map(async (worker, n) => {
        await worker.said(1 + ((round * 7 + n * 13) % 40))
        await worker.kill()
        expect(worker.settled.every(({ charged }) => charged === "yes")).toBe(true)
        settled.push(...worker.settled.map(({ id }) => id))
      })
    )
  }
  expect(settled.length).toBeGreaterThan(500)
  const [plan, report] = await look(
    store,
    Effect.flatMap(Xingtu, (xingtu) => Effect.all([xingtu.plan(catalogue.spreadMetrics, settled), xingtu.quota()]))
  )
  expect(plan.stored).toHaveLength(settled.length)
  expect(report.token.used).toBeGreaterThanOrEqual(settled.length)
  // What was sent and not written down before a kill is open; nothing the API charged is unaccounted for.
  expect(report.token.used + report.token.open).toBeGreaterThanOrEqual(server.charged.length)
  await server.close()
}, 180_000)
