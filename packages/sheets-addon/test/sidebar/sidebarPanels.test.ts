import { describe, expect, test } from "vitest"
import { ids } from "../support/document.ts"
import { needsBrowser } from "../support/page.ts"
import { opened, press, select, shows, start, table, text, turnTo, useSidebar } from "../support/sidebar.ts"

/** The sidebar's panels: by keyboard, with wrong input, in two windows. */

describe.skipIf(needsBrowser !== "")(`the panels${needsBrowser}`, () => {
  useSidebar()

  test("every control has a name, and everything can be done by keyboard", async () => {
    const { sandbox } = opened
    await select(ids(80))
    const page = await start()
    const focused = () => page.locator(":focus").getAttribute("id")
    await shows("Columns: the usual 18")
    await page.locator("#subject").focus()
    await page.selectOption("#subject", "spreadMetrics")
    expect(await focused()).toBe("subject")
    await page.locator("#options summary").press("Enter")
    const heard = await page.locator("body").ariaSnapshot()
    for (const control of [
      'combobox "What"',
      'textbox "Creator IDs or links (cells or pasted)"',
      'combobox "Platform"',
      'textbox "Where"',
      'tab "Get data" [selected]'
    ])
      expect(heard).toContain(`- ${control}`)
    expect(heard).not.toMatch(/- (textbox|combobox|checkbox|button|tab)\b(?! ")/)
    await page.locator("#tab-fetch").press("ArrowRight")
    expect(await focused()).toBe("tab-formulas")
    await page.keyboard.press("ArrowLeft")
    sandbox.faults([{ delayMs: 400 }])
    await page.locator("#plan").press("Enter")
    await shows("Run (80 paid calls)")
    await page.locator("#run").press("Enter")
    await shows("Running")
    await page.locator("#stop").focus()
    await shows(/^8 of 80/)
    // A step changes the figures, not the button somebody is at.
    expect(await focused()).toBe("stop")
    await page.keyboard.press("Enter")
    await shows("Stopped")
    expect(await page.getByRole("progressbar").getAttribute("aria-valuetext")).toMatch(/^\d+ of 80$/)
  })

  test("a limit that is no number is not saved: read as empty it would be no limit", async () => {
    await opened.set({ dailyLimit: 5 })
    const limit = async () => JSON.parse(String(Object(await opened.document.ask("properties", "document")).settings))
    const page = await start()
    await turnTo("Settings")
    for (const typed of ["1e", "-"]) {
      await page.locator("#dailyLimit").fill("")
      await page.locator("#dailyLimit").pressSequentially(typed)
      await press("Save")
      expect(await page.locator("#dailyLimit:invalid:focus").count()).toBe(1)
      expect(await limit()).toMatchObject({ dailyLimit: 5 })
    }
    await page.locator("#dailyLimit").fill("7")
    await press("Save")
    await shows(/^Saved\.$/)
    expect(await limit()).toMatchObject({ dailyLimit: 7 })
  })

  test("a search takes a keyword as it is, or cells of them", async () => {
    const { sandbox } = opened
    const page = await start()
    await page.selectOption("#subject", "creatorSearch")
    await page.getByLabel("Keyword, or cells with keywords").fill("美妆")
    await press("Plan")
    await press("Run (1 paid call)")
    await shows("Done")
    expect(sandbox.ledger().entries[0]?.params).toMatchObject({ keyword: "美妆" })
    await press("New table")
    await press("Plan")
    await shows("Run (free)")
  })

  test("columns are chosen from a list, and fewer of them cost less", async () => {
    await select(ids(2))
    const page = await start()
    await page.getByText("Columns: the usual 18").click()
    await page.getByRole("button", { name: "All" }).click()
    await shows(/^Columns: \d+ chosen/)
    await page.getByRole("button", { name: "Usual" }).click()
    for (const box of await page.locator(".boxes input").all()) await box.uncheck()
    for (const name of ["Name", "Expected CPM, placement"]) await page.getByLabel(name, { exact: true }).check()
    await shows("Columns: 2 chosen")
    await press("Plan")
    await press("Run (4 paid calls)")
    await shows("Done")
    expect((await table("Creator report", 1, 4))[0]).toEqual(["id", "Name", "Expected CPM, placement (CNY)", "error"])
  })

  test("where there is no id nothing is begun, and what goes wrong for one reason is said once", async () => {
    const { sandbox } = opened
    const page = await start()
    await press("Plan")
    await shows("No IDs there. Select the cells with your IDs and press Use selection, or paste IDs or links.")
    await select(ids(6))
    await press("Use selection")
    await page.selectOption("#subject", "spreadMetrics")
    sandbox.faults([{ fault: { kind: "code", code: 202 } }])
    await press("Plan")
    await press("Run (6 paid calls)")
    await shows("Done")
    expect(await page.locator(".failures li").count()).toBe(1)
    expect(await text()).toContain("0 charged · 6 may have been charged · 6 failed")
  })

  test("a run that is under way is not pushed aside by another window", async () => {
    const { document, sandbox } = opened
    await select(ids(16))
    sandbox.faults([{ delayMs: 1_500 }])
    const page = await start()
    await page.selectOption("#subject", "spreadMetrics")
    await press("Plan")
    await press("Run (16 paid calls)")
    await sandbox.received(1)
    const request = { subject: "spreadMetrics", ids: "Sheet1!A2:A9", fields: "", options: {}, to: "" }
    expect(await document.user("xingtuCall", "start", request)).toMatchObject({
      problem: { en: expect.stringMatching(/^Another run is under way/) }
    })
    sandbox.faults([])
    await shows("Done")
    expect(await document.user("xingtuCall", "start", request)).toMatchObject({ value: { state: "running" } })
    expect(await document.user("xingtuCall", "step", "another-run")).toMatchObject({
      problem: { en: expect.stringMatching(/^Another run has replaced/) }
    })
  })

  test("when Google does not answer at first, another try does", async () => {
    await opened.document.turn({ properties: "breaks" })
    await start()
    await expect.poll(text, { timeout: 15_000 }).toContain("Google's servers are busy")
    await opened.document.turn({ properties: "works" })
    await press("Retry")
    await expect.poll(text, { timeout: 15_000 }).toContain("Columns: the usual 18")
  })

  test("limits below the least become the least; a closed way can be tried again at once", async () => {
    const { document, sandbox } = opened
    const page = await start()
    await turnTo("Settings")
    await page.getByLabel("Max new IDs per formula").fill("0")
    await page.getByLabel("Consider data stale after (days)").fill("-3")
    await press("Save")
    await shows(/^Saved\.$/)
    expect(await document.ask("properties", "document")).toMatchObject({
      settings: expect.stringMatching(/"atOnce":1,.*"freshDays":1,/)
    })
    sandbox.faults([{ times: 1, fault: { kind: "code", code: 601 } }])
    expect(await document.cell("XINGTU_SPREAD_METRICS", ids(1)[0], "Videos")).toMatch(/601/)
    expect(await document.cell("XINGTU_SPREAD_METRICS", ids(1)[0], "Videos")).toMatch(/Calls resume after/)
    await page.close()
    await start()
    await shows("The account's balance is used up (601).")
    await press("Retry now")
    await expect.poll(text, { timeout: 15_000 }).not.toContain("601")
    expect(await document.cell("XINGTU_SPREAD_METRICS", ids(1)[0], "Videos")).not.toMatch(/601/)
  })
})
