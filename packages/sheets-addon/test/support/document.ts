import { readFile } from "node:fs/promises"
import { type SandboxOptions, startSandbox, token } from "@xingtu/testing"
import { Document } from "../../host/index.ts"
import type { Weather } from "../../host/google.ts"
import { code } from "../../scripts/build.ts"

const manifest: { readonly urlFetchWhitelist: ReadonlyArray<string> } = JSON.parse(
  await readFile(new URL("../../src/appsscript.json", import.meta.url), "utf8")
)

/** The built file: what every test runs. */
export const built = await code()

/** A document with the add-on and a token, and the API it reaches. */
export const open = async (options: SandboxOptions = {}, weather: Partial<Weather> = {}) => {
  const sandbox = await startSandbox(options)
  const document = new Document(built, {
    routes: { "https://api.justoneapi.com": sandbox.url },
    allowed: manifest.urlFetchWhitelist,
    ...weather
  })
  await document.ask("properties.set", "document", { token })
  return {
    sandbox,
    document,
    set: (settings: object) => document.ask("properties.set", "document", { settings: JSON.stringify(settings) }),
    close: async () => {
      await document.close()
      await sandbox.close()
    }
  }
}

export type Open = Awaited<ReturnType<typeof open>>

/** Ids that nobody has asked yet. */
export const ids = (count: number, from = 0): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, i) => String(6_955_721_930_401_200_000n + BigInt(from + i)))

export const column = (values: ReadonlyArray<unknown>): ReadonlyArray<ReadonlyArray<unknown>> =>
  values.map((value) => [value])

export type Rows = ReadonlyArray<ReadonlyArray<string | number | boolean>>
