import * as HiddenSheet from "../google/HiddenSheet.ts"
import * as Lock from "../google/Lock.ts"
import * as Properties from "../google/Properties.ts"

/**
 * Whether what this document paid for is still where it was kept: the hidden sheet may be deleted, and a copy has only
 * what stood in it.
 */

const key = "kept"

/** A row of the hidden sheet that says which document it was written in. */
const noteKey = "#document"

const document = (): string => SpreadsheetApp.getActiveSpreadsheet().getId()

/** Otherwise a request that looks new may have been paid for: only a person repeats it. */
export const isWhole = (properties: Properties.Texts): boolean => {
  const [known, id] = [properties.get(key), HiddenSheet.id()]
  if (known !== undefined) return known === String(id)
  if (id === undefined) return true
  const note = HiddenSheet.getAll([noteKey]).get(noteKey)?.value
  return note === undefined || note === document()
}

/** From now on what is there is what was paid for: a person has been told what it costs to request the rest again. */
export const adopt = (): void =>
  Lock.during((held) => {
    const [properties, id] = [Properties.read(), HiddenSheet.id()]
    if (held === undefined) return
    if (id === undefined) return Properties.remove([key], properties)
    const note = { value: document(), until: Number.MAX_SAFE_INTEGER }
    if (HiddenSheet.takes(new Map([[noteKey, note]]))) Properties.write(new Map([[key, String(id)]]), properties)
  })

/** Notes where results are kept, when that is not noted yet. */
export const note = (): void => {
  const properties = Properties.read()
  if (properties.get(key) === undefined && HiddenSheet.id() !== undefined && isWhole(properties)) adopt()
}
