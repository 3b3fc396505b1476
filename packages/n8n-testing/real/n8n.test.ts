import { noToken, startSandbox, token } from "@xingtu/testing"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startModel } from "./model.ts"
import { type Finished, prepare } from "./n8n.ts"
import { startNeighbours } from "./neighbours/index.ts"
import {
  clearOfButton,
  cutNotes,
  notesOf,
  openBrowser,
  openEditor,
  openNode,
  openWorkflow,
  picture,
  size,
  valueOf
} from "./panel.ts"
import { login, type Rest, runFrom } from "./rest.ts"
import { agents, get, others, refused, workflows } from "./workflows.ts"

const sandbox = await startSandbox()
const model = await startModel()
const neighbours = await startNeighbours(["Shortlist", "Price history"])
const n8n = await prepare(neighbours.env)
let server: Awaited<ReturnType<typeof n8n.serve>> | undefined

afterAll(async () => {
  await server?.stop()
  await model.close()
  await neighbours.close()
  await sandbox.close()
  n8n.remove()
})

const stranger = "token-of-a-stranger"
const account = {
  token,
  environment: "custom",
  baseUrl: sandbox.url,
  requestsPerMinute: 600,
  dailyBudget: 0,
  retries: 1,
  quotaDayZone: "Asia/Shanghai"
}

const done = ({ code, log, out }: Finished) => {
  noToken({ out, log })
  expect(code, `${out}\n${log}`).toBe(0)
  return out
}

interface Executed {
  readonly data: {
    readonly resultData: {
      readonly runData: Record<
        string,
        ReadonlyArray<{
          readonly data: { readonly main: ReadonlyArray<ReadonlyArray<{ readonly json: Record<string, unknown> }>> }
        }>
      >
    }
  }
}

/** Runs a workflow by CLI; what each node gave. */
const execute = async (id: string) => {
  const out = done(await n8n.cli("execute", `--id=${id}`, "--rawOutput"))
  const { data } = JSON.parse(out.slice(out.indexOf("{"))) as Executed
  return (node: string) => data.resultData.runData[node]?.[0]?.data.main[0]?.map(({ json }) => json) ?? []
}

describe("by CLI", () => {
  beforeAll(async () => {
    done(
      await n8n.cli(
        "import:credentials",
        `--input=${n8n.file("credentials.json", [
          { id: "xingtu", name: "Xingtu", type: "xingtuApi", data: account },
          { id: "stranger", name: "Stranger", type: "xingtuApi", data: { ...account, token: stranger } },
          ...others,
          { id: "model", name: "Model", type: "openAiApi", data: { apiKey: "key", url: model.url } }
        ])}`
      )
    )
    done(await n8n.cli("import:workflow", `--input=${n8n.file("workflows.json", [...workflows.values(), refused])}`))
  })

  test("the shortlist gives a row for each creator that the search found", async () => {
    sandbox.reset()
    const items = await execute(get("shortlist-to-google-sheets").id)
    const found = items("Search creators").map((row) => row["creator_id"])
    expect(found.length).toBeGreaterThan(0)
    const rows = items("Write to sheet")
    expect(rows.map((row) => row["creator_id"])).toEqual(found)
    for (const row of rows)
      expect(row).toMatchObject({ nick_name: expect.any(String), price_placement: expect.any(Number), missing: "" })
    const { charged, endpoints } = sandbox.ledger()
    expect(charged).toBe((endpoints["creatorSearch"]?.charged ?? 0) + 5 * new Set(found).size)
  })

  test("a search becomes a ranked list and a plan within the budget, for the price of the search", async () => {
    sandbox.reset()
    const items = await execute(get("rank-and-plan-a-shortlist").id)
    const ranking = items("Rank").filter(({ score }) => score !== null)
    expect(ranking.length).toBeGreaterThan(3)
    expect(ranking.map(({ place }) => place)).toEqual(ranking.map((_, i) => i + 1))
    for (const row of ranking) expect(row["reasons"]).toEqual(expect.stringMatching(/\w/))
    const picked = items("Plan").filter((row) => row["picked"] === true)
    expect(picked.length).toBeGreaterThanOrEqual(3)
    expect(picked.reduce((sum, { price }) => sum + Number(price), 0)).toBeLessThanOrEqual(500_000)
    expect(sandbox.ledger()).toMatchObject({ charged: sandbox.ledger().endpoints["creatorSearch"]?.charged })
  })

  test.for(agents)("%s searches, reads a report and answers with what it was told", async (agent) => {
    sandbox.reset()
    const items = await execute(get(agent).id)
    const [answer] = items("Media buyer")
    expect(answer?.["output"]).toMatch(/nick_name[\s\S]*price_placement/)
    expect(sandbox.ledger().endpoints).toMatchObject({ creatorSearch: { charged: 1 }, creatorProfile: { charged: 1 } })
    const tools = model.asked[0]?.tools?.map((tool) => tool.function) ?? []
    expect(tools.map(({ name }) => name).sort()).toEqual(["Creator_report", "Quota", "Search_creators"])
    for (const { description } of tools) expect(description.length).toBeGreaterThan(30)
    noToken({ asked: model.asked })
  })

  test.for(agents)("%s: an empty balance reaches it as words, and it lives on", async (agent) => {
    sandbox.reset()
    sandbox.settings({ balance: 0 })
    const items = await execute(get(agent).id)
    expect(items("Media buyer")[0]?.["output"]).toContain("balance is used up")
  })

  test("a failure ends with 1 and says what happened", async () => {
    sandbox.reset()
    sandbox.settings({ balance: 0 })
    const { code, log, out } = await n8n.cli("execute", `--id=${get("shortlist-to-google-sheets").id}`, "--rawOutput")
    expect(code).toBe(1)
    expect(`${out}${log}`).toContain("The account's balance is used up (601).")
    noToken({ out, log })
  })
})

