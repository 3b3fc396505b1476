import * as Ids from "./Ids.ts"

/** Seconds that cells are waited for whose own formulas still work. */
const patience = 5

/** The values of a range once its own formulas are done, or as they are after some seconds. */
export const calculated = (range: GoogleAppsScript.Spreadsheet.Range): unknown => {
  let values: ReadonlyArray<ReadonlyArray<unknown>> = range.getValues()
  for (let left = patience; left > 0 && values.flat().some(Ids.isLoading); left--) {
    Utilities.sleep(1000)
    values = range.getValues()
  }
  return values
}
