import { type AddressInfo, createServer } from "node:net"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { Weather } from "../../host/google.ts"
import { column, ids, type Open, open, type Rows } from "../support/document.ts"
import { side } from "../support/runs.ts"

/** How Google treats requests is tried for nothing, and what was found is used. */

let opened: Open

beforeEach(async () => {
  opened = await open()
})
afterEach(() => opened.close())

const dead = "https://api.justoneapi.com:81"
const nobody = "http://127.0.0.1:59999"

/** Where the dead port leads: nowhere, or to somebody who never answers. */
const lead = (to: string, weather: Partial<Weather> = {}) =>
  opened.document.turn({ routes: { [dead]: to, "https://api.justoneapi.com": opened.sandbox.url }, ...weather })

const found = async () => (await side(opened)<{ readonly manners: object }>("tryNetwork")).value?.manners

const sent = async () => Object(await opened.document.ask("counts")).fetchAll as ReadonlyArray<number>

test.each(["lost", "kept"] as const)("answers beside a request that fails are seen to be %s", async (neighbours) => {
  await lead(nobody, { neighbours })
  expect(await found()).toMatchObject({ neighbours })
  expect(opened.sandbox.ledger()).toMatchObject({ requests: 0, charged: 0 })
})

/** Somebody who takes a connection and hangs up without a word after some seconds. */
const hanging = async (ms: number) => {
  const server = createServer((socket) => void setTimeout(() => socket.destroy(), ms))
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const { port } = server.address() as AddressInfo // it listens on a port
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}

test.each(["kept", "ignored"] as const)("time limits are seen to be %s", async (timeLimits) => {
  const somebody = await hanging(timeLimits === "kept" ? 30_000 : 10_000)
  await lead(somebody.url, { timeLimits })
  expect(await found()).toMatchObject({ timeLimits, neighbours: "lost" })
  somebody.close()
})

test("what Google does not let go out proves nothing", async () => {
  await lead(nobody, { allowed: ["https://api.justoneapi.com/"] })
  expect(await found()).toEqual({})
})

test("the trial comes with the token, which it does not send", async () => {
  await lead(nobody, { neighbours: "kept" })
  const { value } = await side(opened)<{ readonly manners: object }>("saveToken", "another-token")
  expect(value?.manners).toMatchObject({ neighbours: "kept" })
  expect(await sent()).toEqual([2])
})

describe("one cut of 120", () => {
  const wanted = ids(120)
  const ask = async () => {
    await opened.set({ atOnce: 200, formulasDaily: 1000 })
    opened.sandbox.faults([{ params: { oAuthorId: wanted[70] ?? "" }, fault: { kind: "cut", when: "afterCharging" } }])
    const rows = (await opened.document.cell("XINGTU_SPREAD_METRICS", column(wanted), "Videos, noHeaders")) as Rows
    return rows.filter(([, error]) => /may have been charged/.test(String(error))).length
  }

  test("costs at most its wave where neighbours are lost", async () => {
    await lead(nobody)
    await found()
    expect(await ask()).toBe(16)
    expect((await sent()).slice(1, 10)).toEqual([8, 16, 16, 16, 16, 1, 2, 4, 8])
    expect(opened.sandbox.ledger().requests).toBe(120)
  })

  test("costs itself where neighbours are kept, and many go out together", async () => {
    await lead(nobody, { neighbours: "kept" })
    await found()
    expect(await ask()).toBe(1)
    expect((await sent()).slice(1)).toEqual([32, 64, 24])
    expect(opened.sandbox.ledger().requests).toBe(120)
  })

  test("costs a small wave where time limits are not kept to", async () => {
    await opened.document.ask("properties.set", "document", { manners: JSON.stringify({ timeLimits: "ignored" }) })
    expect(await ask()).toBe(8)
    expect((await sent()).slice(0, 3)).toEqual([4, 8, 8])
  })
})
