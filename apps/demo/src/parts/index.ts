import { decision } from "./decision.ts"
import { failure } from "./failure.ts"
import { mcp } from "./mcp.ts"
import { n8nWorkflow } from "./n8n.ts"
import type { Part, Stage } from "./Part.ts"
import { sheets } from "./sheets.ts"
import { slackCommand } from "./slack.ts"

/** What follows the tables when nothing else was chosen. */
export interface Tour extends AsyncDisposable {
  readonly parts: ReadonlyArray<Part>
}

/** The parts in their order. What takes seconds begins now, so that nobody waits for it later. */
export const tour = (stage: Stage): Tour => {
  const n8n = n8nWorkflow(stage)
  return {
    parts: [failure(stage), slackCommand(stage), sheets(stage), n8n, mcp(stage), decision(stage)],
    [Symbol.asyncDispose]: n8n[Symbol.asyncDispose]
  }
}
