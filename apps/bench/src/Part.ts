/** How long a run may take: `quick` for a look, `full` for the page. */
export type Pace = "quick" | "full"

/** A cell that a quick run leaves out. */
export const leftOut = "- (full run only)"

export type Cell = string | number

export type Figures = Readonly<Record<string, number>>

export interface Table {
  readonly title?: string
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<Cell>>
}

/** What a part found: tables for people, figures that `budgets.ts` judges by name, and what a reader must know. */
export interface Found {
  readonly tables: ReadonlyArray<Table>
  readonly figures: Figures
  /** What was measured about a figure that may miss its aim, by the figure's name. */
  readonly reasons?: Readonly<Record<string, string>>
  readonly notes: ReadonlyArray<string>
}

/** One part of the page, run by `pnpm bench <id>`. */
export interface Part {
  readonly id: string
  readonly title: string
  /** The result in one sentence, made of what was found; how many aims are missed follows it. */
  readonly lead: (found: Found) => string
  /** What is measured and how, for the page. */
  readonly how: string
  readonly run: (pace: Pace) => Promise<Found>
}
