// The one entrance: sets up what is missing, then runs a task on the workspace's own Node and pnpm.
import { spawn } from "node:child_process"
import { constants } from "node:os"
import { delimiter, join } from "node:path"
import { install } from "./install.mjs"
import { clear, report, stale } from "./report.mjs"
import { bin, root } from "./workspace.mjs"

/** @type {NodeJS.ProcessEnv} */
const env = {
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`,
  // Turbo asks nobody anything.
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1"
}

/**
 * Resolves to the exit code; a signal becomes 128 + its number, as in a shell.
 * @param {string} program
 * @param {string[]} args
 * @param {{ quietInput?: boolean, capture?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
const run = (program, args, { quietInput = false, capture = false } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(join(bin, program), args, {
      cwd: root,
      env,
      stdio: [quietInput ? "ignore" : "inherit", capture ? "pipe" : "inherit", "inherit"]
    })
    let output = ""
    child.stdout?.on("data", (chunk) => (output += chunk))
    process.on("SIGTERM", () => child.kill("SIGTERM"))
    // On a terminal Ctrl-C reaches the program by itself; a second one, from here, would end it at once.
    process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"))
    child.on("error", reject)
    child.on("close", (code, signal) =>
      resolve({ code: code ?? 128 + (signal ? constants.signals[signal] : 0), output })
    )
  })

/**
 * A program of apps/.
 * @param {string} app
 * @param {string[]} args
 */
const program = (app, args) => run("node", [join(root, "apps", app, "src/main.ts"), ...args]).then(({ code }) => code)

/**
 * A program of scripts/.
 * @param {string} name
 * @param {string[]} args
 */
const script = (name, args) => run("node", [join(root, "scripts", name), ...args]).then(({ code }) => code)

/**
 * A program people wait for: what was compiled once stays compiled. Not for measurements, which would measure that.
 * @param {string} app
 * @param {string[]} args
 */
const quick = (app, args) => {
  env.NODE_COMPILE_CACHE ??= join(root, "node_modules", ".cache", "node")
  return program(app, args)
}

/** @param {string[]} args */
const turbo = (...args) => run("turbo", ["run", ...args], { quietInput: true }).then(({ code }) => code)

/**
 * Types and tests of every package (turbo flags narrow it), then the sum of what the packages reported.
 * @param {string[]} args
 */
const test = async (args) => {
  const forbidSkips = args.includes("--forbid-skips")
  const flags = args.filter((arg) => arg !== "--forbid-skips")
  const plan = await run("turbo", ["run", "test", "--dry=json", ...flags], { quietInput: true, capture: true })
  if (plan.code !== 0) return plan.code
  clear()
  const code = await turbo("types", "test", "--continue=always", ...flags)
  const planned = JSON.parse(plan.output).tasks
  const again = stale(planned).map((it) => `--filter=${it.package}`)
  const second = again.length > 0 ? await turbo("test", "--only", "--force", "--continue=always", ...again) : 0
  const sum = report(planned, { forbidSkips })
  return code || second || sum
}

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const tasks = {
  // Installing happens before every task, so there is nothing left to do.
  install: async () => 0,
  demo: (args) => quick("demo", args),
  sandbox: (args) => quick("sandbox", args),
  bench: (args) => program("bench", args),
  test,
  types: (args) => turbo("types", ...args),
  build: (args) => turbo("build", ...args),
  packages: async (args) => (await turbo("build")) || script("packages.ts", args)
}

const [task, ...args] = process.argv.slice(2)
if (task === undefined) {
  console.error(`usage: node scripts/run.mjs <${Object.keys(tasks).join("|")}|script of package.json> [arguments]`)
  process.exit(2)
}
await install()
const other = () => run("pnpm", ["run", task, ...args]).then(({ code }) => code)
process.exitCode = await (tasks[task]?.(args) ?? other())
