import { execFileSync } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { SOURCE_FILE_PATTERNS } from "@n8n/scan-community-package/scanner/scanner.mjs"
import { expect, inject, test } from "vitest"
import { root } from "../scripts/root.ts"
import { analyze } from "./support/analyze.ts"

const shared = join(inject("installed"), "dist", "shared", "core.js")

test("n8n's scan passes the sources and the package as it is published", { timeout: 60_000 }, () => {
  expect(analyze(root, SOURCE_FILE_PATTERNS)).toBe("")
  expect(analyze(inject("installed"), ["**/*.js", "package.json"])).toBe("")
})

test("the scan would notice a forbidden global in the bundle", { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "xingtu-scan-"))
  try {
    cpSync(inject("installed"), folder, { recursive: true })
    writeFileSync(
      join(folder, "dist", "shared", "core.js"),
      `${readFileSync(shared, "utf8")}\nsetTimeout(() => process.exit(), 1);\n`
    )
    expect(analyze(folder, ["**/*.js", "package.json"])).toContain("no-restricted-globals")
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test("the bundle needs nothing but n8n-workflow, and node, trigger and credential share it", () => {
  const required = (file: string) =>
    [...readFileSync(join(inject("installed"), "dist", file), "utf8").matchAll(/\brequire\("([^"]+)"\)/g)].map(
      ([, name]) => name
    )
  expect(required("shared/core.js")).toEqual(["n8n-workflow"])
  expect(required("nodes/Xingtu/Xingtu.node.js")).toEqual(["n8n-workflow", "../../shared/core.js"])
  expect(required("nodes/Xingtu/XingtuTrigger.node.js")).toEqual(["n8n-workflow", "../../shared/core.js"])
  expect(required("credentials/XingtuApi.credentials.js")).toEqual(["../shared/core.js"])
})

test("loading it leaves the process as it was, and lets it end", () => {
  const script = `require("n8n-workflow"); const before = Object.keys(globalThis).join(); require(${JSON.stringify(shared)}); console.log(Object.keys(globalThis).join() === before)`
  expect(
    execFileSync(process.execPath, ["-e", script], {
      encoding: "utf8",
      timeout: 20_000,
      cwd: inject("installed")
    }).trim()
  ).toBe("true")
})

test("what is published holds no path of the machine that built it", () => {
  expect(readFileSync(shared, "utf8")).not.toContain(dirname(dirname(root)))
})
