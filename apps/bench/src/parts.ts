import type { Part } from "./Part.ts"
import { overhead } from "./parts/overhead.ts"

/** What is measured, in the order of the page. */
export const parts: ReadonlyArray<Part> = [overhead]
