import type { Endpoint } from "@xingtu/core"
import { Tiktoken } from "js-tiktoken/lite"
import o200k from "js-tiktoken/ranks/o200k_base"

/** As much of an MCP client as the agent uses; tools without `xingtu_`. */
export interface Server extends AsyncDisposable {
  readonly call: (
    tool: string,
    input: Record<string, unknown>
  ) => Promise<{ readonly text: string; readonly structured: Readonly<Record<string, unknown>> }>
  readonly read: (uri: string) => Promise<string>
}

/** What a task took. */
export interface Used {
  readonly calls: number
  readonly planned: number
  /** Of all replies, in o200k. */
  readonly tokens: number
}

export interface Score extends Used {
  readonly name: string
  readonly said: string
  readonly right: string
  readonly charged: number
}

export type Row = Readonly<Record<string, string>>

/** Uses the tools as the prompts tell it to: plans before it pays, and confirms what it planned. */
export interface Agent {
  /** A call that is free. */
  readonly ask: (tool: string, input?: object) => Promise<Readonly<Record<string, unknown>>>
  /** A call that may cost, after a plan; its table. */
  readonly pay: (tool: string, input: object) => Promise<ReadonlyArray<Row>>
  /** The same with its text, refused or not. */
  readonly paid: (tool: string, input: object) => Promise<string>
  readonly read: (uri: string) => Promise<ReadonlyArray<Row>>
  readonly used: () => Used
}

const tokenizer = new Tiktoken(o200k)

const cells = (line: string): ReadonlyArray<string> =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .map(([, cell = ""]) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell))
    .slice(0, -1)

/** The table between the marks. */
const rowsOf = (text: string): ReadonlyArray<Row> => {
  const [, , inside = ""] = /<([0-9a-f]{12})>\n(.*?)\n?<\/\1>/s.exec(text) ?? []
  const [head = "", ...lines] = inside.split("\n")
  const names = cells(`${head},`)
  return lines.map((line) => {
    const found = cells(`${line},`)
    return Object.fromEntries(names.map((name, i) => [name, found[i] ?? ""]))
  })
}

export const agentOf = (server: Server): Agent => {
  let [calls, planned, tokens] = [0, 0, 0]
  const count = (text: string) => {
    calls++
    // Marks and codes are random, and moments pass.
    const steady = text
      .replace(/\b[0-9a-f]{12}\b/g, "mark")
      .replace(/(confirm"?[:=]")[\w.-]+/g, "$1code")
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, "then")
    tokens += tokenizer.encode(steady).length
  }
  const call = async (tool: string, input: object) => {
    const result = await server.call(tool, { ...input })
    count(result.text)
    return result
  }
  const paid = async (tool: string, input: object) => {
    const { structured } = await call("plan", { tool, arguments: input })
    if (structured["refused"] !== undefined) return String(structured["refused"])
    planned += Number(structured["paid_calls"])
    const code = structured["confirm"]
    return (await call(tool, code === undefined ? input : { ...input, confirm: code })).text
  }
  return {
    ask: async (tool, input = {}) => (await call(tool, input)).structured,
    paid,
    pay: async (tool, input) => rowsOf(await paid(tool, input)),
    read: async (uri) => {
      const text = await server.read(uri)
      count(text)
      return rowsOf(text)
    },
    used: () => ({ calls, planned, tokens })
  }
}

/** The API's own result, decoded. */
export type Truth = <E extends Endpoint.Endpoint>(
  endpoint: E,
  input: Readonly<Record<string, string>>
) => Promise<Endpoint.Data<E>>

export const truthOf =
  (url: string): Truth =>
  async (endpoint, input) => {
    const query = new URLSearchParams({ token: "truth", ...input })
    const answer = await fetch(`${url}${endpoint.path}?${query}`)
    const { data }: { readonly data: unknown } = JSON.parse(await answer.text())
    // The endpoint's own reader gives that endpoint's data.
    return endpoint.data.read(data, "", []) as Endpoint.Data<typeof endpoint>
  }
