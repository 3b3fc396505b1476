import { describe, expect, test } from "vitest"
import { ids } from "../support/document.ts"
import { needsBrowser } from "../support/page.ts"
import { opened, picture, press, select, shows, start, table, text, turnTo, useSidebar } from "../support/sidebar.ts"

/** The sidebar in a browser while the document is alive: failed rows, notes in the way, somebody else's run. */

describe.skipIf(needsBrowser !== "")(`the sidebar${needsBrowser}`, () => {
  useSidebar()

  const wanted = ids(20)

  /** A run of twenty creators up to its end. */
  const run = async () => {
    await select(wanted)
    const page = await start()
    await page.selectOption("select", "spreadMetrics")
    await press("Plan")
    await press("Run (20 paid calls)")
    return page
  }

  test("the failed rows of a finished run are retried in place with one press", async () => {
    await opened.set({ retries: 0 })
    opened.sandbox.faults(
      wanted.slice(2, 10).map((oAuthorId) => ({ params: { oAuthorId }, fault: { kind: "code", code: 500 } }))
    )
    await run()
    await shows("Retry the 8 failed rows")
    await picture("retry")
    opened.sandbox.faults([])
    await press("Retry the 8 failed rows")
    await shows(/^8 of 8 · 8 charged/)
    await shows("Done")
    expect((await table("Performance", 21, 1)).flat()).toEqual(["id", ...wanted])
    expect(opened.sandbox.ledger().charged).toBe(20)
  })

  test("something in the way stops a run before it pays; it goes on when it was moved", async () => {
    opened.sandbox.faults([{ delayMs: 700 }])
    const running = run()
    await opened.sandbox.received(8)
    await opened.document.write({ sheet: "Performance", row: 19, column: 2, rows: 1, columns: 1 }, [["ask Li"]])
    await running
    await shows("Paused")
    expect(await text()).toMatch(/Performance, cell B19/)
    await picture("in-the-way")
    expect(opened.sandbox.ledger().charged).toBe(16)
    await opened.document.ask("grid.rename", "Performance", "O'Brien")
    await opened.document.ask("grid.shift", "O'Brien", "rows", 19, 20)
    await press("Resume")
    await shows("Done")
    expect(await text()).toContain('is called "O\'Brien" now')
    expect((await table("O'Brien", 21, 1)).flat()).toEqual(["id", ...wanted])
    expect(opened.sandbox.ledger().charged).toBe(20)
  })

  test("somebody else's run is shown with who runs it, and taken over", async () => {
    await select(wanted)
    const begun = Object(
      await opened.document.user("xingtuCall", "start", {
        subject: "spreadMetrics",
        ids: "Sheet1!A2:A21",
        fields: "",
        options: {},
        to: ""
      })
    ).value
    await opened.document.user("xingtuCall", "step", begun.id)
    await opened.document.turn({ user: "second@example.com" })
    await start()
    await shows(/^buyer@example\.com is running this now/)
    await picture("take-over")
    await press("Take over")
    await shows("Done")
    expect((await table("Performance", 21, 1)).flat()).toEqual(["id", ...wanted])
    expect(opened.sandbox.ledger().charged).toBe(20)
  })

  test("tables of the document are listed with what is old and what it costs, and automatic runs with what they did", async () => {
    await opened.set({ freshDays: 1 })
    await run()
    await shows("Done")
    await opened.document.turn({ ahead: 2 * 86_400_000 })
    await press("Open the table")
    await turnTo("Formulas")
    await shows("Refresh 20 rows in place (20 paid calls)")
    await picture("tables")
    await opened.document.user("xingtuHourly")
    const page = await start()
    await turnTo("Formulas")
    await page.getByText("Automatic runs (1)").click()
    await shows(/Table in "Performance".*20 of 20 · 20 charged/)
    expect(await text()).not.toContain("Refresh 20 rows")
    await picture("automatic")
  })

  test("Google's web requests are tried from the settings", async () => {
    await start()
    await turnTo("Settings")
    await shows("Not tested yet, so few are sent together.")
    await press("Test (free)")
    await shows("A failed request loses the results of those sent with it, so few are sent together.")
    await picture("requests")
    expect(opened.sandbox.ledger().requests).toBe(0)
  })
})
