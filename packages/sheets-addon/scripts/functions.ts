import { catalogue, Endpoint, type Param, Report, Table } from "@xingtu/core/adapter"

/** The functions Sheets sees: real declarations, each with the one block of text its help shows. */

interface Argument {
  readonly name: string
  /** Sheets shows what stands where a type would as the example. */
  readonly example: string
  readonly about: string
}

/** Help is one block of text: no line break, no HTML, and nothing that ends the comment. */
const oneBlock = (text: string) => text.replace(/\s+/g, " ").replace(/[<>]/g, "").replaceAll("*/", "* /").trim()

const quoted = (text: string) => JSON.stringify(text.replace(/[{}]/g, ""))

const functionOf = (bundle: string, name: string, args: string, call: string): string =>
  `function ${name}(${args}) { return ${bundle}.${call} }`

const declaration = (
  bundle: string,
  name: string,
  about: string,
  args: ReadonlyArray<Argument>,
  call: string
): string =>
  [
    "/**",
    ` * ${oneBlock(about)}`,
    ...args.map(({ about, example, name }) => ` * @param {${oneBlock(example)}} ${name} ${oneBlock(about)}`),
    " * @customfunction",
    " */",
    functionOf(bundle, name, args.map((arg) => arg.name).join(", "), call)
  ].join("\n")

const fieldsArgument = (columns: ReadonlyArray<Table.Column>): Argument => ({
  name: "fields",
  example: quoted(
    columns
      .slice(0, 2)
      .map(({ title }) => title.en)
      .join(", ")
  ),
  about: "Optional columns 可选列"
})

/** A choice as people type it. */
const typed = ({ also, value }: Param.Choice): string => also.find((text) => /^[a-z]+$|^\d+d$/.test(text)) ?? value

/** Texts as far as there is room for them. */
const cut = (texts: ReadonlyArray<string>, room: number, by: string): string => {
  const shown: Array<string> = []
  for (const text of texts) {
    if ([...shown, text].join(by).length > room) return [...shown, "..."].join(by)
    shown.push(text)
  }
  return shown.join(by)
}

const valuesOf = ({ choices, example, kind }: Endpoint.Field): string =>
  kind === "flag"
    ? "true|false"
    : kind === "count"
      ? "2"
      : choices.length > 0
        ? cut(choices.map(typed), 40, "|")
        : (example ?? "...")

const optionsOf = (fields: ReadonlyArray<Endpoint.Field>): ReadonlyArray<Argument> => {
  const [first] = fields
  if (first === undefined) return []
  const values = valuesOf(first).split("|")
  const written = fields.map((field) => `${field.name}=${valuesOf(field)}${field.required ? " (needed)" : ""}`)
  return [
    {
      name: "options",
      example: quoted(`${first.name}=${values[first.default === undefined ? 0 : 1] ?? values[0] ?? ""}`),
      about: cut(written, 110, "; ")
    }
  ]
}

/** All that was given: an argument the function does not have is refused, not overlooked. */
const asking = (id: string): string => `ask("${id}", arguments)`

const idsArgument: Argument = { name: "ids", example: "A2:A50", about: "IDs or links ID 或链接" }
const videosArgument: Argument = { name: "ids", example: "A2:A50", about: "Video IDs 视频 ID" }
const keywordArgument: Argument = {
  name: "keyword",
  example: quoted("美食"),
  about: "Nickname or content 昵称或内容关键词"
}

const ofEndpoint = (bundle: string, endpoint: Endpoint.Endpoint): string => {
  const fields = Endpoint.fields(endpoint)
  const id = Endpoint.idParam(endpoint)
  const first = id === undefined ? keywordArgument : endpoint.group === "report" ? videosArgument : idsArgument
  const options = optionsOf(fields.filter((field) => field.name !== id && field.name !== first.name))
  const args = [first, fieldsArgument(Table.columns(endpoint)), ...options]
  return declaration(
    bundle,
    Endpoint.formula(endpoint),
    `${endpoint.about.en} ${endpoint.about.zh}`,
    args,
    asking(endpoint.id)
  )
}

