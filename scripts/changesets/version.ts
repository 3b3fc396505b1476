// Sets the versions and change logs of the next release; a package that bundles a released one is released too.
import { assembleReleasePlan } from "@changesets/assemble-release-plan"
import { readChangesets } from "@changesets/read"
import { writeChangeset } from "@changesets/write"
import { execFileSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { bundlers } from "./bundlers.ts"
import { open } from "./workspace.ts"

const { config, packages, published } = await open(process.cwd())
const changesets = await readChangesets(packages.rootDir)

if (changesets.length > 0) {
  const plan = assembleReleasePlan(changesets, packages, config, undefined)
  for (const missing of bundlers(plan, published))
    await writeChangeset(missing, packages.rootDir, { format: config.format })
}
const cli = createRequire(import.meta.url).resolve("@changesets/cli/bin.js")
execFileSync(process.execPath, [cli, "version"], { cwd: packages.rootDir, stdio: "inherit" })

// The registry of MCP servers reads the version from a file of its own.
for (const { dir } of published) {
  const registered = join(dir, "server.json")
  if (!existsSync(registered)) continue
  const { version }: { readonly version: string } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"))
  writeFileSync(registered, readFileSync(registered, "utf8").replace(/"version": "[^"]*"/g, `"version": "${version}"`))
}
