import { type Sandbox, startSandbox } from "@xingtu/sandbox"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { connect, folder } from "./support.ts"

/** Long jobs: how far they are, how they are stopped, and how they go on. */

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

const ids = Array.from({ length: 8 }, (_, i) => `69557219304011903${String(i).padStart(2, "0")}`)

/** Two requests at a time, each as slow as `delayMs`. */
const slow = async (home: string, delayMs: number, ...args: ReadonlyArray<string>) => {
  sandbox.faults([{ delayMs }])
  return connect({
    url: sandbox.url,
    home,
    args: ["--daily", "none", ...args],
    env: { XINGTU_CONCURRENCY: "2", XINGTU_REQUESTS_PER_SECOND: "1000", XINGTU_RETRIES: "0" }
  })
}

test("a client that asks for progress hears of each creator; one that does not hears nothing", async () => {
  using home = folder()
  await using server = await slow(home.path, 0, "--confirm-over", "none")
  const heard: Array<readonly [number, number | undefined]> = []
  await server.client.callTool({ name: "xingtu_report", arguments: { ids } }, undefined, {
    onprogress: ({ progress, total }) => heard.push([progress, total])
  })
  // The reply may overtake the last of them.
  const before = heard.length
  expect(before).toBeGreaterThanOrEqual(ids.length - 1)
  expect(heard).toEqual(ids.slice(0, before).map((_, i) => [i + 1, ids.length]))
  expect((await server.call("report", { ids })).isError).toBe(false)
  expect(heard).toHaveLength(before)
})

test("a cancelled call sends nothing more, and what was charged is in the cache", async () => {
  using home = folder()
  await using server = await slow(home.path, 300, "--confirm-over", "none")
  const stop = new AbortController()
  const call = server.client.callTool({ name: "xingtu_report", arguments: { ids } }, undefined, { signal: stop.signal })
  await sandbox.received(4)
  stop.abort()
  await expect(call).rejects.toThrow("abort")
  // What was on its way comes in, and is written down.
  const plan = async () => (await server.call("plan", { tool: "report", arguments: { ids } })).structured
  await expect.poll(async () => (await plan())["cached"], { timeout: 10_000 }).toBe(sandbox.ledger().charged)
  const { charged } = sandbox.ledger()
  expect(charged).toBeGreaterThan(0)
  expect(charged).toBeLessThan(15)
  sandbox.faults([])
  await server.call("report", { ids })
  expect(sandbox.ledger().charged).toBe(ids.length * 5)
})

test.each([
  ["report", { ids }, 5],
  ["changes", { ids }, 4]
] as const)(
  "%s stops when it gets late, and goes on where it was, paying for nothing twice",
  async (name, input, each) => {
    using home = folder()
    await using server = await slow(home.path, 10, "--patience", "0", "--confirm-over", "none")
    let cursor: unknown = "0"
    let calls = 0
    while (typeof cursor === "string") {
      const result = await server.call(name, { ...input, cursor })
      expect(result).toMatchObject({ isError: false })
      cursor = result.structured["more"]
      calls++
    }
    expect(calls).toBeGreaterThan(1)
    expect(sandbox.ledger().charged).toBe(ids.length * each)
  }
)

test.each([
  ["rank", { ids, goal: "reach" }],
  ["split_budget", { ids, budget: 100_000_000 }]
])("a %s that is late tells of whom it has, and how to get the rest", async (name, input) => {
  using home = folder()
  await using server = await slow(home.path, 200, "--patience", "1", "--confirm-over", "none")
  const first = await server.call(name, input)
  expect(first.text).toMatch(/Time is up: \d+ of 8 creators were looked up/)
  let last = first
  for (let n = 0; typeof last.structured["more"] === "string" && n < 20; n++)
    last = await server.call(name, { ...input, cursor: last.structured["more"] })
  for (const id of ids) expect(last.text).toContain(id)
  expect(sandbox.ledger().charged).toBe(ids.length * 4)
})

test.each([
  ["rank", { ids, goal: "reach" }],
  ["split_budget", { ids, budget: 100_000_000 }]
])("a %s without patience comes further with every call", async (name, input) => {
  using home = folder()
  await using server = await slow(home.path, 10, "--patience", "0", "--confirm-over", "none")
  const first = await server.call(name, input)
  expect(first.text).toMatch(/4 of 8 creators were looked up/)
  const second = await server.call(name, { ...input, cursor: first.structured["more"] })
  expect(second.structured["more"]).toBeUndefined()
  for (const id of ids) expect(second.text).toContain(id)
  expect(sandbox.ledger().charged).toBe(ids.length * 4)
})

test.each([
  ["rank", { ids, goal: "reach" }],
  ["split_budget", { ids, budget: 100_000_000 }]
])(
  "a %s without patience comes past creators that fail every time",
  async (name, input) => {
    using home = folder()
    await using server = await slow(home.path, 10, "--patience", "0", "--confirm-over", "none")
    sandbox.faults(ids.slice(0, 4).map((id) => ({ params: { oAuthorId: id }, fault: { kind: "code", code: 301 } })))
    let last = await server.call(name, input)
    let calls = 1
    for (; typeof last.structured["more"] === "string" && calls < 10; calls++)
      last = await server.call(name, { ...input, cursor: last.structured["more"] })
    expect(calls).toBe(2)
    for (const id of ids) expect(last.text).toContain(id)
    expect(last.text).toContain("Missing: 16 results of requests that failed before.")
    expect(sandbox.ledger().charged).toBe(16)
  },
  60_000
)

test("what goes on after an agreed cost needs no second agreement", async () => {
  using home = folder()
  await using server = await slow(home.path, 10, "--patience", "0", "--confirm-over", "5")
  const { structured: plan } = await server.call("plan", { tool: "report", arguments: { ids } })
  expect(plan).toMatchObject({ paid_calls: 40, needs_confirmation: "more than 5 paid calls" })
  let next: Readonly<Record<string, unknown>> = { more: "0", confirm: plan["confirm"] }
  while (typeof next["more"] === "string") {
    const result = await server.call("report", { ids, cursor: next["more"], confirm: next["confirm"] })
    expect(result).toMatchObject({ isError: false })
    next = result.structured
  }
  expect(sandbox.ledger().charged).toBe(40)
})
