import { execFileSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { bin, root } from "../workspace.mjs"

/** One of each way to tell npm, pnpm and Node how to reach the registry. */
const ways = {
  NODE_EXTRA_CA_CERTS: "/a/certificate.pem",
  SSL_CERT_FILE: "/a/bundle.pem",
  SSL_CERT_DIR: "/a/folder",
  HTTPS_PROXY: "http://127.0.0.1:9",
  https_proxy: "http://127.0.0.1:9",
  NO_PROXY: "localhost",
  no_proxy: "localhost",
  npm_config_registry: "https://localhost:9/",
  NPM_CONFIG_USERCONFIG: "/a/npmrc",
  npm_config_cafile: "/a/certificate.pem",
  pnpm_config_registry: "https://localhost:9/"
}

let folder = ""
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "environment-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

it("a task's programs reach the registry the way the machine does", () => {
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name, ".."), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const manifest = { name: "probe", scripts: { test: "node probe.mjs" } }
  const { devEngines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
  write("package.json", JSON.stringify({ name: "root", private: true, devEngines }))
  write("pnpm-workspace.yaml", "packages:\n  - packages/*\n")
  write("packages/probe/package.json", JSON.stringify(manifest))
  const probe = `import { writeFileSync } from "node:fs"\nwriteFileSync("seen.json", JSON.stringify(process.env))\n`
  write("packages/probe/probe.mjs", probe)
  for (const file of ["turbo.json", "tsconfig.base.json", "vitest.base.ts"])
    cpSync(join(root, file), join(folder, file))
  const { PATH = "", HOME = "" } = process.env
  const env = { PATH: `${bin}:${PATH}`, HOME, TURBO_TELEMETRY_DISABLED: "1", ...ways }
  execFileSync(join(bin, "turbo"), ["run", "test", "--cache=local:"], { cwd: folder, env, stdio: "pipe" })
  expect(JSON.parse(readFileSync(join(folder, "packages/probe/seen.json"), "utf8"))).toMatchObject({ HOME, ...ways })
})
