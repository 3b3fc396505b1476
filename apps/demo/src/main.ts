import { run } from "./run.ts"

// `npm start | head` reads a few lines and leaves.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error
  process.exit(0)
})

process.exitCode = await run(
  process.argv.slice(2),
  process.env,
  (...lines) => void process.stdout.write(`${lines.join("\n")}\n`),
  (...lines) => void process.stderr.write(`${lines.join("\n")}\n`)
)
