import { existsSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { nearest } from "../src/nearest.ts"
import { draft } from "./draft.ts"
import { saved } from "./facts.ts"

/** `pnpm new:endpoint <path>`: a first endpoint file from the saved facts (`pnpm catalogue:check <openapi.json> --save`). */
const [path] = process.argv.slice(2)
const facts = saved()
const found = path === undefined ? undefined : facts[path]
if (path === undefined || found === undefined) {
  const meant = path === undefined ? undefined : nearest(path, Object.keys(facts))
  console.error(path === undefined ? "Usage: pnpm new:endpoint <path>" : `catalogue.json has no ${path}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`)
  process.exit(2)
}
const { id, source } = draft(path, found)
const file = fileURLToPath(new URL(`../src/endpoints/${id}.ts`, import.meta.url))
if (existsSync(file)) {
  console.error(`${file} is there already.`)
  process.exit(1)
}
writeFileSync(file, source)
console.log(`Wrote ${file}
Next: its words in English and Chinese, the fields of its answer with their units, a line in src/catalogue.ts, and the recorded answer recorded/${id}.json.`)
