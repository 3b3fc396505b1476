import { catalogue } from "@xingtu/core"
import { redisStore, sqliteStore } from "@xingtu/core/node"
import { durable, endRedis, freePort, installed, kill, startRedis } from "@xingtu/core/own-redis"
import {
  createXingtu,
  isFailure,
  type Options,
  type PromiseCallOptions,
  type XingtuPromise
} from "@xingtu/core/promise"
import { type Fault, startSandbox, token } from "@xingtu/testing"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { afterAll, describe, expect, test } from "vitest"

const calls = 500
/** The same calls on every machine; FC_SEED tries others. */
const seed = Number(process.env["FC_SEED"] ?? 20_261_122)

const folder = mkdtempSync(join(tmpdir(), "xingtu-books-"))
afterAll(() => {
  endRedis()
  rmSync(folder, { recursive: true, force: true })
})

/** Numbers from 0 to 1, the same for the same seed. */
const chances = (from: number) => {
  let state = from >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const seldom = (fault: Fault, chance: number) => ({ fault, chance, seed: `${seed}${JSON.stringify(fault)}` })

const weather = [
  seldom({ kind: "code", code: 301 }, 0.04),
  seldom({ kind: "code", code: 500 }, 0.02),
  seldom({ kind: "code", code: 503 }, 0.02),
  seldom({ kind: "code", code: 400 }, 0.02),
  seldom({ kind: "code", code: 201 }, 0.02),
  seldom({ kind: "refusal", statusCode: 7 }, 0.02),
  seldom({ kind: "cut", when: "beforeCharging" }, 0.02),
  seldom({ kind: "cut", when: "afterCharging" }, 0.02),
  seldom({ kind: "cut", when: "midBody" }, 0.02),
  seldom({ kind: "silence" }, 0.02),
  seldom({ kind: "html" }, 0.02),
  { delayMs: 100, chance: 0.3, seed: `${seed}` },
  { delayMs: 20 }
]

const uncertain = new Set(["cut", "silence", "html"])

/** At noon nobody's day ends. */
const noon = () => {
  const offset = 12 - new Date().getUTCHours()
  return `${offset < 0 ? "-" : "+"}${String(Math.abs(offset)).padStart(2, "0")}:00`
}

const settings = (baseUrl: string, onWarning: (warning: string) => void): Options => ({
  token,
  baseUrl,
  attempt: 3_000,
  deadline: 9_000,
  unknownFor: 2_000,
  concurrency: 6,
  requestsPerSecond: Infinity,
  quotaDayZone: noon(),
  onWarning
})

const { creatorSearch, spreadMetrics } = catalogue

/** What a caller heard instead of an answer, and of what. */
interface Heard {
  readonly told: unknown
  readonly value: string
}

/** Asks so many random questions of these clients, several at the same time, and keeps what the callers heard. */
const ask = async (clients: ReadonlyArray<XingtuPromise>, next: () => number, progress: (share: number) => void) => {
  const pick = <A>(all: ReadonlyArray<A>): A => all[Math.floor(next() * all.length)] as A // none of them is empty
  const id = () => String(6955721930401185000n + BigInt(Math.floor(next() * 40)))
  const heard: Array<Heard> = []
  let asked = 0

  const options = (): PromiseCallOptions => {
    const leaving = next() < 0.15 ? AbortSignal.timeout(Math.ceil(next() * 150)) : undefined
    return {
      ...(next() < 0.1 ? { fresh: pick([true, new Date(Date.now() - 1_000)]) } : {}),
      ...(next() < 0.15 ? { deadline: 1_500 } : {}),
      ...(next() < 0.03 ? { risk: "payTwice" as const } : {}),
      ...(next() < 0.5 ? { consumer: pick(["user/a", ["user/b", "channel/c"]]) } : {}),
      ...(leaving === undefined ? {} : { signal: leaving })
    }
  }

  const one = async () => {
    const client = pick(clients)
    const kind = next()
    const given = options()
    const hear = (value: string) => (told: unknown) => void heard.push({ told, value })
    if (kind < 0.8) {
      asked++
      const creator = id()
      const endpoint = pick(["spreadMetrics", "creatorProfile"] as const)
      await client[endpoint]({ oAuthorId: creator }, given).catch(hear(creator))
    } else if (kind < 0.9) {
      const ids = Array.from({ length: 1 + Math.floor(next() * 6) }, id)
      asked += ids.length
      const outcomes = await client.many(spreadMetrics, ids, { ...given, concurrency: 3 }).catch(hear("many"))
      for (const outcome of outcomes ?? []) if (outcome._tag === "Failed") hear(String(outcome.id))(outcome.failure)
    } else {
      let left = 1 + Math.floor(next() * 3)
      asked += left
      const keyword = pick(["美妆", "母婴", "测评"])
      const read = async () => {
        for await (const _ of client.pages(creatorSearch, { keyword }, given)) if (--left === 0) break
      }
      await read().catch(hear(keyword))
    }
  }

  const worker = async () => {
    while (asked < calls) {
      progress(asked / calls)
      await one()
    }
  }
  await Promise.all(Array.from({ length: 12 }, worker))
  progress(1)
  return heard
}

interface Place {
  readonly store: Options["store"]
  /** So many clients share it, as so many processes would. */
  readonly clients: number
  /** What happens to it as the run goes on. */
  readonly during?: (share: number) => void
  readonly after?: () => Promise<void>
  /** So many clients see it go, at least. */
  readonly outages?: number
}

const places: ReadonlyArray<readonly [name: string, open: () => Promise<Place>]> = [
  ["memory", async () => ({ store: undefined, clients: 1 })],
  ["SQLite", async () => ({ store: sqliteStore(join(folder, "books.db")), clients: 2 })],
  [
    "Redis",
    async () => {
      const port = await freePort()
      await startRedis(port, durable)
      return { store: redisStore(`redis://127.0.0.1:${port}`), clients: 2 }
    }
  ],
  [
    "a Redis that dies and returns",
    async () => {
      const port = await freePort()
      let redis = startRedis(port, durable)
      let died = false
      let back = Promise.resolve()
      const dies = async () => {
        await kill(await redis)
        await wait(1_500)
        redis = startRedis(port, durable)
        await redis
      }
      return {
        store: redisStore(`redis://127.0.0.1:${port}`),
        clients: 2,
        during: (share) => {
          if (share < 0.3 || died) return
          died = true
          back = dies()
        },
        after: () => back,
        outages: 2
      }
    }
  ]
]

describe.each(places)("500 random calls over %s", (name, open) => {
  test.skipIf(name.includes("Redis") && !installed)(
    "leave books that equal the API's, and say that a call may have been charged where it may",
    async () => {
      await using sandbox = await startSandbox({ faults: weather })
      const { after, clients: count, during = () => undefined, outages = 0, store } = await open()
      const warnings: Array<string> = []
      const heed = (warning: string) => void warnings.push(warning)
      const all = { ...settings(sandbox.url, heed), ...(store === undefined ? {} : { store }) }
      const clients = Array.from({ length: count }, () => createXingtu(all))
      const heard = await ask(clients, chances(seed), during)
      await after?.()
      // Each client finds its store again by itself.
      const said = (words: string) => warnings.filter((warning) => warning.startsWith(`The store ${words}`)).length
      const isAway = async () => {
        await Promise.all(clients.map((client) => client.quota()))
        return said("cannot be") - said("is back")
      }
      await expect.poll(isAway, { timeout: 30_000, interval: 250 }).toBe(0)
      // What was left is still on its way. Who closes writes what a store did not take; memory ends with its client.
      if (store !== undefined) await Promise.all(clients.map((client) => client.close()))
      const reader = (store === undefined ? clients[0] : undefined) ?? createXingtu(all)
      await expect.poll(async () => (await reader.quota()).token.open, { timeout: 20_000, interval: 200 }).toBe(0)
      const { token: books, totals } = await reader.quota()
      await reader.close()

      const { entries, requests } = sandbox.ledger()
      const mayBe = (entry: (typeof entries)[number]) =>
        uncertain.has(entry.fault ?? "") || (entry.fault === "code" && entry.code === 503)
      const timeouts = heard.filter(({ told }) => isFailure(told) && told._tag === "Timeout").length
      // A request that is cut off at its deadline as it leaves may be lost before the API reads it.
      const unread = totals.reduce((sum, total) => sum + total.requests, 0) - requests
      expect(unread).toBeGreaterThanOrEqual(0)
      expect(unread).toBeLessThanOrEqual(timeouts)
      expect(books).toMatchObject({
        used: entries.filter((entry) => entry.charged && !mayBe(entry)).length,
        unknown: entries.filter(mayBe).length + unread
      })
      // The run was worth its name.
      expect(requests).toBeGreaterThan(100)
      expect(entries.filter(mayBe).length).toBeGreaterThan(5)
      const isLeaving = (told: unknown) => ["TimeoutError", "AbortError"].includes(Object(told).name)
      expect(heard.filter(({ told }) => !isFailure(told) && !isLeaving(told))).toEqual([])
      const isFounded = ({ told, value }: Heard) =>
        !isFailure(told) ||
        told.charged !== "unknown" ||
        (unread > 0 && ["Timeout", "OutcomeUnknown"].includes(told._tag)) ||
        // What a client sent that others hear nothing from may have been charged, until it is back.
        entries.some(
          (entry) =>
            (mayBe(entry) || (outages > 0 && told._tag === "OutcomeUnknown")) &&
            Object.values(entry.params).includes(value)
        )
      expect(heard.filter((one) => !isFounded(one))).toEqual([])
      expect(said("cannot be")).toBeGreaterThanOrEqual(outages)
    },
    60_000
  )
})
