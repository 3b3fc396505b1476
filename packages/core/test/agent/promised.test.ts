import { afterEach, describe, expect, test } from "vitest"
import { createXingtu, type XingtuPromise } from "../../src/promise.ts"
import { agentTools, type AgentOptions, type Cost } from "../../src/promise/tools.ts"
import { creator } from "../support/api.ts"

/** Tools for function calling, over the client with promises. */

const open: Array<XingtuPromise> = []
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())))

/** A client whose API answers every request, and what it was asked. */
const made = (options: AgentOptions = {}, settings: object = {}) => {
  const asked: Array<string> = []
  const xingtu = createXingtu({
    token: "a-token-nobody-may-see",
    baseUrl: "http://api.test",
    requestsPerSecond: Infinity,
    onWarning: () => undefined,
    fetch: async (url) => {
      asked.push(String(url))
      return Response.json({ code: 0, data: { item_num: "7" } })
    },
    ...settings
  })
  open.push(xingtu)
  const tools = agentTools(xingtu, options)
  const run = (name: string, input: unknown, given?: Parameters<(typeof tools)[number]["run"]>[1]) => {
    const tool = tools.find((one) => one.name === `xingtu_${name}`)
    if (tool === undefined) throw new Error(name)
    return tool.run(input, given)
  }
  return { asked, xingtu, tools, run }
}

const request = { action: "request", endpoint: "spreadMetrics", parameters: { oAuthorId: creator(1) } }
const ids = [1, 2, 3].map(creator)

test("a dozen tools, as function calling takes them", () => {
  const { tools } = made()
  expect(tools.map(({ name }) => name)).toContain("xingtu_report")
  expect(tools).toHaveLength(12)
  for (const { description, inputSchema } of tools) {
    expect(description.length).toBeLessThan(2_048)
    expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false })
    expect(JSON.parse(JSON.stringify(inputSchema))).toEqual(inputSchema)
  }
})

test("a call is paid once, told with its cost, and shared with the client", async () => {
  const { asked, run, xingtu } = made()
  const first = await run("endpoint", request)
  expect(first).toMatchObject({ isError: false })
  expect(first.text).toMatch(/cost: 1 charged, 0 cached, 0 may have been charged; no limit$/)
  expect((await run("endpoint", JSON.stringify(request))).text).toMatch(/cost: 0 charged, 1 cached/)
  const { meta } = await xingtu.spreadMetrics({ oAuthorId: creator(1) })
  expect(meta.charged).toBe("no")
  expect(asked).toHaveLength(1)
  expect((await xingtu.quota("agent/agent")).consumer.used).toBe(1)
})

test("what the model gets wrong is told to the model, and nothing is sent", async () => {
  const { asked, run } = made()
  for (const wrong of ["{", "", "null", null, undefined, [], 7, { action: "pay" }, { ...request, parameters: [] }]) {
    const reply = await run("endpoint", wrong)
    expect(reply).toMatchObject({ isError: true, structured: { error: { charged: "no" } } })
  }
  expect((await run("endpoint", "{")).text).toMatch(/^The arguments are not valid JSON\.\n/)
  expect(asked).toEqual([])
})

describe("a cost over the threshold", () => {
  test("without a person to ask is confirmed by a code, once, for this call", async () => {
    const { asked, run } = made({ confirmOver: 10 })
    const refused = await run("report", { ids })
    expect(refused).toMatchObject({ isError: true, structured: { error: { charged: "no" } } })
    const [, code = ""] = /confirm="([^"]+)"/.exec(refused.text) ?? []
    expect(asked).toEqual([])
    expect(await run("report", { ids: ids.slice(1).concat(creator(9)), confirm: code })).toMatchObject({
      isError: true
    })
    expect(await run("report", { ids, confirm: code })).toMatchObject({ isError: false })
    expect(asked).toHaveLength(15)
  })

  test("is put to whoever was given to ask, and no code is told", async () => {
    const costs: Array<Cost> = []
    const agreeing = made({ confirmOver: 10, confirm: (cost) => costs.push(cost) > 1 })
    const declined = await agreeing.run("report", { ids })
    expect(declined.text).toContain("The user declined.")
    expect(declined.text).not.toContain("confirm=")
    expect(agreeing.asked).toEqual([])
    expect(await agreeing.run("report", { ids })).toMatchObject({ isError: false })
    expect(costs[1]).toEqual({ tool: "xingtu_report", question: "Spend up to 15 paid calls on report?" })
    const plan = await agreeing.run("plan", { tool: "report", arguments: { ids: [7, 8, 9].map(creator) } })
    expect(plan.structured).toMatchObject({ paid_calls: 15 })
    expect(plan.structured).not.toHaveProperty("confirm")
  })

  test("that nobody could be asked about is the program's own mistake", async () => {
    const { asked, run } = made({
      confirmOver: 0,
      confirm: () => Promise.reject(new Error("no terminal"))
    })
    await expect(run("endpoint", request)).rejects.toThrow("no terminal")
    expect(asked).toEqual([])
  })
})

