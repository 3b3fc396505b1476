import type { Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import { say } from "../util/words.ts"
import { calculated } from "./calculated.ts"

/** What a person typed where cells or IDs belong. */

type Range = GoogleAppsScript.Spreadsheet.Range

/** The range with this address in the document. */
export const rangeOf = (address: string): Result.Result<Range, Words> =>
  Result.try({
    try: () => SpreadsheetApp.getActiveSpreadsheet().getRange(address),
    catch: () => say.noRange(address)
  })

/** The range of a table: pasted IDs have no figures yet. */
export const tableRange = (given: string): Result.Result<Range, Words> => {
  const text = given.trim()
  return text === "" || isPasted(text) ? Result.fail(say.noTable) : rangeOf(text)
}

const separators = /[\s,，、;；]+/

/** A part that begins as an ID does, or a link. An address of cells that names its sheet is neither, whatever the sheet is called. */
const isPasted = (text: string): boolean =>
  !text.includes("!") && /(?:^|[\s,，、;；])\d{8}|:\/\/|douyin\.com/i.test(text)

/** IDs as a column of values: of the range with this address, or pasted as they are. */
export const idsAt = (given: string): Result.Result<unknown, Words> => {
  const text = given.trim()
  if (text === "") return Result.fail(say.noIds)
  if (!isPasted(text)) return Result.map(rangeOf(text), calculated)
  return Result.succeed(text.split(separators).flatMap((part) => (part === "" ? [] : [[part]])))
}
