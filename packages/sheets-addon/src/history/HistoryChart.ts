import type { Lang } from "@xingtu/core"
import * as Grid from "../asking/Grid.ts"
import { grow } from "../google/HiddenSheet.ts"
import * as HistoryTab from "./HistoryTab.ts"
import { say } from "../util/words.ts"

/**
 * A line for each creator over the days. A chart needs a column for each of them, so its figures stand in a hidden
 * sheet of their own.
 */

const dataName = "_xingtu_chart"

/** More lines than this are no picture. */
const mostLines = 12
const mostDays = 180

type Sheet = GoogleAppsScript.Spreadsheet.Sheet

const dataSheet = (): Sheet => {
  const document = SpreadsheetApp.getActiveSpreadsheet()
  const found = document.getSheetByName(dataName)
  if (found !== null) return found
  const before = document.getActiveSheet()
  const made = document.insertSheet(dataName)
  made.hideSheet()
  // Inserting moved the view there.
  document.setActiveSheet(before)
  return made
}

/** Days as rows, creators as columns. */
const pivot = (rows: ReadonlyArray<HistoryTab.Row>, ids: ReadonlyArray<string>, figure: string, head: string) => {
  const shown = ids.slice(0, mostLines)
  const names = new Map(rows.flatMap(({ id, name }) => (name === "" ? [] : [[id, name] as const])))
  const values = new Map(rows.map((row) => [`${row.day} ${row.id}`, row.figures.get(figure)]))
  const days = [...new Set(rows.map(({ day }) => day))].sort().slice(-mostDays)
  return [
    [head, ...shown.map((id) => Grid.safe(names.get(id) ?? id))],
    ...days.map((day) => [day, ...shown.map((id) => values.get(`${day} ${id}`) ?? "")])
  ]
}

/** Writes the chart's figures again, and tells where they are. */
const fill = (lines: ReadonlyArray<ReadonlyArray<string | number>>): GoogleAppsScript.Spreadsheet.Range => {
  const sheet = dataSheet()
  const width = lines[0]?.length ?? 1
  const [oldRows, oldColumns] = [sheet.getLastRow(), sheet.getLastColumn()]
  if (oldRows > 0 && oldColumns > 0) sheet.getRange(1, 1, oldRows, oldColumns).clearContent()
  grow(sheet, lines.length, width)
  const range = sheet.getRange(1, 1, lines.length, width)
  range
    .setNumberFormats(lines.map((line, r) => line.map((_, c) => (r === 0 || c === 0 ? "@" : "General"))))
    .setValues(lines.map((line) => [...line]))
  return range
}

const type = () => Charts.ChartType.LINE

/** Draws the chart, or brings it up to date; who deleted it does not get it back. Returns its id. */
export const draw = (
  tab: Sheet,
  { chartId, figure, ids }: { readonly chartId?: number; readonly figure: string; readonly ids: ReadonlyArray<string> },
  lang: Lang
): number | undefined => {
  const rows = HistoryTab.rows(tab)
  const range = fill(pivot(rows, ids, figure, say.dayColumn[lang]))
  const title = HistoryTab.figures().get(figure)?.title[lang] ?? ""
  const charts = tab.getCharts()
  if (chartId === undefined) {
    const known = new Set(charts.map((chart) => chart.getChartId()))
    tab.insertChart(
      tab
        .newChart()
        .setChartType(type())
        .addRange(range)
        .setNumHeaders(1)
        .setOption("title", title)
        .setOption("interpolateNulls", true)
        .setPosition(2, tab.getLastColumn() + 2, 0, 0)
        .build()
    )
    return (
      tab
        .getCharts()
        .find((chart) => !known.has(chart.getChartId()))
        ?.getChartId() ?? undefined
    )
  }
  const own = charts.find((chart) => chart.getChartId() === chartId)
  if (own !== undefined)
    tab.updateChart(own.modify().clearRanges().addRange(range).setNumHeaders(1).setOption("title", title).build())
  return chartId
}
