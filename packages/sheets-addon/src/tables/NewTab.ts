import type { Lang, Words } from "@xingtu/core/adapter"
import type * as Grid from "../asking/Grid.ts"
import { grow } from "../google/HiddenSheet.ts"
import * as Output from "./Output.ts"

/** A table in a tab of its own. */

/** How a column looks. */
export interface Look {
  readonly format: string
  /** Long texts are wrapped at this width, in pixels. */
  readonly width?: number
}

/** Writes lines under a heading into a new tab, which is shown. */
export const write = (
  title: Words,
  lines: ReadonlyArray<Grid.Row>,
  looks: ReadonlyArray<Look>,
  lang: Lang
): GoogleAppsScript.Spreadsheet.Sheet => {
  const sheet = SpreadsheetApp.getActiveSpreadsheet().insertSheet(Output.freeName(title[lang]))
  const width = looks.length
  grow(sheet, lines.length, width)
  const range = sheet.getRange(1, 1, lines.length, width)
  range
    .setNumberFormats(lines.map((_, r) => looks.map(({ format }) => (r === 0 ? "@" : format))))
    .setValues(lines.map((line) => looks.map((_, c) => line[c] ?? "")))
  sheet.getRange(1, 1, 1, width).setFontWeight("bold")
  sheet.setFrozenRows(1)
  looks.forEach((look, c) => {
    if (look.width === undefined) return
    sheet.setColumnWidth(c + 1, look.width)
    sheet.getRange(1, c + 1, lines.length, 1).setWrap(true)
  })
  return sheet
}
