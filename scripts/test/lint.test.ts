import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bin, root } from "../workspace.mjs"
import { cases } from "./lint-cases.ts"

/** All cases are linted in one run, in a tree with the workspace's folder names under a copy of the real config. */
describe("lint rules", () => {
  const found = new Map<string, Array<string>>()
  let tree: string

  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), "lint-"))
    for (const path of [".oxlintrc.json", "scripts/lint/plugin.ts"]) cpSync(join(root, path), join(tree, path))
    for (const { path, code } of cases) {
      mkdirSync(join(tree, dirname(path)), { recursive: true })
      writeFileSync(join(tree, path), code)
    }
    const run = spawnSync(join(bin, "oxlint"), ["--format=json", "packages", "apps"], { cwd: tree, encoding: "utf8" })
    if (!run.stdout.startsWith("{")) throw new Error(run.stdout + run.stderr)
    const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: Array<{ filename: string; code: string }> }
    for (const { filename, code } of diagnostics) found.set(filename, [...(found.get(filename) ?? []), code])
  })
  afterAll(() => rmSync(tree, { recursive: true }))

  it.each(cases)("$path: $about", ({ path, rule }) => {
    expect([...new Set(found.get(path))]).toEqual(rule === undefined ? [] : [rule])
  })
})
