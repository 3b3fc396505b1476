import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs"
import { homedir, tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest"
import { needsRegistry, packed } from "../src/packed.ts"
import { root } from "../src/root.ts"
import { run } from "../src/run.ts"

const readmes = globSync(["README*.md", "packages/*/README.md"], { cwd: root })

/** Every line of a README that installs from the clone, in blocks and in tables. */
const lines = [
  ...new Set(
    readmes.flatMap((readme) =>
      [...readFileSync(join(root, readme), "utf8").matchAll(/npm install [^`\n]*packages-out[^`\n]*/g)].map(
        ([it]) => it
      )
    )
  )
]

let home = ""
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "xingtu-home-"))
  mkdirSync(join(home, "xingtu"))
  symlinkSync(dirname(packed("@xingtu/core").tarball), join(home, "xingtu/packages-out"))
  mkdirSync(join(home, "own"))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

// What leads npm to its registry lies in the real home.
const { npm_config_userconfig = join(homedir(), ".npmrc"), npm_config_cache = join(homedir(), ".npm") } = process.env
const quiet = { npm_config_audit: "false", npm_config_fund: "false", npm_config_ignore_scripts: "true" }
const npm = { npm_config_userconfig, npm_config_cache, npm_config_prefer_offline: "true", ...quiet }

/** Types lines into a shell, in an empty folder of somebody whose clone is in ~/xingtu. */
const type = (script: string) => run(join(home, "own"), "sh", ["-ec", script], { ...npm, HOME: home })

const installed = (name: string, folder = "own") => existsSync(join(home, folder, "node_modules", name, "package.json"))

describe.skipIf(needsRegistry !== "")(`what the READMEs install from a clone${needsRegistry}`, () => {
  it.each(lines)("%s", async (line) => {
    await type(line)
    const wanted = inject("packed").filter(({ tarball }) => line.includes(`/${tarball.split("/").at(-1)}`))
    expect(wanted.filter(({ name }) => !installed(name))).toEqual([])
    expect(installed("n8n-workflow")).toBe(false)
  })
})

it("the folder for n8n is made, and the node in it needs no registry", async () => {
  const readme = readFileSync(join(root, "packages/n8n-node/README.md"), "utf8")
  const [, block = ""] = /```\n(mkdir -p ~\/\.n8n\/nodes[^`]*)```/.exec(readme) ?? []
  await type(block)
  expect(installed("n8n-nodes-xingtu", ".n8n/nodes")).toBe(true)
  expect(installed("n8n-workflow", ".n8n/nodes")).toBe(false)
})

it("every package but the one that is pasted has such a line, and the READMEs name the three files' folder", () => {
  const missing = inject("packed").filter(
    ({ tarball }) => !lines.some((line) => line.includes(tarball.split("/").at(-1) ?? "?"))
  )
  expect(missing.map(({ name }) => name)).toEqual(["@xingtu/sheets-addon"])
  for (const readme of ["README.md", "README.zh-CN.md", "packages/sheets-addon/README.md"])
    expect(readFileSync(join(root, readme), "utf8")).toContain("packages-out/sheets-addon")
  const folder = join(dirname(packed("@xingtu/core").tarball), "sheets-addon")
  for (const file of ["Code.js", "Sidebar.html", "appsscript.json"]) expect(existsSync(join(folder, file))).toBe(true)
})

it.each(inject("packed"))("npm pack in the folder of $name refuses with the command that works", async ({ source }) => {
  await expect(run(source, "npm", ["pack", "--dry-run"])).rejects.toThrow("npm run packages")
})