describe("in the server", () => {
  let rest: Rest
  beforeAll(async () => {
    sandbox.reset()
    server = await n8n.serve()
    rest = await login(server.url)
  })

  test("node, trigger and tool are there under the names that installed packages have", async () => {
    const types = await rest.call<ReadonlyArray<{ readonly name: string; readonly codex?: object }>>(
      "GET",
      "/types/nodes.json"
    )
    const own = types.filter(({ name }) => name.startsWith("n8n-nodes-xingtu."))
    expect(own.map(({ name }) => name).sort()).toEqual([
      "n8n-nodes-xingtu.xingtu",
      "n8n-nodes-xingtu.xingtuTool",
      "n8n-nodes-xingtu.xingtuTrigger"
    ])
    for (const { codex } of own) expect(codex).toMatchObject({ categories: expect.any(Array) })
  })

  test("the credential's test tells a good token from a bad one, and costs nothing", async () => {
    sandbox.reset()
    sandbox.settings({ tokens: [token] })
    const tested = (data: object) =>
      rest.call("POST", "/rest/credentials/test", {
        credentials: { id: "xingtu", name: "Xingtu", type: "xingtuApi", data }
      })
    expect(await tested(account)).toMatchObject({ status: "OK" })
    expect(await tested({ ...account, token: ` ${token}\n` })).toMatchObject({ status: "OK" })
    const refused = await tested({ ...account, token: stranger })
    expect(refused).toMatchObject({ status: "Error", message: expect.stringContaining("does not accept the token") })
    expect(await tested({ ...account, baseUrl: `${sandbox.url}/elsewhere` })).toMatchObject({ status: "Error" })
    expect(sandbox.ledger().charged).toBe(0)
  })

  test("the creator list searches and pages", async () => {
    sandbox.reset()
    const list = (more: object) =>
      rest.call("POST", "/rest/dynamic-node-parameters/resource-locator-results", {
        nodeTypeAndVersion: { name: "n8n-nodes-xingtu.xingtu", version: 1 },
        path: "parameters.creatorId",
        methodName: "searchCreators",
        currentNodeParameters: { resource: "creator", operation: "creatorProfile" },
        credentials: { xingtuApi: { id: "xingtu", name: "Xingtu" } },
        ...more
      })
    expect(await list({})).toMatchObject({ results: [] })
    expect(sandbox.ledger().requests).toBe(0)
    const found = await list({ filter: "测评" })
    expect(found).toMatchObject({
      results: expect.arrayContaining([
        expect.objectContaining({
          name: expect.stringContaining("followers"),
          value: expect.stringMatching(/^\d{16,20}$/)
        })
      ]),
      paginationToken: "2"
    })
  })

  test("the editor knows what an operation gives before it has run", async () => {
    const schema = await rest.call("GET", "/schemas/n8n-nodes-xingtu.xingtu/1.0.0/creator/spreadMetrics.json")
    expect(schema).toMatchObject({
      type: "object",
      properties: { creator_id: { type: "string" }, play_mid: { type: "number" } }
    })
  })

  test("a workflow runs from the editor; a second run is not paid again", async () => {
    sandbox.reset()
    const shortlist = get("shortlist-to-google-sheets")
    const first = await runFrom(rest, shortlist, "When clicking Execute")
    expect(first.status).toBe("success")
    const { charged } = sandbox.ledger()
    expect(charged).toBeGreaterThan(0)
    expect((await runFrom(rest, shortlist, "When clicking Execute")).status).toBe("success")
    expect(sandbox.ledger().charged).toBe(charged)
  })

  test("a trial of the price watch shows the prices there are, in words for Slack", async () => {
    sandbox.reset()
    const { nodes, status } = await runFrom(rest, get("daily-price-watch-to-slack"), "Price change")
    expect(status).toBe("success")
    const texts = nodes["Message"]?.[0]?.data?.main[0]?.map(({ json }) => json["text"]) ?? []
    expect(texts.length).toBeGreaterThan(2)
    for (const text of texts) expect(text).toMatch(/of creator \d{16,20}: not offered → \d+ CNY$/)
    expect(neighbours.posted.map(({ channel, text }) => [channel, text])).toEqual(
      texts.map((text) => ["#creators", expect.stringContaining(String(text))])
    )
    const { charged } = sandbox.ledger()
    await runFrom(rest, get("daily-price-watch-to-slack"), "Price change")
    expect(sandbox.ledger().charged).toBe(charged)
  })

  describe("in a browser", () => {
    let browser: Browser
    let page: Page
    beforeAll(async () => {
      sandbox.reset()
      sandbox.settings({ tokens: [token] })
      browser = await openBrowser()
      page = await openEditor(browser, String(server?.url), rest)
    })
    afterAll(() => browser.close())

    const runAll = async () => {
      await page.locator('[data-test-id="execute-workflow-button"]').click()
      await page
        .locator('[data-test-id="canvas-node-status-success"], [data-test-id="canvas-node-status-error"]')
        .last()
        .waitFor()
      // The first node is done; the button to stop the run is there until the last one is.
      await page.locator('[data-test-id="stop-execution-button"]').waitFor({ state: "hidden" })
    }

    test("the node is found by its names, also the Chinese ones", async () => {
      await page.goto(`${String(server?.url)}/workflow/new`, { waitUntil: "domcontentloaded" })
      await page.locator('[data-test-id="canvas-plus-button"]').click()
      const found = page.locator('[data-test-id="node-creator-item-name"]')
      for (const name of ["Xingtu", "douyin", "抖音", "巨量星图"]) {
        // Keys would be lost until the bar has the focus.
        await page.locator('[data-test-id="node-creator-search-bar"]').fill(name)
        await expect.poll(() => found.allInnerTexts(), { timeout: 30_000 }).toEqual(["Xingtu"])
      }
    })

    test("the workflow on the canvas, and the report's panel with a row for each creator", async () => {
      await openWorkflow(page, String(server?.url), get("shortlist-to-google-sheets").id)
      await runAll()
      await picture(page, "canvas")
      await openNode(page, "Creator report")
      const output = page.locator('[data-test-id="output-panel"]')
      await output.getByText("nick_name").first().waitFor()
      expect(await valueOf(page, "operation")).toBe("Get Report")
      await page.getByText("Parts", { exact: true }).first().waitFor()
      await picture(page, "report")
    })

    test("the filters of the search", async () => {
      await openWorkflow(page, String(server?.url), get("shortlist-to-google-sheets").id)
      await openNode(page, "Search creators")
      expect(await valueOf(page, "output")).toBe("Selected Fields")
      for (const label of ["Return All", "Limit", "Search By"])
        await page.getByText(label, { exact: true }).first().waitFor()
      await picture(page, "search")
    })

    test("a failure says what happened, whether it was charged, and what to do", async () => {
      await openWorkflow(page, String(server?.url), refused.id)
      await runAll()
      await openNode(page, "Performance")
      const output = page.locator('[data-test-id="output-panel"]')
      await output.getByText("Nothing was charged.").first().waitFor()
      expect(await output.innerText()).toContain("The API does not accept the token (100).")
      await picture(page, "failure")
    })

    test("the trigger says what a poll costs", async () => {
      await openWorkflow(page, String(server?.url), get("daily-price-watch-to-slack").id)
      await openNode(page, "Price change")
      await page.getByText("never more often than Check at Most").waitFor()
      expect(await valueOf(page, "event")).toBe("Price Change")
      expect(await valueOf(page, "askAtMost")).toBe("Once an Hour")
      await page.setViewportSize({ ...size, height: 1_040 })
      await picture(page, "trigger")
      await page.setViewportSize(size)
    })

    test("the agent with its tools", async () => {
      await openWorkflow(page, String(server?.url), get("agent-evaluates-creators").id)
      await clearOfButton(page)
      await picture(page, "agent")
      await openNode(page, "Creator report")
      expect(await valueOf(page, "toolDescription")).toContain("One creator in one row")
      await picture(page, "tool")
    })

    test("the note of every example shows all of its text", async () => {
      const cut: Array<readonly [string, ReadonlyArray<string>]> = []
      for (const [name, { id }] of workflows) {
        await openWorkflow(page, String(server?.url), id)
        await notesOf(page).first().waitFor()
        cut.push([name, await cutNotes(page)])
      }
      expect(cut.filter(([, notes]) => notes.length > 0)).toEqual([])
    })

    test("the credential has a budget and a rate limit, and hides the token", async () => {
      await page.goto(`${String(server?.url)}/home/credentials/xingtu`, { waitUntil: "domcontentloaded" })
      await page.getByText("Paid Calls per Day").waitFor()
      noToken({ page: await page.content() })
      expect(await page.getByText("Requests per Minute").count()).toBe(1)
      await picture(page, "credential")
    })
  })

  test("a restart of n8n costs nothing: not for reports kept in a Data Table, nor for creators who are watched", async () => {
    sandbox.reset()
    const kept = get("reports-kept-in-a-data-table")
    const reports = async () => {
      const { nodes, status } = await runFrom(rest, kept, "When clicking Execute")
      expect(status).toBe("success")
      return nodes["Reports"]?.[0]?.data?.main[0]?.map(({ json }) => json) ?? []
    }
    const first = await reports()
    expect(first).toHaveLength(3)
    for (const row of first)
      expect(row).toMatchObject({ nick_name: expect.any(String), price_placement: expect.any(Number), missing: null })

    const watched = `/rest/workflows/${get("daily-price-watch-to-slack").id}`
    const stored = () => rest.call<{ readonly versionId: string; readonly staticData: unknown }>("GET", watched)
    await rest.call("POST", `${watched}/activate`, { versionId: (await stored()).versionId })
    while (!JSON.stringify((await stored()).staticData).includes("priceChange"))
      await new Promise((wait) => setTimeout(wait, 100))

    const { charged } = sandbox.ledger()
    expect(charged).toBeGreaterThan(0)
    await server?.stop()
    server = await n8n.serve()
    expect(await reports()).toEqual(first)
    expect(sandbox.ledger().charged).toBe(charged)
  })

  test("nothing of n8n called outside this machine, and its log holds no token", () => {
    const { guarded, outside } = n8n.watched()
    expect(guarded.length).toBeGreaterThan(5)
    expect(outside).toEqual([])
    noToken({ log: server?.log() })
  })
})
