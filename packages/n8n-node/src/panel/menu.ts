// The node's menu: core's groups as resources, its endpoints as operations, and what is more than one endpoint.
import { catalogue, Endpoint } from "@xingtu/core/adapter"
import { byName, inside, label, sentence } from "./words.ts"

/** One operation of the menu. */
export interface Entry {
  readonly value: string
  readonly resource: string
  readonly name: string
  /** What it does in a phrase; agents read it as the tool's description. */
  readonly action: string
  readonly description: string
  /** The endpoint it requests; report and status request several, or none. */
  readonly endpoint?: Endpoint.Endpoint
}

const groups = { ...Endpoint.groups, quota: { en: "Quota" }, shortlist: { en: "Shortlist" } }

/** n8n's resources are in the singular. */
const resourceName = (words: { readonly en: string }): string => label(words).replace(/s$/, "")

/** Looks for creators; every other endpoint looks at one. */
export const isSearch = (endpoint: Endpoint.Endpoint): boolean => Endpoint.idParam(endpoint) === undefined

/** An operation that requests one endpoint. */
export interface Asking extends Entry {
  readonly endpoint: Endpoint.Endpoint
}

/** As n8n names operations: what gives a list by pages is "Get Many". */
const nameOf = (endpoint: Endpoint.Endpoint): Pick<Entry, "name" | "action"> => {
  if (isSearch(endpoint)) return { name: "Search", action: "Search creators" }
  return endpoint.pages === undefined
    ? { name: `Get ${label(endpoint.title)}`, action: `Get ${inside(endpoint.title.en)}` }
    : { name: `Get Many ${label(endpoint.title)}`, action: `Get many ${inside(endpoint.title.en)}` }
}

/** The operations that request one endpoint. */
export const asking: ReadonlyArray<Asking> = Object.values<Endpoint.Endpoint>(catalogue).map((endpoint) => ({
  value: endpoint.id,
  resource: endpoint.group,
  description: sentence(endpoint.about.en),
  endpoint,
  ...nameOf(endpoint)
}))

export const report: Entry = {
  value: "creatorReport",
  resource: "creator",
  name: "Get Report",
  action: "Get creator report",
  description:
    "Name, followers, prices, CPM, CPE, performance, growth and top audience of a creator in one row, from several paid calls"
}

export const status: Entry = {
  value: "quotaStatus",
  resource: "quota",
  name: "Get Status",
  action: "Get quota status",
  description:
    "What this n8n process spent today, what is left, and whether calls are allowed. It sends no request and costs nothing."
}

export const reopen: Entry = {
  value: "quotaReopen",
  resource: "quota",
  name: "Reopen",
  action: "Reopen calls after topping up",
  description:
    "Allows calls again after the token, quota or balance stopped them: use it after a top-up, a raised quota or a corrected token"
}

export const rankShortlist: Entry = {
  value: "rankShortlist",
  resource: "shortlist",
  name: "Rank Shortlist",
  action: "Rank a shortlist of creators",
  description:
    "Creators in the order of a brief: a score from 0 to 100 with its parts, reasons in words, and what to check. Items in, items out; it costs nothing."
}

export const allocateBudget: Entry = {
  value: "allocateBudget",
  resource: "shortlist",
  name: "Allocate Budget",
  action: "Allocate a budget to creators",
  description:
    "Which creators, in which kind of video, bring the most within a budget, what is left, and why the others are left out. Items in, items out; it costs nothing."
}

/** Decide over all items at once. */
export const deciding: ReadonlyArray<Entry> = [rankShortlist, allocateBudget]

/** All operations of the menu. */
export const entries: ReadonlyArray<Entry> = [...asking, report, status, reopen, ...deciding].sort(byName)

export const resources = Object.entries(groups)
  .map(([value, words]) => ({ name: resourceName(words), value }))
  .sort(byName)
