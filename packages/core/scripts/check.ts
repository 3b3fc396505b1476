import { readFileSync } from "node:fs"
import { changes } from "./changes.ts"
import { drift, ofCore } from "./compare.ts"
import { detailsOf, saveDetails, savedDetails } from "./details.ts"
import { ofOpenApi, save } from "./facts.ts"

/**
 * `npx pnpm catalogue:check <openapi.json> [--save]`: where core and the vendor's document disagree, and what the
 * document says otherwise than the one saved last. `--save` takes over what needs no decision, keeps the facts for `npx
 * pnpm new:endpoint`, and lists what a person must decide.
 */
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
const document = read(file ?? "")
const facts = ofOpenApi(document)
if (Object.keys(facts).length === 0)
  give(`${file} has no Xingtu endpoints; is it the OpenAPI document of Just One API?`)

const inCore = drift(ofCore(), facts)
const details = detailsOf(document)
const before = savedDetails()
// What core says already is not said again.
const beside = (before === undefined ? [] : changes(before, details, document))
  .map(({ at, lines }) => ({ at, lines: lines.filter((line) => !inCore.includes(line)) }))
  .filter(({ lines }) => lines.length > 0)

const print = (lines: ReadonlyArray<string>) => {
  for (const line of lines) console.log(line)
}

const decided = beside.map(({ at, lines }) => ({ at, lines: lines.filter((line) => !/core does not know/.test(line)) }))
const open = beside.map(({ at, lines }) => ({ at, lines: lines.filter((line) => /core does not know/.test(line)) }))
const flat = (changed: typeof beside) => changed.flatMap(({ at, lines }) => (lines.length === 0 ? [] : [at, ...lines]))

if (flag === "--save") {
  const taken = flat(decided)
  if (taken.length > 0) print(["Taken over; read it, since a rule may be among it:", ...taken])
  const left = [...inCore, ...flat(open)]
  if (left.length > 0) print(["For a person to decide, since core differs:", ...left])
  console.log(`Saved its facts in ${save(facts)}.`)
  console.log(`Saved its words, statuses and envelope in ${saveDetails(details)}.`)
} else {
  const lines = [...inCore, ...flat(beside)]
  print(lines)
  console.log(
    lines.length === 0
      ? `Core agrees with all ${Object.keys(facts).length} endpoints of ${file}.`
      : `Core and ${file} differ.`
  )
  process.exitCode = lines.length === 0 ? 0 : 1
}
