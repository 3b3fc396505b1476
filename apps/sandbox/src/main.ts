import { Options } from "@xingtu/core/node"
import { startSandbox } from "./sandbox.ts"

const usage = `Usage: npm run sandbox -- [--port N] [--host ADDRESS]

The Just One API for Xingtu on this machine. Any token is accepted and nothing costs money.
  --port N         the port to listen on (default: any free one)
  --host ADDRESS   where to listen (default: 127.0.0.1); 0.0.0.0 lets containers and other machines in

It prints its address when it is ready and runs until Ctrl-C. To use it, set JUSTONEAPI_BASE_URL to that address.
`

const known = {
  port: { type: "string", default: "0" },
  host: { type: "string", default: "127.0.0.1" },
  help: { type: "boolean", short: "h", default: false }
} as const

/** What listens there is reached from this machine only. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/i

/** What went wrong and what to do. */
const told = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && "code" in error ? error.code : undefined
  if (code === "EADDRINUSE") return "This port is in use. Choose another one, or leave --port out for a free one.\n"
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `${message}\n--host takes an address of this machine, such as 0.0.0.0 for all of them.\n`
  return `${message}\n\n${usage}`
}

try {
  const { values } = Options.parseOptions({ options: known })
  if (values.help) {
    process.stdout.write(usage)
  } else {
    const { host } = values
    const sandbox = await startSandbox({ port: Options.valueOf("--port", values.port, Options.upTo(65_535)), host })
    if (!loopback.test(host))
      process.stderr.write(
        `Warning: the sandbox listens on ${host}. Anyone who can reach this machine can use it, read its ledger and set its faults.\n`
      )
    process.stdout.write(`${sandbox.url}\n`)
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void sandbox.close())
  }
} catch (error) {
  process.stderr.write(told(error))
  process.exitCode = 1
}
