import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { Shortlist, Watch, Xingtu } from "../../src/index.ts"
import { scripted } from "../support/api.ts"

const recorded = (id: string): string => readFileSync(new URL(`../../recorded/${id}.json`, import.meta.url), "utf8")
const item = "7566200471448779514"

const api = (failing = "nothing") =>
  scripted(({ path }) => ({
    ...(path.includes(failing) ? { code: 201 } : {}),
    body: path.includes(failing)
      ? '{"code":201}'
      : recorded(path.includes("trend") ? "itemReportTrends" : "videoDetails")
  }))

/** A day after the other, as the recorded trend has them. */
const sumOf = (days: number): number => {
  const { vv_list } = JSON.parse(recorded("itemReportTrends")).data.date_values
  return vv_list.slice(0, days).reduce((sum: number, { value }: { value: string }) => sum + Number(value), 0)
}

describe("a published video", () => {
  it.effect("stands beside what was promised, with the sums of its first days", () => {
    const { asked, client } = api()
    return Effect.gen(function* () {
      assert.strictEqual(yield* Shortlist.planDelivered(item), 2)
      const seen = yield* Shortlist.delivered(item, { price: 300_000, expectedPlays: 30_000_000 })
      assert.strictEqual(asked.length, 2)
      assert.strictEqual(seen.now.plays, 45_275_627)
      assert.closeTo(seen.now.cpm ?? 0, (300_000 / 45_275_627) * 1000, 1e-9)
      assert.closeTo(seen.now.cpe ?? 0, 300_000 / 117_718, 1e-9)
      assert.strictEqual(seen.promised.cpm, 10)
      assert.closeTo(seen.plays ?? 0, 1.509, 1e-3)
      assert.strictEqual(seen.day7?.plays, sumOf(7))
      assert.strictEqual(seen.day30?.plays, sumOf(30))
      assert.deepStrictEqual(seen.reasons[0], {
        en: "Plays: 45,275,627 of 30,000,000 expected (151 %).",
        zh: "播放量：45,275,627，预期 30,000,000（达成 151%）。"
      })
      assert.strictEqual(yield* Shortlist.planDelivered(item), 0)
    }).pipe(Effect.provideServiceEffect(Xingtu, client()))
  })

  it.effect("is told as far as one of its two answers tells it, and what both cost", () => {
    const { client } = api("item_report_trend")
    return Effect.gen(function* () {
      const seen = yield* Shortlist.delivered(item, { price: 300_000 })
      assert.deepStrictEqual(
        [seen.failed.map(({ source }) => source), seen.charged, seen.now.plays, seen.day7],
        [["itemReportTrends"], 2, 45_275_627, undefined]
      )
    }).pipe(Effect.provideServiceEffect(Xingtu, client()))
  })

  it.effect("is compared with what the plan promised when it was kept", () => {
    const { asked, client } = api()
    return Effect.gen(function* () {
      const candidates: ReadonlyArray<Shortlist.Candidate> = [
        { id: "1", interactionRate: 0.1, offers: [{ kind: "placement", price: 1000, expectedPlays: 50_000 }] }
      ]
      const plan = Shortlist.allocate(candidates, { budget: 1000 })
      assert.strictEqual(plan._tag, "Allocated")
      yield* Shortlist.keepPlan(candidates, plan._tag === "Allocated" ? plan : { picks: [] })
      const [kept] = yield* Shortlist.promisesOf("1")
      assert.deepStrictEqual(kept, {
        at: "1970-01-01T00:00:00.000Z",
        kind: "placement",
        price: 1000,
        expectedPlays: 50_000,
        expectedInteractions: 5000
      })
      assert.strictEqual(asked.length, 0)
    }).pipe(Effect.provideServiceEffect(Xingtu, client()))
  })

  test("gives no costs where the price is none", () => {
    for (const price of [Number.NaN, -1, 0]) {
      const { now } = Shortlist.compareDelivered(item, { price }, { video_info: { vv_cnt: 10 } }, undefined)
      expect(now).toEqual({ plays: 10 })
    }
  })
})

const before: Watch.Snapshot = {
  id: "1",
  at: "2026-11-01T00:00:00.000Z",
  prices: { placement: 1000 },
  cpm: { placement: 50 },
  followers: 1000,
  medianPlays: 100,
  takesOrders: true,
  newestVideo: { id: "9", at: "2026-10-31T00:00:00.000Z" }
}
const told = (after: Partial<Watch.Snapshot>, thresholds?: Partial<Watch.WatchThresholds>) =>
  Watch.changes(before, { ...before, ...after }, thresholds).map(({ after: is, kind, what }) => [what, kind, is])

describe("what changed", () => {
  test.for<[Partial<Watch.Snapshot>, ReadonlyArray<unknown>]>([
    [{}, []],
    [{ prices: { placement: 1001 } }, [["price", "placement", 1001]]],
    [
      { prices: { custom: 2000 } },
      [
        ["price", "placement", undefined],
        ["price", "custom", 2000]
      ]
    ],
    [{ cpm: { placement: 54 } }, []],
    [{ cpm: { placement: 56 } }, [["cpm", "placement", 56]]],
    [{ followers: 1051 }, [["followers", undefined, 1051]]],
    [{ followers: Number.NaN, medianPlays: -1 }, []],
    [{ medianPlays: 79 }, [["medianPlays", undefined, 79]]],
    [{ takesOrders: false }, [["takesOrders", undefined, false]]],
    [{ newestVideo: { id: "10", at: "2026-11-02T00:00:00.000Z" } }, [["newestVideo", undefined, "10"]]],
    // An older one: the newest was taken down.
    [{ newestVideo: { id: "8", at: "2026-10-01T00:00:00.000Z" } }, []]
  ])("%j", ([after, expected]) => {
    expect(told(after)).toEqual(expected)
  })

  test("is told from the bound on, and never between two creators", () => {
    expect(told({ followers: 1001 }, { followers: 0 })).toHaveLength(1)
    expect(Watch.changes(before, { ...before, id: "2", followers: 9 })).toEqual([])
  })

  test("is nothing where one of the two does not know", () => {
    expect(Watch.changes({ id: "1", at: "" }, before)).toEqual([])
    expect(Watch.changes(before, { id: "1", at: "" })).toEqual([])
    expect(Watch.carried(before, { id: "1", at: "now", followers: 5 })).toEqual({ ...before, at: "now", followers: 5 })
  })
})
