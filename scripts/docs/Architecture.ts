import { globSync, readFileSync } from "node:fs"
import { basename, dirname, join, relative, resolve } from "node:path"
import { packages, root } from "../workspace.mjs"
import { table } from "./table.ts"

/** What each folder of a source is for. */
const folders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "packages/core": {
    node: "What only Node has: undici, SQLite, Redis, the environment",
    promise: "The client over promises",
    public: "What the root's namespaces show of modules that have more",
    watch: "Snapshots of creators, what changed, kept plans beside what was delivered",
    shortlist: "The list as a whole: saved, from a table, promises beside what was delivered",
    allocation: "The plan that brings most for a budget, and why the others are not in it",
    ranking: "What a brief asks for, scores with reasons and warnings",
    candidates: "What is known of a creator, from whichever endpoints have it",
    report: "One row per creator from the fewest endpoints",
    schema: "Effect Schema, JSON Schema and Standard Schema of inputs, data and failures",
    client: "The client as a service; many ids, pages, comparison of environments",
    answers: "How a question becomes an answer: cached, shared, claimed, paid, settled",
    quota: "Budgets and books, circuit breaker, pace: one `Quota` for the clients that share it",
    settings: "Every setting with its check; when the quota day ends",
    api: "One request: transport, envelope, attempts, retry schedules",
    store: "Where answers, claims and counts are kept, also while a store is away",
    table: "An answer as columns and rows, a cell as a person reads it",
    catalogue: "All endpoints by name",
    endpoints: "One file for each endpoint",
    endpoint: "What an endpoint is: parameters, fields with units, words",
    failure: "One class for each way to fail",
    util: "Words, time, paths, hashes, spans"
  },
  "packages/slack-bot": {
    listeners: "What Slack sends: commands, clicks, forms, events",
    answers: "From a request to what is shown",
    slack: "Slack's side: sending, people, options of the program",
    home: "The home, help, settings, the quota: what costs nothing",
    views: "What each command shows",
    blocks: "Messages, forms, tables and files within Slack's limits",
    state: "What outlives a request: pending work, people, lists, watches",
    store: "Where state is kept: core's store or PostgreSQL, and not for longer than Slack waits",
    commands: "What people type, and what it means",
    input: "Ids, amounts, days and names as people write them",
    util: "Words, pages, consumers"
  },
  "packages/sheets-addon": {
    runs: "Work of the sidebar that goes on over several executions",
    history: "Daily snapshots: what to look at, where they are written, who is told",
    tables: "Tables of values in a document: where they are, how they are written, which formulas wait",
    asking: "Formulas, and core's client behind them",
    store: "What is kept in the document and its cache",
    google: "Apps Script's services, made synchronous for Effect",
    util: "Words, ids, cells"
  },
  "packages/n8n-node": {
    trigger: "Events, what is remembered, whose turn it is",
    operations: "What an item asks: endpoints, report, shortlist, status",
    run: "The client of a credential, what a run paid for, failures as n8n shows them",
    panel: "Menus, fields and names of output, from core's catalogue",
    recorded: "The names of output fields, pinned for each version of the node"
  },
  "packages/mcp-server": {
    protocol: "Effect's MCP server: prompts, resources, who calls, HTTP's door",
    tools: "One value for each tool: schema, price, run",
    client: "Core's client for a connection, and the options of the program",
    serve: "A tool's way: input checked, priced, confirmed, run within its price",
    tool: "What a tool is, and how it answers: text, structure, marks around what creators wrote"
  }
}

/** The folders of each source in the order the lint rule `xingtu/stages` holds: arrows go down. */
const stages = (): ReadonlyMap<string, ReadonlyArray<string>> => {
  const text = readFileSync(join(root, ".oxlintrc.json"), "utf8").replace(/^\s*\/\/.*$/gm, "")
  const { overrides }: { readonly overrides: ReadonlyArray<{ files: ReadonlyArray<string>; rules: object }> } =
    JSON.parse(text)
  return new Map(
    overrides.flatMap(({ files, rules }) => {
      const [, options]: [unknown, { order?: ReadonlyArray<string> }?] = Reflect.get(rules, "xingtu/stages") ?? [""]
      return options?.order === undefined ? [] : [[files[0]?.replace("/src/**", "") ?? "", options.order]]
    })
  )
}

