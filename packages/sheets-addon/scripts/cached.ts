import { createHash } from "node:crypto"
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { code } from "./build.ts"

const own = fileURLToPath(new URL("..", import.meta.url))
const core = dirname(fileURLToPath(import.meta.resolve("@xingtu/core/package.json")))

/** A name for everything the bundle is made of. */
const stamp = async (): Promise<string> => {
  const hash = createHash("sha256")
  for (const folder of [join(own, "src"), join(own, "scripts"), join(core, "src")]) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
    for (const file of files) hash.update(file).update(await readFile(file))
  }
  return hash.digest("hex").slice(0, 16)
}

/** The text of `Code.js`, built only when something it is made of has changed. */
export const cachedCode = async (): Promise<string> => {
  const folder = join(own, "node_modules/.cache")
  const file = join(folder, `Code-${await stamp()}.js`)
  try {
    return await readFile(file, "utf8")
  } catch {
    const built = await code()
    await mkdir(folder, { recursive: true })
    await writeFile(file, built)
    return built
  }
}
