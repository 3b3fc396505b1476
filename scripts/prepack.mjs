// Refuses to pack what nobody could install. Every published package runs it before it is packed.
import { existsSync } from "node:fs"
import { basename } from "node:path"

const refuse = (/** @type {string} */ why) => {
  console.error(`${why}\nRun this at the root of the repository instead: npm run packages`)
  process.exit(1)
}

// Not the user agent: npm takes that of a pnpm around it.
if (!basename(process.env.npm_execpath ?? "").startsWith("pnpm"))
  refuse("npm would leave versions in this package that only its workspace understands (catalog:, workspace:).")
if (!existsSync("dist")) refuse("This package is not built.")
