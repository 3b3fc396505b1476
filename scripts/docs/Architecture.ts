import { globSync, readFileSync } from "node:fs"
import { basename, dirname, join, relative, resolve } from "node:path"
import { packages, root } from "../workspace.mjs"
import { table } from "./table.ts"

/** What each folder of a source is for. */
const folders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "packages/core": {
    node: "What needs Node: undici, SQLite, Redis, environment variables",
    promise: "The client with promises",
    agent: "The tools of an agent: checked, priced, confirmed, run within their price, told as text",
    public: "The public part of modules that export more to adapters",
    watch: "Snapshots of creators and what changed; saved plans compared with what was delivered",
    shortlist: "Saving a shortlist, reading one from a table, comparing expected and delivered figures",
    allocation: "The best plan for a budget, and why the others are not in it",
    ranking: "Briefs, and scores with reasons and warnings",
    candidates: "The figures of a creator, from all endpoints that have them",
    report: "One row per creator from the fewest endpoints",
    schema: "Effect Schema, JSON Schema and Standard Schema of inputs, data and failures",
    client: "The client as a service; many ids, pages, comparison of environments",
    answers: "How a request becomes a result: cached, shared, claimed, paid, settled",
    quota: "Budgets, circuit breaker and rate limit: one `Quota` for the clients that share it",
    settings: "Every setting with its validation; when the quota day ends",
    api: "One request: transport, envelope, attempts, retry schedules",
    store: "Where results, claims and counts are kept, also while a store is unavailable",
    table: "A result as columns and rows; how a cell is shown",
    catalogue: "All endpoints by name",
    endpoints: "One file for each endpoint",
    endpoint: "What an endpoint is: parameters, fields with units, words",
    failure: "One class for each kind of failure",
    util: "Words, time, paths, hashes, spans"
  },
  "packages/slack-bot": {
    listeners: "What Slack sends: commands, clicks, forms, events",
    answers: "From a request to the reply",
    slack: "Slack's API: sending, people, options of the program",
    home: "Home tab, help, settings, quota: all that is free",
    views: "What each command shows",
    blocks: "Messages, forms, tables and files within Slack's limits",
    state: "What is kept after a request: pending work, people, lists, watches",
    store: "Where state is kept (core's store or PostgreSQL), with a time limit that fits Slack's",
    commands: "The commands that people type",
    input: "IDs, amounts, days and names as people write them",
    util: "Words, pages, consumers"
  },
  "packages/sheets-addon": {
    runs: "Runs of the sidebar that take several executions",
    history: "Daily snapshots: what they contain, where they are written, who gets an e-mail",
    tables: "Tables in a document: where they are, how they are written, which formulas are pending",
    asking: "Formulas, and core's client behind them",
    store: "What is kept in the document and its cache",
    google: "Apps Script's services, made synchronous for Effect",
    util: "Words, IDs, cells"
  },
  "packages/n8n-node": {
    trigger: "Events, what is remembered, which creator is next",
    operations: "The operations: endpoints, report, shortlist, status",
    run: "The client of a credential, the cost of a run, failures as n8n shows them",
    panel: "Menus, fields and names of output, from core's catalogue",
    recorded: "The names of output fields, pinned for each version of the node"
  },
  "packages/mcp-server": {
    protocol: "Effect's MCP server: prompts, resources, who calls, HTTP's door",
    client: "Core's client for a connection, and the options of the program"
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
