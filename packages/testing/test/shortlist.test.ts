import { Shortlist } from "@xingtu/core"
import { createXingtu } from "@xingtu/core/promise"
import { startSandbox, storyIds } from "@xingtu/sandbox"
import { afterAll, beforeEach, expect, test } from "vitest"

const sandbox = await startSandbox()
const open = () => createXingtu({ token: "token-of-a-test", baseUrl: sandbox.url, requestsPerSecond: Infinity })
afterAll(sandbox.close)
beforeEach(sandbox.reset)

const others = ["6955721930401185805", "7012345678901234567", "7234567890123456789"]

const sources: ReadonlyArray<Shortlist.SourceName> = [
  ...Shortlist.usualSources,
  "showcaseItems",
  "audienceDistribution",
  "followerGrowthTrend",
  "creatorVisibilityStatus"
]

test("of a cheap creator with a jump, a steady one and one off target, the steady one is what a buyer takes", async () => {
  const xingtu = open()
  const from = { ids: [...others, ...Object.values(storyIds)] }
  const plan = await xingtu.planCandidates(from, { sources })
  const { candidates, charged, failed } = await xingtu.candidates(from, { sources })
  expect({ charged, failed }).toEqual({ charged: plan.calls, failed: [] })
  expect(sandbox.ledger().charged).toBe(48)

  const ranking = Shortlist.rank(candidates, { goal: "reach", audience: { gender: ["female"] } })
  if (ranking._tag !== "Ranked") throw new Error(ranking.happened.en)
  const row = (id: string) => {
    const found = ranking.rows.find(({ candidate }) => candidate.id === id)
    if (found === undefined) throw new Error(id)
    return { place: found.place, flags: found.flags.map(({ flag }) => flag), cpm: found.offer?.cpm ?? 0 }
  }
  const [jump, steady, offTarget] = [row(storyIds.jump), row(storyIds.steady), row(storyIds.offTarget)]
  expect(ranking.rows[0]?.candidate.id).toBe(storyIds.steady)
  expect(steady.flags).toEqual([])
  // Cheaper by what is expected, and all the same behind.
  expect(jump.cpm).toBeLessThan(steady.cpm)
  expect(jump.place).toBeGreaterThan(steady.place)
  expect(jump.flags).toEqual(expect.arrayContaining(["followerJump", "optimistic"]))
  expect(offTarget.cpm).toBeLessThan(steady.cpm)
  expect(offTarget.place).toBeGreaterThan(steady.place)
  expect(offTarget.flags).toEqual(["offTarget"])

  const again = await xingtu.candidates(from, { sources })
  expect(again.charged).toBe(0)
  expect(again.candidates).toEqual(candidates)
  await xingtu.close()
})

test("a search and its creators, looked up one by one, are ranked alike", async () => {
  const xingtu = open()
  const found = await xingtu.candidates({ search: { followerRange: "1000000-3000000" } })
  const ids = found.candidates.map(({ id }) => id)
  const looked = await xingtu.candidates({ ids }, { sources: ["marketingMetrics", "costPerformanceAnalysis"] })
  const order = (list: ReadonlyArray<Shortlist.Candidate>) => {
    const ranking = Shortlist.rank(list, { goal: "reach", weights: { plays: 0, completion: 0, steadiness: 0 } })
    return ranking._tag === "Ranked" ? ranking.rows.map(({ candidate }) => candidate.id) : ranking.problems
  }
  expect(ids).toHaveLength(20)
  expect(order(looked.candidates)).toEqual(order(found.candidates))
  await xingtu.close()
})

test("what a watch costs is planned, and a published video stands beside what was promised", async () => {
  const xingtu = open()
  const planned = await xingtu.planSnapshot([storyIds.steady])
  const [first] = await xingtu.watch([storyIds.steady])
  expect(sandbox.ledger().charged).toBe(planned.reduce((sum, { calls }) => sum + calls, 0))
  expect(first?.snapshot).toMatchObject({ prices: { placement: 31_500, custom: 42_000 }, followers: 1_800_000 })
  const [second] = await xingtu.watch([storyIds.steady])
  expect(second).toMatchObject({ charged: 0, changes: [] })

  const video = first?.snapshot.newestVideo?.id ?? ""
  const calls = await xingtu.planDelivered(video)
  const before = sandbox.ledger().charged
  const delivered = await xingtu.delivered(video, { price: 31_500, expectedPlays: 900_000 })
  expect(sandbox.ledger().charged - before).toBe(calls)
  expect(delivered.promised.cpm).toBeCloseTo(35)
  expect(delivered.now.cpm).toBeCloseTo((31_500 / (delivered.now.plays ?? 0)) * 1000)
  expect(delivered.plays).toBeCloseTo((delivered.now.plays ?? 0) / 900_000)
  await xingtu.close()
})
