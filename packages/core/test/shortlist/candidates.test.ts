import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { readFileSync } from "node:fs"
import { Shortlist, Watch, Xingtu } from "../../src/index.ts"
import { scripted } from "../support/api.ts"

const recorded = (id: string): string => readFileSync(new URL(`../../recorded/${id}.json`, import.meta.url), "utf8")

const endpoints: ReadonlyArray<readonly [string, string]> = [
  ["get_author_base_info", "creatorProfile"],
  ["get_author_marketing_info", "marketingMetrics"],
  ["author_cp_info", "costPerformanceAnalysis"],
  ["get_author_spread_info", "spreadMetrics"],
  ["author_audience_distribution", "audienceDistribution"],
  ["check_author_display", "creatorVisibilityStatus"],
  ["get_author_show_items", "showcaseItems"],
  ["search_for_author_square", "creatorSearch"]
]

const answering = (path: string): string =>
  recorded(endpoints.find(([part]) => path.includes(part))?.[1] ?? "spreadMetrics")

const id = "6629722295873044494"
const api = () => scripted(({ path }) => ({ body: answering(path) }))

describe("candidates", () => {
  it.effect("come from one paid search, with the price of each kind of video and where it is from", () => {
    const { asked, client } = api()
    return Effect.gen(function* () {
      const plan = yield* Shortlist.planCandidates({ search: { keyword: "x" } })
      assert.deepStrictEqual([plan.calls, plan.atMost], [1, false])
      const { adds, candidates, charged, more } = yield* Shortlist.candidates({ search: { keyword: "x" } })
      const [first] = candidates
      assert.deepStrictEqual([asked.length, charged, more], [1, 1, true])
      assert.strictEqual(first?.id, "6855230644880949262")
      assert.strictEqual(first?.followers, 63_747_138)
      assert.deepStrictEqual(
        first?.offers.map(({ expectedPlays, kind, price }) => [kind, price, expectedPlays]),
        [["placement", 337_500, 3_535_761]]
      )
      assert.strictEqual(first?.from?.["placement.price"]?.field, "price_20_60")
      const audience = adds.find(({ source }) => source === "audienceDistribution")
      assert.deepStrictEqual(audience?.words, {
        en: "the audience of 1: 1 paid call",
        zh: "1 位达人的受众画像：1 次付费调用"
      })
      const again = yield* Shortlist.planCandidates({ search: { keyword: "x" } })
      assert.strictEqual(again.calls, 0)
    }).pipe(Effect.provideServiceEffect(Xingtu, client()))
  })

  it.effect("of ids cost what the plan says, and units are the same as in a search", () => {
    const { asked, client } = api()
    return Effect.gen(function* () {
      const plan = yield* Shortlist.planCandidates({ ids: [id] })
      const { candidates } = yield* Shortlist.candidates({ ids: [id, id] })
      assert.deepStrictEqual([plan.calls, plan.cached, asked.length], [4, 0, 4])
      const again = yield* Shortlist.planCandidates({ ids: [id, "none"] })
      assert.deepStrictEqual([again.calls, again.cached], [0, 4])
      const [offer] = candidates[0]?.offers ?? []
      assert.deepStrictEqual([offer?.kind, offer?.price, offer?.cpm], ["placement", 659_100, 140.43])
      assert.strictEqual(candidates[0]?.interactionRate, 0.0244)
    }).pipe(Effect.provideServiceEffect(Xingtu, client()))
  })

  it.effect("keep a creator of whom one call failed, and say which", () => {
    const { client } = scripted(({ path }) => (path.includes("cp_info") ? { code: 201 } : { body: answering(path) }))
    return Effect.gen(function* () {
      const { candidates, failed } = yield* Shortlist.candidates({ ids: [id] })
      assert.deepStrictEqual(
        failed.map(({ failure, source }) => [source, failure._tag]),
        [["costPerformanceAnalysis", "NoContent"]]
      )
      assert.strictEqual(candidates[0]?.offers[0]?.cpm, 140.43)
    }).pipe(Effect.provideServiceEffect(Xingtu, client()))
  })
})

describe("a watch", () => {
  it.effect("compares with what the store kept, and costs what the plan says", () => {
    let price = 659_100
    const { asked, client } = scripted(({ path }) => ({ body: answering(path).replaceAll("659100", String(price)) }))
    return Effect.gen(function* () {
      const plan = yield* Watch.planSnapshot([id])
      const [first] = yield* Watch.check([id])
      assert.deepStrictEqual(first?.changes, [])
      assert.strictEqual(
        asked.length,
        plan.reduce((sum, { calls }) => sum + calls, 0)
      )
      price = 599_000
      yield* TestClock.adjust("1 day")
      const [second] = yield* Watch.check([id], { fresh: true, watch: ["price"] })
      assert.deepStrictEqual(
        second?.changes.map(({ after, before, kind, what }) => [what, kind, before, after]),
        [
          ["price", "placement", 659_100, 599_000],
          ["price", "custom", 659_100, 599_000]
        ]
      )
      assert.strictEqual(
        second?.changes[0]?.words.en,
        "Price of a placement video fell from 659,100 CNY to 599,000 CNY (-9.1 %)."
      )
      const kept = yield* Watch.history(id)
      assert.deepStrictEqual(
        kept.map(({ followers, prices }) => [prices?.placement, followers]),
        [
          [599_000, 42_796_417],
          [659_100, 42_796_417]
        ]
      )
    }).pipe(Effect.provideServiceEffect(Xingtu, client()))
  })

  it.effect("is the same for who has asked already", () => {
    const { client } = api()
    return Effect.gen(function* () {
      const xingtu = yield* Xingtu
      const [taken] = yield* Watch.snapshot([id])
      const data = <D>(asked: Effect.Effect<{ readonly data: D }, unknown>) =>
        Effect.map(asked, (answer) => answer.data)
      const answers = yield* Effect.all({
        marketingMetrics: data(xingtu.marketingMetrics({ oAuthorId: id })),
        spreadMetrics: data(xingtu.spreadMetrics({ oAuthorId: id })),
        creatorVisibilityStatus: data(xingtu.creatorVisibilityStatus({ oAuthorId: id })),
        showcaseItems: data(xingtu.showcaseItems({ oAuthorId: id }))
      })
      const at = taken?.snapshot.at ?? ""
      assert.deepStrictEqual(Watch.snapshotOf(id, at, answers), taken?.snapshot)
      assert.deepStrictEqual(Watch.snapshotOf(id, at, {}), { id, at })
      assert.deepStrictEqual(Watch.sourcesOf(["cpm", "medianPlays"]), ["spreadMetrics"])
      assert.strictEqual(Watch.sourcesOf().length, 4)
    }).pipe(Effect.provideServiceEffect(Xingtu, client()))
  })

  it.effect("keeps a bounded history", () => {
    const { client } = api()
    return Effect.gen(function* () {
      const { history } = yield* Xingtu
      for (let i = 0; i < 120; i++) yield* history.add("x", String(i), 90)
      const kept = yield* history.read("x")
      assert.deepStrictEqual([kept.length, kept[0]?.text], [90, "119"])
      yield* history.add("y", "a".repeat(39_000), 90)
      yield* history.add("y", "b".repeat(39_000), 90)
      assert.strictEqual((yield* history.read("y")).length, 1)
    }).pipe(Effect.provideServiceEffect(Xingtu, client()))
  })
})
