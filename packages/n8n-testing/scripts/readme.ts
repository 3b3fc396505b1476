// Writes the table of operations into the README; `readme.ts --check` only says whether it is up to date.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { entries, resources } from "n8n-nodes-xingtu/source/panel/menu"
import { root } from "./root.ts"

const file = join(root, "README.md")

const table = [
  "| Operation | What it gives |",
  "|---|---|",
  ...resources.flatMap(({ name, value }) => [
    `| **${name}** | |`,
    ...entries.filter(({ resource }) => resource === value).map((entry) => `| ${entry.name} | ${entry.description} |`)
  ])
].join("\n")

const before = readFileSync(file, "utf8")
const after = before.replace(/\| Operation \| What it gives \|\n(?:\|.*\n)+/, () => `${table}\n`)

if (!process.argv.includes("--check")) writeFileSync(file, after)
else if (after !== before) {
  console.error("The operations in README.md are not those of the node: run pnpm --filter n8n-nodes-xingtu readme")
  process.exitCode = 1
}
