import { execFileSync } from "node:child_process"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"

/** The folder of a package of this workspace. */
export const folderOf = (name: string): string => dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)))

/** Builds packages as they are published, through the workspace's cache. */
export const build = (names: ReadonlyArray<string>): void => {
  execFileSync("turbo", ["run", "build", "--output-logs=errors-only", ...names.map((name) => `--filter=${name}`)], {
    cwd: fileURLToPath(new URL("../../../..", import.meta.url)),
    stdio: ["ignore", "ignore", "inherit"]
  })
}
