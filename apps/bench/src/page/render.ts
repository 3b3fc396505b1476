import { amount, bound, judge, type Judged } from "./judge.ts"
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
  const missedFirst = judged.toSorted((a, b) => Number(a.reached) - Number(b.reached))
  const rows = missedFirst.map((one) => [
    ...row(one),
    one.reached ? "reached" : `missed${one.why === undefined ? "" : `: ${one.why}`}`
  ])
  return [table({ columns: ["aim", "wanted", "found", ""], rows })]
}

const row = (one: Judged) => [one.title, bound(one, one.aim), amount(one, one.found)]

/** What a reader wants to know first: which aims are missed. */
const summary = (results: ReadonlyArray<readonly [Part, Result]>): string => {
  const judged = results.flatMap(([part, { found }]) => judge(found).map((one) => ({ part, one })))
  const missed = judged.filter(({ one }) => !one.reached)
  if (missed.length === 0) return `All ${judged.length} aims are reached.`
  return [
    `${judged.length - missed.length} of ${judged.length} aims are reached. These are missed; where the cause was measured, the section says it:`,
    table({
      columns: ["aim", "wanted", "found", "section"],
      rows: missed.map(({ one, part }) => [...row(one), part.title])
    })
  ].join("\n\n")
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
export const page = (parts: ReadonlyArray<Part>, results: Results): string => {
  const measured = parts.flatMap((part) => {
    const result = results[part.id]
    return result === undefined ? [] : [[part, result] as const]
  })
  return [
    "# Benchmarks",
    summary(measured),
    "Made by `pnpm bench`; do not edit. `pnpm bench <part>` measures one part again. `pnpm bench --quick` measures all parts in less time and leaves this page as it is.",
    "All servers run on loopback in processes of their own. What is compared runs in turn, round after round, and ratios are medians over the rounds, so they hold on a busy machine. Times in milliseconds or microseconds are those of this machine. `apps/bench/src/page/budgets.ts` has an aim and a bound for each figure; CI warns where a bound is passed.",
    ...measured.map(([part, result]) => section(part, result))
  ]
    .join("\n\n")
    .concat("\n")
}
