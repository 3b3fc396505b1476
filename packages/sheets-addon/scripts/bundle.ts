import { type Plugin, rolldown } from "rolldown"
import { parseAst } from "rolldown/parseAst"
import { Visitor } from "rolldown/utils"

/**
 * What endpoints and parameters are about, and their short names, stand in the help of functions and in the sidebar; no
 * formula reads them.
 */
const unread: Plugin = {
  name: "unread",
  transform: {
    filter: { id: /\/core\/src\/(endpoints\/|endpoint\/params\.ts|endpoint\/search\/)/ },
    handler: (code) => {
      const cuts: Array<{ readonly start: number; readonly end: number; readonly left: string }> = []
      new Visitor({
        Property: ({ end, key, start, value }) => {
          const cut =
            key.type === "Identifier" &&
            (key.name === "about" || key.name === "aliases") &&
            /^[[{]/.test(code.slice(value.start))
          if (cut) cuts.push({ start, end: code[end] === "," ? end + 1 : end, left: "" })
        },
        CallExpression: ({ arguments: [, about], callee }) => {
          const called =
            callee.type === "MemberExpression" && callee.object.type === "Identifier" ? callee.object.name : ""
          if (called === "Param" && about !== undefined && /^(words\(|\{\s*en:)/.test(code.slice(about.start)))
            cuts.push({ start: about.start, end: about.end, left: "0" })
        }
      }).visit(parseAst(code, { lang: "ts" }))
      return cuts
        .sort((a, b) => b.start - a.start)
        .reduce((text, { end, left, start }) => text.slice(0, start) + left + text.slice(end), code)
    }
  }
}

/** Everything an entry needs, in one script that declares `name`. */
export const script = async (entry: string, name: string, plugins: ReadonlyArray<Plugin> = []): Promise<string> => {
  const bundle = await rolldown({
    input: entry,
    platform: "neutral",
    resolve: { mainFields: ["module", "main"], conditionNames: ["import", "module"] },
    // Fields are assigned, not defined: no class here has a setter that would tell.
    tsconfig: false,
    transform: {
      target: "es2020",
      assumptions: { setPublicClassFields: true },
      typescript: { removeClassFieldsWithoutInitializer: true }
    },
    treeshake: {
      moduleSideEffects: [{ test: /node_modules/, sideEffects: false }],
      propertyReadSideEffects: false,
      unknownGlobalSideEffects: false
    },
    plugins: [unread, ...plugins]
  })
  const {
    output: [chunk]
  } = await bundle.generate({ format: "iife", name, minify: true, comments: false, codeSplitting: false })
  await bundle.close()
  return chunk.code.trim()
}
