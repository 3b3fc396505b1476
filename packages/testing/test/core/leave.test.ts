import { catalogue } from "@xingtu/core"
import { createXingtu } from "@xingtu/core/promise"
import { sqliteStore } from "@xingtu/core/node"
import { startSandbox, token } from "@xingtu/testing"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeEach, expect, test } from "vitest"

const sandbox = await startSandbox()
const folder = mkdtempSync(join(tmpdir(), "xingtu-leave-"))
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await sandbox.close()
})
beforeEach(sandbox.reset)

const id = "6955721930401185805"
const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error
  )

test("a signal lets a caller leave; the request that is out is paid once, and its answer stored", async () => {
  sandbox.faults([{ delayMs: 300 }])
  const xingtu = createXingtu({ token, baseUrl: sandbox.url })
  const leaving = new AbortController()
  const call = rejection(xingtu.spreadMetrics({ oAuthorId: id }, { signal: leaving.signal }))
  await sandbox.received(1)
  leaving.abort()
  expect(await call).toMatchObject({ name: "AbortError" })
  expect((await xingtu.spreadMetrics({ oAuthorId: id })).meta).toMatchObject({ charged: "no", source: "store" })
  expect(sandbox.ledger()).toMatchObject({ requests: 1, charged: 1 })
  await xingtu.close()
})

test("whoever has left already asks nothing", async () => {
  const xingtu = createXingtu({ token, baseUrl: sandbox.url })
  const signal = AbortSignal.abort(new Error("too late"))
  expect(await rejection(xingtu.spreadMetrics({ oAuthorId: id }, { signal }))).toMatchObject({ message: "too late" })
  expect(await rejection(xingtu.many(catalogue.spreadMetrics, [id], { signal }))).toMatchObject({ message: "too late" })
  expect(await rejection(xingtu.creatorReport([id], { signal }))).toMatchObject({ message: "too late" })
  expect(
    await rejection(xingtu.pages(catalogue.creatorSearch, { keyword: "a" }, { signal })[Symbol.asyncIterator]().next())
  ).toMatchObject({ message: "too late" })
  expect(sandbox.ledger().requests).toBe(0)
  await xingtu.close()
})

test("a run and its pages are left in the middle, and nothing more is sent", async () => {
  const xingtu = createXingtu({ token, baseUrl: sandbox.url })
  const run = new AbortController()
  const ids = Array.from({ length: 20 }, (_, n) => String(6955721930401185000n + BigInt(n)))
  expect(
    await rejection(
      xingtu.many(catalogue.spreadMetrics, ids, {
        concurrency: 1,
        signal: run.signal,
        onProgress: ({ done }) => done === 3 && run.abort()
      })
    )
  ).toMatchObject({ name: "AbortError" })
  await xingtu.close()
  expect(sandbox.ledger().requests).toBeLessThanOrEqual(4)
  const reading = createXingtu({ token, baseUrl: sandbox.url })
  const pages = new AbortController()
  const before = sandbox.ledger().requests
  let read = 0
  expect(
    await rejection(
      (async () => {
        for await (const _ of reading.pages(catalogue.creatorSearch, { keyword: "a" }, { signal: pages.signal }))
          if (++read === 1) pages.abort()
      })()
    )
  ).toMatchObject({ name: "AbortError" })
  expect(sandbox.ledger().requests - before).toBe(1)
  await reading.close()
})

test("a run and its pages that were left in the middle are taken up by another process: it pays for the rest alone", async () => {
  const open = (name: string) =>
    createXingtu({ token, baseUrl: sandbox.url, store: sqliteStore(join(folder, name)), requestsPerSecond: Infinity })
  const ids = Array.from({ length: 40 }, (_, n) => String(6955721930401185000n + BigInt(n)))
  for (const left of [1, 7, 20]) {
    sandbox.reset()
    sandbox.faults([{ delayMs: 5 }])
    const run = new AbortController()
    const first = open(`run${left}.db`)
    const onProgress = ({ done }: { readonly done: number }) => done === left && run.abort()
    await rejection(first.many(catalogue.spreadMetrics, ids, { concurrency: 8, signal: run.signal, onProgress }))
    await first.close()
    const paid = sandbox.ledger().charged
    expect(paid).toBeGreaterThanOrEqual(left)
    expect(paid).toBeLessThanOrEqual(left + 8)
    const second = open(`run${left}.db`)
    await second.many(catalogue.spreadMetrics, ids)
    expect((await second.quota()).token).toMatchObject({ used: sandbox.ledger().charged, unknown: 0, open: 0 })
    await second.close()
    const asked = sandbox.ledger().entries.map(({ params }) => params["oAuthorId"])
    expect([asked.length, new Set(asked).size]).toEqual([40, 40])
  }
  sandbox.reset()
  const input = { oAuthorId: id }
  const leaving = new AbortController()
  const first = open("pages.db")
  await rejection(
    (async () => {
      for await (const _ of first.pages(catalogue.conversionResources, input, { signal: leaving.signal }))
        leaving.abort()
    })()
  )
  await first.close()
  expect(sandbox.ledger().charged).toBe(1)
  const second = open("pages.db")
  let pages = 0
  for await (const _ of second.pages(catalogue.conversionResources, input)) pages++
  await second.close()
  expect([pages, sandbox.ledger().charged]).toEqual([3, 3])
})

test.each([100, 303, 601, 602, 300, 600])(
  "after %i the way can be opened by hand; one call tries it, the others wait for what it finds",
  async (code) => {
    sandbox.faults([{ fault: { kind: "code", code } }])
    const xingtu = createXingtu({ token, baseUrl: sandbox.url })
    const ask = (n: number) => rejection(xingtu.spreadMetrics({ oAuthorId: String(6955721930401185000n + BigInt(n)) }))
    expect(await ask(1)).toMatchObject({ code })
    expect(await ask(2)).toMatchObject({ _tag: "GateClosed" })
    await xingtu.reopen()
    expect((await xingtu.quota()).closed).toEqual([])
    expect(await ask(3)).toMatchObject({ code, _tag: expect.not.stringMatching("GateClosed") })
    expect(sandbox.ledger().requests).toBe(2)
    sandbox.faults([])
    await xingtu.reopen()
    expect(await Promise.all([ask(4), ask(5), ask(6)])).toEqual([undefined, undefined, undefined])
    expect((await xingtu.quota()).closed).toEqual([])
    await xingtu.close()
  }
)
