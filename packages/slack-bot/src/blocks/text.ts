import { Format } from "@xingtu/core"
import { code, mrkdwn, unescaped } from "../util/escape.ts"
import type { Block, ChartBlock } from "./blocks.ts"
import { section, strings } from "./blocks.ts"
import { limits } from "./limits.ts"

/** Columns a character takes in a fixed-width font: Chinese, Japanese, Korean, full-width forms and emoji take two. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u

const width = (text: string): number => [...text].reduce((sum, sign) => sum + (wide.test(sign) ? 2 : 1), 0)

/** The blanks that make a text as wide as its column. */
const blanks = (text: string, to: number): string => " ".repeat(Math.max(0, to - width(text)))

/** Rows as aligned columns; numbers to the right. */
const grid = (rows: ReadonlyArray<ReadonlyArray<{ readonly shown: string; readonly number: boolean }>>): string => {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => width(row[i]?.shown ?? ""))))
  const line = (row: (typeof rows)[number]) =>
    row
      .map(({ number, shown }, i) => {
        const rest = blanks(shown, widths[i] ?? 0)
        return number ? rest + shown : shown + rest
      })
      .join("  ")
      .trimEnd()
  const [head, ...body] = rows.map(line)
  return [head, widths.map((w) => "-".repeat(w)).join("  "), ...body].join("\n")
}

const cellOf = (cell: object) => ({
  shown: strings(cell).join(" "),
  number: "type" in cell && cell.type === "raw_number"
})

const bar = (value: number, most: number): string =>
  "█".repeat(most > 0 ? Math.max(1, Math.round((value / most) * 24)) : 0)

const bars = (title: string, points: ReadonlyArray<{ readonly label: string; readonly value: number }>): string => {
  const most = Math.max(...points.map((point) => point.value))
  const widest = Math.max(...points.map((point) => width(point.label)))
  return [
    title,
    ...points.map((point) => `${point.label}${blanks(point.label, widest)}  ${bar(point.value, most)} ${point.value}`)
  ].join("\n")
}

const chart = (block: ChartBlock): string =>
  block.chart.type === "pie"
    ? bars(block.title, block.chart.segments)
    : block.chart.series.map((one) => bars(`${block.title}: ${one.name}`, one.data)).join("\n")

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
      return block.elements
        .map((element) =>
          strings(element)
            .map((label) => `[ ${label} ]`)
            .join(" ")
        )
        .join(" ")
    default:
      return unescaped(strings(block).join("\n"))
  }
}

/** A message as plain text, the way a terminal shows it; for tests and the demo. */
export const draw = (blocks: ReadonlyArray<Block>): string => blocks.map(drawn).join("\n\n")

const isMrkdwn = (node: unknown): boolean =>
  typeof node === "object" && node !== null && "type" in node && node.type === "mrkdwn"

/** A text object as mrkdwn. */
const words = (node: object): string =>
  strings(node)
    .map((text) => (isMrkdwn(node) ? text : mrkdwn(text)))
    .join(" ")

/** How a cell without a value reads; nobody listens to those. */
const nothing: ReadonlySet<string> = new Set([
  Format.cell(undefined, "text", "en"),
  Format.cell(undefined, "text", "zh")
])

/**
 * A row as a sentence: two columns are a name and its value, more are the first with what the head calls the others.
 */
const sentence = (head: ReadonlyArray<object>, row: ReadonlyArray<object>): string => {
  const [first = "", ...others] = row.map(words)
  if (head.length <= 2) return [first, ...others].join(": ")
  return [
    first,
    ...others.flatMap((value, i) => (nothing.has(value) ? [] : [`${words(head[i + 1] ?? {})}: ${value}`]))
  ].join("; ")
}

const isTable = (block: Block): block is Extract<Block, { readonly type: "table" | "data_table" }> =>
  block.type === "table" || block.type === "data_table"

/**
 * What a block says beside its tables, as lines of mrkdwn. Charts draw what tables say, and buttons are read as
 * buttons.
 */
const said = (block: Block): ReadonlyArray<string> => {
  switch (block.type) {
    case "header":
    case "section":
      return block.text === undefined ? [] : [words(block.text)]
    case "context":
      return block.elements.map(words)
    case "card":
      return [block.title, block.subtitle, block.body].flatMap((part) => (part === undefined ? [] : [words(part)]))
    default:
      return []
  }
}

/** Lines that stand, or that may lose their last ones, between these marks. */
interface Part {
  readonly lines: ReadonlyArray<string>
  readonly within?: string
}

/** As many lines of the tables as there is room for beside all other words. */
const fitted = (parts: ReadonlyArray<Part>): string => {
  let room =
    limits.text -
    parts.reduce(
      (sum, { lines, within }) => sum + (within === undefined ? lines.join("\n").length : 2 * within.length + 2) + 1,
      0
    )
  return parts
    .flatMap(({ lines, within }) => {
      if (within === undefined) return lines
      const kept = lines.filter((line) => (room -= line.length + 1) >= 0)
      return kept.length === 0 || within === "" ? kept : [within, ...kept, within]
    })
    .join("\n")
}

/** Blocks in words: what stands beside them for whoever does not see them. */
export const spoken = (blocks: ReadonlyArray<Block>): string =>
  fitted(
    blocks.map((block) => {
      if (!isTable(block)) return { lines: said(block) }
      const [head = [], ...rows] = block.rows
      return { lines: rows.map((row) => sentence(head, row)), within: "" }
    })
  )

const fence = "```"

export const withoutCharts = (blocks: ReadonlyArray<Block>): ReadonlyArray<Block> =>
  blocks.filter((block) => block.type !== "data_visualization")

/** Tables as text in fixed width, cards as plain sections: what every Slack takes. */
export const withoutTables = (blocks: ReadonlyArray<Block>): ReadonlyArray<Block> =>
  withoutCharts(blocks).flatMap((block): ReadonlyArray<Block> => {
    if (block.type === "card") return [section(said(block).join("\n"))]
    if (!isTable(block)) return [block]
    const lines: Array<string> = []
    let room = limits.section - 2 * fence.length - 2
    for (const line of code(drawn(block)).split("\n")) {
      room -= line.length + 1
      if (room < 0) break
      lines.push(line)
    }
    return [section([fence, ...lines, fence].join("\n"))]
  })

/** Blocks as mrkdwn alone, for when Slack refuses a block: words as words, tables and charts in fixed width. */
export const withoutBlocks = (blocks: ReadonlyArray<Block>): string =>
  fitted(
    blocks.map((block) =>
      isTable(block) || block.type === "data_visualization"
        ? { lines: code(drawn(block)).split("\n"), within: fence }
        : { lines: said(block) }
    )
  )
