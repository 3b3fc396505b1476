import type { Part } from "./Part.ts"
import { overhead } from "./parts/overhead.ts"
import { shortlist } from "./parts/shortlist.ts"
import { start } from "./parts/start.ts"

/** What is measured, in the order of the page. */
export const parts: ReadonlyArray<Part> = [overhead, shortlist, start]
