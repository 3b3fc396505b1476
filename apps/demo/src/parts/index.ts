import { failure } from "./failure.ts"
import { n8nWorkflow } from "./n8n.ts"
import type { Part } from "./Part.ts"
import { sheets } from "./sheets.ts"
import { slackCommand } from "./slack.ts"

/** What follows the tables, in this order. */
export const parts: ReadonlyArray<Part> = [n8nWorkflow, slackCommand, sheets, failure]
