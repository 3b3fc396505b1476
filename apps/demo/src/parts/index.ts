import { failure } from "./failure.ts"
import type { Part } from "./Part.ts"

/** What follows the tables, in this order. */
export const parts: ReadonlyArray<Part> = [failure]
