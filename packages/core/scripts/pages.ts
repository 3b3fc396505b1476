import { readFileSync } from "node:fs"
import { catalogue, deprecated, Endpoint, Format, Table, type Wire } from "../src/adapter.ts"
import { unitOf } from "./units.ts"

const recorded = (id: string): unknown =>
  JSON.parse(readFileSync(new URL(`../recorded/${id}.json`, import.meta.url), "utf8")).data

/** Text inside a cell of a Markdown table. */
const inCell = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll("<", "&lt;").replace(/\s+/g, " ").trim()

const short = (text: string, most = 60): string => {
  const letters = [...text]
  return letters.length > most ? `${letters.slice(0, most).join("")}…` : text
}

const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  [head, head.map(() => "---"), ...rows.map((row) => row.map(inCell))].map((row) => `| ${row.join(" | ")} |`).join("\n")

const holdsStructure = (wire: Wire.Wire<unknown>): boolean =>
  wire.fields !== undefined || (wire.of !== undefined && holdsStructure(wire.of))

const expectedOf = (wire: Wire.Wire<unknown>): string =>
  wire.of === undefined ? wire.expected : `${wire.expected}: ${expectedOf(wire.of)}`

/** Every field under a structure, by its path in `data`. */
const fieldsOf = (
  wire: Wire.Wire<unknown>,
  at = ""
): ReadonlyArray<readonly [path: string, wire: Wire.Wire<unknown>]> => {
  if (wire.fields !== undefined) {
    return Object.entries(wire.fields).flatMap(([key, field]) => fieldsOf(field, at === "" ? key : `${at}.${key}`))
  }
  return wire.of !== undefined && holdsStructure(wire.of) ? fieldsOf(wire.of, `${at}[]`) : [[at, wire]]
}

const takes: Readonly<Record<Endpoint.Field["kind"], string>> = {
  id: "an id of 16 to 20 digits, as text, or the address of a Xingtu page",
  text: "a text",
  count: "a whole number from 1",
  flag: "true or false",
  choice: "one of its choices",
  choices: "values, separated by commas",
  range: "from-to; 10万 and 10% are understood",
  date: "a day, such as 2026-09-30"
}

const code = (text: string): string => `\`${text}\``

/** What must hold between parameters. */
const rules = ({ rules: all = [] }: Endpoint.Endpoint): string =>
  all.length === 0
    ? ""
    : `
These rules are checked before anything is sent:

${all.map(({ params: [name], about }) => `- ${code(name)}: ${about.en} ${about.zh}`).join("\n")}
`

const params = (endpoint: Endpoint.Endpoint): string => {
  const fields = Endpoint.fields(endpoint)
  const rows = fields.map((field) => [
    `${code(field.name)}${field.required ? ", required" : ""}`,
    `${field.title.en} ${field.title.zh}`,
    `${field.about.en} ${field.about.zh}`,
    `${takes[field.kind]}${field.example === undefined || field.kind === "date" ? "" : `; for example ${code(field.example)}`}`,
    field.default === undefined ? "" : code(field.default)
  ])
  const choices = fields
    .filter((field) => field.choices.length > 0)
    .map(
      (field) =>
        `### Choices of ${code(field.name)}\n\n${table(
          ["Value", "English", "中文"],
          field.choices.map(({ value, words }) => [code(value), words.en, words.zh])
        )}`
    )
  return [table(["Parameter", "Name", "What it is for", "Takes", "Default"], rows), ...choices].join("\n\n")
}

const sample = (endpoint: Endpoint.Endpoint): string => {
  const { columns, rows } = Table.of(endpoint, endpoint.data.read(recorded(endpoint.id), "", []))
  if (rows.length === 0) return "The recorded response has no rows."
  const shown = rows
    .slice(0, 8)
    .map((row) => row.map((value, i) => short(Format.cell(value, columns[i]?.unit ?? "text", "en"))))
  const more = rows.length > shown.length ? `\n\n${rows.length - shown.length} more rows.` : ""
  return (
    table(
      columns.map(({ title }) => `${title.en} ${title.zh}`),
      shown
    ) + more
  )
}

