import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { createServer, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"

const folder = mkdtempSync(join(tmpdir(), "xingtu-redis-"))
const children: Array<ChildProcess> = []

/** Ends every Redis that was started here, and removes what they wrote. */
export const endRedis = (): void => {
  for (const child of children) child.kill("SIGKILL")
  rmSync(folder, { recursive: true, force: true })
}

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

/** A Redis of one's own, to be stopped, killed and started again. */
export const startRedis = (port: number, settings: ReadonlyArray<string> = []) =>
  new Promise<ChildProcess>((resolve, reject) => {
    mkdirSync(folder, { recursive: true })
    const files = `--dir ${folder} --dbfilename ${port}.rdb --appenddirname aof-${port}`
    const own = `--port ${port} --bind 127.0.0.1 ${files} --cluster-config-file nodes-${port}.conf`
    const child = spawn("redis-server", own.split(" ").concat("--save", "", settings))
    children.push(child)
    child.on("error", reject)
    child.stdout.on("data", (chunk) => String(chunk).includes("Ready to accept connections") && resolve(child))
  })

/** Settings under which it keeps what it was told when it is killed. */
export const durable = ["--appendonly", "yes", "--appendfsync", "always"]

export const kill = (child: ChildProcess) =>
  new Promise<void>((resolve) => child.on("close", () => resolve()) && child.kill("SIGKILL"))
