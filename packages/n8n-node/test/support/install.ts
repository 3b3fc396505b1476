// Once per test run: the package as it would be published, installed beside n8n's own modules and away from ours.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import type { TestProject } from "vitest/node"
import { unpack } from "../../scripts/pack.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the installed package. */
    readonly installed: string
  }
}

export default (project: TestProject) => {
  const home = mkdtempSync(join(tmpdir(), "xingtu-n8n-"))
  const modules = join(home, "node_modules")
  const folder = join(modules, "n8n-nodes-xingtu")
  mkdirSync(folder, { recursive: true })
  unpack(folder)
  // The one thing n8n gives to a community package.
  const core = createRequire(createRequire(import.meta.url).resolve("n8n-core"))
  symlinkSync(dirname(core.resolve("n8n-workflow/package.json")), join(modules, "n8n-workflow"))
  project.provide("installed", folder)
  return () => rmSync(home, { recursive: true, force: true })
}
