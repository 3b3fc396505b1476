import { valueAt } from "../util/path.ts"

/** An element of the result, the list it stands in, and the element that list belongs to. */
export interface Place {
  readonly value: unknown
  readonly list: ReadonlyArray<unknown>
  readonly parent?: Place
}

const root = (place: Place): Place => (place.parent === undefined ? place : root(place.parent))

/** What stands at a path seen from a place: `/` starts at the whole result, `../` at the element above. */
export const found = (place: Place, path: string): unknown => {
  if (path.startsWith("/")) return valueAt(root(place).value, path.slice(1))
  if (!path.startsWith("../")) return valueAt(place.value, path)
  return place.parent === undefined ? undefined : found(place.parent, path.slice(3))
}

export const numeric = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined)
