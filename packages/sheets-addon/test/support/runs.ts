import type { Open } from "./document.ts"

/** What a person does in the sidebar, without a browser. */

/** How far a run is, as the sidebar is told. */
export interface Progress {
  readonly id: string
  readonly state: "running" | "stopped" | "blocked" | "finished"
  readonly done: number
  readonly total: number
  readonly charged: number
  readonly failed: number
  readonly failedRows: number
  readonly notes: ReadonlyArray<{ readonly en: string }>
  readonly because?: { readonly en: string }
  readonly sheet?: string
  readonly table?: string
}

export interface Answered<A> {
  readonly value?: A
  readonly problem?: { readonly en: string }
}

export const side =
  ({ document }: Open) =>
  async <A = Progress>(name: string, given: unknown = null): Promise<Answered<A>> =>
    (await document.user("xingtuCall", name, given)) as Answered<A>

export const area = (row: number, column: number, rows: number, columns: number, sheet = "Sheet1") => ({
  sheet,
  row,
  column,
  rows,
  columns
})

/** Ids as text in A2 and below. */
export const putIds = async ({ document }: Open, wanted: ReadonlyArray<string>): Promise<string> => {
  const at = area(2, 1, wanted.length, 1)
  await document.write(
    at,
    wanted.map(() => ["@"]),
    "format"
  )
  await document.write(
    at,
    wanted.map((id) => [id])
  )
  return `Sheet1!A2:A${wanted.length + 1}`
}

/** Begins a table of these ids, by default in a new sheet called Performance. */
export const begin = async (
  opened: Open,
  wanted: ReadonlyArray<string>,
  { fields = "Videos, Median plays", subject = "spreadMetrics", to = "" } = {}
): Promise<Progress> => {
  const ids = await putIds(opened, wanted)
  const { problem, value } = await side(opened)("start", { subject, ids, fields, options: {}, to })
  if (value === undefined) throw new Error(problem?.en)
  return value
}

/** Steps until the run does not go on. */
export const finish = async (opened: Open, begun: Progress): Promise<Progress> => {
  let job = begun
  while (job.state === "running") {
    const { problem, value } = await side(opened)("step", job.id)
    if (value === undefined) throw new Error(problem?.en)
    job = value
  }
  return job
}

export const step = async (opened: Open, { id }: Progress): Promise<Progress> => {
  const { problem, value } = await side(opened)("step", id)
  if (value === undefined) throw new Error(problem?.en)
  return value
}
