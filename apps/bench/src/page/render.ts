import { amount, bound, judge, type Judged } from "./judge.ts"
import { describe, type Machine } from "../measure/machine.ts"
import type { Cell, Found, Pace, Part, Table } from "../Part.ts"

/** What a part found, when, where, and how thoroughly: fully where nothing is said. */
export interface Result {
  readonly machine: Machine
  readonly pace?: Pace
  readonly found: Found
}

export type Results = Readonly<Record<string, Result>>

/** What stands before the figures of a quick run. */
export const quickly = "*Quick run: fewer rounds and smaller sizes than the full one; its figures are rough.*"

const text = (cell: Cell): string =>
  typeof cell === "number" ? cell.toLocaleString("en", { maximumFractionDigits: 3 }) : cell.replaceAll("|", "\\|")

const cells = (row: ReadonlyArray<Cell>): string => `| ${row.map(text).join(" | ")} |`

const table = ({ title, columns, rows }: Table): string =>
  [
    ...(title === undefined ? [] : [`**${title}**`, ""]),
    cells(columns),
    cells(columns.map((_, i) => (rows.every((row) => typeof row[i] === "number") ? "---:" : "---"))),
    ...rows.map(cells)
  ].join("\n")

const row = (one: Judged) => [one.title, bound(one, one.aim), amount(one, one.found)]

/** How many aims are missed, as a clause. */
const missed = (judged: ReadonlyArray<Judged>): string => {
  const count = judged.filter(({ reached }) => !reached).length
  return count === 0 ? "all aims reached" : `${count} of ${judged.length} aims missed`
}

/** The result of a part in one sentence. */
export const lead = (part: Part, found: Found): string => {
  const clauses = [part.lead(found), missed(judge(found))].filter((clause) => clause !== "").join("; ")
  return `${clauses.slice(0, 1).toUpperCase()}${clauses.slice(1)}.`
}

const aims = (found: Found): ReadonlyArray<string> => {
  const judged = judge(found).toSorted((a, b) => Number(a.reached) - Number(b.reached))
  const rows = judged.map((one) => [...row(one), one.reached ? "reached" : "missed"])
  return rows.length === 0 ? [] : [table({ columns: ["aim", "wanted", "measured", ""], rows })]
}

/** How Markdown calls a heading in a link. */
const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replaceAll(" ", "-")

/** What a reader wants to know first: which aims are missed, and why. */
const summary = (results: ReadonlyArray<readonly [Part, Result]>): string => {
  const judged = results.flatMap(([part, { found }]) => judge(found).map((one) => ({ part, one })))
  const lost = judged.filter(({ one }) => !one.reached)
  if (lost.length === 0) return `All ${judged.length} aims are reached.`
  return [
    `${judged.length - lost.length} of ${judged.length} aims are reached. These are missed:`,
    table({
      columns: ["aim", "wanted", "measured", "why, where it was measured or is known", "section"],
      rows: lost.map(({ one, part }) => [...row(one), one.why, `[${part.title}](#${anchor(part.title)})`])
    })
  ].join("\n\n")
}

const command = (id: string, pace: Pace): string => (pace === "quick" ? `pnpm bench ${id} --quick` : `pnpm bench ${id}`)

const section = (part: Part, { found, machine, pace = "full" }: Result): string =>
  [
    `## ${part.title}`,
    ...(pace === "quick" ? [quickly] : []),
    lead(part, found),
    ...aims(found),
    ...found.tables.map(table),
    `**How it was measured** (\`${command(part.id, pace)}\`, ${describe(machine)})`,
    part.how,
    ...found.notes.map((note) => `- ${note}`)
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
    'All servers run on loopback in processes of their own. What is compared runs in turn, round after round, and a ratio is the median over the rounds, so ratios hold on a busy machine as well; milliseconds and microseconds (µs) are those of the machine named in each section. "A against B" is the ratio of A to B. Each figure has an aim, and a bound beyond which CI warns (`apps/bench/src/page/budgets.ts`).',
    "`pnpm bench` makes this page; do not edit it. `pnpm bench <part>` measures one part again.",
    ...measured.map(([part, result]) => section(part, result))
  ]
    .join("\n\n")
    .concat("\n")
}
