// Names the published packages whose source changed since a commit without a changeset; exit code 1 when there are any.
import { getChangedPackagesSinceRef } from "@changesets/git"
import { readChangesets } from "@changesets/read"
import { parseArgs } from "node:util"
import { open } from "./workspace.ts"

const {
  values: { since }
} = parseArgs({ options: { since: { type: "string", default: "origin/main" } } })
const { config, packages, published } = await open(process.cwd())
const changed = await getChangedPackagesSinceRef({
  cwd: packages.rootDir,
  ref: since,
  changedFilePatterns: config.changedFilePatterns
})
const announced = new Set(
  (await readChangesets(packages.rootDir, since)).flatMap(({ releases }) => releases.map(({ name }) => name))
)
const missing = published
  .map(({ packageJson: { name } }) => name)
  .filter((name) => !announced.has(name) && changed.some(({ packageJson }) => packageJson.name === name))

if (missing.length === 0) {
  console.log(`Every published package that changed since ${since} has a changeset.`)
} else {
  console.error(`Changed since ${since} without a changeset: ${missing.join(", ")}.`)
  console.error(
    "Run `npx pnpm changeset`, choose the packages and how much they change, and commit the file it writes."
  )
  console.error("For a change that users cannot notice, write the file by hand with the type `none`.")
  process.exitCode = 1
}
