import type { Area } from "./sheet.ts"

/** Charts of a spreadsheet, as far as a script sees them. */

export interface Chart {
  readonly id: number
  readonly type: string
  readonly ranges: ReadonlyArray<Area>
  readonly options: Readonly<Record<string, unknown>>
  readonly at: ReadonlyArray<number>
}

/** What charts need to know of the sheets. */
interface Sheets {
  readonly nameOf: (sheet: string) => string
  readonly size: (sheet: string) => { readonly rows: number; readonly columns: number }
}

export const charts = ({ nameOf, size }: Sheets) => {
  let all: ReadonlyArray<Chart & { readonly sheet: string }> = []
  let next = 1_000
  const isOn = (sheet: string) => (chart: { readonly sheet: string }) => chart.sheet === sheet
  const within = ({ column, columns, row, rows, sheet }: Area): void => {
    const has = size(sheet)
    if (row + rows - 1 > has.rows || column + columns - 1 > has.columns)
      throw new Error("The coordinates of the range are outside the dimensions of the sheet.")
  }
  return {
    /** By the sheet's number, so that a renamed sheet keeps its charts. */
    of: (sheet: string): ReadonlyArray<Chart> =>
      all.filter(isOn(sheet)).map(({ ranges, ...chart }) => ({
        ...chart,
        ranges: ranges.map((one) => ({ ...one, sheet: nameOf(one.sheet) }))
      })),
    /** Draws a chart, or draws it again where one has its id. */
    draw: (sheet: string, { id, ...chart }: Omit<Chart, "id"> & { readonly id?: number }): void => {
      if (chart.ranges.length === 0) throw new Error("A chart needs a range.")
      chart.ranges.forEach(within)
      if (id !== undefined && !all.some((one) => one.id === id)) throw new Error("There is no such chart.")
      all = [...all.filter((one) => one.id !== id), { ...chart, id: id ?? next++, sheet }]
    },
    undraw: (sheet: string, id: number): void => {
      all = all.filter((one) => !(isOn(sheet)(one) && one.id === id))
    }
  }
}
