import type { Found, Pace, Part } from "../Part.ts"
import { type Sandbox, startSandbox } from "../hosts/sandbox.ts"
import { n8nItems } from "./adapters/n8n.ts"
import { sheetsBulk } from "./adapters/sheets.ts"
import { slackLoad } from "./adapters/slack.ts"
import { range, sentence } from "../page/lead.ts"

/** Each adapter with the work it is made for. */
const all: ReadonlyArray<(pace: Pace, sandbox: Sandbox) => Promise<Found>> = [n8nItems, slackLoad, sheetsBulk]

const measure = async (pace: Pace): Promise<Found> => {
  await using sandbox = await startSandbox()
  const found: Array<Found> = []
  for (const one of all) found.push(await one(pace, sandbox))
  return {
    tables: found.flatMap(({ tables }) => tables),
    figures: Object.assign({}, ...found.map(({ figures }) => figures)),
    reasons: Object.assign({}, ...found.map(({ reasons }) => reasons)),
    notes: found.flatMap(({ notes }) => notes)
  }
}

export const adapters: Part = {
  id: "adapters",
  title: "The adapters in use",
  lead: ({ figures }) =>
    sentence(
      [
        {
          of: ["n8n ratio"],
          say: (ratio) => `the n8n node has ${range(ratio)} times the speed of n8n's HTTP Request node`
        },
        { of: ["slack p99"], say: (ms) => `Slack acknowledges 99 of 100 commands within ${range(ms)} ms` },
        { of: ["sheets cached"], say: (ms) => `Sheets shows 1,000 cached rows in ${range(ms)} ms` }
      ],
      figures
    ),
  how: "How fast n8n, Slack and Sheets are, each in its real host: n8n's execution engine, bolt with signed requests, and a stand-in for Apps Script.",
  run: measure
}
