// The node's menu: core's groups as resources, its endpoints as operations.
import { catalogue, Endpoint } from "@xingtu/core"
import { titleCase } from "title-case"

/** One entry of the menu that asks an endpoint. */
export interface Operation {
  readonly endpoint: Endpoint.Endpoint
  readonly resource: Endpoint.Group
  readonly name: string
  /** What it does in a phrase; agents read it as the tool's description. */
  readonly action: string
}

const groups: Readonly<Record<Endpoint.Group, string>> = {
  audience: "Audience",
  commerce: "Commerce",
  creator: "Creator",
  live: "Live",
  report: "Report",
  video: "Video"
}

/** Core's sentence-case words in the title case of n8n's labels. */
export const label = (words: { readonly en: string }): string => titleCase(words.en)

/** "Spread metrics" inside a sentence; "CPM" stays. */
export const inside = (text: string): string => (/^[A-Z][^A-Z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text)

export const byName = (a: { readonly name: string }, b: { readonly name: string }): number => a.name.localeCompare(b.name, "en")

/** Looks for creators; every other endpoint looks at one. */
const isSearch = (endpoint: Endpoint.Endpoint): boolean => Endpoint.idParam(endpoint) === undefined

export const operations: ReadonlyArray<Operation> = Object.values<Endpoint.Endpoint>(catalogue)
  .map((endpoint) => ({
    endpoint,
    resource: endpoint.group,
    ...(isSearch(endpoint)
      ? { name: "Search", action: "Search creators" }
      : { name: `Get ${label(endpoint.title)}`, action: `Get ${inside(endpoint.title.en)}` })
  }))
  .sort(byName)

export const resources = Object.entries(groups).map(([value, name]) => ({ name, value })).sort(byName)
