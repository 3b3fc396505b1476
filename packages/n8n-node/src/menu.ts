// The node's menu: core's groups as resources, its endpoints as operations.
import { catalogue, Endpoint } from "@xingtu/core"
import { titleCase } from "title-case"

/** One entry of the menu. */
export interface Operation {
  readonly endpoint: Endpoint.Endpoint
  readonly resource: Endpoint.Group
  readonly name: string
  /** What it does in a phrase; agents read it as the tool's description. */
  readonly action: string
  readonly description: string
}

const resourceNames: Readonly<Record<Endpoint.Group, string>> = {
  audience: "Audience",
  commerce: "Commerce",
  creator: "Creator",
  live: "Live",
  report: "Report",
  video: "Video"
}

const lowerFirst = (text: string): string => (/^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text)

/** Core's sentence-case words in the title case that n8n's labels have. */
export const label = (words: { readonly en: string }): string => titleCase(words.en)

const byName = <A extends { readonly name: string }>(a: A, b: A): number => (a.name < b.name ? -1 : 1)

export const operations: ReadonlyArray<Operation> = Object.values<Endpoint.Endpoint>(catalogue)
  .map((endpoint) => ({
    endpoint,
    resource: endpoint.group,
    name: `Get ${label(endpoint.title)}`,
    action: `Get ${lowerFirst(endpoint.title.en)}`,
    description: endpoint.about.en
  }))
  .sort(byName)

export const resources = Object.entries(resourceNames)
  .map(([value, name]) => ({ name, value }))
  .filter(({ value }) => operations.some(({ resource }) => resource === value))
  .sort(byName)
