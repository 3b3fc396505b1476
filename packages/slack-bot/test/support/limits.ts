/**
 * Slack's limits, written down a second time on purpose: this side checks what the bot sends, whatever the bot
 * believes. Each check answers with what is wrong.
 */
type Node = Readonly<Record<string, unknown>>

const record = (value: unknown): Node => (typeof value === "object" && value !== null ? (value as Node) : {}) // only read by key
const list = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])
const textOf = (value: unknown): string => String(record(value)["text"] ?? "")

const most = (what: string, length: number, max: number): ReadonlyArray<string> =>
  length > max ? [`${what}: ${length} > ${max}`] : []
const least = (what: string, length: number, min: number): ReadonlyArray<string> =>
  length < min ? [`${what}: ${length} < ${min}`] : []
const unique = (what: string, values: ReadonlyArray<unknown>): ReadonlyArray<string> =>
  new Set(values).size === values.length ? [] : [`${what} repeat`]

const elementProblems = (element: Node): ReadonlyArray<string> => {
  const options = list(element["options"]).map(record)
  return [
    ...(element["type"] === "button"
      ? [
          ...most("button text", textOf(element["text"]).length, 75),
          ...least("button text", textOf(element["text"]).length, 1),
          ...most("button value", String(element["value"] ?? "").length, 2000)
        ]
      : []),
    ...most("options", options.length, element["type"] === "overflow" ? 5 : 100),
    ...options.flatMap((option) => [
      ...most("option text", textOf(option["text"]).length, 75),
      ...least("option text", textOf(option["text"]).length, 1),
      ...most("option value", String(option["value"]).length, 150)
    ]),
    ...unique(
      "option values",
      options.map((option) => option["value"])
    ),
    ...("options" in element ? least("options", options.length, 1) : []),
    ...most("action_id", String(element["action_id"] ?? "").length, 255),
    ...most("placeholder", textOf(element["placeholder"]).length, 150)
  ]
}

const cells = (block: Node): ReadonlyArray<ReadonlyArray<Node>> =>
  list(block["rows"]).map((row) => list(row).map(record))

const tableProblems = (block: Node, maxRows: number): ReadonlyArray<string> => {
  const rows = cells(block)
  const texts = rows.flat().map((cell) => String(cell["text"] ?? ""))
  return [
    ...most("table rows", rows.length, maxRows),
    ...rows.flatMap((row) => most("table columns", row.length, 20)),
    ...(new Set(rows.map((row) => row.length)).size > 1 ? ["table rows differ in length"] : []),
    ...texts.flatMap((text) => least("cell text", text.length, 1)),
    ...most("table characters", texts.join("").length, 10_000),
    ...rows
      .flat()
      .flatMap((cell) =>
        cell["type"] === "raw_number" && !Number.isFinite(cell["value"]) ? ["cell number is not finite"] : []
      )
  ]
}

const chartProblems = (block: Node): ReadonlyArray<string> => {
  const chart = record(block["chart"])
  const label = (what: string, text: unknown, max: number) => [
    ...most(what, String(text ?? "").length, max),
    ...least(what, String(text ?? "").length, 1)
  ]
  const points = (data: unknown) =>
    list(data)
      .map(record)
      .flatMap((point) => [
        ...label("chart label", point["label"], 20),
        ...(Number.isFinite(point["value"]) ? [] : ["chart value is not finite"])
      ])
  const title = label("chart title", block["title"], 50)
  if (chart["type"] === "pie") {
    const segments = list(chart["segments"]).map(record)
    return [
      ...title,
      ...most("segments", segments.length, 6),
      ...least("segments", segments.length, 1),
      ...points(segments),
      ...unique(
        "segment labels",
        segments.map((s) => s["label"])
      ),
      ...segments.flatMap((s) => (Number(s["value"]) > 0 ? [] : ["segment is not positive"]))
    ]
  }
  const series = list(chart["series"]).map(record)
  const categories = list(record(chart["axis_config"])["categories"])
  return [
    ...title,
    ...most("series", series.length, 6),
    ...least("series", series.length, 1),
    ...most("points", categories.length, 20),
    ...unique(
      "series names",
      series.map((s) => s["name"])
    ),
    ...series.flatMap((s) => [
      ...label("series name", s["name"], 20),
      ...points(s["data"]),
      ...(JSON.stringify(list(s["data"]).map((p) => record(p)["label"])) === JSON.stringify(categories)
        ? []
        : ["points do not match categories"])
    ])
  ]
}

