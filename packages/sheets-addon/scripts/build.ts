import { mkdir, readFile, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { type Plugin, rolldown } from "rolldown"
import { declarations } from "./functions.ts"

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** The bundle keeps to itself under this name; all that Sheets sees are the functions declared after it. */
const name = "XingtuAddon"

/** Modules of Effect of which core uses little: core gets a small stand-in, Effect itself keeps its own. */
const standins: Plugin = {
  name: "stand-ins",
  resolveId: (source, importer) => {
    const module = /^\.\/(DateTime|Effect|Stream)\.js$/.exec(source)?.[1]
    return module !== undefined && importer?.endsWith("/effect/dist/index.js") === true ? here(`scripts/standins/${module}.ts`) : null
  }
}

/** What an endpoint is about stands in the help of its function and in the sidebar; no formula reads it. */
const abouts: Plugin = {
  name: "abouts",
  transform: { filter: { id: /\/core\/src\/endpoints\// }, handler: (code) => code.replace(/about: \{[^{}]*\}/, "about: { en: \"\", zh: \"\" }") }
}

/** Everything an entry needs, in one script that declares `name`. */
export const script = async (entry: string, name: string, plugins: ReadonlyArray<Plugin> = []): Promise<string> => {
  const bundle = await rolldown({
    input: entry,
    platform: "neutral",
    resolve: { mainFields: ["module", "main"], conditionNames: ["import", "module"] },
    transform: { target: "es2020" },
    treeshake: { moduleSideEffects: [{ test: /node_modules/, sideEffects: false }], propertyReadSideEffects: false, unknownGlobalSideEffects: false },
    plugins: [standins, abouts, ...plugins]
  })
  const { output: [chunk] } = await bundle.generate({ format: "iife", name, minify: true, codeSplitting: false })
  await bundle.close()
  return chunk.code.trim()
}

/** The text of `Code.js`. */
export const code = async (): Promise<string> =>
  `// Xingtu for Google Sheets. MIT licence. https://github.com/xingtu/xingtu\n${await script(here("src/main.ts"), name)}\n\n${declarations(name)}`

if (import.meta.main) {
  await mkdir(here("dist"), { recursive: true })
  const built = await code()
  await writeFile(here("dist/Code.js"), built)
  for (const file of ["appsscript.json", "Sidebar.html"]) await writeFile(here(`dist/${file}`), await readFile(here(`src/${file}`)))
  console.log(`dist/Code.js ${(Buffer.byteLength(built) / 1024).toFixed(1)} KB`)
}
