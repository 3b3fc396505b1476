// Draws what a formula gives, as it gives it: `pnpm pictures`, which draws the sidebar too. Needs Chromium and a font
// with Chinese.
import { fileURLToPath } from "node:url"
import type { Value } from "../host/grid.ts"
import { column, ids, open } from "../test/support/document.ts"
import { gridPicture } from "../test/support/gridPicture.ts"
import { browser } from "../test/support/page.ts"

const sheet = "Sheet1"
const asked = ids(8, 40)
const [chrome, { close, document }] = await Promise.all([browser(), open()])
const table = (await document.cell("XINGTU_REPORT", column(asked))) as ReadonlyArray<ReadonlyArray<Value>> // what formulas return
const [head = []] = table
// The formula stands in B1: its headings are in row 1, and each creator beside their id.
await document.write(
  { sheet, row: 2, column: 1, rows: asked.length, columns: 1 },
  asked.map(() => ["@"]),
  "format"
)
await document.write(
  { sheet, row: 1, column: 1, rows: asked.length + 1, columns: 1 },
  column(["ID", ...asked]) as ReadonlyArray<ReadonlyArray<Value>>
)
await document.write({ sheet, row: 1, column: 2, rows: table.length, columns: head.length }, table)
await gridPicture(
  chrome,
  document,
  { sheet, rows: table.length, columns: 12, formula: "=XINGTU_REPORT(A2:A9)" },
  fileURLToPath(new URL("../../../docs/images/sheets-grid.png", import.meta.url))
)
await chrome.close()
await close()
