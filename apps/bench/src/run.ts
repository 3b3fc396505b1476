import { setTimeout as sleep } from "node:timers/promises"
import type { Found, Pace, Part } from "./Part.ts"

/** What became of one part. */
export type Ran = { readonly part: Part; readonly seconds: number } & (
  | { readonly found: Found }
  | { readonly failed: unknown }
)

/** A part that hangs ends here, so that the others are still measured. */
const longest = 20 * 60_000

const within = async (running: Promise<Found>): Promise<Found> => {
  const ended = new AbortController()
  const late = sleep(longest, undefined, { signal: ended.signal }).then(() => {
    throw new Error("It did not end within 20 minutes.")
  })
  return Promise.race([running, late]).finally(() => ended.abort())
}

/** Runs parts one after another and hands on what each came to. One that fails does not end the others. */
export async function* run(parts: ReadonlyArray<Part>, pace: Pace): AsyncGenerator<Ran> {
  for (const part of parts) {
    const start = performance.now()
    const seconds = () => Math.round((performance.now() - start) / 1000)
    try {
      const found = await within(part.run(pace))
      yield { part, seconds: seconds(), found }
    } catch (failed) {
      yield { part, seconds: seconds(), failed }
    }
  }
}
