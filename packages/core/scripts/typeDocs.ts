import { Endpoint, type Wire } from "../src/adapter.ts"
import { unitOf } from "./units.ts"

/** A comment on one line; what would end it is taken apart. */
const comment = (indent: string, text: string): string => `${indent}/** ${text.replaceAll("*/", "* /")} */`

const named = ({ en, zh }: { readonly en: string; readonly zh: string }): string => `${en} (${zh})`

const ofField = (wire: Wire.Wire<unknown>): string | undefined => {
  if (wire.words.en === "") return undefined
  const unit = unitOf(wire)
  return unit === "" ? `${named(wire.words)}.` : `${named(wire.words)}: ${unit}.`
}

const ofParam = ({ about, default: assumed, title }: Endpoint.Params[string]): string =>
  `${named(title)}: ${about.en}${assumed === undefined ? "" : ` Default: \`${assumed}\`.`}`

/** The field of that name, in a structure or in what a list is made of. */
const child = (wire: Wire.Wire<unknown> | undefined, name: string): Wire.Wire<unknown> | undefined =>
  wire?.fields !== undefined ? wire.fields[name] : wire?.of === undefined ? undefined : child(wire.of, name)

/**
 * The declarations of an endpoint's file with the words and units of its parameters and fields as comments, which
 * editors show, and with a name for each of the two structures, which editors show in their place.
 * The compiler writes them nested, one property a line: the parameters, then `data`.
 */
export const withDocs = (endpoint: Endpoint.Endpoint, declarations: string): string => {
  const [params, fields] = ["Params", "Fields"].map(
    (what) => endpoint.id.charAt(0).toUpperCase() + endpoint.id.slice(1) + what
  )
  const path: Array<string> = []
  let inside: "nothing" | "params" | "data" = "nothing"
  const docs = (name: string): string | undefined => {
    if (inside === "params") {
      const param = path.length === 1 ? endpoint.params[name] : undefined
      return param === undefined ? undefined : ofParam(param)
    }
    const field = [...path.slice(1), name].reduce<Wire.Wire<unknown> | undefined>(child, endpoint.data)
    return field === undefined ? undefined : ofField(field)
  }
  return declarations
    .split("\n")
    .flatMap((line) => {
      if (/^export declare const \w+: Endpoint\.Endpoint<\{$/.test(line)) {
        inside = "params"
        path.push("")
        return [`type ${params} = {`]
      }
      if (line === "}, Wire.Decoded<{") {
        inside = "data"
        return ["};", `type ${fields} = {`]
      }
      if (line === "}>>;")
        return ["};", `export declare const ${endpoint.id}: Endpoint.Endpoint<${params}, Wire.Decoded<${fields}>>;`]
      const [, indent = "", name] = /^(\s+)(?:readonly )?"?(\w+)"?\??: /.exec(line) ?? []
      const told = name === undefined || inside === "nothing" ? undefined : docs(name)
      if (line.endsWith("{")) path.push(name ?? "")
      else if (/^\s*\}/.test(line)) path.pop()
      return told === undefined ? [line] : [comment(indent, told), line]
    })
    .join("\n")
}

/** The declarations of the catalogue: each endpoint by reference, with what it tells. */
export const catalogueDocs = (endpoints: ReadonlyArray<Endpoint.Endpoint>): string =>
  [
    ...endpoints.map(({ id }) => `import type { ${id} } from "../endpoints/${id}.ts";`),
    "/** Every current endpoint, by id. */",
    "export declare const catalogue: {",
    ...endpoints.flatMap((endpoint) => [
      `    /** ${named(endpoint.title)}: ${endpoint.about.en} One paid call; free if cached.`,
      `     * @see docs/endpoints/${Endpoint.kebab(endpoint.id)}.md in the repository */`,
      `    readonly ${endpoint.id}: typeof ${endpoint.id};`
    ]),
    "};",
    ""
  ].join("\n")