type Arrows = ReadonlyMap<string, ReadonlySet<string>>

/** Which folder of a source imports which; "" are the doors at its root. */
const imports = (folder: string): Arrows => {
  const source = join(root, folder, "src")
  const found = new Map<string, Set<string>>()
  for (const file of globSync("**/*.ts", { cwd: source })) {
    const from = dirname(file).split("/")[0] ?? ""
    const here = from === "." ? "" : from
    for (const [, path = ""] of readFileSync(join(source, file), "utf8").matchAll(/(?:from|import\() ?"(\.[^"]+)"/g)) {
      const target = relative(source, resolve(source, dirname(file), path))
      const there = target.includes("/") ? (target.split("/")[0] ?? "") : ""
      if (there !== here && !target.startsWith("..")) found.set(here, (found.get(here) ?? new Set()).add(there))
    }
  }
  return found
}

const reach = (arrows: Arrows, from: string, seen = new Set<string>()): ReadonlySet<string> => {
  for (const to of arrows.get(from) ?? []) {
    if (seen.has(to)) continue
    seen.add(to)
    reach(arrows, to, seen)
  }
  return seen
}

/**
 * The arrows that no longer way stands for: an import of a folder below a folder that is imported anyway says nothing
 * new.
 */
const needed = (arrows: Arrows): ReadonlyArray<readonly [from: string, to: string]> =>
  [...arrows].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => ![...targets].some((other) => other !== to && reach(arrows, other).has(to)))
      .map((to) => [from, to] as const)
  )

const drawing = (order: ReadonlyArray<string>, arrows: ReadonlyArray<readonly [string, string]>): string => {
  const id = (name: string) => (name === "" ? "doors" : name.replace(/\W/g, "_"))
  const place = (name: string) => order.indexOf(name)
  const sorted = arrows.toSorted((a, b) => place(a[0]) - place(b[0]) || place(a[1]) - place(b[1]))
  return [
    "```mermaid",
    "flowchart TD",
    ...order.map((name) => `  ${id(name)}["${name === "" ? "the doors" : name}"]`),
    ...sorted.map(([from, to]) => `  ${id(from)} --> ${id(to)}`),
    "```"
  ].join("\n")
}

/** The folders of one source: how they know each other, and what is in them. */
const inside = (folder: string, order: ReadonlyArray<string>): string => {
  const words = folders[folder] ?? {}
  const named = Object.keys(words)
  if (named.toSorted().join() !== order.toSorted().join())
    throw new Error(`scripts/docs/Architecture.ts tells ${named.join(", ")} of ${folder}; it has ${order.join(", ")}.`)
  return [
    `**${basename(folder)}**`,
    "",
    drawing(["", ...order], needed(imports(folder))),
    "",
    table(
      ["Folder", "What is in it"],
      order.map((name) => [`\`${name}\``, words[name] ?? ""])
    )
  ].join("\n")
}

/** Which packages of the workspace the sources of another import. */
export const workspace = (): string => {
  const all = packages()
    .filter((path) => globSync("src/**/*.ts", { cwd: path }).length > 0)
    .map((path) => ({ path, name: String(JSON.parse(readFileSync(join(path, "package.json"), "utf8")).name) }))
  const imported = (path: string) =>
    globSync("src/**/*.ts", { cwd: path }).flatMap((file) =>
      [...readFileSync(join(path, file), "utf8").matchAll(/(?:from|import\() ?"((?:@[\w-]+\/)?[\w-]+)/g)].map(
        ([, name = ""]) => name
      )
    )
  const arrows = new Map(
    all.map(({ name, path }) => {
      const names = new Set(imported(path))
      return [
        basename(path),
        new Set(all.flatMap((other) => (other.name !== name && names.has(other.name) ? [basename(other.path)] : [])))
      ]
    })
  )
  return drawing([...arrows.keys()], needed(arrows))
}

/** The folders of every source that has stages. */
export const sources = (): string => [...stages()].map(([folder, order]) => inside(folder, order)).join("\n\n")
