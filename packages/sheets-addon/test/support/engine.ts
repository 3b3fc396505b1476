import type * as CoreFacade from "@univerjs/core/facade"
import type * as Core from "@univerjs/core"
import type * as EngineFormula from "@univerjs/engine-formula"
import type {} from "@univerjs/engine-formula/facade"
import type * as Sheets from "@univerjs/sheets"
import type {} from "@univerjs/sheets/facade"
import type * as SheetsFormula from "@univerjs/sheets-formula"
import type {} from "@univerjs/sheets-formula/facade"
import { createRequire } from "node:module"
import type { Document } from "../../host/index.ts"

/** A real formula engine with the add-on's functions. Univer loads by `require` only. */

const load = createRequire(import.meta.url)
const { LocaleType, LogLevel, Univer, UniverInstanceType }: typeof Core = load("@univerjs/core")
const { FUniver }: typeof CoreFacade = load("@univerjs/core/facade")
const { UniverFormulaEnginePlugin }: typeof EngineFormula = load("@univerjs/engine-formula")
const { UniverSheetsPlugin }: typeof Sheets = load("@univerjs/sheets")
const { UniverSheetsFormulaPlugin }: typeof SheetsFormula = load("@univerjs/sheets-formula")
for (const facade of ["@univerjs/sheets/facade", "@univerjs/engine-formula/facade", "@univerjs/sheets-formula/facade"])
  load(facade)

type Value = string | number | boolean

/** What Sheets would give: a single cell is a value, and a blank cell is an empty text. */
const given = (argument: unknown): unknown => {
  if (!Array.isArray(argument)) return argument
  const rows: ReadonlyArray<ReadonlyArray<unknown>> = argument
  const cells = rows.map((row) => row.map((cell) => (cell === 0 || cell === null ? "" : cell)))
  return cells.length === 1 && cells[0]?.length === 1 ? cells[0][0] : cells
}

export interface Engine {
  /** Enters formulas and waits until everything is calculated. */
  readonly enter: (formulas: Readonly<Record<string, string>>) => Promise<void>
  readonly set: (cell: string, value: Value) => Promise<void>
  readonly values: (range: string) => ReadonlyArray<ReadonlyArray<unknown>>
  /** How often the engine called a function of the add-on. */
  readonly calls: () => number
  readonly close: () => void
}

export const engine = (document: Document, ids: ReadonlyArray<string>, functions: ReadonlyArray<string>): Engine => {
  const locale = load("@univerjs/sheets-formula/locale/en-US")
  const univer = new Univer({
    locale: LocaleType.EN_US,
    locales: { [LocaleType.EN_US]: locale.default ?? locale },
    logLevel: LogLevel.ERROR
  })
  univer.registerPlugin(UniverFormulaEnginePlugin)
  univer.registerPlugin(UniverSheetsPlugin)
  univer.registerPlugin(UniverSheetsFormulaPlugin)
  univer.createUnit(UniverInstanceType.UNIVER_SHEET, {
    id: "book",
    sheetOrder: ["one"],
    sheets: {
      one: {
        id: "one",
        name: "Sheet1",
        rowCount: 200,
        columnCount: 60,
        cellData: Object.fromEntries(ids.map((id, i) => [i + 1, { 0: { v: id, t: 1 } }]))
      }
    }
  })
  const api = FUniver.newAPI(univer)
  let calls = 0
  for (const name of functions) {
    api.getFormula().registerFunction(
      name,
      (...args: ReadonlyArray<unknown>) => {
        calls++
        // The answer of a formula: a value or rows of values.
        return document.cellSync(name, ...args.map(given)) as Value | Array<Array<Value>>
      },
      name
    )
  }
  const sheet = () => {
    const active = api.getActiveWorkbook()?.getActiveSheet()
    if (active === undefined) throw new Error("There is no sheet.")
    return active
  }
  const calculated = (change: () => void) =>
    new Promise<void>((resolve) => {
      const heard = api.getFormula().calculationEnd(() => {
        heard.dispose()
        // The results are written after the end is announced.
        setTimeout(resolve, 100)
      })
      change()
    })
  return {
    enter: (formulas) =>
      calculated(() => {
        for (const [cell, formula] of Object.entries(formulas)) sheet().getRange(cell).setFormula(formula)
      }),
    set: (cell, value) => calculated(() => void sheet().getRange(cell).setValue(value)),
    values: (range) => sheet().getRange(range).getValues(),
    calls: () => calls,
    close: () => univer.dispose()
  }
}
