import { catalogue, Endpoint } from "@xingtu/core"
import { fileURLToPath } from "node:url"
import { rolldown } from "rolldown"

export const code = async (): Promise<string> => {
  const bundle = await rolldown({
    input: fileURLToPath(new URL("../src/main.ts", import.meta.url)),
    platform: "neutral",
    resolve: { mainFields: ["module", "main"], conditionNames: ["import", "module"] },
    transform: { target: "es2019" }
  })
  const { output: [chunk] } = await bundle.generate({ format: "iife", name: "XingtuAddon", minify: true, codeSplitting: false })
  await bundle.close()
  return chunk.code + Object.keys(catalogue).map((id) => `function ${Endpoint.formula(id)}(ids, fields, options) {\n  return XingtuAddon.formula("${id}", ids, fields, options)\n}\n`).join("\n")
}
