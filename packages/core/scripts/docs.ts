import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { directory, pages } from "./pages.ts"

/** `pnpm docs:endpoints`: writes docs/endpoints from the catalogue. */
mkdirSync(directory, { recursive: true })
const written = pages()
for (const file of readdirSync(directory)) if (!written.has(file)) rmSync(new URL(file, directory))
for (const [file, text] of written) writeFileSync(new URL(file, directory), text)
console.log(`Wrote ${written.size} pages to docs/endpoints.`)
