import { readFileSync } from "node:fs"
import { drift, ofCore } from "./compare.ts"
import { ofOpenApi, save } from "./facts.ts"

/** `npx pnpm catalogue:check <openapi.json> [--save]`: where core and the vendor's document disagree; `--save` keeps the document's facts for `npx pnpm new:endpoint`. */
const [file, flag] = process.argv.slice(2)

const give = (reason: string): never => {
  console.error(reason)
  process.exit(2)
}

const read = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, "utf8"))
  } catch (error) {
    return give(`${path} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

if (file === undefined || (flag !== undefined && flag !== "--save"))
  give("Usage: npx pnpm catalogue:check <openapi.json> [--save]")
const facts = ofOpenApi(read(file ?? ""))
if (Object.keys(facts).length === 0)
  give(`${file} has no Xingtu endpoints; is it the OpenAPI document of Just One API?`)
const lines = drift(ofCore(), facts)
for (const line of lines) console.log(line)
console.log(
  lines.length === 0
    ? `Core agrees with all ${Object.keys(facts).length} endpoints of ${file}.`
    : `Core and ${file} differ.`
)
if (flag === "--save") console.log(`Saved its facts in ${save(facts)}.`)
else process.exitCode = lines.length === 0 ? 0 : 1
