import { readFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../workspace.mjs"
import * as Api from "./Api.ts"
import * as Architecture from "./Architecture.ts"
import * as Failures from "./Failures.ts"
import * as SettingsTable from "./Settings.ts"

/** A part of a document that is written by the code it speaks of. */
interface Part {
  readonly file: string
  readonly name: string
  readonly text: string
}

/** An endpoint's file and its lines in the catalogue, as the change that added them. */
const endpoint = (id: string): string => {
  const lines = (file: string) => readFileSync(join(root, file), "utf8").trimEnd().split("\n")
  const added = lines(`packages/core/src/endpoints/${id}.ts`).map((line) => `+${line}`)
  const listed = lines("packages/core/src/catalogue/catalogue.ts")
    .filter((line) => new RegExp(`\\b${id}\\b`).test(line))
    .map((line) => `+${line}`)
  return [
    "```diff",
    `+++ packages/core/src/endpoints/${id}.ts`,
    ...added,
    "",
    "+++ packages/core/src/catalogue/catalogue.ts",
    ...listed,
    "```"
  ].join("\n")
}

const parts = (): ReadonlyArray<Part> => [
  { file: "CONTRIBUTING.md", name: "an endpoint", text: endpoint("creatorVisibilityStatus") },
  { file: "README.md", name: "codes", text: Failures.codes("en") },
  { file: "README.zh-CN.md", name: "codes", text: Failures.codes("zh") },
  { file: "packages/core/README.md", name: "codes", text: Failures.codes("en") },
  ...Api.doors.map((door) => ({ file: "docs/api.md", name: door, text: Api.door(door) })),
  { file: "docs/architecture.md", name: "packages", text: Architecture.workspace() },
  { file: "docs/architecture.md", name: "folders", text: Architecture.sources() },
  { file: "docs/failures-and-money.md", name: "business codes", text: Failures.business() },
  { file: "docs/failures-and-money.md", name: "other failures", text: Failures.others() },
  { file: "docs/operating.md", name: "environment", text: SettingsTable.environment() },
  { file: "docs/operating.md", name: "settings", text: SettingsTable.settings() },
  { file: "docs/operating.md", name: "times", text: SettingsTable.ttl() }
]

const between = (text: string, { file, name, text: part }: Part): string => {
  const [begin, end] = [`<!-- begin: ${name} -->`, `<!-- end: ${name} -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${file} has no place for "${name}".`)
  return `${text.slice(0, from + begin.length)}\n${part}\n${text.slice(to)}`
}

export interface Document {
  readonly file: string
  readonly now: string
  readonly wanted: string
}

/** Every document with such parts: as it is, and as it should be. */
export const documents = (): ReadonlyArray<Document> => {
  const all = parts()
  return [...new Set(all.map(({ file }) => file))].map((file) => {
    const now = readFileSync(join(root, file), "utf8")
    return { file, now, wanted: all.filter((part) => part.file === file).reduce(between, now) }
  })
}
