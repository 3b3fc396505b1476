import { run } from "./run.ts"

// `npm start | head` reads a few lines and leaves.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error
  process.exit(0)
})

// The first asks to stop, the second ends the program.
const stop = new AbortController()
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort())

process.exitCode = await run(
  process.argv.slice(2),
  process.env,
  (...lines) => void process.stdout.write(`${lines.join("\n")}\n`),
  (...lines) => void process.stderr.write(`${lines.join("\n")}\n`),
  stop.signal
)
