import { existsSync, writeFileSync } from "node:fs"
import { relative } from "node:path"
import { fileURLToPath } from "node:url"
import { nearest } from "../src/util/nearest.ts"
import { draft } from "./draft.ts"
import { saved } from "./facts.ts"

/**
 * `npx pnpm new:endpoint <path>`: a first endpoint file from the saved facts (`npx pnpm catalogue:check <openapi.json>
 * --save`).
 */
const [path] = process.argv.slice(2)
const facts = saved()
const found = path === undefined ? undefined : facts[path]
if (path === undefined || found === undefined) {
  const meant = path === undefined ? undefined : nearest(path, Object.keys(facts))
  const unknown = `catalogue.json has no ${path}. ${meant === undefined ? "Save the vendor's document first: npx pnpm catalogue:check <openapi.json> --save" : `Did you mean ${meant}?`}`
  console.error(path === undefined ? "Usage: npx pnpm new:endpoint <path>" : unknown)
  process.exit(2)
}
const { id, source } = draft(path, found)
const file = fileURLToPath(new URL(`../src/endpoints/${id}.ts`, import.meta.url))
if (existsSync(file)) {
  console.error(`${file} is there already.`)
  process.exit(1)
}
writeFileSync(file, source)
console.log(`Wrote ${relative("", file)}
Next: its words in English and Chinese, the fields of its result with their units, its import and line in src/catalogue/catalogue.ts, and a real response in recorded/${id}.json.
Then: npx pnpm docs:endpoints, and npm test -- --filter=@xingtu/core`)
