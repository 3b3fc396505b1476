import { run } from "./run.ts"

process.exitCode = await run(
  process.argv.slice(2),
  process.env,
  (...lines) => void process.stdout.write(`${lines.join("\n")}\n`),
  (...lines) => void process.stderr.write(`${lines.join("\n")}\n`)
)
