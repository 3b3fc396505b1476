import { amount, bound, judge } from "./judge.ts"
import { describe, type Machine } from "../measure/machine.ts"
import type { Cell, Found, Part, Table } from "../Part.ts"

/** What a part found, when and where. */
export interface Result {
  readonly machine: Machine
  readonly found: Found
}

export type Results = Readonly<Record<string, Result>>

const text = (cell: Cell): string =>
  typeof cell === "number" ? cell.toLocaleString("en", { maximumFractionDigits: 3 }) : cell

const cells = (row: ReadonlyArray<Cell>): string => `| ${row.map(text).join(" | ")} |`

const table = ({ title, columns, rows }: Table): string =>
  [
    ...(title === undefined ? [] : [`**${title}**`, ""]),
    cells(columns),
    cells(columns.map((_, i) => (rows.every((row) => typeof row[i] === "number") ? "---:" : "---"))),
    ...rows.map(cells)
  ].join("\n")

const aims = (found: Found): ReadonlyArray<string> => {
  const judged = judge(found)
  if (judged.length === 0) return []
  const rows = judged.map((one) => [
    one.title,
    bound(one, one.aim),
    amount(one, one.found),
    one.reached ? "reached" : `missed${one.why === undefined ? "" : `: ${one.why}`}`
  ])
  return [table({ columns: ["aim", "wanted", "found", ""], rows })]
}

const section = ({ id, title, how }: Part, result: Result): string =>
  [
    `## ${title}`,
    `\`pnpm bench ${id}\`, on ${describe(result.machine)}`,
    how,
    ...aims(result.found),
    ...result.found.tables.map(table),
    ...result.found.notes.map((note) => `- ${note}`)
  ].join("\n\n")

/** The page, from the last written result of each part. */
export const page = (parts: ReadonlyArray<Part>, results: Results): string =>
  [
    "# Benchmarks",
    "Made by `pnpm bench`; do not edit. `pnpm bench <part>` measures one part again, `pnpm bench --quick` looks at all of them within two minutes and leaves this page as it is.",
    "All servers run on loopback in a process of their own. What is compared is run in turn within one run, round after round; ratios are medians over the rounds, so they hold on a busy machine, while absolute times, medians too, do not carry over to another one and need not divide to the ratio. The bounds of every figure are in `apps/bench/src/page/budgets.ts`; passing one is a warning in CI.",
    ...parts.flatMap((part) => {
      const result = results[part.id]
      return result === undefined ? [] : [section(part, result)]
    })
  ].join("\n\n") + "\n"
