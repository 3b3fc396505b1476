import type { Browser } from "playwright-core"
import { fileURLToPath } from "node:url"
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest"
import { type Open, open } from "./document.ts"
import { browser, openSidebar, type Sidebar } from "./page.ts"

/** A document and its sidebar, anew for every test, and what a person does with it. */

let chrome: Browser
export let opened: Open
let sidebar: Sidebar

export const useSidebar = (): void => {
  beforeAll(async () => {
    chrome = await browser()
  })
  afterAll(() => chrome.close())

  beforeEach(async () => {
    opened = await open()
  })
  afterEach(async () => {
    await sidebar.page.close()
    await opened.close()
    if (sidebar.errors.length > 0) throw new Error(`The page failed: ${sidebar.errors.join("; ")}`)
  })
}

export const start = async () => {
  sidebar = await openSidebar(chrome, opened.document)
  return sidebar.page
}

/** Everything the document answered. */
export const answers = () => sidebar.answers

export const pictures =
  process.env["PICTURES"] === undefined
    ? undefined
    : fileURLToPath(new URL("../../../../docs/images/", import.meta.url))

/** `PICTURES=1` keeps the pictures for the documentation. */
export const picture = async (name: string) => {
  if (pictures !== undefined) await sidebar.page.screenshot({ path: `${pictures}sheets-${name}.png` })
}

const area = (rows: number) => ({ sheet: "Sheet1", row: 2, column: 1, rows, columns: 1 })

/** Ids as text in A2 and below, selected. */
export const select = async (values: ReadonlyArray<string>) => {
  await opened.document.write(
    area(values.length),
    values.map(() => ["@"]),
    "format"
  )
  await opened.document.write(
    area(values.length),
    values.map((value) => [value])
  )
  await opened.document.ask("grid.select", area(values.length))
}

export const text = () => sidebar.page.innerText("main")

/** Ends when the page shows it. */
export const shows = (what: string | RegExp) => sidebar.page.getByText(what).first().waitFor({ timeout: 15_000 })

export const press = (name: string) => sidebar.page.getByRole("button", { name }).first().click()

export const turnTo = (name: string) => sidebar.page.getByRole("tab", { name }).click()

export const table = async (sheet: string, rows: number, columns: number) =>
  opened.document.read({ sheet, row: 1, column: 1, rows, columns })
