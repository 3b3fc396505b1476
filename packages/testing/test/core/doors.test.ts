import { catalogue, type Failure } from "@xingtu/core"
import { catalogue as promised, createXingtu, Failure as Failures } from "@xingtu/core/promise"
import { recordedIds, startSandbox, token } from "@xingtu/testing"
import { Effect, Result, Stream } from "effect"
import { afterAll, beforeEach, expect, test } from "vitest"
import { core } from "./client.ts"

const sandbox = await startSandbox()
afterAll(sandbox.close)
beforeEach(sandbox.reset)

const id = "6955721930401185805"
const open = () => createXingtu({ token, baseUrl: sandbox.url, requestsPerSecond: Infinity })

test("both doors have the same methods", async () => {
  const { use } = core(sandbox.url)
  const inEffect = Result.getOrThrow(await use((xingtu) => Effect.succeed(xingtu)))
  const answer = Result.getOrThrow(await use((xingtu) => xingtu.spreadMetrics({ oAuthorId: recordedIds.creator })))
  expect(answer.data.expect_cpm?.cpm_1_20).toBe(56.18)
  for (const name of [...Object.keys(catalogue), "call", "many", "pages", "rows", "plan", "quota", "reopen"]) {
    expect(inEffect).toHaveProperty(name)
    expect(open()).toHaveProperty(name)
  }
})

test("the Promise door brings the catalogue and the failures", async () => {
  expect(Object.keys(promised)).toEqual(Object.keys(catalogue))
  const failure: unknown = await open()
    .spreadMetrics({ oAuthorId: "1" })
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Failures.InvalidInput)
})

test("a rejected call's stack shows the line that waits for it, for each of those who asked at once", async () => {
  sandbox.faults([{ fault: { kind: "code", code: 600 } }])
  const xingtu = open()
  const first = async () => {
    try {
      return await xingtu.spreadMetrics({ oAuthorId: id })
    } catch (error) {
      return error
    }
  }
  const second = async () => {
    try {
      return await xingtu.spreadMetrics({ oAuthorId: id })
    } catch (error) {
      return error
    }
  }
  const [one, two] = await Promise.all([first(), second()])
  // @ts-expect-error -- a text is a list of letters
  const third: unknown = await xingtu.many(catalogue.spreadMetrics, id).catch((error: unknown) => error)
  for (const [error, name] of [
    [one, "first"],
    [two, "second"],
    [third, "doors.test.ts"]
  ] as const) {
    expect(error).toBeInstanceOf(Error)
    const { stack = "" } = Object(error)
    expect(stack).toContain("doors.test.ts")
    expect(stack).toContain(name)
    expect(stack).not.toContain(token)
  }
  expect(Object(one).stack).toMatch(/^PermissionDenied: /)
})

test("rows are read one after another, and a page is paid when its first row is read", async () => {
  const xingtu = open()
  let rows = 0
  for await (const row of xingtu.rows(catalogue.conversionResources, { oAuthorId: id })) {
    expect(row).toBeDefined()
    if (++rows === 2) break
  }
  expect(sandbox.ledger().requests).toBe(1)
  const { use } = core(sandbox.url)
  const all = Result.getOrThrow(
    await use((client) => Stream.runCollect(Stream.take(client.rows(catalogue.creatorSearch, { keyword: "a" }), 3)))
  )
  expect(all).toHaveLength(3)
})

test("one text is no list of ids: nothing is sent", async () => {
  const xingtu = open()
  // @ts-expect-error -- a text is a list of letters
  const many = xingtu.many(catalogue.spreadMetrics, id)
  // @ts-expect-error -- a text is a list of letters
  const plan = xingtu.plan(catalogue.spreadMetrics, id)
  // @ts-expect-error -- a text is a list of letters
  const report = xingtu.creatorReport(id)
  for (const promise of [many, plan, report])
    await expect(promise).rejects.toMatchObject({ _tag: "InvalidInput", charged: "no" })
  const { use } = core(sandbox.url)
  // @ts-expect-error -- a text is a list of letters
  const outcomes = Result.getOrThrow(await use((client) => Stream.runCollect(client.many(catalogue.spreadMetrics, id))))
  expect(outcomes).toMatchObject([{ _tag: "Failed", failure: { _tag: "InvalidInput" satisfies Failure.Any["_tag"] } }])
  expect(sandbox.ledger().requests).toBe(0)
})
