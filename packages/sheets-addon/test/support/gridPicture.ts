import type { Browser } from "playwright-core"
import type { Document } from "../../host/index.ts"
import type { Area, Value } from "../../host/grid.ts"

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

interface Rule {
  readonly ranges: ReadonlyArray<Area>
  readonly background?: string
  readonly gradient?: { readonly min: string; readonly mid?: string; readonly max: string }
  readonly when?: { readonly type: string; readonly values: ReadonlyArray<unknown> }
}

type Cells = ReadonlyArray<ReadonlyArray<Value>>

const channels = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))

/** Between two colours, as a gradient is. */
const between = (from: string, to: string, share: number): string =>
  `rgb(${channels(from)
    .map((channel, i) => Math.round(channel + ((channels(to)[i] ?? 0) - channel) * share))
    .join(",")})`

/** What a cell's rules make of it, as far as the add-on's own rules go. */
const colourOf = (rules: ReadonlyArray<Rule>, values: Cells, r: number, c: number): string => {
  const value = values[r]?.[c] ?? ""
  for (const { background = "", gradient, ranges, when } of rules) {
    const range = ranges.find(
      ({ column, columns, row, rows }) =>
        r + 1 >= row && r + 1 < row + rows && c + 1 >= column && c + 1 < column + columns
    )
    if (range === undefined) continue
    if (gradient !== undefined && typeof value === "number") {
      const all = values
        .slice(range.row - 1)
        .flatMap((line) => (typeof line[c] === "number" ? [line[c]] : []))
        .sort((a, b) => a - b)
      const [least = 0, middle = 0, most = 0] = [all[0], all[Math.floor((all.length - 1) / 2)], all[all.length - 1]]
      const share = (from: number, to: number) => (to === from ? 0 : (value - from) / (to - from))
      const { max, mid, min } = gradient
      if (mid === undefined) return between(min, max, share(least, most))
      return value <= middle ? between(min, mid, share(least, middle)) : between(mid, max, share(middle, most))
    }
    const holds =
      (when?.type === "NUMBER_GREATER_THAN" && Number(value) > 0) ||
      (when?.type === "NUMBER_LESS_THAN" && Number(value) < 0) ||
      (String(when?.values[0]).startsWith("=LEN(") && String(value) !== "")
    if (holds) return background
  }
  return ""
}

/** Draws the upper left of a sheet, with a formula in the bar over it, into a file. */
export const gridPicture = async (
  chrome: Browser,
  document: Document,
  { columns, formula, rows, sheet }: Readonly<Record<"sheet" | "formula", string> & Record<"rows" | "columns", number>>,
  path: string
): Promise<void> => {
  const area = { sheet, row: 1, column: 1, rows, columns }
  const [values, how] = [await document.read(area), await document.read(area, "format")]
  const rules = (await document.ask("grid.rules", sheet)) as ReadonlyArray<Rule> // as the add-on set them
  const letters = Array.from({ length: columns }, (_, i) => `<th>${String.fromCharCode(65 + i)}</th>`).join("")
  const lines = values.map(
    (line, r) =>
      `<tr><th>${r + 1}</th>${line
        .map(
          (value, c) =>
            `<td style="background: ${colourOf(rules, values, r, c)}" class="${typeof value === "number" ? "number" : ""}">${escaped(shown(value, how[r]?.[c] ?? ""))}</td>`
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