const report = (bundle: string): string =>
  declaration(
    bundle,
    "XINGTU_REPORT",
    `One line per creator from ${Report.usual.length} endpoints: who they are, what they cost, how they perform, whom they reach. Fewer columns mean fewer paid calls. 每位达人一行的综合报告；列越少，计费次数越少。`,
    [idsArgument, fieldsArgument(Report.usual.flatMap((id) => Table.columns(Report.sources[id])))],
    asking("report")
  )

const quota = (bundle: string): string =>
  declaration(
    bundle,
    "XINGTU_QUOTA",
    "What was charged today and what is left. To recalculate, refer to a cell and change that cell. 今日计费与剩余额度；引用一个单元格，更改该单元格即可重新计算。",
    [{ name: "again", example: "A1", about: "Any cell 任意单元格" }],
    "quota(again)"
  )

const tableArgument: Argument = {
  name: "table",
  example: "A1:H50",
  about: "A table with headings and an ID column 带标题与 ID 列的表格"
}

const decisions = (bundle: string): ReadonlyArray<string> => [
  declaration(
    bundle,
    "XINGTU_RANK",
    "Ranks the creators of a table by a goal, with reasons and what to check before buying. Nothing is charged. 按目标为表中达人排名，附理由与下单前须确认的事项。不计费。",
    [
      tableArgument,
      { name: "goal", example: quoted("reach"), about: "reach|engagement|sales 曝光、互动或转化" },
      {
        name: "options",
        example: quoted("maxPrice=50000"),
        about: "kind=placement|custom; categories; minPrice, maxPrice, minCpm, maxCpm, minFollowers, minPlays ..."
      }
    ],
    "rank(table, goal, options)"
  ),
  declaration(
    bundle,
    "XINGTU_ALLOCATE",
    "Divides a budget among the creators of a table for the best expected result. Nothing is charged. 在表中达人之间分配预算，使预期效果最大。不计费。",
    [
      tableArgument,
      { name: "budget", example: "J1", about: "In yuan, such as 200000 元" },
      {
        name: "options",
        example: quoted("maxCreators=5"),
        about: "goal; kind; minCreators; maxCreators; must and never (IDs); perCategory"
      }
    ],
    "allocate(table, budget, options)"
  ),
  declaration(
    bundle,
    "XINGTU_CHANGE",
    "How much a figure changed, from the daily snapshots in this document: 0.1 is 10 % more. Nothing is charged. 由本文档的每日快照计算变化幅度：0.1 为增长 10%。不计费。",
    [
      idsArgument,
      {
        name: "field",
        example: quoted("Followers"),
        about: "Price, CPM, Followers, Median plays 报价、CPM、粉丝数、播放量中位数"
      },
      { name: "days", example: "7", about: "Days back, default 7 天数，默认 7" }
    ],
    "change(ids, field, days)"
  )
]

/** What Google itself, the menu, the sidebar and the trigger call: `[name, argument list, call]`. */
const entrances = (bundle: string): string =>
  [
    ["onOpen", "event", "onOpen(event)"],
    ["onInstall", "event", "onOpen(event)"],
    ["xingtuGetData", "", 'sidebar("fetch")'],
    ["xingtuRefresh", "", 'sidebar("formulas")'],
    ["xingtuSettings", "", 'sidebar("settings")'],
    ["xingtuRefreshTable", "", "refreshTable()"],
    ["xingtuFreeze", "", "freezeSelection()"],
    ["xingtuFormat", "", "formatSelection()"],
    ["xingtuHourly", "", "hourly()"],
    ["xingtuCall", "name, given", "call(name, given)"]
  ]
    .map(([name = "", args = "", call = ""]) => functionOf(bundle, name, args, call))
    .join("\n")

export const declarations = (bundle: string): string => {
  const endpoints: ReadonlyArray<Endpoint.Endpoint> = Object.values(catalogue)
  return `${[entrances(bundle), report(bundle), quota(bundle), ...decisions(bundle), ...endpoints.map((endpoint) => ofEndpoint(bundle, endpoint))].join("\n\n")}\n`
}
