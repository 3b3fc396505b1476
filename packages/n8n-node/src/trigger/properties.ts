// The trigger's panel.
import type { INodeProperties } from "n8n-workflow"
import { locator } from "../creator.ts"
import { byName } from "../words.ts"
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
  displayName: "Ask at Most",
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
    "How often each creator is asked, however often n8n polls. n8n polls every minute unless you choose other Poll Times, which would be 1,440 paid calls a day.",
  ...watching
} satisfies INodeProperties

export const atLeast = {
  displayName: "Change of at Least (Percent)",
  name: "atLeast",
  type: "number",
  typeOptions: { minValue: 0, numberPrecision: 2 },
  default: 5,
  description: "How much it must have changed since the last time this fired",
  displayOptions: { show: { event: events.filter(({ hasThreshold }) => hasThreshold).map(({ value }) => value) } }
} satisfies INodeProperties

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
      "Looking up a creator is a paid call, made when n8n polls, but no more often than set here. A poll a day is 1 paid call a day for each creator; a poll every minute, looking up once an hour, is 24.",
    name: "cost",
    type: "notice",
    default: "",
    ...watching
  },
  {
    displayName:
      "Polling this costs nothing: it asks a question that lacks its creator. Whether the API checks quota and balance before that is not published, so what other nodes of this n8n process met counts, too.",
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
  atLeast
]
