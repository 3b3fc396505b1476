import { catalogue } from "@xingtu/core"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { packed } from "../src/packed.ts"
import { root } from "../src/root.ts"
import { run } from "../src/run.ts"

const { contents } = packed("n8n-nodes-xingtu")

interface Property {
  readonly name: string
  readonly displayOptions?: { readonly show?: { readonly resource?: ReadonlyArray<string> } }
  readonly options?: ReadonlyArray<{ readonly value: string }>
}

/** What n8n learns from the node, read by a Node that can see n8n-workflow and nothing else. */
const properties = async (): Promise<ReadonlyArray<Property>> => {
  const script = `const { Xingtu } = require("./dist/nodes/Xingtu/Xingtu.node.js"); console.log(JSON.stringify(new Xingtu().description.properties))`
  return JSON.parse(
    await run(contents, process.execPath, ["-e", script], { NODE_PATH: join(root, "packages/n8n-node/node_modules") })
  )
}

describe("the packed n8n node", () => {
  it("depends on nothing at run time", () => {
    const { dependencies = {}, peerDependencies } = JSON.parse(readFileSync(join(contents, "package.json"), "utf8"))
    expect(dependencies).toEqual({})
    expect(peerDependencies).toEqual({ "n8n-workflow": "*" })
    const sources = readdirSync(join(contents, "dist"), { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".js")
    )
    const required = sources.flatMap((file) =>
      [...readFileSync(join(contents, "dist", file), "utf8").matchAll(/\brequire\("([^"]+)"\)/g)].map(
        ([, id = ""]) => id
      )
    )
    expect([...new Set(required)].filter((id) => !id.startsWith(".")).sort()).toEqual(["n8n-workflow"])
  })

  it("has an operation for every endpoint, named by its id, under its group", async () => {
    const operations = (await properties())
      .filter(({ name }) => name === "operation")
      .flatMap(({ displayOptions, options = [] }) =>
        options.map(({ value }) => ({ value, resources: displayOptions?.show?.resource ?? [] }))
      )
    for (const { group, id } of Object.values(catalogue))
      expect(operations).toContainEqual({ value: id, resources: [group] })
  })
})
