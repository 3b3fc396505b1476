// Where things are.
import { existsSync, readdirSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const bin = join(root, "node_modules", ".bin")

/** The folders of all packages of the workspace, as pnpm-workspace.yaml names them. */
export const packages = () => [
  join(root, "scripts"),
  ...["packages", "apps"].flatMap((parent) => {
    const folder = join(root, parent)
    const names = existsSync(folder) ? readdirSync(folder).sort() : []
    return names.map((name) => join(folder, name)).filter((path) => existsSync(join(path, "package.json")))
  })
]
