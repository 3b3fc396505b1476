import { catalogue, Failure, Format, Table } from "@xingtu/core"
import { createXingtu, type XingtuPromise } from "@xingtu/core/promise"
import { type Adapter, type Clause, clauses, contract, once, type Seen, startSandbox } from "@xingtu/testing"
import { afterAll, afterEach, expect, test } from "vitest"

const clients = new Map<string, XingtuPromise>()

const clientOf = (put: Parameters<Adapter["ask"]>[0]): XingtuPromise => {
  const key = `${put.baseUrl} ${put.token}`
  const known = clients.get(key) ?? createXingtu({ baseUrl: put.baseUrl, token: put.token, ...put.settings })
  clients.set(key, known)
  return known
}

/** The plainest adapter: a table as text, or the three sentences. */
const plain: Adapter = {
  name: "the Promise door",
  langs: ["en", "zh"],
  ask: async (put): Promise<Seen> => {
    const endpoint = catalogue.spreadMetrics
    const [outcome] = await clientOf(put).many(endpoint, [put.oAuthorId])
    if (outcome?._tag !== "Answered") {
      const failure = outcome?.failure
      return {
        text: failure === undefined ? "" : Object.values(Failure.explain(failure, put.lang)).join(" "),
        traces: failure
      }
    }
    const { columns, rows } = Table.of(endpoint, outcome.answer.data, put.lang)
    const text = rows
      .flatMap((row) => row.map((cell, i) => Format.cell(cell, columns[i]?.unit ?? "text", put.lang)))
      .join(" ")
    return { text, traces: outcome }
  }
}

afterAll(() => Promise.all([...clients.values()].map((client) => client.close())))

contract(plain)

// What the contract is worth: adapters that break a promise do not pass.
const sandbox = await startSandbox()
afterAll(sandbox.close)
afterEach(sandbox.reset)

const clause = (start: string): Clause => {
  const found = [...clauses, ...once].find(({ name }) => name.startsWith(start))
  if (found === undefined) throw new Error(`There is no clause ${start}`)
  return found
}

const broken = (name: string, ask: Adapter["ask"]): Adapter => ({ name, langs: ["en"], ask })

test.for([
  [
    "shows the recorded figures",
    broken("raw figures", async (put) => ({ text: (await plain.ask(put)).text.replaceAll("140.43", "14043") })),
    "to match /140\\.43/"
  ],
  [
    "shows the recorded figures",
    broken("asks twice", async (put) => {
      await plain.ask({ ...put, oAuthorId: "6955721930401185805" })
      return plain.ask(put)
    }),
    "to match object { requests: 1, charged: 1 }"
  ],
  [
    "301: says",
    broken("says nothing of the cost", async (put) => ({
      text: (await plain.ask(put)).text.replace(/Nothing was charged\./, "")
    })),
    "to contain 'Nothing was charged.'"
  ],
  [
    "100: says",
    broken("quotes the token", async (put) => ({
      ...(await plain.ask(put)),
      traces: { url: `http://x/?token=${encodeURIComponent(put.token)}` }
    })),
    "The token is in seen"
  ],
  [
    "a connection cut after charging",
    broken("retries", async (put) => {
      const seen = await plain.ask(put)
      await fetch(`${put.baseUrl}${catalogue.spreadMetrics.path}?token=x&oAuthorId=6955721930401185805`).catch(() => {})
      return seen
    }),
    "expected 2 to be 1"
  ],
  [
    "the same request",
    broken("forgets", async (put) => {
      const client = createXingtu({ baseUrl: put.baseUrl, token: put.token })
      await client.spreadMetrics({ oAuthorId: put.oAuthorId })
      await client.close()
      return { text: "" }
    }),
    "to match object { requests: 1, charged: 1 }"
  ]
] as const)("'%s' is broken by an adapter, and noticed", async ([start, adapter, reason]) => {
  await expect(clause(start).keep(adapter, sandbox)).rejects.toThrow(reason)
})