test("each agent has the limit of its consumer", async () => {
  const { asked, run, xingtu } = made({ name: "anna" }, { consumerBudgets: { "agent/*": 2 } })
  expect((await run("report", { ids })).text).toContain("but 2 are left today within the limits.")
  expect((await run("endpoint", request)).text).toMatch(/left today 1$/)
  const other = agentTools(xingtu, { name: "ben", tools: ["quota"] })
  expect((await other[0]?.run({}))?.structured).toMatchObject({ charged_today: 0, left_today: 2 })
  expect(asked).toHaveLength(1)
})

test("a long job tells how far it is, and stops where its caller left", async () => {
  const { asked, run } = made({ confirmOver: Infinity }, { concurrency: 1 })
  const heard: Array<object> = []
  await run("report", { ids }, { onProgress: (at) => heard.push(at) })
  expect(heard).toEqual([1, 2, 3].map((done) => ({ done, total: 3 })))
  const leaving = new AbortController()
  const many = Array.from({ length: 20 }, (_, i) => creator(100 + i))
  const left = run("report", { ids: many }, { signal: leaving.signal, onProgress: () => leaving.abort() })
  await expect(left).rejects.toThrow("aborted")
  const before = asked.length
  expect(before).toBeLessThan(15 + 100)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(asked.length).toBeLessThanOrEqual(before + 1)
})

test("a ranking that an agent saved is read by the program", async () => {
  const { run, xingtu } = made({ name: "anna" })
  expect(await run("rank", { ids, goal: "reach", save: "spring" })).toMatchObject({ isError: false })
  const [saved, ...others] = await xingtu.savedShortlists("anna")
  expect(others).toEqual([])
  expect(saved).toMatchObject({ name: "spring" })
  expect(saved?.table.rows.map((row) => row[1]).toSorted()).toEqual(ids)
  await xingtu.saveShortlist("anna", "spring", { rows: [], out: [] })
  expect((await xingtu.savedShortlists("anna"))[0]?.table.rows).toEqual([])
  expect(await xingtu.savedShortlists("ben")).toEqual([])
})

test("a failure of the API is a reply: what happened, whether it was charged, what to do", async () => {
  const { run } = made({}, { fetch: async () => Response.json({ code: 600, message: "no", data: null }) })
  const reply = await run("endpoint", request)
  expect(reply).toMatchObject({ isError: true, structured: { error: { charged: "no" } } })
  expect(reply.text.split("\n")).toHaveLength(3)
  expect(JSON.stringify(reply)).not.toContain("a-token-nobody-may-see")
})

test("a closed client, and options that are none, are the program's own mistakes", async () => {
  const { run, xingtu } = made()
  await expect(run("endpoint", request, JSON.parse('{"signal":"x"}'))).rejects.toMatchObject({ _tag: "InvalidInput" })
  await xingtu.close()
  await expect(run("endpoint", request)).rejects.toMatchObject({ _tag: "ClientClosed" })
})

test.each([
  [{ tools: ["reprot"] }, /tools: Unknown tool "reprot"\. Did you mean report\?/],
  [{ tools: "report" }, /tools: Must be a list of names of tools\./],
  [{ tools: [] }, /tools: Must be/],
  [{ confirmOver: -1 }, /confirmOver: Must be/],
  [{ confirmOver: "20" }, /confirmOver: Must be/],
  [{ confirm: true }, /confirm: Must be a function/],
  [{ name: "anna/ben" }, /name: Must be/],
  [{ patience: "soon" }, /patience: Must be a duration/],
  [{ confrim: true }, /confrim: Unknown option; did you mean confirm\?/]
])("the options %j are refused by name", (options, said) => {
  const { xingtu } = made()
  // As plain JavaScript would give them.
  expect(() => agentTools(xingtu, JSON.parse(JSON.stringify(options)))).toThrow(said)
})

test("what is no client is refused", () => {
  expect(() => agentTools(JSON.parse("{}"))).toThrow(/xingtu: Must be a client of createXingtu/)
})
