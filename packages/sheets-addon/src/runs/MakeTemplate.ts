import type { Lang, Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import * as Ask from "../asking/Ask.ts"
import * as Cells from "../asking/Cells.ts"
import * as Client from "../asking/Client.ts"
import * as Columns from "../asking/Columns.ts"
import * as Grid from "../asking/Grid.ts"
import * as Ids from "../asking/Ids.ts"
import * as Subject from "../asking/Subject.ts"
import { grow } from "../google/HiddenSheet.ts"
import * as Document from "../store/Document.ts"
import * as Settings from "../store/Settings.ts"
import * as Output from "../tables/Output.ts"
import * as Look from "../history/SnapshotLook.ts"
import * as Template from "../tables/Template.ts"
import { say } from "../util/words.ts"

/** A template in a new tab: its formulas pay as formulas do, and what they would pay is told first. */

/** Rows for ids, unless there are more. */
const leastRows = 49
const mostRows = 500

const lastRow = (ids: ReadonlyArray<string>): number => 1 + Math.max(leastRows, ids.length)

export interface Given {
  readonly template: string
  /** The cells with ids, or ids, or empty for a template without. */
  readonly ids: string
}

const read = ({ ids: address, template: name }: Given) =>
  Result.gen(function* () {
    const found = Object.entries(Template.templates).find(([key]) => key === name)?.[1]
    if (found === undefined) return yield* Result.fail(say.noTemplate)
    if (String(address ?? "").trim() === "") return { template: found, ids: [] }
    const rows = yield* Result.all(
      (yield* Ids.rows(yield* Cells.idsAt(address), Subject.report, "noHeader")).map(
        Ask.check(Subject.report.endpoints, {})
      )
    )
    const ids = Ask.idsOf(Ask.wanted(rows))
    return ids.length > mostRows ? yield* Result.fail(say.tooMany(mostRows)) : { template: found, ids }
  })

const columnsOf = ({ fields }: Template.Template): Result.Result<Columns.Columns, Words> =>
  Columns.read(Subject.report, [fields])

export interface Plan {
  readonly ids: number
  /** Calls that its formulas would pay for now. */
  readonly toPay: number
  /** Paid calls for an id that is new. */
  readonly perId: number
  /** More than the document holds. */
  readonly warning?: Words
}

/** What a template would cost. Sends no request and pays nothing. */
export const plan = (given: Given): Result.Result<Plan, Words> =>
  Result.gen(function* () {
    const { ids, template } = yield* read(given)
    if (template.fields.length === 0) return { ids: ids.length, toPay: 0, perId: 0 }
    const { endpoints } = yield* columnsOf(template)
    const { paid, warning } = Client.run(Document.open(), "sheet", (xingtu) =>
      Ask.toPay(xingtu, Ask.questions(endpoints, ids, {}), Client.consumers.outbox)
    )
    return {
      ids: ids.length,
      toPay: paid.size,
      perId: endpoints.length,
      ...(warning === undefined ? {} : { warning })
    }
  })

type Sheet = GoogleAppsScript.Spreadsheet.Sheet
type Rule = GoogleAppsScript.Spreadsheet.ConditionalFormatRule

const green = "#b7e1cd"
const red = "#f4c7c3"
const amber = "#fce8b2"
const white = "#ffffff"

/** The rules of a column, which stands under these letters; so does the column of targets. */
const rulesOf = (
  range: GoogleAppsScript.Spreadsheet.Range,
  colours: Template.Colours,
  own: string,
  target: string
): ReadonlyArray<Rule> => {
  const rule = () => SpreadsheetApp.newConditionalFormatRule().setRanges([range])
  const over = (colour: string) => rule().whenNumberGreaterThan(0).setBackground(colour).build()
  const under = (colour: string) => rule().whenNumberLessThan(0).setBackground(colour).build()
  switch (colours) {
    case "more":
      return [rule().setGradientMinpoint(white).setGradientMaxpoint(green).build()]
    case "less":
      return [
        rule()
          .setGradientMinpoint(green)
          .setGradientMidpointWithValue(white, SpreadsheetApp.InterpolationType.PERCENTILE, "50")
          .setGradientMaxpoint(red)
          .build()
      ]
    case "roseIsBad":
      return [over(red), under(green)]
    case "roseIsGood":
      return [over(green), under(red)]
    case "warning":
      // A formula's empty text is no empty cell.
      return [rule().whenFormulaSatisfied(`=LEN($${own}2)>0`).setBackground(amber).build()]
    case "underTarget":
      return [
        rule()
          .whenFormulaSatisfied(`=AND(ISNUMBER($${own}2), ISNUMBER($${target}2), $${own}2<=$${target}2)`)
          .setBackground(green)
          .build()
      ]
  }
}

/** Where each column of the blocks stands, from 1. */
const placed = (blocks: ReadonlyArray<Template.Block>) => {
  let at = 1
  return blocks.map((block) => {
    const first = at
    at += block.columns.length
    return { ...block, first }
  })
}

const fill = (sheet: Sheet, template: Template.Template, ids: ReadonlyArray<string>, lang: Lang): void => {
  const blocks = placed(template.blocks(lang))
  const columns = blocks.flatMap((block) => block.columns)
  const last = lastRow(ids)
  grow(sheet, last, columns.length)
  sheet
    .getRange(1, 1, last, columns.length)
    .setNumberFormats(Array.from({ length: last }, (_, r) => columns.map(({ format }) => (r === 0 ? "@" : format))))
  if (ids.length > 0) sheet.getRange(2, 1, ids.length, 1).setValues(ids.map((id) => [id]))
  for (const { at, columns: own, first, formula } of blocks) {
    // What a formula brings along is its own: a value in its way would stop it.
    if (formula === undefined || at === 2)
      sheet.getRange(1, first, 1, own.length).setValues([own.map(({ head }) => head)])
    if (formula !== undefined) {
      // In a cell of texts a formula is a text.
      const format = own[0]?.format ?? "@"
      sheet
        .getRange(at, first)
        .setNumberFormat(at === 1 || format === "@" ? "General" : format)
        .setFormula(formula(last))
    }
  }
  sheet.getRange(1, 1, 1, columns.length).setFontWeight("bold")
  sheet.setFrozenRows(1)
  colour(sheet, columns, last, lang)
}

const colour = (sheet: Sheet, columns: ReadonlyArray<Template.Column>, last: number, lang: Lang): void => {
  const target = columns.findIndex(({ head }) => head === say.target[lang]) + 1
  sheet.setConditionalFormatRules(
    columns.flatMap(({ colours }, i) => {
      if (colours === undefined) return []
      const range = sheet.getRange(2, i + 1, last - 1, 1)
      return rulesOf(range, colours, Template.letters(i + 1), Template.letters(target))
    })
  )
}

const draw = (sheet: Sheet, column: number, rows: number): void => {
  const [[title] = []]: ReadonlyArray<ReadonlyArray<unknown>> = sheet.getRange(1, column).getValues()
  sheet.insertChart(
    sheet
      .newChart()
      .setChartType(Charts.ChartType.COLUMN)
      .addRange(sheet.getRange(1, 2, rows, 1))
      .addRange(sheet.getRange(1, column, rows, 1))
      .setNumHeaders(1)
      .setOption("title", String(title))
      .setPosition(2, sheet.getLastColumn() + 2, 0, 0)
      .build()
  )
}

/** Names that are cached, free; for templates that request nothing. */
const writeNames = (sheet: Sheet, own: Document.Opened, ids: ReadonlyArray<string>): void => {
  if (ids.length === 0) return
  const names = Look.namesOf(own, ids)
  sheet.getRange(2, 2, ids.length, 1).setValues(ids.map((id) => [Grid.safe(names.get(id) ?? id)]))
}

export interface Made {
  readonly sheet: string
  readonly told: ReadonlyArray<Words>
}

export const make = (given: Given): Result.Result<Made, Words> =>
  Result.map(read(given), ({ ids, template }) => {
    const own = Document.open()
    const lang = Settings.langIn(own.settings)
    const sheet = SpreadsheetApp.getActiveSpreadsheet().insertSheet(Output.freeName(template.title[lang]))
    fill(sheet, template, ids, lang)
    if (template.fields.length === 0) writeNames(sheet, own, ids)
    const { chart } = template
    const last = lastRow(ids)
    if (chart !== undefined) draw(sheet, chart, last)
    const name = sheet.getName()
    return {
      sheet: name,
      told: [
        ids.length === 0 ? say.made(name, last) : say.madeWith(name, ids.length),
        ...(template.reads === "history" ? [say.needsSnapshots] : [])
      ]
    }
  })
