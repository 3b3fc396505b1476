import { catalogue, Endpoint, Table } from "@xingtu/core"

/** The functions Sheets sees: real declarations, each with the one block of text its help shows. */

interface Argument {
  readonly name: string
  /** Sheets shows it as the example. */
  readonly example: string
  readonly about: string
}

/** Help is one block of text: no line break, no HTML, and nothing that ends the comment. */
const oneBlock = (text: string) => text.replace(/\s+/g, " ").replace(/[<>]/g, "").replaceAll("*/", "* /").trim()

const declaration = (bundle: string, name: string, about: string, args: ReadonlyArray<Argument>, call: string): string =>
  [
    "/**",
    ` * ${oneBlock(about)}`,
    ...args.map(({ about, example, name }) => ` * @param {${example}} ${name} ${oneBlock(about)}`),
    " * @customfunction",
    " */",
    `function ${name}(${args.map((arg) => arg.name).join(", ")}) {`,
    `  return ${bundle}.${call}`,
    "}"
  ].join("\n")

const fieldsOf = (endpoint: Endpoint.Endpoint): Argument => ({
  name: "fields",
  example: JSON.stringify(Table.columns(endpoint).slice(0, 2).map((column) => column.title.en).join(", ")),
  about: "Columns, all, noHeaders. 列名、all、noHeaders。"
})

const optionsOf = (fields: ReadonlyArray<Endpoint.Field>): ReadonlyArray<Argument> => {
  const [first] = fields
  if (first === undefined) return []
  const value = first.choices[1]?.value ?? first.example ?? first.default ?? "..."
  const listed = fields.slice(0, 8).map(({ choices, name }) =>
    choices.length > 0 && choices.length <= 4 ? `${name} (${choices.map((choice) => choice.value).join(", ")})` : name
  )
  return [{ name: "options", example: JSON.stringify(`${first.name}=${value}`), about: `${listed.join("; ")}${fields.length > 8 ? "; ..." : ""}` }]
}

const ofEndpoint = (bundle: string, endpoint: Endpoint.Endpoint): string => {
  const fields = Endpoint.fields(endpoint)
  const id = Endpoint.idParam(endpoint)
  const ids: Argument = { name: "ids", example: "A2:A50", about: "A cell or a column. 单元格或一列。" }
  const args = [ids, fieldsOf(endpoint), ...optionsOf(fields.filter((field) => field.name !== id))]
  return declaration(
    bundle,
    Endpoint.formula(endpoint.id),
    `${endpoint.about.en} ${endpoint.about.zh}`,
    args,
    `ofEndpoint("${endpoint.id}", ${args.map((arg) => arg.name).join(", ")})`
  )
}

export const declarations = (bundle: string): string => {
  const endpoints: ReadonlyArray<Endpoint.Endpoint> = Object.values(catalogue)
  const open = `function xingtuOpen() {\n  ${bundle}.onOpen()\n}\n\n`
  return `${open}${endpoints.filter((endpoint) => Endpoint.idParam(endpoint) !== undefined).map((endpoint) => ofEndpoint(bundle, endpoint)).join("\n\n")}\n`
}
