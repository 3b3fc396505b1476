import { readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { root } from "../workspace.mjs"
import { table } from "./table.ts"

/**
 * A public name: what its comment says, where it is written, whether it is only a type; a namespace has names of its
 * own.
 */
interface Name {
  readonly words: string
  readonly file: string
  readonly kind?: string
  readonly inside?: ReadonlyMap<string, Name>
}

const source = join(root, "packages/core/src")

/** The first sentence of a comment; none ends within brackets or at "e.g.". */
const sentence = (comment: string): string => {
  const text = comment
    .replace(/\n\s*\* ?/g, " ")
    .replace(/\s+/g, " ")
    .trim()
  const first = /^.*?[.?!](?= [A-Z`@]|$)/.exec(text)?.[0] ?? text
  return first.replace(/ ?@\w+.*$/, "")
}

const listed = (list: string): ReadonlyArray<readonly [from: string, as: string]> =>
  list
    .split(",")
    .map((name) => name.trim().replace(/^type /, ""))
    .filter((name) => name !== "")
    .map((name) => {
      const [from = "", as = from] = name.split(" as ")
      return [from, as] as const
    })

/** What a source file exports, through all it hands on. */
const names = (file: string): ReadonlyMap<string, Name> => {
  const text = readFileSync(join(source, file), "utf8")
  const at = (path: string) => join(dirname(file), path)
  const found = new Map<string, Name>()
  for (const [, path = ""] of text.matchAll(/^export (?:type )?\* from "(\..+)"/gm))
    for (const [name, one] of names(at(path))) found.set(name, one)
  for (const [, as = "", path = ""] of text.matchAll(/^export \* as (\w+) from "(.+)"/gm))
    found.set(as, { words: "", file: at(path), inside: names(at(path)) })
  for (const [, list = "", path = ""] of text.matchAll(/^export (?:type )?\{([^}]+)\} from "(.+)"/gm)) {
    const there = names(at(path))
    for (const [from, as] of listed(list)) found.set(as, there.get(from) ?? { words: "", file: at(path) })
  }
  for (const [, list = ""] of text.matchAll(/^export (?:type )?\{([^}]+)\}$/gm)) {
    for (const [from, as] of listed(list)) {
      const path = [...text.matchAll(/^import (?:type )?\{([^}]+)\} from "(\..+)"/gm)].find(([, imported = ""]) =>
        listed(imported).some(([, name]) => name === from)
      )?.[2]
      const one = path === undefined ? undefined : names(at(path)).get(from)
      if (one !== undefined) found.set(as, one)
    }
  }
  const own = /(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\n)?^export (const|class|interface|type|function) (\w+)/gm
  for (const [, comment = "", kind = "", name = ""] of text.matchAll(own)) {
    const known = found.get(name)
    // A name may be a value and a type: the value's comment comes first or is the only one.
    if (known === undefined || known.words === "") found.set(name, { words: sentence(comment), file, kind })
    else if (known.kind === "type" || known.kind === "interface") found.set(name, { ...known, kind })
  }
  return found
}

/** Every name, with those of its namespaces, in the order of the alphabet. */
const flat = (all: ReadonlyMap<string, Name>): ReadonlyArray<readonly [string, Name]> =>
  [...all]
    .toSorted(([a], [b]) => a.localeCompare(b, "en"))
    .flatMap(([name, one]): ReadonlyArray<readonly [string, Name]> =>
      one.inside === undefined
        ? [[name, one]]
        : flat(one.inside).map(([inner, deep]) => [`${name}.${inner}`, deep] as const)
    )

const entries = {
  root: "index.ts",
  promise: "promise.ts",
  node: "node/index.ts",
  http: "http.ts",
  schema: "schema.ts",
  tools: "tools.ts",
  "promise/tools": "promise/tools.ts"
} as const

export type Door = keyof typeof entries

export const doors: ReadonlyArray<Door> = ["root", "promise", "node", "http", "schema", "tools", "promise/tools"]

/** The names of a door with the first sentence of their comments. */
export const publicNames = (door: Door): ReadonlyMap<string, string> =>
  new Map(flat(names(entries[door])).map(([name, { words }]) => [name, words]))

/** The names that a file of another package hands on, with the first sentence of their comments. */
export const namesIn = (file: string): ReadonlyMap<string, string> =>
  new Map(flat(names(relative(source, join(root, file)))).map(([name, { words }]) => [name, words]))

/** What the modules of core are for, and the folders whose names the doors have outside of a module. */
const about: Readonly<Record<string, string>> = {
  answers: "The result of a call, and the options of a call",
  catalogue: "All endpoints, and finding one by name",
  client: "The client; many IDs, pages, comparing the two environments",
  quota: "Budgets and rate limits, shared or not; consumers",
  settings: "Problems with settings",
  util: "Texts in both languages, warnings",
  promise: "The client with promises",
  failure: "Whether a thrown value is a failure of a call",
  node: "Environment variables, stores and transport for Node; the checks of a `doctor`",
  api: "The transport over Effect's `HttpClient`",
  schema: "Schemas of input, data and failures",
  agent: "The tools of an agent: which there are, how one is run, and how to make another",
  "promise/tools": "The tools of an agent, for function calling",
  BaseUrl: "The address of the API",
  Endpoint: "An endpoint as a value",
  Failure: "One class for each kind of failure, and its texts",
  Format: "Values as text with their unit",
  Options: "Options of a command line, read in one way and refused in one sentence",
  Param: "A parameter of an endpoint",
  Report: "One row per creator",
  Retry: "When to retry, by kind of failure",
  Settings: "All settings and their defaults",
  Shortlist: "Ranking creators, planning a budget, comparing expected and delivered figures",
  Store: "Where results, claims and counts are kept",
  Table: "A result as columns and rows",
  Transport: "How requests are sent",
  Watch: "Snapshots of creators, and what changed",
  Wire: "A field of a result, with its unit"
}

interface Row {
  /** What stands before the names in code; nothing for names of the door itself. */
  readonly module: string
  readonly about: string
  readonly values: ReadonlyArray<string>
  readonly types: ReadonlyArray<string>
}

const row = (module: string, of: string, inside: ReadonlyArray<readonly [string, Name]>): Row => {
  const words = about[of]
  if (words === undefined) throw new Error(`scripts/docs/Api.ts does not say what ${of} is for.`)
  const isType = ({ kind }: Name) => kind === "type" || kind === "interface"
  const sorted = inside.toSorted(([a], [b]) => a.localeCompare(b, "en"))
  return {
    module,
    about: words,
    values: sorted.filter(([, one]) => !isType(one)).map(([name]) => name),
    types: sorted.filter(([, one]) => isType(one)).map(([name]) => name)
  }
}

/** The names of a door by module; those of no module by the folder they are written in. */
const rows = (all: ReadonlyMap<string, Name>): ReadonlyArray<Row> => {
  const folders = new Map<string, Array<readonly [string, Name]>>()
  const modules: Array<Row> = []
  for (const [name, one] of all) {
    const path = one.file.replace(/\.ts$/, "")
    const folder = path in about || !path.includes("/") ? path : dirname(path)
    if (one.inside === undefined) folders.set(folder, [...(folders.get(folder) ?? []), [name, one]])
    else modules.push(row(name, name, [...one.inside]))
  }
  const own = [...folders].map(([folder, inside]) => row("", folder, inside))
  const order = (a: string, b: string) => a.localeCompare(b, "en")
  return [...own.toSorted((a, b) => order(a.about, b.about)), ...modules.toSorted((a, b) => order(a.module, b.module))]
}

const listOf = (list: ReadonlyArray<string>): string => list.map((name) => `\`${name}\``).join(" ")

/** The names of a door, a row for each module. What the root has too is only named. */
export const door = (of: Door): string => {
  const all = names(entries[of])
  const root = of === "root" ? new Map<string, Name>() : names(entries.root)
  const same = [...all].filter(([name, { file }]) => root.get(name)?.file === file).map(([name]) => name)
  const own = new Map([...all].filter(([name]) => !same.includes(name)))
  return [
    table(
      ["Module", "What it is for", "Values", "Types"],
      rows(own).map(({ about, module, types, values }) => [
        module === "" ? "" : `\`${module}\``,
        about,
        listOf(values),
        listOf(types)
      ])
    ),
    ...(same.length === 0 ? [] : ["", `As in the root: ${listOf(same)}.`])
  ].join("\n")
}
