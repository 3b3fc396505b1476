import { noToken } from "@xingtu/testing"
import { describe, expect, test } from "vitest"
import { ids } from "../support/document.ts"
import { needsBrowser } from "../support/page.ts"
import {
  answers,
  opened,
  picture,
  press,
  select,
  shows,
  start,
  table,
  text,
  turnTo,
  useSidebar
} from "../support/sidebar.ts"

/** The sidebar in a browser: what a person does, from the first token to a table. */

describe.skipIf(needsBrowser !== "")(`the sidebar${needsBrowser}`, () => {
  useSidebar()

  test("first a token: it goes in, is refused when it is none, and never comes out again", async () => {
    await opened.document.ask("properties.delete", "document", "token")
    const page = await start()
    await shows("Creator data in your sheet")
    await picture("first-run")
    await page.fill("input[type=password]", "two words")
    await press("Save")
    await shows("That isn't a valid token")
    await page.fill("input[type=password]", "secret/+token=of&tests")
    await press("Save")
    await shows("Get data")
    await turnTo("Settings")
    await shows("A token is saved.")
    noToken({ answers: answers(), page: await page.content() }, "secret/+token=of&tests")
    await press("Forget token")
    await shows("Creator data in your sheet")
    expect(await opened.document.ask("properties", "document")).toMatchObject({ token: "" })
  })

  test("a plan before the money, a run with progress, and a table with ids as text and numbers by unit", async () => {
    const { document, sandbox } = opened
    const wanted = ids(20)
    await select([...wanted.slice(0, 10), "", "6.95E+18", ...wanted.slice(10)])
    const page = await start()
    await page.selectOption("select", "spreadMetrics")
    await picture("get-data")
    await press("Plan")
    await shows("paid calls")
    expect(await text()).toMatch(/20\s+IDs\s+20\s+paid calls\s+0\s+cached/)
    expect(await text()).toContain("lost its last digits")
    expect(sandbox.ledger().requests).toBe(0)
    await picture("plan")
    sandbox.faults([{ delayMs: 700 }])
    await press("Run (20 paid calls)")
    await shows(/^(8|16) of 22/)
    await picture("progress")
    await shows("Done")
    expect(await text()).toMatch(/22 of 22 · 20 charged · 1 failed/)
    await picture("done")
    const lines = await table("Performance", 23, 3)
    expect(lines[0]).toEqual(["id", "Videos", "Median plays"])
    expect(lines.slice(1, 11).map(([id]) => id)).toEqual(wanted.slice(0, 10))
    expect(lines[11]).toEqual(["", "", ""])
    expect(lines.slice(13).map(([id]) => id)).toEqual(wanted.slice(10))
    const [formats] = await document.read({ sheet: "Performance", row: 2, column: 1, rows: 1, columns: 14 }, "format")
    expect(formats).toEqual([
      "@",
      "#,##0",
      "#,##0",
      "0.0",
      "#,##0",
      "#,##0",
      "#,##0",
      "0.00%",
      "0.00%",
      ...Array.from({ length: 4 }, () => "#,##0.00"),
      "@"
    ])
    // Once more costs nothing.
    await press("New table")
    await press("Plan")
    await shows("Run (free)")
  })

  test("a report of several endpoints becomes one line per creator", async () => {
    const { sandbox } = opened
    await select(ids(8, 40))
    await start()
    await press("Plan")
    await shows("Run (40 paid calls)")
    await press("Run (40 paid calls)")
    await shows("Done")
    expect(sandbox.ledger().charged).toBe(40)
    const [header = [], first = []] = await table("Creator report", 2, 8)
    expect(header.slice(0, 3)).toEqual(["id", "Name", "Followers"])
    expect(first[1]).not.toBe("")
  })

  test("a run is stopped, goes on after the sidebar was closed, and pays for nothing twice", async () => {
    const { sandbox } = opened
    await select(ids(64))
    sandbox.faults([{ delayMs: 300 }])
    const page = await start()
    await page.selectOption("select", "spreadMetrics")
    await press("Plan")
    await press("Run (64 paid calls)")
    await shows(/^\d+ of 64/)
    await press("Stop")
    await shows("Stopped")
    const before = sandbox.ledger().charged
    expect(before).toBeLessThan(64)
    await page.close()
    await start()
    await shows("This run was open")
    await press("Resume")
    await shows("Done")
    expect(sandbox.ledger().charged).toBe(64)
    expect((await table("Performance", 66, 1)).flat().filter((id) => id !== "")).toHaveLength(65)
  })

  test("when the day's quota ends, the run says why, and goes on later", async () => {
    const { document, sandbox } = opened
    await select(ids(16))
    sandbox.settings({ dailyQuota: 8 })
    const page = await start()
    await page.selectOption("select", "spreadMetrics")
    await press("Plan")
    await press("Run (16 paid calls)")
    await shows("Paused")
    expect(await text()).toContain("daily quota is used up")
    await picture("quota")
    sandbox.settings({})
    await document.turn({ ahead: 25 * 3_600_000 })
    await press("Resume")
    await shows("Done")
    expect(sandbox.ledger().charged).toBe(16)
  })

  test("formulas that wait are paid for from the sidebar, and calculated again", async () => {
    const { document, sandbox } = opened
    const wanted = ids(12)
    await document.write(
      { sheet: "Sheet1", row: 1, column: 3, rows: 1, columns: 1 },
      [["=XINGTU_SPREAD_METRICS(A2:A13)"]],
      "formula"
    )
    const cells = () =>
      document.cell(
        "XINGTU_SPREAD_METRICS",
        wanted.map((id) => [id]),
        "Completion rate, noHeaders"
      )
    const pending = "Pending: Extensions > Xingtu > Refresh (12 IDs)"
    expect(await cells()).toBe(pending)
    await start()
    await turnTo("Formulas")
    await shows("Fetch pending (12 paid calls)")
    await picture("formulas")
    await press("Fetch pending (12 paid calls)")
    await shows("Done")
    expect(await cells()).toHaveLength(12)
    expect(sandbox.ledger().charged).toBe(12)
    expect(await document.read({ sheet: "Sheet1", row: 1, column: 3, rows: 1, columns: 1 }, "formula")).toEqual([
      ["=XINGTU_SPREAD_METRICS(A2:A13)"]
    ])
    await press("Back to formulas")
    // A week later they are old; nothing happens until somebody asks for it.
    await document.turn({ ahead: 8 * 86_400_000 })
    await cells()
    expect(sandbox.ledger().charged).toBe(12)
    await turnTo("Formulas")
    await shows("Also refresh stale data (12 paid calls)")
    await press("Also refresh stale data (12 paid calls)")
    await shows("Done")
    expect(sandbox.ledger().charged).toBe(24)
  })

  test("settings: plain HTTP is chosen knowingly; hourly; formulas that may not pay", async () => {
    const { document, sandbox } = opened
    const page = await start()
    await turnTo("Settings")
    await page.selectOption("select", "cn")
    await shows("the token is sent unencrypted")
    expect(await page.getByRole("button", { name: "Save" }).first().isDisabled()).toBe(true)
    await picture("settings")
    await page.getByText("I understand; use it").click()
    await page.getByText("Formulas may pay for new IDs").click()
    await press("Save")
    await shows("This address uses plain HTTP")
    expect(await document.cell("XINGTU_SPREAD_METRICS", ids(1)[0], "Completion rate")).toMatch(/^Pending/)
    expect(sandbox.ledger().requests).toBe(0)
    await turnTo("Formulas")
    await page.getByText("Refresh every hour").click()
    await expect
      .poll(() => document.ask("trigger.list"), { timeout: 15_000 })
      .toMatchObject([{ handler: "xingtuHourly", everyHours: 1 }])
  })

  test("in Chinese where the document is", async () => {
    await opened.document.turn({ locale: "zh_CN" })
    await select(["6.95E+18", ...ids(3)])
    const page = await start()
    await shows("获取数据")
    await page.selectOption("select", "spreadMetrics")
    await press("预览费用")
    await shows("需计费")
    await picture("chinese")
    await press("运行（计费 3 次）")
    await shows("已完成")
    expect(await text()).toContain("末尾几位已丢失")
    expect((await table("传播表现", 2, 3))[0]).toEqual(["ID", "作品数", "播放量中位数"])
    await press("English")
    await shows("Done")
  })

  test("formulas become values", async () => {
    await opened.document.ask("grid.spill", "Sheet1", 1, 2, "=XINGTU_SPREAD_METRICS(A2:A3)", [
      ["Videos", "error"],
      [3, ""]
    ])
    await start()
    await turnTo("Formulas")
    await press("Replace formulas with values")
    await shows("1 formula was replaced with values.")
    expect(await opened.document.read({ sheet: "Sheet1", row: 1, column: 2, rows: 1, columns: 1 }, "formula")).toEqual([
      [""]
    ])
  })
})
