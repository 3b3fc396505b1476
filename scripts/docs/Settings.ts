import { Settings } from "@xingtu/core"
import { Duration } from "effect"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../workspace.mjs"
import { table } from "./table.ts"

/** The comment above each field of an interface in a source file. */
const comments = (source: string, type: string): ReadonlyMap<string, string> => {
  const text = readFileSync(join(root, source), "utf8")
  const [, body = ""] = new RegExp(`^export interface ${type} [^]*?\\{\\n([^]*?)^\\}`, "m").exec(text) ?? []
  return new Map(
    [...body.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\n\s+readonly (\w+)/g)].map(([, words = "", name = ""]) => [
      name,
      words.replace(/\n\s*\* ?/g, " ").trim()
    ])
  )
}

const shown = (value: unknown): string => {
  if (value === Infinity) return "no limit"
  if (value === Settings.defaults.ttl) return "`Settings.ttl`"
  if (value === Settings.defaults.retry) return "`Retry.schedules`"
  if (typeof value === "object") return "none"
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value)
}

/** The settings of the client, their defaults, and what the source says about them. */
export const settings = (): string => {
  const words = new Map([
    ...comments("packages/core/src/api/Attempts.ts", "Patience"),
    ...comments("packages/core/src/settings/Settings.ts", "Settings")
  ])
  return table(
    ["Setting", "Default", "What it is"],
    Object.entries(Settings.defaults).map(([name, value]) => [`\`${name}\``, shown(value), words.get(name) ?? ""])
  )
}

/** How long answers stay good. */
export const ttl = (): string =>
  table(
    ["About", "Kept"],
    Object.entries(Settings.ttl).map(([group, kept]) => [
      group,
      `${Duration.toHours(Duration.fromInputUnsafe(kept))} h`
    ])
  )

/**
 * What programs read from their environment: the comments of the fields, and the names they are read from, in the field
 * itself or in the constant it uses.
 */
export const environment = (): string => {
  const source = readFileSync(join(root, "packages/core/src/node/config.ts"), "utf8")
  const constants = new Map(
    [...source.matchAll(/const (\w+) = Config\.schema\([^]*?"([A-Z_]+)"\n\)/g)].map(([, name = "", variable = ""]) => [
      name,
      variable
    ])
  )
  const rows = [...source.matchAll(/\/\*\* (.+?) \*\/\n\s+\w+: ([^]+?)(?=,?\n\s+\/\*\*|\n\}\))/g)].flatMap(
    ([, words = "", code = ""]) => {
      const variable =
        /"([A-Z][A-Z_]+)"/.exec(code)?.[1] ?? [...constants].find(([name]) => code.includes(`(${name},`))?.[1]
      return variable === undefined ? [] : [[`\`${variable}\``, words]]
    }
  )
  const read = new Set([...source.matchAll(/"([A-Z]+_[A-Z_]+)"/g)].map(([, name = ""]) => name))
  if (rows.length !== read.size)
    throw new Error(`config.ts reads ${[...read].join(", ")}; only ${rows.length} of them have a comment.`)
  return table(["Variable", "What it is"], rows)
}
