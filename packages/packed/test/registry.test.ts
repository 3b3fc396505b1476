import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer as createHttpServer } from "node:http"
import { createServer } from "node:https"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { consumer } from "../src/consumer.ts"
import { packed } from "../src/packed.ts"
import { registryAway } from "../src/registry.ts"
import { run } from "../src/run.ts"

const name = "@xingtu/sheets-addon"
const noOpenssl = spawnSync("openssl", ["version"]).error === undefined ? "" : " (skipped: no openssl)"

let folder = ""
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xingtu-registry-"))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A registry with one package, behind a certificate that nobody knows; `env` leads npm to it, with an empty cache. */
const startRegistry = async () => {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "certificate.pem")]
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
  await run(folder, "openssl", ["req", "-x509", ...kind, "-keyout", key, "-out", cert, ...subject])
  const { contents, tarball } = packed(name)
  const manifest = JSON.parse(readFileSync(join(contents, "package.json"), "utf8"))
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    if (request.url?.endsWith(".tgz") === true) return void response.end(readFileSync(tarball))
    const dist = { tarball: `https://${request.headers.host}/package.tgz` }
    const version = { ...manifest, dist }
    const tags = { latest: manifest.version }
    response.setHeader("content-type", "application/json")
    response.end(JSON.stringify({ name, "dist-tags": tags, versions: { [manifest.version]: version } }))
  }).listen(0, "localhost")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
  // What this machine's own npm settings say of certificates would go before what Node knows.
  const none = join(folder, "no-npmrc")
  const settings = { npm_config_userconfig: none, npm_config_globalconfig: `${none}-global`, npm_config_cafile: "" }
  const own = { npm_config_registry: `https://localhost:${port}/`, npm_config_cache: join(folder, `cache-${port}`) }
  return {
    env: { ...settings, ...own },
    certificate: { NODE_EXTRA_CA_CERTS: cert },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    }
  }
}

describe.skipIf(noOpenssl !== "")(`a registry behind a certificate of its own${noOpenssl}`, () => {
  it("serves npm, once its certificate is named", async () => {
    await using registry = await startRegistry()
    await using user = await consumer([name], undefined, { ...registry.env, ...registry.certificate })
    expect(await user.node(["-p", `require("${name}/package.json").name`])).toBe(`${name}\n`)
  })

  it("is told at once, with what to do, when it is not", async () => {
    await using registry = await startRegistry()
    const env = { ...registry.env, NODE_EXTRA_CA_CERTS: "", SSL_CERT_FILE: "", SSL_CERT_DIR: "", NODE_OPTIONS: "" }
    expect(await registryAway(env)).toBe("")
    await expect(consumer([name], undefined, env)).rejects.toThrow(
      /^npm failed with \w*CERT\w*\. .*NODE_EXTRA_CA_CERTS/
    )
  })
})

describe("no registry", () => {
  it("is a reason to leave tests out, and an install that tries ends at once", async () => {
    const env = { npm_config_registry: "http://127.0.0.1:9/", npm_config_cache: join(folder, "empty") }
    expect(await registryAway(env)).toBe(" (skipped: no npm registry: ECONNREFUSED)")
    await expect(consumer(["effect"], undefined, env)).rejects.toThrow(/^npm failed with ECONNREFUSED\. Look at/)
  })

  it("is one too where npm still has its answers", async () => {
    const server = createHttpServer((_, response) =>
      response.setHeader("content-type", "application/json").end(
        JSON.stringify({
          name: "effect",
          "dist-tags": { latest: "1.0.0" },
          versions: { "1.0.0": { version: "1.0.0" } }
        })
      )
    ).listen(0, "127.0.0.1")
    await once(server, "listening")
    const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
    const env = { npm_config_registry: `http://127.0.0.1:${port}/`, npm_config_cache: join(folder, "full") }
    const asked = () => run(folder, "npm", ["view", "effect", "version", "--fetch-retries=0"], env)
    expect(await asked()).toBe("1.0.0\n")
    expect(await registryAway(env)).toBe("")
    server.closeAllConnections()
    server.close()
    await once(server, "close")
    expect(await asked()).toBe("1.0.0\n")
    expect(await registryAway(env)).toBe(" (skipped: no npm registry: ECONNREFUSED)")
  })
})

/** Whether the process is there; one that nobody has fetched yet has ended all the same. */
const runs = (pid: number) => {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" })
  return stdout.trim() !== "" && !stdout.startsWith("Z")
}

// A shell with a child of its own, which says who that is.
const family = ["-c", "sleep 600 & echo $!; wait"]

describe("a program that hangs", () => {
  it("is ended with its children, and what it said is told", async () => {
    const failure = await run(folder, "sh", family, {}, 1_500).catch(String)
    expect(failure).toMatch(/did not end within 1\.5 s\n\d+\n$/)
    const pid = Number(/(\d+)\n$/.exec(String(failure))?.[1])
    await expect.poll(() => runs(pid)).toBe(false)
  })

  it("is ended when the tests themselves are killed", async () => {
    const supervise = join(import.meta.dirname, "../src/supervise.ts")
    const starter = `const { spawn } = require("node:child_process")
      spawn(process.execPath, ${JSON.stringify([supervise, "sh", ...family])}, { stdio: ["pipe", "inherit", "inherit"] })`
    const tests = spawn(process.execPath, ["-e", starter], { stdio: ["ignore", "pipe", "inherit"] })
    const [said] = (await once(tests.stdout, "data")) as [Buffer] // what a stream without encoding emits
    const pid = Number(said.toString())
    expect(runs(pid)).toBe(true)
    tests.kill("SIGKILL")
    await expect.poll(() => runs(pid)).toBe(false)
  })
})
