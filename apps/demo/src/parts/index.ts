import { failure } from "./failure.ts"
import type { Part } from "./Part.ts"
import { slackCommand } from "./slack.ts"

/** What follows the tables, in this order. */
export const parts: ReadonlyArray<Part> = [slackCommand, failure]
