// Runs a program in a process group of its own and ends all of it when this process's input ends: whoever started this
// holds the other end, so nothing is left behind in whatever way that ended.
import { spawn } from "node:child_process"
import { constants } from "node:os"

const [program = "", ...args] = process.argv.slice(2)
const child = spawn(program, args, { detached: true, stdio: ["ignore", "inherit", "inherit"] })

const end = () => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL")
  } catch {
    // All of it has ended by itself.
  }
}
process.stdin.on("close", end).resume()
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end)

child.on("error", ({ message }) => {
  console.error(message)
  process.exit(127)
})
child.on("exit", (code, signal) => {
  end()
  process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
})
