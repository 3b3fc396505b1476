// Refuses to pack what nobody could install. Every published package runs it before it is packed.
import { existsSync } from "node:fs"

const refuse = (/** @type {string} */ why) => {
  console.error(`${why}\nRun this at the root of the repository instead: npm run packages`)
  process.exit(1)
}

if (process.env.npm_config_user_agent?.startsWith("pnpm/") !== true)
  refuse("npm would leave versions in this package that only its workspace understands (catalog:, workspace:).")
if (!existsSync("dist")) refuse("This package is not built.")
