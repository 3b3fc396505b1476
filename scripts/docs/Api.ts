import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { root } from "../workspace.mjs"
import { table } from "./table.ts"

/** A public name: what its comment says, and where it is written; a namespace has names of its own. */
interface Name {
  readonly words: string
  readonly file: string
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
  for (const [, path = ""] of text.matchAll(/^export (?:type )?\* from "(.+)"/gm))
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
  const own = /(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\n)?^export (?:const|class|interface|type|function) (\w+)/gm
  for (const [, comment = "", name = ""] of text.matchAll(own)) {
    const known = found.get(name)
    if (known === undefined || known.words === "") found.set(name, { words: sentence(comment), file })
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
  schema: "schema.ts"
} as const

export type Door = keyof typeof entries

export const doors: ReadonlyArray<Door> = ["root", "promise", "node", "http", "schema"]

/** The names of a door with the first sentence of their comments. */
export const publicNames = (door: Door): ReadonlyMap<string, string> =>
  new Map(flat(names(entries[door])).map(([name, { words }]) => [name, words]))

/** The names of a door, a line each. What the root has too is only named. */
export const door = (of: Door): string => {
  const own = publicNames(of)
  const bare = [...own].filter(([, words]) => words === "").map(([name]) => name)
  if (bare.length > 0) throw new Error(`No comment says what these of ${entries[of]} are for: ${bare.join(", ")}.`)
  const inRoot = of === "root" ? new Map<string, string>() : publicNames("root")
  const [same, other] = [true, false].map((has) =>
    [...own].filter(([name, words]) => (inRoot.get(name) === words) === has)
  )
  const modules = [...new Set(same?.map(([name]) => `\`${name.replace(/\..*/, "")}\``))]
  return [
    table(
      ["Name", "What it is"],
      (other ?? []).map(([name, words]) => [`\`${name}\``, words])
    ),
    ...(modules.length === 0 ? [] : ["", `As in the root: ${modules.join(", ")}.`])
  ].join("\n")
}
