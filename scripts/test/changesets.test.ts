import { execFileSync, spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { root } from "../workspace.mjs"

/**
 * A workspace in small: one package that others depend on, one that depends on it, one that bundles it, one that has
 * nothing to do with it.
 */
const manifests = {
  core: { name: "core", version: "0.3.1" },
  bot: { name: "bot", version: "0.2.0", dependencies: { core: "workspace:*" } },
  node: { name: "node", version: "0.5.0", devDependencies: { core: "workspace:*" } },
  alone: { name: "alone", version: "0.1.0" },
  private: { name: "private", version: "0.0.0", private: true, devDependencies: { core: "workspace:*" } }
}

let folder = ""
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}
const git = (...args: ReadonlyArray<string>) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"]
  })
const commit = () => {
  git("add", "-A")
  git("commit", "-q", "-m", "change")
}
const script = (name: string, ...args: ReadonlyArray<string>) =>
  spawnSync(process.execPath, [join(root, "scripts/changesets", name), ...args], { cwd: folder, encoding: "utf8" })
const changeset = (id: string, ...lines: ReadonlyArray<string>) =>
  write(`.changeset/${id}.md`, `---\n${lines.join("\n")}\n---\n\nSearch by price.\n`)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "xingtu-changesets-"))
  write(
    "package.json",
    `{ "name": "root", "private": true, "devEngines": { "packageManager": { "name": "pnpm", "version": "12.21.0" } } }`
  )
  write("pnpm-workspace.yaml", "packages:\n  - packages/*\n")
  write("pnpm-lock.yaml", "lockfileVersion: '9.0'\n")
  cpSync(join(root, ".changeset/config.json"), join(folder, ".changeset/config.json"))
  for (const [name, manifest] of Object.entries(manifests)) {
    write(`packages/${name}/package.json`, JSON.stringify(manifest))
    write(`packages/${name}/src/index.ts`, "export {}\n")
  }
  git("init", "-q", "-b", "main")
  commit()
})
afterEach(() => rmSync(folder, { recursive: true }))

describe("the next release", () => {
  const versions = () =>
    Object.fromEntries(
      Object.keys(manifests).map((name) => [
        name,
        JSON.parse(readFileSync(join(folder, "packages", name, "package.json"), "utf8")).version
      ])
    )

  it("takes the packages that depend on a released one and those that bundle it along", () => {
    changeset("one", `"core": minor`)
    const { status, stderr } = script("version.ts")
    expect(stderr).toBe("")
    expect(status).toBe(0)
    expect(versions()).toEqual({ core: "0.4.0", bot: "0.2.1", node: "0.5.1", alone: "0.1.0", private: "0.0.0" })
    expect(readFileSync(join(folder, "packages/node/CHANGELOG.md"), "utf8")).toMatch(
      /## 0\.5\.1\s+### Patch Changes\s+- .*Bundles core 0\.4\.0\./
    )
    expect(readFileSync(join(folder, "packages/core/CHANGELOG.md"), "utf8")).toContain("Search by price.")
  })

  it("leaves a bundling package at the change it asked for itself", () => {
    changeset("one", `"core": patch`, `"node": minor`)
    script("version.ts")
    expect(versions()).toMatchObject({ core: "0.3.2", node: "0.6.0" })
    expect(readFileSync(join(folder, "packages/node/CHANGELOG.md"), "utf8")).not.toContain("Bundles")
  })

  it("leaves core alone when an adapter is released", () => {
    changeset("one", `"node": patch`)
    script("version.ts")
    expect(versions()).toMatchObject({ core: "0.3.1", bot: "0.2.0", node: "0.5.1" })
  })
})

describe("the check for changesets", () => {
  const check = () => script("check.ts", "--since", "main")
  beforeEach(() => git("checkout", "-q", "-b", "topic"))

  it("names the package whose source changed, though another one is announced", () => {
    write("packages/core/src/index.ts", "export const a = 1\n")
    write("packages/alone/src/index.ts", "export const a = 1\n")
    changeset("one", `"alone": patch`)
    commit()
    const { status, stderr } = check()
    expect(status).toBe(1)
    expect(stderr).toContain("without a changeset: core.")
  })

  it("is content when each changed package is announced, also as a change nobody notices", () => {
    write("packages/core/src/index.ts", "export const a = 1\n")
    write("packages/alone/package.json", JSON.stringify({ ...manifests.alone, devDependencies: {} }))
    changeset("one", `"core": patch`, `"alone": none`)
    commit()
    expect(check()).toMatchObject({ status: 0, stderr: "" })
  })

  it("asks for none where only tests, words or private packages changed", () => {
    write("packages/core/test/a.test.ts", "export {}\n")
    write("packages/core/README.md", "# core\n")
    write("packages/private/src/index.ts", "export const a = 1\n")
    commit()
    expect(check()).toMatchObject({ status: 0, stderr: "" })
  })

  it("does not count a changeset that was there before", () => {
    git("checkout", "-q", "main")
    changeset("old", `"core": minor`)
    commit()
    git("checkout", "-q", "-b", "second")
    write("packages/core/src/index.ts", "export const b = 1\n")
    commit()
    expect(check()).toMatchObject({ status: 1 })
  })
})
