import { spawnSync } from "node:child_process"
import { join } from "node:path"

const script = join(import.meta.dirname, "..", "..", "scripts", "analyze.ts")

/** What n8n's scan refuses. It runs on its own, since some of its rules change under NODE_ENV=test. */
export const analyze = (folder: string, patterns: ReadonlyArray<string>): string => {
  const { NODE_ENV: _, ...env } = process.env
  const { error, stderr, stdout } = spawnSync(process.execPath, [script, folder, ...patterns], {
    encoding: "utf8",
    env
  })
  if (error !== undefined || stderr !== "") throw error ?? new Error(stderr)
  return stdout
}
