import type { Browser } from "playwright-core"
import type { Document } from "../../host/index.ts"
import type { Value } from "../../host/grid.ts"

/** A sheet of the stand-in drawn as Sheets draws it: letters, numbers, formats. */

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const grouped = (value: number, digits: number) =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })

const formats: Readonly<Record<string, (value: number) => string>> = {
  "#,##0": (value) => grouped(value, 0),
  "#,##0.00": (value) => grouped(value, 2),
  "0.00%": (value) => `${(value * 100).toFixed(2)}%`,
  "0.0": (value) => value.toFixed(1)
}

const shown = (value: Value, format: Value): string =>
  typeof value === "number" ? (formats[String(format)]?.(value) ?? String(value)) : String(value)

const style = `
  body { margin: 0; font: 12px Arial, "Noto Sans CJK SC", sans-serif; color: #202124; background: #fff }
  main { width: max-content }
  p { margin: 0; padding: 5px 10px; border: 1px solid #e1e3e6; border-bottom: 0 }
  i { color: #5f6368; margin-right: 8px }
  table { border-collapse: collapse; table-layout: fixed }
  td, th { border: 1px solid #e1e3e6; height: 22px; padding: 0 6px; white-space: nowrap; overflow: hidden; max-width: 240px; text-overflow: ellipsis }
  th { background: #f8f9fa; color: #5f6368; font-weight: 400; text-align: center }
  td.number { text-align: right }
`

/** Draws the upper left of a sheet, with a formula in the bar over it, into a file. */
export const gridPicture = async (
  chrome: Browser,
  document: Document,
  { columns, formula, rows, sheet }: Readonly<Record<"sheet" | "formula", string> & Record<"rows" | "columns", number>>,
  path: string
): Promise<void> => {
  const area = { sheet, row: 1, column: 1, rows, columns }
  const [values, how] = [await document.read(area), await document.read(area, "format")]
  const letters = Array.from({ length: columns }, (_, i) => `<th>${String.fromCharCode(65 + i)}</th>`).join("")
  const lines = values.map(
    (line, r) =>
      `<tr><th>${r + 1}</th>${line
        .map(
          (value, c) =>
            `<td class="${typeof value === "number" ? "number" : ""}">${escaped(shown(value, how[r]?.[c] ?? ""))}</td>`
        )
        .join("")}</tr>`
  )
  const page = await chrome.newPage({ viewport: { width: 1400, height: 400 }, deviceScaleFactor: 1.3 })
  await page.setContent(
    `<style>${style}</style><main><p><i>fx</i> ${escaped(formula)}</p><table><tr><th></th>${letters}</tr>${lines.join("")}</table></main>`
  )
  await page.locator("main").screenshot({ path })
  await page.close()
}
