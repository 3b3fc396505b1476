// The trigger's panel.
import type { INodeProperties } from "n8n-workflow"
import { locator } from "../panel/creator.ts"
import { byName } from "../panel/words.ts"
import { events } from "./events.ts"

/** The event of calls being blocked or possible again; it looks at no creator. */
export const access = {
  value: "access",
  name: "Access Change",
  description: "Calls are blocked by the token, daily quota or balance, or are possible again"
}

const watching: Pick<INodeProperties, "displayOptions"> = {
  displayOptions: { show: { event: events.map(({ value }) => value) } }
}

/** How often a creator may be paid for. */
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
    description: "The change required since the last time this fired; 0 reports every change",
    displayOptions: {
      show: { event: events.filter((event) => event.threshold === threshold).map(({ value }) => value) }
    }
  }) satisfies INodeProperties

const thresholds = [...new Set(events.flatMap(({ threshold }) => (threshold === undefined ? [] : [threshold])))]

/** The fields of the trigger's panel. */
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
      "Poll Times set when n8n runs this trigger. Each run makes at most one paid call per creator, and never more often than Check at Most. Examples per creator: polled once a day, 1 paid call a day; polled every minute with Check at Most set to Once an Hour, 24. When a creator has news for the first time, one more call fetches the name.",
    name: "cost",
    type: "notice",
    default: "",
    ...watching
  },
  {
    displayName:
      "Polling this costs nothing: it sends a request without a creator ID. Whether the API checks quota and balance for such a request is not published, so failures of other nodes in this n8n process count, too.",
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
    description: "More creators to watch, as IDs or page addresses, separated by commas or line breaks",
    ...watching
  },
  askAtMost,
  ...thresholds.map(atLeast)
]
