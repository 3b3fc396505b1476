import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { isBuiltin } from "node:module"
import { fileURLToPath } from "node:url"
import { rolldown } from "rolldown"

// What is quick to import. The Promise doors become one file each, with Effect inside; everything else imports Effect's
// modules one by one, since its index loads six times as many.

const dist = fileURLToPath(new URL("../dist/", import.meta.url))
const src = fileURLToPath(new URL("../src/", import.meta.url))

/** An import of Effect's index as imports of its modules, on the one line that the source map knows. */
const apart = (line: string): string =>
  line.replace(/^import \{ (.+) \} from "effect";$/, (_, names: string) =>
    names
      .split(", ")
      .map((name) => `import * as ${name} from "effect/${name}";`)
      .join(" ")
  )

for (const file of globSync("**/*.js", { cwd: dist })) {
  const path = dist + file
  writeFileSync(path, readFileSync(path, "utf8").split("\n").map(apart).join("\n"))
}

/** What is bundled needs no modules of its own. */
for (const file of globSync("{promise,promise.node,promise/*}.js{,.map}", { cwd: dist })) rmSync(dist + file)

const bundle = await rolldown({
  input: {
    promise: `${src}promise.ts`,
    "promise.node": `${src}promise.node.ts`,
    "promise/tools": `${src}promise/tools.ts`
  },
  platform: "neutral",
  external: (id) => isBuiltin(id) || id === "undici" || id.startsWith("undici/"),
  resolve: { mainFields: ["module", "main"], conditionNames: ["import", "module", "default"] }
})
await bundle.write({
  dir: dist,
  entryFileNames: "[name].js",
  chunkFileNames: "promise/[name].js",
  // Two files for whoever takes no tools, as few as can be.
  codeSplitting: { groups: [{ name: "core", minShareCount: 2 }] },
  format: "esm",
  sourcemap: true,
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
  comments: { annotation: true, jsdoc: false, legal: false }
})
await bundle.close()
