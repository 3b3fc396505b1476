// `npx pnpm docs:write`: brings the generated parts of the documents up to date.
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../workspace.mjs"
import { documents } from "./parts.ts"

const stale = documents().filter(({ now, wanted }) => now !== wanted)
for (const { file, wanted } of stale) writeFileSync(join(root, file), wanted)
console.log(stale.length === 0 ? "Every document is up to date." : `Wrote ${stale.map(({ file }) => file).join(", ")}.`)
