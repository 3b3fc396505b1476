// Installs a real n8n (2.7 GB, 6 to 10 minutes the first time) where test:real finds it. Prints the folder.
import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { installed, type Recipe, run } from "./cache.ts"

/** The folder that holds Node's headers, when this machine has them; any version does, since sqlite3 uses Node-API. */
const headers = [process.env["npm_config_nodedir"], dirname(dirname(process.execPath)), "/usr", "/usr/local"].find(
  (folder) => folder !== undefined && existsSync(join(folder, "include/node/node_api.h"))
)

const compiler = { ...process.env, ...(headers === undefined ? {} : { npm_config_nodedir: headers }) }

/** The n8n that the node is tried in before a release. */
const recipe: Recipe = {
  name: "n8n-2.41.1",
  manifest: {
    dependencies: { n8n: "2.41.1" },
    // 0.18.15 asks for a package that some registries lack; nothing here depends on which one it is.
    overrides: { linkedom: "0.18.12" }
  },
  steps: [
    {
      name: "install",
      run: (folder) =>
        run(
          "npm",
          ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"],
          folder
        )
    },
    { name: "sqlite3", run: (folder) => run("npm", ["rebuild", "sqlite3"], folder, compiler) }
  ]
}

export const realN8n = () => installed(recipe)

if (import.meta.main) console.log(await realN8n())
