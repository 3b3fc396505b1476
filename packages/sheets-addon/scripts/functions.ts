import { catalogue, Endpoint, Report } from "@xingtu/core"

/** The functions Sheets sees: real declarations, each with the one block of text its help shows. */

interface Argument {
  readonly name: string
  readonly about: string
}

/** Help is one block of text: no line break, no HTML, and nothing that ends the comment. */
const oneBlock = (text: string) => text.replace(/\s+/g, " ").replace(/[<>]/g, "").replaceAll("*/", "* /").trim()

const declaration = (bundle: string, name: string, about: string, args: ReadonlyArray<Argument>, call: string): string =>
  [
    "/**",
    ` * ${oneBlock(about)}`,
    ...args.map(({ about, name }) => ` * @param {*} ${name} ${oneBlock(about)}`),
    " * @customfunction",
    " */",
    `function ${name}(${args.map((arg) => arg.name).join(", ")}) {`,
    `  return ${bundle}.${call}`,
    "}"
  ].join("\n")

const fieldsArgument: Argument = { name: "fields", about: "Columns, all, noHeaders 列名" }

const optionsOf = (fields: ReadonlyArray<Endpoint.Field>): ReadonlyArray<Argument> => {
  const [first, ...others] = fields
  if (first === undefined) return []
  const value = first.choices[1]?.value ?? first.example ?? first.default ?? "..."
  const named = others.slice(0, 7).map((field) => (field.required ? `${field.name} (required)` : field.name))
  const more = named.length === 0 ? "" : `; ${named.join(", ")}${others.length > 7 ? ", ..." : ""}`
  return [{ name: "options", about: `${first.name}=${value}${more}` }]
}

const idsArgument: Argument = { name: "ids", about: "A2 or A2:A50" }
const keywordArgument: Argument = { name: "keyword", about: "Nickname or content. 昵称或内容关键词。" }

const ofEndpoint = (bundle: string, endpoint: Endpoint.Endpoint): string => {
  const fields = Endpoint.fields(endpoint)
  const id = Endpoint.idParam(endpoint)
  const first = id === undefined ? keywordArgument : idsArgument
  const args = [first, fieldsArgument, ...optionsOf(fields.filter((field) => field.name !== id && field.name !== first.name))]
  return declaration(bundle, Endpoint.formula(endpoint), `${endpoint.about.en} ${endpoint.about.zh}`, args, `ask("${endpoint.id}", ${args.map((arg) => arg.name).join(", ")})`)
}

const report = (bundle: string): string =>
  declaration(
    bundle,
    "XINGTU_REPORT",
    `One line per creator from ${Report.usual.length} endpoints: who they are, what they cost, how they perform, whom they reach. Fewer fields ask fewer endpoints. 每位达人一行的综合报告；只选部分列可减少计费次数。`,
    [idsArgument, fieldsArgument],
    "ask(\"report\", ids, fields)"
  )

const quota = (bundle: string): string =>
  declaration(
    bundle,
    "XINGTU_QUOTA",
    "What was charged today and what is left. Give it a cell that you change to see it anew. 今日计费与剩余额度；引用一个可更改的单元格即可重新计算。",
    [{ name: "again", about: "Any cell. 任意单元格。" }],
    "quota(again)"
  )

/** What Google itself, the menu, the sidebar and the trigger call: `[name, argument list, call]`. */
const entrances = (bundle: string): string =>
  [
    ["onOpen", "event", "onOpen(event)"],
    ["onInstall", "event", "onOpen(event)"],
    ["xingtuGetData", "", "sidebar(\"fetch\")"],
    ["xingtuRefresh", "", "sidebar(\"formulas\")"],
    ["xingtuSettings", "", "sidebar(\"settings\")"],
    ["xingtuFreeze", "", "freezeSelection()"],
    ["xingtuHourly", "", "hourly()"],
    ["xingtuCall", "name, given", "call(name, given)"]
  ].map(([name, args, call]) => `function ${name}(${args}) {\n  return ${bundle}.${call}\n}`).join("\n\n")

export const declarations = (bundle: string): string => {
  const endpoints: ReadonlyArray<Endpoint.Endpoint> = Object.values(catalogue)
  return `${[entrances(bundle), report(bundle), quota(bundle), ...endpoints.map((endpoint) => ofEndpoint(bundle, endpoint))].join("\n\n")}\n`
}