const idExample = (endpoint: Endpoint.Endpoint): string => {
  const needed = Endpoint.fields(endpoint).filter((field) => field.required)
  return `{ ${needed.map((field) => `${field.name}: ${JSON.stringify(field.example ?? "")}`).join(", ")} }`
}

const page = (endpoint: Endpoint.Endpoint): string => {
  const kebab = Endpoint.kebab(endpoint.id)
  const aliases = (endpoint.aliases ?? []).map((alias) => code(`/xingtu ${alias}`))
  return `# ${endpoint.title.en} ${endpoint.title.zh}

${endpoint.about.en}

${endpoint.about.zh}

${table(
  ["Where", "Its name"],
  [
    ["TypeScript", code(`xingtu.${endpoint.id}(${idExample(endpoint).replace("{  }", "{}")})`)],
    ["n8n", `operation ${code(endpoint.id)}`],
    ["Slack", [code(`/xingtu ${kebab}`), ...aliases].join(" or ")],
    ["Google Sheets", code(`=${Endpoint.formula(endpoint)}(…)`)],
    ["API", code(`GET ${endpoint.path}`)]
  ]
)}

## Parameters

${params(endpoint)}
${rules(endpoint)}${
    endpoint.pages === undefined
      ? ""
      : `
It pages: ${code(endpoint.pages.param)} counts from 1, and each page is a paid call. ${
          endpoint.pages.more === undefined ? "" : `More pages follow while ${code(endpoint.pages.more)} is true. `
        }The first page without ${code(endpoint.pages.rows)} is the last.
`
  }
## Fields of \`data\`

Any of them may be absent: the API leaves out what is zero or unknown.

${table(
  ["Field", "English", "中文", "Unit", "Arrives as"],
  fieldsOf(endpoint.data).map(([path, wire]) => [
    code(path),
    wire.words.en,
    wire.words.zh,
    unitOf(wire),
    expectedOf(wire)
  ])
)}

## Sample

${sample(endpoint)}
`
}

const written = "<!-- Written by `pnpm docs:endpoints` from packages/core; changes here are lost. -->\n\n"

const index = (): string => {
  const all = Object.values<Endpoint.Endpoint>(catalogue)
  const sections = Object.entries(Endpoint.groups).map(
    ([group, title]) =>
      `## ${title.en} ${title.zh}\n\n${table(
        ["Endpoint", "中文", "What it tells"],
        all
          .filter((endpoint) => endpoint.group === group)
          .map((endpoint) => [
            `[${endpoint.title.en}](${Endpoint.kebab(endpoint.id)}.md)`,
            endpoint.title.zh,
            endpoint.about.en
          ])
      )}`
  )
  const old = Object.values(deprecated).map((endpoint) => [
    code(endpoint.id),
    code(endpoint.path),
    `[${endpoint.replacedBy}](${Endpoint.kebab(endpoint.replacedBy)}.md)`
  ])
  return `# Endpoints 接口

${all.length} endpoints of the Douyin Creator Marketplace (Xingtu 巨量星图). Each page lists the parameters with their choices, the fields with their units, a sample, and the names in n8n, Slack and Google Sheets.

${sections.join("\n\n")}

## Deprecated 已弃用

Just One API keeps ${old.length} older paths. You can still call them, \`xingtu.call(deprecated.getKolInfo, { kolId })\`, and are in no menu.

${table(["Id", "Path", "Use instead"], old)}
`
}

/** The pages of docs/endpoints, by file name. */
export const pages = (): ReadonlyMap<string, string> =>
  new Map([
    ["README.md", written + index()],
    ...Object.values<Endpoint.Endpoint>(catalogue).map(
      (endpoint) => [`${Endpoint.kebab(endpoint.id)}.md`, written + page(endpoint)] as const
    )
  ])

export const directory = new URL("../../../docs/endpoints/", import.meta.url)
