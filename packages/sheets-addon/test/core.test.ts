import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { parse } from "acorn"
import { afterAll, beforeAll, expect, test } from "vitest"
import { Document } from "../host/index.ts"
import { code } from "../scripts/build.ts"

/** The real core, bundled for Apps Script and run on one thread, over real HTTP. */

const built = await code()
const asked = new Map<string, number>()
let server: Server
let document: Document

beforeAll(async () => {
  server = createServer((request, response) => {
    const id = new URL(request.url ?? "/", "http://localhost").searchParams.get("oAuthorId") ?? ""
    const time = (asked.get(id) ?? 0) + 1
    asked.set(id, time)
    const failing = id.endsWith("5") && time < 3
    response.end(JSON.stringify(failing ? { code: 301, data: null } : { code: 0, data: { play_mid: "3642403", expect_cpm: { cpm_60: "14043" }, interact_rate: { value: 244 } } }))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo // it listens on a port
  document = new Document(built, { routes: { "https://api.justoneapi.com": `http://127.0.0.1:${port}` } })
  await document.ask("properties.set", "document", { TOKEN: "a-token" })
})

afterAll(async () => {
  await document.close()
  server.close()
})

test("parses as ES2019: no private names, static fields or big literals", () => {
  expect(() => parse(built, { ecmaVersion: 2019, sourceType: "script" })).not.toThrow()
  expect(Buffer.byteLength(built)).toBeLessThan(200 * 1024)
})

test("200 ids go out in one fetchAll; those to try again pause and go out together", async () => {
  const ids = Array.from({ length: 200 }, (_, i) => [String(6_955_721_930_401_180_000n + BigInt(i))])
  const { result, foreign } = await document.run("XINGTU_SPREAD_METRICS", [ids])
  expect(result).not.toHaveProperty("error")
  const { value } = result as { readonly value: ReadonlyArray<ReadonlyArray<unknown>> }
  expect(value).toHaveLength(200)
  for (const row of value) expect(row).toEqual(expect.arrayContaining([3_642_403, 140.43, 0.0244]))
  // Effect asks whether these two exist and does without.
  expect(foreign.filter((name) => name !== "process" && name !== "performance")).toEqual([])
  const { fetchAll } = await document.ask("counts") as { readonly fetchAll: ReadonlyArray<number> }
  expect(fetchAll[0]).toBe(200)
  expect(fetchAll.reduce((sum, n) => sum + n)).toBe(200 + 20 + 20)
  // Pauses differ by chance and end on a common beat.
  expect(fetchAll.length).toBeLessThanOrEqual(10)
})
