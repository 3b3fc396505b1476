import type { Block, ChartBlock } from "./blocks.ts"
import { strings } from "./blocks.ts"

/** Columns a character takes in a fixed-width font: Chinese, Japanese, Korean, full-width forms and emoji take two. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u

const width = (text: string): number => [...text].reduce((sum, sign) => sum + (wide.test(sign) ? 2 : 1), 0)

const pad = (text: string, to: number, right: boolean): string => {
  const blanks = " ".repeat(Math.max(0, to - width(text)))
  return right ? blanks + text : text + blanks
}

/** Rows as aligned columns; numbers to the right. */
const grid = (rows: ReadonlyArray<ReadonlyArray<{ readonly shown: string; readonly number: boolean }>>): string => {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => width(row[i]?.shown ?? ""))))
  const line = (row: (typeof rows)[number]) => row.map((cell, i) => pad(cell.shown, widths[i] ?? 0, cell.number)).join("  ").trimEnd()
  const [head, ...body] = rows.map(line)
  return [head, widths.map((w) => "-".repeat(w)).join("  "), ...body].join("\n")
}

const cellOf = (cell: object) => ({
  shown: strings(cell).join(" "),
  number: "type" in cell && cell.type === "raw_number"
})

const bar = (value: number, most: number): string => "█".repeat(most > 0 ? Math.max(1, Math.round((value / most) * 24)) : 0)

const bars = (title: string, points: ReadonlyArray<{ readonly label: string; readonly value: number }>): string => {
  const most = Math.max(...points.map((point) => point.value))
  const widest = Math.max(...points.map((point) => width(point.label)))
  return [title, ...points.map((point) => `${pad(point.label, widest, false)}  ${bar(point.value, most)} ${point.value}`)].join("\n")
}

const chart = (block: ChartBlock): string =>
  block.chart.type === "pie" ? bars(block.title, block.chart.segments) : block.chart.series.map((one) => bars(`${block.title}: ${one.name}`, one.data)).join("\n")

const drawn = (block: Block): string => {
  switch (block.type) {
    case "table":
    case "data_table":
      return grid(block.rows.map((row) => row.map(cellOf)))
    case "data_visualization":
      return chart(block)
    case "header":
      return `${strings(block).join(" ")}\n${"=".repeat(width(strings(block).join(" ")))}`
    case "divider":
      return "────────"
    case "actions":
      return block.elements.map((element) => strings(element).map((label) => `[ ${label} ]`).join(" ")).join(" ")
    default:
      return strings(block).join("\n")
  }
}

/** Blocks as plain text: what is sent when Slack refuses a block, and what a terminal shows. */
export const draw = (blocks: ReadonlyArray<Block>): string => blocks.map(drawn).join("\n\n")
