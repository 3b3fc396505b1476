import { type Area, type Axis, moved, type Part, Sheet, type Value } from "./sheet.ts"

/**
 * A spreadsheet as far as Apps Script shows it to a script: sheets of cells with a value, a formula and a number
 * format.
 */

export type { Area, Value } from "./sheet.ts"

const longest = 50_000

/** What a script wrote down about a row, a column or a sheet; Sheets moves it along, and deletes it with its place. */
export interface Metadata {
  readonly id: number
  readonly key: string
  readonly value: string
  readonly sheet: number
  readonly axis: Axis | "sheet"
  readonly at: number
}

/** Characters of keys and values that a sheet, with its rows and columns, holds. */
const mostMetadata = 30_000

export class Grid {
  private sheets: Array<Sheet> = [new Sheet("Sheet1", 0)]
  private nextId = 1
  private metadata: ReadonlyArray<Metadata> = []
  private readonly ranges = new Map<string, Area | undefined>()
  private readonly left = new Map<string, Area>()
  private active: Area = { sheet: "Sheet1", row: 1, column: 1, rows: 1, columns: 1 }

  private sheet(name: string): Sheet {
    const found = this.sheets.find((sheet) => sheet.name === name || name === `gid:${sheet.id}`)
    if (found === undefined) throw new Error(`Sheet ${name} not found`)
    return found
  }

  /** What a script calls a sheet, by its name or by its number. */
  nameOf = (name: string): string => this.sheet(name).name
  /** What stays when it is renamed. */
  handleOf = (name: string): string => `gid:${this.sheet(name).id}`
  names = () => this.sheets.map(({ name, hidden }) => ({ name, hidden }))
  list = () => this.sheets.map(({ name, hidden, id }) => ({ name, hidden, id }))
  insert = (name: string) => {
    if (this.sheets.some((sheet) => sheet.name === name))
      throw new Error(`A sheet with the name "${name}" already exists. Please enter another name.`)
    this.sheets.push(new Sheet(name, this.nextId++ * 1000))
  }
  remove = (given: string) => {
    const { id, name } = this.sheet(given)
    if (this.sheets.length === 1) throw new Error("You can't remove all the sheets in a document.")
    this.sheets = this.sheets.filter((sheet) => sheet.id !== id)
    this.metadata = this.metadata.filter(({ sheet }) => sheet !== id)
    for (const [key, area] of this.ranges) if (area?.sheet === `gid:${id}`) this.ranges.set(key, undefined)
    if (this.active.sheet === name) this.open(this.sheets[0]?.name ?? "")
  }
  rename = (given: string, name: string) => {
    const sheet = this.sheet(given)
    if (this.sheets.some((other) => other !== sheet && other.name.toLowerCase() === name.toLowerCase()))
      throw new Error(`A sheet with the name "${name}" already exists. Please enter another name.`)
    if (this.active.sheet === sheet.name) this.active = { ...this.active, sheet: name }
    sheet.name = name
  }
  /**
   * Inserts rows or columns before a place, or deletes them from there on (by is negative); what is tied to cells moves
   * along.
   */
  shift = (given: string, axis: Axis, at: number, by: number) => {
    const sheet = this.sheet(given)
    if (at < 1 || at > sheet[axis] + 1 || (by < 0 && at - by - 1 > sheet[axis]))
      throw new Error(`Those ${axis} are out of bounds.`)
    if (-by >= sheet[axis]) throw new Error(`You can't delete all the ${axis} on the sheet.`)
    sheet.shift(axis, at, by)
    this.metadata = this.metadata.flatMap((one) => {
      if (one.sheet !== sheet.id || one.axis !== axis) return [one]
      const to = moved(one.at, 1, at, by)?.[0]
      return to === undefined ? [] : [{ ...one, at: to }]
    })
    const [start, size] = axis === "rows" ? (["row", "rows"] as const) : (["column", "columns"] as const)
    for (const [key, area] of this.ranges) {
      if (area?.sheet !== `gid:${sheet.id}`) continue
      const to = moved(area[start], area[size], at, by)
      this.ranges.set(key, to === undefined ? undefined : { ...area, [start]: to[0], [size]: to[1] })
    }
  }

  note = (given: string, axis: Metadata["axis"], at: number, key: string, value: string) => {
    const { id: sheet } = this.sheet(given)
    const size = (one: Pick<Metadata, "key" | "value">) => one.key.length + one.value.length
    const held = this.metadata.filter((one) => one.sheet === sheet).reduce((sum, one) => sum + size(one), 0)
    if (held + size({ key, value }) > mostMetadata) throw new Error("Developer metadata storage limit exceeded.")
    this.metadata = [...this.metadata, { id: this.nextId++, key, value, sheet, axis, at }]
  }
  notes = (key: string | null, given: string | null) =>
    this.metadata.filter(
      (one) => (key === null || one.key === key) && (given === null || one.sheet === this.sheet(given).id)
    )
  moveNote = (id: number, given: string, axis: Axis, at: number) => {
    const { id: sheet } = this.sheet(given)
    if (!this.metadata.some((one) => one.id === id)) throw new Error("The developer metadata no longer exists.")
    this.metadata = this.metadata.map((one) => (one.id === id ? { ...one, sheet, axis, at } : one))
  }
  unnote = (id: number) => {
    this.metadata = this.metadata.filter((one) => one.id !== id)
  }

  nameRange = (name: string, area: Area) => {
    this.ranges.set(name, { ...area, sheet: `gid:${this.sheet(area.sheet).id}` })
  }
  named = (name: string): Area | null => this.ranges.get(name) ?? null
  unname = (name: string) => {
    this.ranges.delete(name)
  }
  show = (name: string) => {
    this.sheet(name).hidden = false
  }
  hide = (name: string) => {
    if (this.sheets.filter((sheet) => !sheet.hidden).length === 1)
      throw new Error("You can't hide all the sheets in a document.")
    this.sheet(name).hidden = true
  }
  last = (name: string) => this.sheet(name).last()
  select = (area: Area) => {
    this.active = { ...area, sheet: this.sheet(area.sheet).name }
  }
  selection = () => this.active
  /** A sheet is looked at where it was left. */
  open = (name: string) => {
    this.left.set(this.active.sheet, this.active)
    const to = this.sheet(name).name
    this.active = this.left.get(to) ?? { sheet: to, row: 1, column: 1, rows: 1, columns: 1 }
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

  size = (name: string) => ({ rows: this.sheet(name).rows, columns: this.sheet(name).columns })
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

  /**
   * What typing does, at its worst: `=` starts a formula whatever the format; digits become a number unless the cell is
   * text.
   */
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
