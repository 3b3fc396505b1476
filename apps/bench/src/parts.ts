import type { Part } from "./Part.ts"
import { adapters } from "./parts/adapters.ts"
import { faults } from "./parts/faults.ts"
import { mcp } from "./parts/mcp.ts"
import { money } from "./parts/money.ts"
import { overhead } from "./parts/overhead.ts"
import { shortlist } from "./parts/shortlist.ts"
import { start } from "./parts/start.ts"
import { stores } from "./parts/stores.ts"
import { weather } from "./parts/weather.ts"

/** What is measured, in the order of the page. */
export const parts: ReadonlyArray<Part> = [overhead, start, stores, shortlist, adapters, mcp, money, faults, weather]
