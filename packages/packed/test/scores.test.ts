import { Shortlist } from "@xingtu/core"
import { createXingtu } from "@xingtu/core/promise"
import { type Sandbox, startSandbox, token } from "@xingtu/testing"
import { Document } from "@xingtu/sheets-addon/host"
import { labelsOf, startAll } from "@xingtu/slack-bot/support/bot"
import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { packed } from "../src/packed.ts"

const ids = ["6629722295873044494", "6955721930401185805", "7012345678901234567", "7234567890123456789"]
const bounds = { price: { max: 500_000 }, followers: { min: 1_000 } }

let sandbox: Sandbox
let home: string
beforeAll(async () => {
  sandbox = await startSandbox()
  home = mkdtempSync(join(tmpdir(), "xingtu-scores-"))
})
afterAll(async () => {
  await sandbox.close()
  rmSync(home, { recursive: true, force: true })
})

type Scores = ReadonlyArray<readonly [id: string, score: number]>

const scoresOf = (ranking: ReturnType<typeof Shortlist.rank>): Scores => {
  if (ranking._tag !== "Ranked") throw new Error(ranking.happened.en)
  return ranking.rows.map(({ candidate, score = Number.NaN }) => [candidate.id, Number(score.toFixed(1))])
}

const inCore = async (from: Shortlist.From, brief: Shortlist.Brief): Promise<Scores> => {
  const xingtu = createXingtu({ token, baseUrl: sandbox.url, requestsPerSecond: Infinity })
  try {
    const { candidates } = await xingtu.candidates(from)
    return scoresOf(Shortlist.rank(candidates, brief))
  } finally {
    await xingtu.close()
  }
}

/** One store for all who can share one. */
const file = () => join(home, "store.sqlite")

const inSlack = async (typed: string): Promise<Scores> => {
  const all = await startAll({
    apiUrl: sandbox.url,
    bot: {
      stores: { file: file() },
      core: { requestsPerSecond: Infinity },
      mayPay: 100
    }
  })
  try {
    await all.command(typed)
    const answer = await all.slack.answer(1)
    expect(labelsOf(answer)).toContain("Reasons")
    const table = (answer.body.blocks ?? []).find(({ type }) => type === "data_table")
    const rows = table?.["rows"] as ReadonlyArray<ReadonlyArray<{ readonly text: string }>>
    const [head = [], ...body] = rows.map((row) => row.map(({ text }) => text))
    const at = (title: string) => head.indexOf(title)
    return body.map((row) => [row[at("Creator id")] ?? "", Number(row[at("Score")])])
  } finally {
    await all.close()
  }
}

const inMcp = async (input: object): Promise<Scores> => {
  const child = spawn(process.execPath, [join(packed("@xingtu/mcp-server").contents, "dist/main.js")], {
    env: {
      PATH: process.env["PATH"],
      HOME: home,
      XINGTU_STORE: file(),
      JUSTONEAPI_TOKEN: token,
      JUSTONEAPI_BASE_URL: sandbox.url
    },
    stdio: ["pipe", "pipe", "inherit"]
  })
  const said = createInterface({ input: child.stdout })
  const ask = (id: number, method: string, params: object) =>
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`)
  ask(1, "initialize", {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "x", version: "1" }
  })
  child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`)
  ask(2, "tools/call", { name: "xingtu_rank", arguments: input })
  try {
    for await (const line of said) {
      const { id, result } = JSON.parse(line) as {
        readonly id: number
        readonly result?: { readonly content: ReadonlyArray<{ readonly text: string }> }
      }
      if (id !== 2) continue
      const text = result?.content.map((part) => part.text).join("\n") ?? line
      const rows = [...text.matchAll(/^\d+,'?(\d{16,20}),[^,]*,([\d.]+),/gm)]
      if (rows.length === 0) throw new Error(text)
      return rows.map(([, creator = "", score]) => [creator, Number(Number(score).toFixed(1))])
    }
    throw new Error("No answer")
  } finally {
    const gone = new Promise((resolve) => child.once("exit", resolve))
    child.kill("SIGKILL")
    await gone
  }
}

const inSheets = async (search: ReadonlyArray<unknown>, goal: string, options: string): Promise<Scores> => {
  const code = readFileSync(join(packed("@xingtu/sheets-addon").contents, "dist/Code.js"), "utf8")
  const document = new Document(code, { routes: { "https://api.justoneapi.com": sandbox.url } })
  try {
    await document.ask("properties.set", "document", { token })
    const table = await document.cell("XINGTU_SEARCH", ...search)
    const [head = [], ...rows] = (await document.cell("XINGTU_RANK", table, goal, options)) as ReadonlyArray<
      ReadonlyArray<unknown>
    >
    const score = head.findIndex((title) => /score/i.test(String(title)))
    return rows.flatMap((row) =>
      typeof row[score] === "number" ? [[String(row[1]).replace(/^'/, ""), row[score]] as const] : []
    )
  } finally {
    await document.close()
  }
}

describe("the same question has the same scores everywhere", () => {
  it("of creators by id: in core, Slack and MCP, paid once by those who share a store", async () => {
    const core = await inCore({ ids }, { goal: "engagement", bounds })
    sandbox.reset()
    expect(core.length).toBeGreaterThan(2)
    expect(await inSlack(`shortlist ${ids.join(" ")} engagement price<500k followers>1000`)).toEqual(core)
    expect(await inMcp({ ids, goal: "engagement", maxPrice: 500_000, minFollowers: 1_000 })).toEqual(core)
    expect(sandbox.ledger().charged).toBe(16)
  })

  it("of a search: in core, Slack and Sheets", async () => {
    const core = await inCore({ search: { followerRange: "1000000-3000000" } }, { goal: "reach", bounds })
    sandbox.reset()
    expect(core).toHaveLength(20)
    // Slack shows the ten that matter.
    expect(await inSlack("shortlist followerRange=1000000-3000000 brief: price<500k followers>1000")).toEqual(
      core.slice(0, 10)
    )
    expect(sandbox.ledger().charged).toBe(1)
    expect(
      await inSheets(["", "", "followerRange=1000000-3000000"], "reach", "maxPrice=500000, minFollowers=1000")
    ).toEqual(core)
  })
})
