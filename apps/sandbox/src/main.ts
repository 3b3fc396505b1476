import { parseArgs } from "node:util"
import { startSandbox } from "./sandbox.ts"

const usage = `Usage: npm run sandbox -- [--port N]

The Just One API for Xingtu on this machine. Any token is accepted and nothing costs money.
  --port N   the port to listen on; 0 (any free one) unless given
`

const portOf = (text: string): number => {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Error(`--port takes a number from 0 to 65535, not ${text}.`)
  return port
}

try {
  const { values } = parseArgs({
    options: { port: { type: "string", default: "0" }, help: { type: "boolean", short: "h", default: false } }
  })
  if (values.help) {
    process.stdout.write(usage)
  } else {
    const sandbox = await startSandbox({ port: portOf(values.port) })
    process.stdout.write(`${sandbox.url}\n`)
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void sandbox.close())
  }
} catch (error) {
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE"
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n${taken ? "Choose another port, or leave --port out for a free one.\n" : usage}`
  )
  process.exitCode = 1
}
