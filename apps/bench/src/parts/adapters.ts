import type { Found, Pace, Part } from "../Part.ts"
import { type Sandbox, startSandbox } from "../hosts/sandbox.ts"
import { n8nItems } from "./adapters/n8n.ts"
import { sheetsBulk } from "./adapters/sheets.ts"
import { slackLoad } from "./adapters/slack.ts"

/** Each adapter under the work it is made for. */
const all: ReadonlyArray<(pace: Pace, sandbox: Sandbox) => Promise<Found>> = [n8nItems, slackLoad, sheetsBulk]

const measure = async (pace: Pace): Promise<Found> => {
  await using sandbox = await startSandbox()
  const found: Array<Found> = []
  for (const one of all) found.push(await one(pace, sandbox))
  return {
    tables: found.flatMap(({ tables }) => tables),
    figures: Object.assign({}, ...found.map(({ figures }) => figures)),
    notes: found.flatMap(({ notes }) => notes)
  }
}

export const adapters: Part = {
  id: "adapters",
  title: "The adapters in use",
  how: "How fast n8n, Slack and Sheets are, each in its real host: n8n's execution engine, bolt with signed requests, and a stand-in for Apps Script.",
  run: measure
}
