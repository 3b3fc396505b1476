// A real n8n with the packed package installed as n8n's own installer does it, in a home of its own.
import { type ChildProcess, spawn } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { unpack } from "../scripts/pack.ts"
import { realN8n } from "./install.ts"

export interface Finished {
  readonly code: number | null
  readonly out: string
  readonly log: string
}

const freePort = () =>
  new Promise<number>((found) => {
    const server = createServer()
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => found(typeof address === "object" && address !== null ? address.port : 0))
    })
  })

/** `more` is set in the environment of each process. */
export const prepare = async (more: Readonly<Record<string, string>> = {}) => {
  const program = join(await realN8n(), "node_modules", "n8n", "bin", "n8n")
  const home = mkdtempSync(join(tmpdir(), "xingtu-real-n8n-"))
  const nodes = join(home, ".n8n", "nodes", "node_modules", "n8n-nodes-xingtu")
  mkdirSync(nodes, { recursive: true })
  unpack(nodes)
  const offlineLog = join(home, "offline.log")
  writeFileSync(offlineLog, "")
  const port = await freePort()
  const brokerPort = await freePort()
  const env = {
    PATH: process.env["PATH"],
    HOME: home,
    N8N_USER_FOLDER: home,
    N8N_ENCRYPTION_KEY: "of a test",
    N8N_LISTEN_ADDRESS: "127.0.0.1",
    N8N_PORT: String(port),
    N8N_RUNNERS_BROKER_PORT: String(brokerPort),
    N8N_SECURE_COOKIE: "false",
    // What would call home.
    N8N_DIAGNOSTICS_ENABLED: "false",
    N8N_VERSION_NOTIFICATIONS_ENABLED: "false",
    N8N_TEMPLATES_ENABLED: "false",
    N8N_PERSONALIZATION_ENABLED: "false",
    N8N_DYNAMIC_BANNERS_ENABLED: "false",
    N8N_VERIFIED_PACKAGES_ENABLED: "false",
    N8N_DISABLED_MODULES: "mcp-registry",
    XINGTU_OFFLINE_LOG: offlineLog,
    ...more,
    NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import ${pathToFileURL(join(import.meta.dirname, "offline.ts")).href}`
  }
  const start = (args: ReadonlyArray<string>): ChildProcess =>
    spawn(process.execPath, [program, ...args], { env, cwd: home, stdio: ["ignore", "pipe", "pipe"] })

  /** Runs a command of n8n's CLI to its end. */
  const cli = (...args: ReadonlyArray<string>): Promise<Finished> =>
    new Promise((resolve, reject) => {
      const child = start(args)
      let [out, log] = ["", ""]
      child.stdout?.on("data", (chunk) => (out += chunk))
      child.stderr?.on("data", (chunk) => (log += chunk))
      child.on("error", reject)
      child.on("close", (code) => resolve({ code, out, log }))
    })

  const file = (name: string, content: unknown): string => {
    const path = join(home, name)
    writeFileSync(path, JSON.stringify(content))
    return path
  }

  /** The server, ready. */
  const serve = async () => {
    const child = start(["start"])
    let log = ""
    child.stdout?.on("data", (chunk) => (log += chunk))
    child.stderr?.on("data", (chunk) => (log += chunk))
    const ended = new Promise<void>((resolve) => child.on("close", () => resolve()))
    const url = `http://127.0.0.1:${port}`
    const isReady = () =>
      fetch(`${url}/healthz/readiness`).then(
        ({ ok }) => ok,
        () => false
      )
    for (let tries = 0; !(await isReady()); tries++) {
      if (child.exitCode !== null || tries > 600) throw new Error(`n8n did not start\n${log}`)
      await new Promise((wait) => setTimeout(wait, 250))
    }
    return {
      url,
      log: () => log,
      stop: async () => {
        child.kill("SIGTERM")
        await ended
      }
    }
  }

  return {
    cli,
    file,
    serve,
    /** The processes that ran under the guard, and the hosts outside this machine that they tried to reach. */
    watched: () => {
      const lines = readFileSync(offlineLog, "utf8").split("\n")
      const after = (word: string) =>
        lines.filter((line) => line.startsWith(word)).map((line) => line.slice(word.length))
      return { guarded: after("guarded "), outside: after("outside ") }
    },
    remove: () => rmSync(home, { recursive: true, force: true })
  }
}
