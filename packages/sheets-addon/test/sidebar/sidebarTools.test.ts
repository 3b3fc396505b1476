import { describe, expect, test } from "vitest"
import { ids } from "../support/document.ts"
import { needsBrowser } from "../support/page.ts"
import { opened, picture, press, select, shows, start, table, text, turnTo, useSidebar } from "../support/sidebar.ts"

/** What the sidebar does with tables that are there, and what it says when Google refuses. */

describe.skipIf(needsBrowser !== "")(`the tools${needsBrowser}`, () => {
  useSidebar()

  test.each([
    ["Performance", /No expected CPM for this period\. The last 90 days/],
    ["Prices and industries", /Done/]
  ])(
    "a run over creators without videos, %s: it says what may have a CPM where one is shown",
    async (subject, told) => {
      await select(["6955721930401180000", "6955721930401190000"])
      const page = await start()
      await page.selectOption("select", { label: subject })
      await press("Plan")
      await press("Run (2 paid calls)")
      await shows("Done")
      expect(await text()).toMatch(told)
      expect((await text()).match(/No expected CPM/g)?.length ?? 0).toBe(subject === "Performance" ? 1 : 0)
    }
  )

  test("columns are formatted by their headings", async () => {
    const { document } = opened
    const area = { sheet: "Sheet1", row: 1, column: 1, rows: 2, columns: 2 }
    await document.write(area, [
      ["Interaction rate", "Notes"],
      [0.1, 5]
    ])
    await document.ask("grid.select", { ...area, rows: 1, columns: 1 })
    await start()
    await turnTo("Tools")
    await press("Format these columns")
    await shows("1 column is formatted.")
    expect((await document.read(area, "format"))[1]).toEqual(["0.00%", "General"])
  })

  test("an account that Google refuses is told the cure, from the first call on", async () => {
    await opened.document.turn({ properties: "denied" })
    await opened.document.user("xingtuGetData")
    await start()
    await shows(/several Google accounts/)
    await opened.document.turn({ properties: "works" })
    await press("Retry")
    await expect.poll(text, { timeout: 15_000 }).toContain("Columns: the usual 18")
  })

  test.each([
    ["ScriptError: Authorization is required to perform that action.", /several Google accounts/],
    ["NetworkError: Connection failure due to HTTP 0", /Check your network/],
    ["ScriptError: Exceeded maximum execution time", /took too long/],
    ["Service Spreadsheets failed while accessing document", /busy/],
    ["something https://api.justoneapi.com/?token=secret", /Google did not respond/]
  ])("what Google's failure means is said: %s", async (message, words) => {
    const page = await start()
    await turnTo("Tools")
    await page.evaluate((message) => {
      Reflect.set(globalThis, "callDocument", () => Promise.reject(new Error(message)))
    }, message)
    await press("Format these columns")
    await shows(words)
    expect(await page.content()).not.toContain("secret")
  })

  test("when a run is done, its table is one press away", async () => {
    const { document } = opened
    await select(ids(2))
    const page = await start()
    await page.selectOption("#subject", "spreadMetrics")
    await press("Plan")
    await press("Run (2 paid calls)")
    await shows("Done")
    await document.ask("grid.select", { sheet: "Sheet1", row: 3, column: 1, rows: 1, columns: 1 })
    await press("Open the table")
    await expect.poll(() => document.ask("grid.selection"), { timeout: 15_000 }).toMatchObject({ sheet: "Performance" })
  })

  test("a question is kept under a name, planned again with what it was asked with, and deleted", async () => {
    const { document } = opened
    await select(ids(2))
    const page = await start()
    await page.selectOption("#subject", "spreadMetrics")
    await page.locator("#options summary").click()
    await page.selectOption("#option-range", "DAY_90")
    await press("Plan")
    await shows("paid calls")
    await page.getByLabel("Save this query as").fill("My <b>weekly</b> question")
    await press("Save")
    await expect
      .poll(() => document.ask("properties", "document"), { timeout: 15_000 })
      .toMatchObject({ queries: expect.stringContaining("DAY_90") })
    await page.close()
    const again = await start()
    await again.getByText("Saved queries (1)").click()
    await again.getByRole("button", { name: 'Plan "My <b>weekly</b> question" again' }).click()
    await shows("paid calls")
    await press("Run (2 paid calls)")
    await shows("Done")
    expect(opened.sandbox.ledger().entries[0]?.params).toMatchObject({ range: "DAY_90" })
    await press("New table")
    await again.getByText("Saved queries (1)").click()
    await again.getByRole("button", { name: 'Delete "My <b>weekly</b> question"' }).click()
    await expect
      .poll(() => document.ask("properties", "document"), { timeout: 15_000 })
      .toMatchObject({ queries: "[]" })
    await expect.poll(() => again.getByText(/Saved queries/).count()).toBe(0)
  })

  test("a daily snapshot is planned, budgeted, switched on, and taken", async () => {
    const { document, sandbox } = opened
    await select(ids(10))
    const page = await start()
    await turnTo("Tools")
    await page.getByText("Keep a daily snapshot").click()
    await page.getByLabel("Chart of").selectOption("follower")
    await press("Plan")
    await shows("10 creators: 30 paid calls a day")
    await picture("history-plan")
    await page.getByLabel("Daily limit of paid calls").fill("29")
    await press("Start")
    await shows(/10 creators: 30 paid calls a day\. Raise the daily limit/)
    expect(sandbox.ledger().requests).toBe(0)
    await page.getByLabel("Daily limit of paid calls").fill("40")
    await press("Start")
    await shows(/10 of 10/)
    await shows("On: 10 creators, 30 paid calls a day.")
    await shows("30 charged today")
    expect(await text()).not.toContain("Raise the daily limit")
    expect(sandbox.ledger().charged).toBe(30)
    await press("Open the tab")
    await expect
      .poll(() => document.ask("grid.selection"), { timeout: 15_000 })
      .toMatchObject({ sheet: "Creator history" })
    await press("Switch off")
    await expect.poll(() => document.ask("trigger.list"), { timeout: 15_000 }).toEqual([])
    await shows("Plan")
  })

  test("a table is ranked by a brief, and a budget spent on it, without a charge", async () => {
    const { document, sandbox } = opened
    const [a = "", b = "", c = ""] = ids(3)
    const area = { sheet: "Sheet1", row: 1, column: 1, rows: 4, columns: 5 }
    const line = ["@", "@", "General", "General", "General"]
    await document.write(area, [line, line, line, line], "format")
    await document.write(area, [
      ["ID", "Name", "Median plays", "Price, placement (CNY)", "Expected CPM, placement (CNY)"],
      [a, "Anna", 500_000, 20_000, 40],
      [b, "Ben", 400_000, 10_000, 25],
      [c, "Chen", 10_000, 30_000, 3_000]
    ])
    await document.ask("grid.select", { ...area, rows: 1, columns: 1 })
    const page = await start()
    await turnTo("Tools")
    await page.getByText("Rank or plan a budget").click()
    await page.locator("#decide-bounds summary").click()
    await page.getByLabel("Price (CNY): up to").fill("25,000")
    await page.locator("#decide-weights summary").click()
    expect(await page.locator("#decide-weight-cpm").getAttribute("placeholder")).toBe("0.35")
    await page.locator("#decide-weights summary").click()
    await press("Rank")
    await shows('3 creators in the new tab "Ranking".')
    await picture("rank")
    expect((await table("Ranking", 4, 4)).slice(1).map(([place, id]) => [place, id])).toEqual([
      [1, b],
      [2, a],
      ["", c]
    ])
    await page.locator("#decide-spend summary").click()
    await press("Create plan")
    await shows(/budget: /)
    await page.locator("#decide-spend").getByLabel("Budget (CNY)").fill("35,000")
    await page.getByLabel("IDs to exclude").fill(c)
    await press("Create plan")
    await shows('2 creators in the new tab "Budget plan".')
    await press("Open the tab")
    expect((await table("Budget plan", 4, 4))[3]).toEqual(["Total", "", "", 30_000])
    expect(sandbox.ledger().requests).toBe(0)
  })

  test("a template is planned and made into a new tab", async () => {
    const { document } = opened
    await select(ids(3))
    const page = await start()
    await turnTo("Tools")
    await page.getByText("Templates", { exact: true }).click()
    await press("Plan")
    await shows("make up to 4 paid calls for each new ID")
    await page.locator("#template-selection").click()
    await expect.poll(() => page.inputValue("#template-ids")).toBe("Sheet1!A2:A4")
    await page.locator("#template-plan").click()
    await shows("Create (12 paid calls)")
    await picture("templates")
    await press("Create (12 paid calls)")
    await shows('Created the tab "Shortlist" with 3 IDs.')
    expect(await document.ask("grid.selection")).toMatchObject({ sheet: "Shortlist" })
    await page.selectOption("#template", "weekly")
    await page.locator("#template-plan").click()
    await press("Create (free)")
    await shows('Created the tab "Weekly report"')
  })

  test("every control of the tools has a name and an id of its own, in both languages", async () => {
    const page = await start()
    for (const [tab, other] of [
      ["Tools", "中文"],
      ["工具", "English"]
    ] as const) {
      await turnTo(tab)
      for (const box of await page.locator("main details").all()) {
        await box.locator(":scope > summary").click()
        expect(await box.evaluate((node) => node.hasAttribute("open"))).toBe(true)
      }
      await page.locator("#history-plan").waitFor()
      expect(await page.locator("main").ariaSnapshot()).not.toMatch(
        /- (textbox|combobox|spinbutton|checkbox|button)\b(?! ")/
      )
      const all = await page.locator("[id]").evaluateAll((nodes) => nodes.map(({ id }) => id))
      expect(all.filter((id, i) => all.indexOf(id) !== i)).toEqual([])
      await press(other)
    }
  })
})
