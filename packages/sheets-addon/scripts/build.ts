import { mkdir, readFile, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { script } from "./bundle.ts"
import { declarations } from "./functions.ts"
import { sidebar } from "./sidebar.ts"

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** The bundle keeps to itself under this name; all that Sheets sees are the functions declared after it. */
const name = "Xingtu"

/** The text of `Code.js`. */
export const code = async (): Promise<string> =>
  `// Xingtu for Google Sheets. MIT licence. Contains Effect, MIT licence, copyright Effectful Technologies Inc.\n${await script(here("src/main.ts"), name)}\n\n${declarations(name)}`

if (import.meta.main) {
  const files = {
    "Code.js": await code(),
    "Sidebar.html": await sidebar(),
    "appsscript.json": await readFile(here("src/appsscript.json"), "utf8")
  }
  await mkdir(here("dist"), { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    await writeFile(here(`dist/${name}`), text)
    console.log(`dist/${name} ${(Buffer.byteLength(text) / 1024).toFixed(1)} KB`)
  }
}
