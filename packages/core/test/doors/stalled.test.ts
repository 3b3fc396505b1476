import { Effect } from "effect"
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { Transport } from "../../src/adapter.ts"
import { sqliteStore } from "../../src/node/index.ts"
import { createXingtu } from "../../src/promise.node.ts"
import { creator } from "../support/api.ts"
import { serve } from "../support/server.ts"
import { ways } from "../support/ways.ts"

const folder = mkdtempSync(join(tmpdir(), "xingtu-stalled-"))
const children: Array<ChildProcess> = []

/** A program of its own; resolves when it has said its first line. */
const program = async (code: string, ...args: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, ["--no-warnings", "--input-type=module", "-e", code, "--", ...args])
  children.push(child)
  const [line] = await once(child.stdout, "data")
  return { child, said: String(line).trim() }
}

afterAll(() => {
  for (const child of children) child.kill("SIGKILL")
  rmSync(folder, { recursive: true, force: true })
})

/** This process does nothing else meanwhile, not even listen. */
const standStill = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

describe.each(Object.entries(ways))("a process that stands still, over %s", (_, way) => {
  let url = ""
  // Another process, since this one answers nobody while it stands still.
  beforeAll(async () => {
    const { said } = await program(`
      import { createServer } from "node:http"
      createServer((request, response) => {
        if (request.url.includes("silent")) return
        setTimeout(() => response.end(JSON.stringify({ code: 0, data: "x".repeat(50_000) })), 50)
      }).listen(0, "127.0.0.1", function () { console.log("http://127.0.0.1:" + this.address().port) })`)
    url = said
  })

  const get = (path: string, whenOut: () => void) =>
    Effect.gen(function* () {
      const transport = yield* Transport.Transport
      // A connection that is open, so that the request leaves at once.
      yield* transport.get({ path: "/first", query: {}, timeoutMs: 10_000 })
      return yield* Effect.all(
        [
          Effect.result(transport.get({ path, query: {}, timeoutMs: 200 })),
          Effect.andThen(Effect.sleep(20), Effect.sync(whenOut))
        ],
        { concurrency: "unbounded" }
      )
    }).pipe(Effect.provide(way(url)), Effect.runPromise)

  it("hears an answer that came meanwhile before it says that none came in time", async () => {
    const [reply] = await get("/answer", () => standStill(500))
    expect(reply).toMatchObject({ success: { status: 200 } })
  })

  it("says that none came in time where none came", async () => {
    const [reply] = await get("/silent", () => standStill(500))
    expect(reply).toMatchObject({ failure: { outcome: "timeout" } })
  })
})

describe("a SQLite file that a second program holds", () => {
  /** Holds the file for a while, from when it says so. */
  const hold = (file: string, ms: number) =>
    program(
      `import { DatabaseSync } from "node:sqlite"
       const [file, ms] = process.argv.slice(1)
       const db = new DatabaseSync(file, { timeout: 5_000 })
       db.exec("begin immediate")
       console.log("held")
       setTimeout(() => { db.exec("commit"); db.close() }, Number(ms))`,
      file,
      String(ms)
    )

  const open = (file: string, url: string) =>
    createXingtu({ token: "token", baseUrl: url, store: sqliteStore(file), attempt: 800, deadline: 2_000, atHand: 0 })

  it("while an answer is written down: what was paid for is no unknown", async () => {
    const file = join(folder, "answer.db")
    const server = await serve(() => 300)
    const xingtu = open(file, server.url)
    await xingtu.quota()
    const out = server.requests(1)
    const asked = xingtu.spreadMetrics({ oAuthorId: creator(1) })
    await out
    const { child } = await hold(file, 2_500)
    const released = once(child, "close")
    const hasty = xingtu.spreadMetrics({ oAuthorId: creator(1) }, { deadline: 600 })
    await expect(hasty).rejects.toMatchObject({ _tag: "NotInTime", charged: "no" })
    expect((await asked).meta).toMatchObject({ source: "api", charged: "yes" })
    await released
    expect((await xingtu.spreadMetrics({ oAuthorId: creator(1) })).meta.source).toBe("store")
    expect((await xingtu.quota()).token).toMatchObject({ used: 1, unknown: 0, open: 0 })
    expect(server.charged).toHaveLength(1)
    await xingtu.close()
    await server.close()
  })

  it("while a question is claimed: it is asked within its deadline, or not at all", async () => {
    const file = join(folder, "claim.db")
    const server = await serve(() => 100)
    const xingtu = open(file, server.url)
    await xingtu.quota()
    await hold(file, 1_200)
    expect((await xingtu.spreadMetrics({ oAuthorId: creator(1) })).meta.charged).toBe("yes")
    await hold(file, 1_900)
    await expect(xingtu.spreadMetrics({ oAuthorId: creator(2) })).rejects.toMatchObject({
      _tag: "NotInTime",
      charged: "no",
      attempts: 0
    })
    await wait(500)
    expect(server.charged).toHaveLength(1)
    expect((await xingtu.quota()).token).toMatchObject({ used: 1, unknown: 0, open: 0 })
    await xingtu.close()
    await server.close()
  })
})
