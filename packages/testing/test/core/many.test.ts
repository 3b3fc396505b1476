import { catalogue } from "@xingtu/core"
import { startSandbox } from "@xingtu/testing"
import { Effect, Result, Stream } from "effect"
import { afterAll, beforeEach, expect, test } from "vitest"
import { core, failureOf } from "./client.ts"

const sandbox = await startSandbox()
afterAll(sandbox.close)
beforeEach(sandbox.reset)

const { conversionResources, spreadMetrics } = catalogue
const ids = Array.from({ length: 9 }, (_, i) => `695572193040118581${i}`)

const many = async (options = {}, settings = {}) =>
  Result.getOrThrow(
    await core(sandbox.url, settings).use((xingtu) => Stream.runCollect(xingtu.many(spreadMetrics, ids, options)))
  )

test("one outcome per id, in the order of the ids, whichever answers first", async () => {
  sandbox.faults([{ params: { oAuthorId: ids[0] ?? "" }, delayMs: 80 }])
  const outcomes = await many({ concurrency: 9 })
  expect(outcomes.map((outcome) => [outcome.id, outcome._tag])).toEqual(ids.map((id) => [id, "Answered"]))
  expect(sandbox.ledger()).toMatchObject({ requests: 9, charged: 9 })
})

test("a failure of one id is its own", async () => {
  sandbox.faults([{ params: { oAuthorId: ids[3] ?? "" }, fault: { kind: "cut", when: "midBody" } }])
  const outcomes = await many()
  expect(
    outcomes.flatMap((outcome, i) =>
      outcome._tag === "Failed" ? [[i, outcome.failure._tag, outcome.failure.charged]] : []
    )
  ).toEqual([[3, "Unreachable", "unknown"]])
})

test.for([
  ["dailyQuota", "DailyQuotaExceeded"],
  ["balance", "InsufficientBalance"]
] as const)("%s used up: the rest is not sent, and says why", async ([setting, tag]) => {
  sandbox.settings({ [setting]: 4 })
  const outcomes = await many({ concurrency: 1 })
  const tags = outcomes.map((outcome) => (outcome._tag === "Answered" ? "Answered" : outcome.failure._tag))
  expect(tags).toEqual([
    ...Array.from({ length: 4 }, () => "Answered"),
    tag,
    ...Array.from({ length: 4 }, () => "NotSent")
  ])
  expect(outcomes.slice(5).map((outcome) => outcome._tag === "Failed" && outcome.failure)).toEqual(
    Array.from({ length: 4 }, () => expect.objectContaining({ because: tag, charged: "no", attempts: 0 }))
  )
  expect(sandbox.ledger()).toMatchObject({ requests: 5, charged: 4 })
})

test("a wrong token stops a run after the calls that were out already", async () => {
  sandbox.settings({ tokens: ["another"] })
  const outcomes = await many({ concurrency: 2 })
  expect(outcomes.every((outcome) => outcome._tag === "Failed" && outcome.failure.charged === "no")).toBe(true)
  expect(sandbox.ledger().requests).toBeLessThanOrEqual(2)
  expect(sandbox.ledger().charged).toBe(0)
})

test("a run that goes on after a top-up does not pay again for what it has", async () => {
  sandbox.settings({ balance: 4 })
  const { use } = core(sandbox.url)
  const both = await use((xingtu) =>
    Stream.runCollect(
      Stream.concat(
        xingtu.many(spreadMetrics, ids.slice(0, 4), { concurrency: 1 }),
        xingtu.many(spreadMetrics, ids.slice(0, 4), { concurrency: 1 })
      )
    )
  )
  expect(Result.getOrThrow(both).map((outcome) => outcome._tag === "Answered" && outcome.answer.meta.source)).toEqual([
    "api",
    "api",
    "api",
    "api",
    "store",
    "store",
    "store",
    "store"
  ])
  expect(sandbox.ledger()).toMatchObject({ requests: 4, charged: 4 })
})

test("pages come until there are no more, and nobody pays for a page that is not read", async () => {
  const input = { oAuthorId: "6955721930401185805" }
  const { use } = core(sandbox.url)
  const all = Result.getOrThrow(await use((xingtu) => Stream.runCollect(xingtu.pages(conversionResources, input))))
  expect(all.map(({ data }) => [data.pagination?.page, data.video_list?.length])).toEqual([
    [1, 10],
    [2, 10],
    [3, 6]
  ])
  expect(sandbox.ledger().charged).toBe(3)
  sandbox.reset()
  await core(sandbox.url).use((xingtu) => Stream.runCollect(Stream.take(xingtu.pages(conversionResources, input), 1)))
  expect(sandbox.ledger().requests).toBe(1)
})

test("pages before a failure have been emitted", async () => {
  sandbox.faults([{ params: { page: "2" }, fault: { kind: "cut", when: "afterCharging" } }])
  const seen: Array<number | undefined> = []
  const failure = failureOf(
    await core(sandbox.url).use((xingtu) =>
      Stream.runForEach(xingtu.pages(conversionResources, { oAuthorId: "6955721930401185805" }), ({ data }) =>
        Effect.sync(() => seen.push(data.pagination?.page))
      )
    )
  )
  expect(seen).toEqual([1])
  expect(failure).toMatchObject({ _tag: "Unreachable", charged: "unknown" })
})

test("an API that always promises another page is not paid for ever", async () => {
  sandbox.faults([
    { endpoint: "conversionResources", fault: { kind: "drift", set: { "pagination.has_more": true, video_list: [] } } }
  ])
  const { use } = core(sandbox.url)
  const all = Result.getOrThrow(
    await use((xingtu) =>
      Stream.runCollect(Stream.take(xingtu.pages(conversionResources, { oAuthorId: "6955721930401185805" }), 20))
    )
  )
  expect(all.length).toBeLessThanOrEqual(2)
})
