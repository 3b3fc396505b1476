import CliTable from "cli-table3"
import { stripVTControlCharacters, styleText } from "node:util"
import stringWidth from "string-width"

/** Text from outside must not steer the terminal, nor turn a line around. */
const safe = (text: string): string =>
  stripVTControlCharacters(text).replace(/\s+/g, " ").replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "").trim()

/** Bold on a terminal, plain in a pipe or a file. */
export const title = (text: string): string => styleText("bold", text, { stream: process.stdout })

export interface Grid {
  readonly head: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<string>>
  /** Which columns hold numbers: they line up on the right. */
  readonly right: ReadonlyArray<boolean>
}

const screen = () => process.stdout.columns ?? 120

/** How wide each column may be: what it needs, and where all need more than the screen has, the widest give way. `--json` has everything. */
const fitted = (needed: ReadonlyArray<number>, available: number): ReadonlyArray<number> => {
  const least = 20 // a 19-digit id and a space
  const widths = [...needed]
  for (let over = widths.reduce((sum, width) => sum + width, 0) - available; over > 0; over--) {
    const widest = Math.max(...widths)
    if (widest <= least) break
    widths[widths.indexOf(widest)] = widest - 1
  }
  return widths
}

/** A frame with one rule, under the head. Widths count as a terminal does: a Chinese character takes two columns. */
export const grid = ({ head, rows, right }: Grid): string => {
  const lines = [head, ...rows].map((row) => row.map(safe))
  const needed = head.map((_, i) => Math.max(...lines.map((line) => stringWidth(line[i] ?? ""))))
  const table = new CliTable({
    head: lines[0] ?? [],
    colAligns: right.map((it) => (it ? "right" : "left")),
    // A blank on each side of a cell, and a line between.
    colWidths: fitted(needed, screen() - 3 * head.length - 1).map((width) => width + 2),
    style: { head: [], border: [], compact: true }
  })
  table.push(...lines.slice(1))
  return table.toString()
}
