import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"

const folder = mkdtempSync(join(tmpdir(), "xingtu-redis-"))
const children: Array<ChildProcess> = []

/** Ends what the tests of a file started. */
export const endRedis = (): void =>
  afterAll(() => {
    for (const child of children) child.kill("SIGKILL")
    rmSync(folder, { recursive: true, force: true })
  })

export const installed = (() => {
  try {
    execFileSync("redis-server", ["--version"], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
})()

/** Says in the name of a test why it is skipped. */
export const needsServer = installed ? "" : " (skipped: no redis-server)"

export const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/** A Redis of this test's own, to be stopped, killed and started again. */
export const startRedis = (port: number, settings: ReadonlyArray<string> = []) =>
  new Promise<ChildProcess>((resolve, reject) => {
    const own = `--port ${port} --bind 127.0.0.1 --dir ${folder} --dbfilename ${port}.rdb --appenddirname aof-${port}`
    const child = spawn("redis-server", own.split(" ").concat("--save", "", settings))
    children.push(child)
    child.on("error", reject)
    child.stdout.on("data", (chunk) => String(chunk).includes("Ready to accept connections") && resolve(child))
  })
