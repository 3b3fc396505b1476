import { readFileSync } from "node:fs"
import { drift, ofCore } from "./compare.ts"
import { ofOpenApi, save } from "./facts.ts"

/** `pnpm catalogue:check <openapi.json> [--save]`: where core and the vendor's document disagree; `--save` keeps the document's facts for `pnpm new:endpoint`. */
const [file, flag] = process.argv.slice(2)
if (file === undefined || (flag !== undefined && flag !== "--save")) {
  console.error("Usage: pnpm catalogue:check <openapi.json> [--save]")
  process.exit(2)
}
const facts = ofOpenApi(JSON.parse(readFileSync(file, "utf8")))
if (Object.keys(facts).length === 0) {
  console.error(`${file} has no Xingtu endpoints; is it the OpenAPI document of Just One API?`)
  process.exit(2)
}
const lines = drift(ofCore(), facts)
for (const line of lines) console.log(line)
console.log(lines.length === 0 ? `Core agrees with all ${Object.keys(facts).length} endpoints of ${file}.` : `Core and ${file} differ.`)
if (flag === "--save") save(facts)
process.exitCode = lines.length === 0 ? 0 : 1
