import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { rolldown } from "rolldown"

/**
 * A program of this workspace as plain JavaScript, as npm delivers it: no types to strip while it runs, other packages
 * where they are.
 */
export const asPublished = async (program: URL) => {
  const folder = await mkdtemp(join(tmpdir(), "xingtu-bench-"))
  const file = join(folder, "program.mjs")
  const bundle = await rolldown({
    input: program.pathname,
    platform: "node",
    plugins: [
      {
        name: "other packages stay outside",
        async resolveId(source, importer) {
          if (importer === undefined || /^(\.|node:|@xingtu\/)/.test(source)) return null
          const found = await this.resolve(source, importer, { skipSelf: true })
          return found === null || found.external ? found : { id: found.id, external: true }
        }
      }
    ]
  })
  await bundle.write({ file, format: "esm", codeSplitting: false })
  await bundle.close()
  return {
    program: pathToFileURL(file),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true })
  }
}
