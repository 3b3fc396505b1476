import CliTable from "cli-table3"
import { stripVTControlCharacters, styleText } from "node:util"
import stringWidth from "string-width"

/** Where lines go. */
export type Say = (...lines: ReadonlyArray<string>) => void

/** Text from outside must not steer the terminal, nor turn a line around. */
export const safe = (text: string): string =>
  stripVTControlCharacters(text)
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "")
    .trim()

/** Bold on a terminal, plain in a pipe or a file. */
export const title = (text: string): string => styleText("bold", text, { stream: process.stdout })

/** The columns of the screen; in a pipe those of the one who reads it, or a usual page. */
const screen = () => process.stdout.columns || Number(process.env["COLUMNS"]) || 120

/** Fills a cell up to a width. Widths count as a terminal does: a Chinese character takes two columns. */
const padded = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - stringWidth(text)))

const widest = (texts: ReadonlyArray<string>): number => Math.max(0, ...texts.map((text) => stringWidth(text)))

/** Lines no wider than this, broken between words. */
const lines = (text: string, width: number): ReadonlyArray<string> =>
  text.split(" ").reduce<ReadonlyArray<string>>((done, word) => {
    const last = done.at(-1)
    return last !== undefined && stringWidth(`${last} ${word}`) <= width
      ? [...done.slice(0, -1), `${last} ${word}`]
      : [...done, word]
  }, [])

/** Names with a sentence to each, below each other; the sentences stay right of the names. */
export const list = (entries: ReadonlyArray<readonly [name: string, sentence: string]>): string => {
  const width = widest(entries.map(([name]) => name)) + 2
  return entries
    .flatMap(([name, sentence]) =>
      lines(safe(sentence), screen() - width).map((line, i) => `${padded(i === 0 ? name : "", width)}${line}`)
    )
    .join("\n")
}

export interface Grid {
  readonly head: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<string>>
  /** Which columns hold numbers: they line up on the right. */
  readonly right: ReadonlyArray<boolean>
}

/** Texts may be cut down to this. */
const short = 16

/** Part of a figure, an id or a day would be another one; part of a text is still a text. */
const isFigure = (cell: string): boolean => /^[-+]?\d/.test(cell)

interface Widths {
  readonly needed: number
  /** What the column can live with. */
  readonly least: number
}

const widthsOf = ({ head, rows }: Grid): ReadonlyArray<Widths> =>
  head.map((name, i) => {
    const cells = rows.map((row) => safe(row[i] ?? ""))
    // A head takes more lines where it must.
    const all = [...safe(name).split(" "), ...cells]
    return {
      needed: widest([safe(name), ...cells]),
      least: Math.max(widest(all.filter(isFigure)), Math.min(short, widest(all)))
    }
  })

/** A blank on each side of a cell, and a line between. */
const frame = (columns: number): number => 3 * columns + 1

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((all, one) => all + one, 0)

/** Whether the screen is wide enough for it. */
export const fits = (grid: Grid): boolean =>
  sum(widthsOf(grid).map(({ least }) => least)) + frame(grid.head.length) <= screen()

/** How wide each column is: what it needs, and where all need more than the screen has, the widest give way. */
const fitted = (columns: ReadonlyArray<Widths>, available: number): ReadonlyArray<number> => {
  const widths = columns.map(({ needed }) => needed)
  for (let over = sum(widths) - available; over > 0; over--) {
    const free = widths.map((width, i) => (width > (columns[i]?.least ?? 0) ? width : 0))
    const most = Math.max(...free)
    if (most === 0) break
    widths[free.indexOf(most)] = most - 1
  }
  return widths
}

/** A frame with one rule, under the head. */
export const grid = (grid: Grid): string => {
  const { head, right, rows } = grid
  const widths = fitted(widthsOf(grid), screen() - frame(head.length))
  const table = new CliTable({
    head: head.map((name, i) => lines(safe(name), widths[i] ?? 0).join("\n")),
    colAligns: right.map((it) => (it ? "right" : "left")),
    colWidths: widths.map((width) => width + 2),
    style: { head: [], border: [], compact: true }
  })
  table.push(...rows.map((row) => row.map(safe)))
  return table.toString()
}
