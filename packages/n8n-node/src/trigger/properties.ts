// The trigger's panel.
import type { INodeProperties } from "n8n-workflow"
import { locator } from "../panel/creator.ts"
import { byName } from "../panel/words.ts"
import { events } from "./events.ts"

export const access = {
  value: "access",
  name: "Access Change",
  description: "The token, the daily quota or the balance no longer lets calls through, or does again"
}

const watching: Pick<INodeProperties, "displayOptions"> = {
  displayOptions: { show: { event: events.map(({ value }) => value) } }
}

export const askAtMost = {
  displayName: "Check at Most",
  name: "askAtMost",
  type: "options",
  options: [
    { name: "Once an Hour", value: 1 },
    { name: "Once in Six Hours", value: 6 },
    { name: "Once a Day", value: 24 },
    { name: "At Every Poll", value: 0 }
  ],
  default: 1,
  description:
    "How often each creator is checked, however often n8n polls. n8n polls every minute unless you choose other Poll Times, which would be 1,440 paid calls a day.",
  ...watching
} satisfies INodeProperties

/** The events that tell changes of at least so much, unless the panel says otherwise. */
export const atLeast = (threshold: number) =>
  ({
    displayName: "Change of at Least (Percent)",
    name: "atLeast",
    type: "number",
    typeOptions: { minValue: 0, numberPrecision: 2 },
    default: threshold,
    description: "How much it must have changed since the last time this fired; 0 tells every change",
    displayOptions: {
      show: { event: events.filter((event) => event.threshold === threshold).map(({ value }) => value) }
    }
  }) satisfies INodeProperties

const thresholds = [...new Set(events.flatMap(({ threshold }) => (threshold === undefined ? [] : [threshold])))]

export const triggerProperties: Array<INodeProperties> = [
  {
    displayName: "Event",
    name: "event",
    type: "options",
    noDataExpression: true,
    options: [access, ...events].map(({ name, value, description }) => ({ name, value, description })).sort(byName),
    default: "newVideo"
  },
  {
    displayName:
      "Poll Times decide when n8n wakes this trigger; waking it costs nothing. Each time it may make one paid call for each creator, but never more often than Check at Most: woken once a day it pays for 1 call a day, woken every minute with Check at Most once an hour for 24. News about a creator not seen before cost one more call, for the name.",
    name: "cost",
    type: "notice",
    default: "",
    ...watching
  },
  {
    displayName:
      "Polling this costs nothing: it sends a request without a creator ID. Whether the API checks quota and balance before that is not published, so failures of other nodes in this n8n process count, too.",
    name: "free",
    type: "notice",
    default: "",
    displayOptions: { show: { event: [access.value] } }
  },
  { ...locator, ...watching },
  {
    displayName: "More Creators",
    name: "more",
    type: "string",
    typeOptions: { rows: 3 },
    default: "",
    placeholder: "e.g. 6629722295873044494",
    description: "Further creators to watch, as IDs or addresses of their pages, separated by commas or lines",
    ...watching
  },
  askAtMost,
  ...thresholds.map(atLeast)
]
