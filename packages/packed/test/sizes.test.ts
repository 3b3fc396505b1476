import { readFileSync } from "node:fs"
import { isBuiltin } from "node:module"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { rolldown } from "rolldown"
import { describe, expect, it } from "vitest"
import { packed } from "../src/packed.ts"
import budgets from "../budgets.json" with { type: "json" }

const KB = (bytes: number) => Math.round(bytes / 102.4) / 10

/** Everything an entry point exports, as one file. */
const bundled = async (entry: string, external: (id: string) => boolean): Promise<string> => {
  const bundle = await rolldown({
    input: "entry",
    platform: "neutral",
    resolve: { mainFields: ["module", "main"], conditionNames: ["import", "module", "default"] },
    external,
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? join(import.meta.dirname, "entry.js") : null),
        load: (id) => (id.endsWith("entry.js") ? `export * from "${entry}"` : null)
      }
    ]
  })
  const {
    output: [chunk]
  } = await bundle.generate({ format: "esm", minify: true, codeSplitting: false })
  await bundle.close()
  return chunk.code
}

const over = (entry: string, code: string, budget: number) => {
  const size = KB(Buffer.byteLength(code))
  console.log(`${entry}: ${size} KB of ${budget}, ${KB(gzipSync(code).length)} KB gzipped`)
  return size > budget ? `${entry} has ${size} KB, its budget is ${budget} (packages/packed/budgets.json)` : undefined
}

describe("sizes", () => {
  it.each(Object.entries(budgets["bundled and minified, with Effect"]))(
    "%s stays within %i KB",
    async (entry, budget) => {
      expect(over(entry, await bundled(entry, isBuiltin), budget)).toBeUndefined()
    }
  )

  it.each(Object.entries(budgets["own code only, minified"]))("%s stays within %i KB", async (entry, budget) => {
    expect(
      over(entry, await bundled(entry, (id) => id !== entry && !/^[./]/.test(id) && id !== "entry"), budget)
    ).toBeUndefined()
  })

  it.each(Object.entries(budgets["files as published"]))("%s stays within %i KB", (entry, budget) => {
    const [name = "", file = ""] = entry.split(" ")
    expect(over(entry, readFileSync(join(packed(name).contents, file), "utf8"), budget)).toBeUndefined()
  })
})
