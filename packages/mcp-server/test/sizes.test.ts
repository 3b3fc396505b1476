import { type Sandbox, startSandbox } from "@xingtu/sandbox"
import { catalogue, Endpoint } from "@xingtu/core"
import { Tiktoken } from "js-tiktoken/lite"
import o200k from "js-tiktoken/ranks/o200k_base"
import { afterAll, beforeAll, expect, test } from "vitest"
import { connect, folder } from "./support.ts"

/** What a model reads of the server, in tokens of o200k. */

const tokenizer = new Tiktoken(o200k)
const tokens = (text: string) => tokenizer.encode(text, "all").length

const ids = Array.from({ length: 50 }, (_, i) => `69557219304011902${String(i).padStart(2, "0")}`)

let sandbox: Sandbox
let server: Awaited<ReturnType<typeof connect>>
const home = folder()
beforeAll(async () => {
  sandbox = await startSandbox()
  server = await connect({
    url: sandbox.url,
    home: home.path,
    args: ["--confirm-over", "none", "--daily", "none"],
    env: { XINGTU_REQUESTS_PER_SECOND: "1000", XINGTU_CONCURRENCY: "50" }
  })
})
afterAll(async () => {
  await server.close()
  await sandbox.close()
  home[Symbol.dispose]()
})

test("the list of tools has at most 10 kB and 2,500 tokens, names under 30 characters, descriptions no client cuts", async () => {
  const { tools } = await server.client.listTools()
  const list = JSON.stringify(tools)
  expect(tools).toHaveLength(12)
  expect(Buffer.byteLength(list)).toBeLessThanOrEqual(10_000)
  expect(tokens(list)).toBeLessThanOrEqual(2_500)
  for (const { description = "", name } of tools) {
    expect(name.length).toBeLessThan(30)
    expect(description.length).toBeLessThanOrEqual(2_048)
  }
})

/** The keywords of a schema, not the names of what it describes. */
const keywordsOf = (schema: unknown): ReadonlyArray<string> =>
  Object.entries(Object(schema)).flatMap(([keyword, value]) => [
    keyword,
    ...(keyword === "properties" ? Object.values(Object(value)).flatMap(keywordsOf) : []),
    ...(["items", "additionalProperties"].includes(keyword) ? keywordsOf(value) : [])
  ])

test("all tools together still have short names, each once, and flat schemas", async () => {
  using all = folder()
  await using wide = await connect({ url: sandbox.url, home: all.path, args: ["--tools", "all"] })
  const { tools } = await wide.client.listTools()
  const names = tools.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.filter((name) => name.length >= 30)).toEqual([])
  expect(names.length).toBeGreaterThan(40)
  // Gemini takes nothing else.
  const keywords = new Set(tools.flatMap(({ inputSchema }) => keywordsOf(inputSchema)))
  const odd = /^(\$.*|not|anyOf|oneOf|allOf|exclusive.*|patternProperties|prefixItems|const|if|then|else)$/
  expect([...keywords].filter((keyword) => odd.test(keyword))).toEqual([])
})

test("twenty creators side by side have at most 1,100 tokens", async () => {
  const { isError, text } = await server.call("search_creators", {})
  expect(isError).toBe(false)
  expect(text.match(/^\d{16,20},/gm)).toHaveLength(20)
  expect(tokens(text)).toBeLessThanOrEqual(1_100)
})

const costLine =
  /^cost: \d+ charged, \d+ cached, \d+ may have been charged; (left today \d+|no limit|nothing was requested)$/

/** Every page of an answer: its tokens, whichever of the two forms is longer, its last lines, and the ids it tells. */
const pages = async (name: string, input: Record<string, unknown>) => {
  const sizes: Array<number> = []
  const costs: Array<string> = []
  const found: Array<string> = []
  let cursor: string | undefined
  do {
    const { isError, structured, text } = await server.call(name, cursor === undefined ? input : { ...input, cursor })
    if (isError) throw new Error(text)
    sizes.push(Math.max(tokens(text), tokens(JSON.stringify(structured))))
    costs.push(text.split("\n").at(-1) ?? "", String(structured["cost"]))
    found.push(...(text.match(/(?<=^|\n)(?:\d*,)?\d{16,20}(?=,)/g) ?? []).map((one) => one.split(",").at(-1) ?? ""))
    const next = structured["more"]
    cursor = typeof next === "string" ? next : undefined
  } while (cursor !== undefined)
  return { largest: Math.max(...sizes), odd: costs.filter((line) => !costLine.test(line)), found: found.sort() }
}

const few = { odd: [] }

test.each([
  ["changes", { ids }],
  ["split_budget", { ids, budget: 9_000_000 }],
  ["audience", { id: ids[0] }],
  ["videos", { creator: ids[0] }],
  ["quota", {}],
  ["plan", { tool: "report", arguments: { ids } }],
  ["endpoint", { action: "list" }]
])("%s stays within 8,000 tokens a page and ends with what it cost", async (name, input) => {
  const all = await pages(name, input)
  expect(all).toMatchObject(few)
  expect(all.largest).toBeLessThanOrEqual(8_000)
})

test.each([
  ["report", { ids }],
  ["rank", { ids, goal: "reach", gender: "female" }],
  ["rank", { ids, goal: "reach", maxPrice: 1 }]
])("%s does so as well, and its pages lose nobody", async (name, input) => {
  const all = await pages(name, input)
  expect(all).toMatchObject({ ...few, found: ids })
  expect(all.largest).toBeLessThanOrEqual(8_000)
})

test.each(Object.values(catalogue))(
  "$id says its fields and its answer within 8,000 tokens a page",
  async (endpoint) => {
    const fields = await pages("endpoint", { action: "fields", endpoint: endpoint.id })
    const parameters = Object.fromEntries(
      Endpoint.fields(endpoint).flatMap(({ example, name, required }) => (required ? [[name, example ?? "美妆"]] : []))
    )
    const answer = await pages("endpoint", { action: "request", endpoint: endpoint.id, parameters })
    expect([fields, answer]).toMatchObject([few, few])
    expect(Math.max(fields.largest, answer.largest)).toBeLessThanOrEqual(8_000)
  }
)
