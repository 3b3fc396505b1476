// Pins the names of fields that have none yet in recorded/keys.json, and changes no other; `keys.ts --check` only says
// whether some are missing.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { namesOf, versions } from "n8n-nodes-xingtu/source/panel/keys"
import { nameable } from "n8n-nodes-xingtu/source/panel/schema"
import { root } from "./root.ts"

const file = join(root, "src", "recorded", "keys.json")
const before = readFileSync(file, "utf8")
const recorded = JSON.parse(before) as Record<string, Record<string, Record<string, string>>>

const all = Object.fromEntries(
  versions.map((version) => [
    version,
    Object.fromEntries(
      nameable.map(([operation, columns]) => {
        const names = namesOf(version, operation, columns)
        const found = columns.map(({ key }, i) => [key, names[i] ?? key])
        return [operation, { ...recorded[version]?.[operation], ...Object.fromEntries(found) }]
      })
    )
  ])
)
const after = `${JSON.stringify(all, undefined, 2)}\n`

if (!process.argv.includes("--check")) writeFileSync(file, after)
else if (JSON.stringify(recorded) !== JSON.stringify(all)) {
  console.error("Some fields have no recorded name: run pnpm --filter n8n-nodes-xingtu keys")
  process.exitCode = 1
}
