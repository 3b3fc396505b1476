/** A spreadsheet as far as Apps Script shows it to a script: sheets of cells with a value, a formula and a number format. */

export type Value = string | number | boolean

interface Cell {
  value: Value
  formula: string
  format: string
  /** The cell whose formula spilled here. */
  from?: string
}

type Part = "value" | "formula" | "format"

export interface Area {
  readonly sheet: string
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly columns: number
}

const longest = 50_000

const blank = (): Cell => ({ value: "", formula: "", format: "General" })

/** A chart as far as a script sees it. */
export interface Chart {
  readonly id: number
  readonly type: string
  readonly ranges: ReadonlyArray<Area>
  readonly options: Readonly<Record<string, unknown>>
  readonly at: ReadonlyArray<number>
}

let nextId = 0

class Sheet {
  /** What stays when it is renamed; the first one of a document is 0. */
  readonly id = nextId++
  hidden = false
  charts: ReadonlyArray<Chart> = []
  name: string
  rows = 1000
  columns = 26
  private readonly cells = new Map<string, Cell>()

  constructor(name: string) {
    this.name = name
  }

  cell(row: number, column: number): Cell {
    return this.cells.get(`${row},${column}`) ?? blank()
  }
  set(row: number, column: number, part: Partial<Cell>): void {
    this.cells.set(`${row},${column}`, { ...this.cell(row, column), ...part })
  }
  clear({ row, column, rows, columns }: Area): void {
    for (let r = row; r < row + rows; r++) {
      for (let c = column; c < column + columns; c++) {
        this.unspill(`${r},${c}`)
        this.cells.delete(`${r},${c}`)
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

export class Grid {
  private sheets: Array<Sheet> = [new Sheet("Sheet1")]
  private readonly left = new Map<string, Area>()
  private active: Area = { sheet: "Sheet1", row: 1, column: 1, rows: 1, columns: 1 }

  private sheet(name: string): Sheet {
    const found = this.sheets.find((sheet) => sheet.name === name)
    if (found === undefined) throw new Error(`Sheet ${name} not found`)
    return found
  }

  names = () => this.sheets.map(({ name, hidden }) => ({ name, hidden }))
  insert = (name: string) => {
    if (this.sheets.some((sheet) => sheet.name === name))
      throw new Error(`A sheet with the name "${name}" already exists. Please enter another name.`)
    this.sheets.push(new Sheet(name))
  }
  remove = (name: string) => {
    this.sheets = this.sheets.filter((sheet) => sheet.name !== name)
    if (this.active.sheet === name) this.open(this.sheets[0]?.name ?? "")
  }
  hide = (name: string) => {
    if (this.sheets.filter((sheet) => !sheet.hidden).length === 1)
      throw new Error("You can't hide all the sheets in a document.")
    this.sheet(name).hidden = true
  }
  last = (name: string) => this.sheet(name).last()
  select = (area: Area) => {
    this.active = area
  }
  selection = () => this.active
  /** A sheet is looked at where it was left. */
  open = (name: string) => {
    this.left.set(this.active.sheet, this.active)
    this.sheet(name)
    this.active = this.left.get(name) ?? { sheet: name, row: 1, column: 1, rows: 1, columns: 1 }
  }

  /** The cells around one, as far as no blank row or column parts them. */
  region = ({ column, row, sheet: name }: Area): Area => {
    const sheet = this.sheet(name)
    const filled = (r: number, c: number) => r > 0 && c > 0 && sheet.cell(r, c).value !== ""
    let [top, left, bottom, right] = [row, column, row, column]
    for (let grown = true; grown;) {
      grown = false
      const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
      if (span(left - 1, right + 1).some((c) => filled(top - 1, c))) [top, grown] = [top - 1, true]
      if (span(left - 1, right + 1).some((c) => filled(bottom + 1, c))) [bottom, grown] = [bottom + 1, true]
      if (span(top - 1, bottom + 1).some((r) => filled(r, left - 1))) [left, grown] = [left - 1, true]
      if (span(top - 1, bottom + 1).some((r) => filled(r, right + 1))) [right, grown] = [right + 1, true]
    }
    return { sheet: name, row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 }
  }

  ids = () => this.sheets.map(({ id, name }) => ({ id, name }))

  charts = (name: string): ReadonlyArray<Chart> => this.sheet(name).charts
  /** Draws a chart, or draws it anew where one has its id. */
  draw = (name: string, { id, ...chart }: Omit<Chart, "id"> & { readonly id?: number }) => {
    const sheet = this.sheet(name)
    if (chart.ranges.length === 0) throw new Error("A chart needs a range.")
    for (const range of chart.ranges) this.within(range)
    if (id !== undefined && !sheet.charts.some((one) => one.id === id)) throw new Error("There is no such chart.")
    const others = sheet.charts.filter((one) => one.id !== id)
    sheet.charts = [...others, { id: id ?? 1_000 + nextId++, ...chart }]
  }
  undraw = (name: string, id: number) => {
    const sheet = this.sheet(name)
    sheet.charts = sheet.charts.filter((one) => one.id !== id)
  }

  size = (name: string) => ({ rows: this.sheet(name).rows, columns: this.sheet(name).columns })
  grow = (name: string, rows: number, columns: number) => {
    const sheet = this.sheet(name)
    sheet.rows += rows
    sheet.columns += columns
  }

  /** A range outside the sheet is an error. */
  private within(area: Area): Sheet {
    const sheet = this.sheet(area.sheet)
    if (area.row + area.rows - 1 > sheet.rows || area.column + area.columns - 1 > sheet.columns) {
      throw new Error("The coordinates of the range are outside the dimensions of the sheet.")
    }
    return sheet
  }

  /** A formula and the values it spills, as if it had been calculated. */
  spill = (name: string, row: number, column: number, formula: string, values: ReadonlyArray<ReadonlyArray<Value>>) => {
    const sheet = this.sheet(name)
    const from = `${row},${column}`
    values.forEach((line, r) =>
      line.forEach((value, c) => sheet.set(row + r, column + c, { value, formula: "", from }))
    )
    sheet.set(row, column, { value: values[0]?.[0] ?? "", formula })
  }

  read = (area: Area, part: Part): ReadonlyArray<ReadonlyArray<Value>> => {
    const sheet = this.within(area)
    return Array.from({ length: area.rows }, (_, r) =>
      Array.from({ length: area.columns }, (_, c) => sheet.cell(area.row + r, area.column + c)[part])
    )
  }

  write = (area: Area, values: ReadonlyArray<ReadonlyArray<Value>>, part: Part) => {
    const sheet = this.within(area)
    if (values.length !== area.rows)
      throw new Error(
        `The number of rows in the data does not match the number of rows in the range. The data has ${values.length} but the range has ${area.rows}.`
      )
    values.forEach((line, r) => {
      if (line.length !== area.columns)
        throw new Error(
          `The number of columns in the data does not match the number of columns in the range. The data has ${line.length} but the range has ${area.columns}.`
        )
      line.forEach((value, c) => {
        if (typeof value === "string" && value.length > longest)
          throw new Error(`Your input contains more than the maximum of ${longest} characters in a single cell.`)
        this.enter(sheet, area.row + r, area.column + c, value, part)
      })
    })
  }

  clear = (area: Area) => this.within(area).clear(area)

  /** What typing does, at its worst: `=` starts a formula whatever the format; digits become a number unless the cell is text. */
  private enter(sheet: Sheet, row: number, column: number, value: Value, part: Part): void {
    if (part === "format") return sheet.set(row, column, { format: String(value) })
    sheet.unspill(`${row},${column}`)
    if (part === "formula" || (typeof value === "string" && /^[=+]./.test(value))) {
      return sheet.set(row, column, { value: value === "" ? "" : "#EVALUATED!", formula: String(value) })
    }
    if (typeof value === "string" && sheet.cell(row, column).format !== "@") {
      if (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value))
        return sheet.set(row, column, { value: Number(Number(value).toPrecision(15)), formula: "" })
      if (value.startsWith("'")) return sheet.set(row, column, { value: value.slice(1), formula: "" })
    }
    sheet.set(row, column, { value, formula: "" })
  }
}
