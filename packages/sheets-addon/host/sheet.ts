/** The cells of one sheet, and how they move. */

export type Value = string | number | boolean

interface Cell {
  value: Value
  formula: string
  format: string
  /** The cell whose formula spilled here. */
  from?: string
}

export type Part = "value" | "formula" | "format"

export interface Area {
  readonly sheet: string
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly columns: number
}

const blank = (): Cell => ({ value: "", formula: "", format: "General" })

/** Where something stands that Sheets moves along: a row, a column, or an area of both. */
export type Axis = "rows" | "columns"

/** A stretch of one axis after a change of the sheet; undefined once nothing of it is left. */
export const moved = (first: number, count: number, at: number, by: number): readonly [number, number] | undefined => {
  if (by > 0) return first >= at ? [first + by, count] : first + count > at ? [first, count + by] : [first, count]
  const gone = -by
  const kept = Array.from({ length: count }, (_, i) => first + i).filter((n) => n < at || n >= at + gone)
  const [head] = kept
  return head === undefined ? undefined : [head < at ? head : head - gone, kept.length]
}

export class Sheet {
  hidden = false
  name: string
  rows = 1000
  columns = 26
  readonly id: number
  private cells = new Map<string, Cell>()

  constructor(name: string, id: number) {
    this.name = name
    this.id = id
  }

  /** Inserts rows or columns before a place, or deletes them from there on. */
  shift(axis: Axis, at: number, by: number): void {
    const key = (text: string): string | undefined => {
      const [row = 0, column = 0] = text.split(",").map(Number)
      const to = moved(axis === "rows" ? row : column, 1, at, by)?.[0]
      return to === undefined ? undefined : axis === "rows" ? `${to},${column}` : `${row},${to}`
    }
    const before = this.cells
    this.cells = new Map()
    for (const [place, { from, ...cell }] of before) {
      const to = key(place)
      if (to === undefined) continue
      const owner = from === undefined ? undefined : key(from)
      // Values of a formula that is gone go with it.
      if (from !== undefined && owner === undefined) continue
      this.cells.set(to, owner === undefined ? cell : { ...cell, from: owner })
    }
    this[axis] += by
  }

  cell(row: number, column: number): Cell {
    return this.cells.get(`${row},${column}`) ?? blank()
  }
  set(row: number, column: number, part: Partial<Cell>): void {
    this.cells.set(`${row},${column}`, { ...this.cell(row, column), ...part })
  }
  /** Takes the content away; a format stays. */
  clear({ row, column, rows, columns }: Area): void {
    for (let r = row; r < row + rows; r++) {
      for (let c = column; c < column + columns; c++) {
        const { format } = this.cell(r, c)
        this.unspill(`${r},${c}`)
        if (format === "General") this.cells.delete(`${r},${c}`)
        else this.cells.set(`${r},${c}`, { ...blank(), format })
      }
    }
  }
  /** A formula's values go with it. */
  unspill(from: string): void {
    for (const [key, cell] of this.cells) if (cell.from === from) this.cells.delete(key)
  }
  last(): { readonly row: number; readonly column: number } {
    let [row, column] = [0, 0]
    for (const [key, cell] of this.cells) {
      if (cell.value === "" && cell.formula === "") continue
      const [r = 0, c = 0] = key.split(",").map(Number)
      row = Math.max(row, r)
      column = Math.max(column, c)
    }
    return { row, column }
  }
}
