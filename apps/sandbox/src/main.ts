import { parseArgs } from "node:util"
import { startSandbox } from "./sandbox.ts"

const usage = `Usage: npm run sandbox -- [--port N] [--host ADDRESS]

The Just One API for Xingtu on this machine. Any token is accepted and nothing costs money.
  --port N         the port to listen on; default: 0 (any free port)
  --host ADDRESS   where to listen; default: 127.0.0.1. 0.0.0.0 also accepts containers and other machines
`

/** What listens there is reached from this machine only. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/i

const portOf = (text: string): number => {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Error(`--port takes a number from 0 to 65535, not ${text}.`)
  return port
}

try {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      host: { type: "string", default: "127.0.0.1" },
      help: { type: "boolean", short: "h", default: false }
    }
  })
  if (values.help) {
    process.stdout.write(usage)
  } else {
    const { host } = values
    const sandbox = await startSandbox({ port: portOf(values.port), host })
    if (!loopback.test(host))
      process.stderr.write(
        `Warning: the sandbox listens on ${host}. Anyone who can reach this machine can use it, read its ledger and set its faults.\n`
      )
    process.stdout.write(`${sandbox.url}\n`)
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void sandbox.close())
  }
} catch (error) {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  const remedy =
    code === "EADDRINUSE"
      ? "Choose another port, or omit --port to use a free one.\n"
      : code === "EADDRNOTAVAIL" || code === "ENOTFOUND"
        ? "--host takes an address of this machine, such as 0.0.0.0 for all of them.\n"
        : usage
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${remedy}`)
  process.exitCode = 1
}
