import { code, mrkdwn } from "../escape.ts"
import type { Block, ChartBlock } from "./blocks.ts"
import { strings } from "./blocks.ts"
import { limits } from "./limits.ts"

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

/** Blocks as plain text, as a terminal shows them. */
export const draw = (blocks: ReadonlyArray<Block>): string => blocks.map(drawn).join("\n\n")

const isMrkdwn = (node: unknown): boolean => typeof node === "object" && node !== null && "type" in node && node.type === "mrkdwn"

/** A text object as mrkdwn. */
const words = (node: object): string => strings(node).map((text) => (isMrkdwn(node) ? text : mrkdwn(text))).join(" ")

/** A row as a sentence: two columns are a name and its value, more are the first with what the head calls the others. */
const sentence = (head: ReadonlyArray<object>, [first, ...others]: ReadonlyArray<object>): string =>
  first === undefined ? "" : head.length <= 2 ? [first, ...others].map(words).join(": ") : [words(first), ...others.map((cell, i) => `${words(head[i + 1] ?? {})} ${words(cell)}`)].join(", ")

/** What a block says, as lines of mrkdwn. Charts draw what tables say, and buttons are read as buttons. */
const said = (block: Block): ReadonlyArray<string> => {
  switch (block.type) {
    case "header":
    case "section":
      return block.text === undefined ? [] : [words(block.text)]
    case "context":
      return block.elements.map(words)
    case "card":
      return [block.title, block.subtitle, block.body].flatMap((part) => (part === undefined ? [] : [words(part)]))
    case "table":
    case "data_table": {
      const [head = [], ...rows] = block.rows
      return rows.map((row) => sentence(head, row))
    }
    default:
      return []
  }
}

/** Blocks in words: what stands beside them for whoever does not see them. */
export const spoken = (blocks: ReadonlyArray<Block>): string => blocks.flatMap(said).join("\n")

const fence = "```"

/** Blocks as mrkdwn alone, for when Slack refuses a block: words as words, tables and charts in fixed width, as many lines as there is room for. */
export const withoutBlocks = (blocks: ReadonlyArray<Block>): string => {
  const parts = blocks.map((block) => block.type === "table" || block.type === "data_table" || block.type === "data_visualization" ? { lines: code(drawn(block)).split("\n") } : { words: said(block).join("\n") })
  let room = limits.text - parts.reduce((sum, part) => sum + (part.words?.length ?? 2 * fence.length + 2) + 1, 0)
  const shown = parts.map((part) => {
    if (part.lines === undefined) return part.words
    const kept = part.lines.filter((line) => (room -= line.length + 1) >= 0)
    return kept.length === 0 ? "" : [fence, ...kept, fence].join("\n")
  })
  return shown.filter((part) => part !== "").join("\n")
}