const blockProblems = (block: Node): ReadonlyArray<string> => {
  switch (block["type"]) {
    case "header":
      return [...most("header", textOf(block["text"]).length, 150), ...least("header", textOf(block["text"]).length, 1)]
    case "section":
      return [
        ...most("section", textOf(block["text"]).length, 3000),
        ...least("section", textOf(block["text"]).length, 1),
        ...elementProblems(record(block["accessory"]))
      ]
    case "context": {
      const elements = list(block["elements"])
      return [
        ...most("context elements", elements.length, 10),
        ...least("context elements", elements.length, 1),
        ...elements.flatMap((e) => least("context text", textOf(e).length, 1))
      ]
    }
    case "actions": {
      const elements = list(block["elements"]).map(record)
      // A click is told apart by its action id and block.
      return [
        ...most("actions", elements.length, 25),
        ...least("actions", elements.length, 1),
        ...elements.flatMap(elementProblems),
        ...unique(
          "action ids",
          elements.map((e) => e["action_id"])
        )
      ]
    }
    case "table":
      return tableProblems(block, 100)
    case "data_table":
      return [
        ...tableProblems(block, 101),
        ...least("caption", String(block["caption"] ?? "").length, 1),
        ...most("caption", String(block["caption"] ?? "").length, 150),
        ...least("data rows", cells(block).length, 2)
      ]
    case "data_visualization":
      return chartProblems(block)
    case "card":
      return [
        ...most("card title", textOf(block["title"]).length, 150),
        ...most("card subtitle", textOf(block["subtitle"]).length, 150),
        ...most("card body", textOf(block["body"]).length, 200),
        ...most("card buttons", list(block["actions"]).length, 3)
      ]
    case "carousel":
      return [
        ...most("cards", list(block["elements"]).length, 10),
        ...list(block["elements"]).flatMap((card) => blockProblems(record(card)))
      ]
    case "input":
      return [
        ...most("label", textOf(block["label"]).length, 2000),
        ...most("hint", textOf(block["hint"]).length, 2000),
        ...least("label", textOf(block["label"]).length, 1),
        ...elementProblems(record(block["element"]))
      ]
    default:
      return []
  }
}

/** All texts a person may see. */
export const texts = (node: unknown): ReadonlyArray<string> => {
  if (Array.isArray(node)) return node.flatMap(texts)
  if (typeof node !== "object" || node === null) return []
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === "string"
      ? ["text", "title", "caption", "label", "name", "x_label", "y_label"].includes(key)
        ? [value]
        : []
      : key === "categories"
        ? list(value).map(String)
        : texts(value)
  )
}

export const messageProblems = (message: Node): ReadonlyArray<string> => {
  const blocks = list(message["blocks"]).map(record)
  const count = (type: string) => blocks.filter((block) => block["type"] === type).length
  return [
    ...most("blocks", blocks.length, 50),
    ...most("characters", texts(blocks).join("").length, 13_000),
    ...most("text", String(message["text"] ?? "").length, 4_000),
    ...least("text", String(message["text"] ?? "").length, 1),
    ...most("tables", count("table") + count("data_table"), 1),
    ...most("charts", count("data_visualization"), 2),
    ...unique(
      "block ids",
      blocks.flatMap((block) => block["block_id"] ?? [])
    ),
    ...blocks.flatMap(blockProblems),
    ...texts(blocks).flatMap((text) =>
      /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/.test(text) ? [`bidirectional control in ${JSON.stringify(text)}`] : []
    )
  ]
}

export const viewProblems = (view: Node): ReadonlyArray<string> => {
  const blocks = list(view["blocks"]).map(record)
  return [
    ...most("view blocks", blocks.length, 100),
    ...least("view blocks", blocks.length, 1),
    ...["title", "submit", "close"].flatMap((key) => most(key, textOf(view[key]).length, 24)),
    ...most("private_metadata", String(view["private_metadata"] ?? "").length, 3000),
    ...unique(
      "block ids",
      blocks.flatMap((block) => block["block_id"] ?? [])
    ),
    ...blocks.flatMap(blockProblems)
  ]
}
