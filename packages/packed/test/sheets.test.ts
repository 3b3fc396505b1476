import { catalogue, Endpoint } from "@xingtu/core"
import { startSandbox, token } from "@xingtu/testing"
import { Document } from "@xingtu/sheets-addon/host"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { packed } from "../src/packed.ts"

const { contents } = packed("@xingtu/sheets-addon")
const file = (name: string) => readFileSync(join(contents, "dist", name), "utf8")

it("the packed add-on computes a table with only what Apps Script has", async () => {
  await using sandbox = await startSandbox()
  const { urlFetchWhitelist } = JSON.parse(file("appsscript.json")) as { readonly urlFetchWhitelist: ReadonlyArray<string> }
  const document = new Document(file("Code.js"), { routes: { "https://api.justoneapi.com": sandbox.url }, allowed: urlFetchWhitelist })
  try {
    await document.ask("properties.set", "document", { token })
    const table = await document.cell("XINGTU_SPREAD_METRICS", [["6955721930401185805"], ["not an id"]], "Median plays, Interaction rate")
    expect(table).toEqual([
      ["Median plays", "Interaction rate", "error"],
      [expect.any(Number), expect.any(Number), ""],
      ["", "", expect.stringContaining("16 to 20 digits")]
    ])
    expect(sandbox.ledger()).toMatchObject({ charged: 1 })
  } finally {
    await document.close()
  }
})

it("the packed add-on declares a function for every endpoint, named like it", () => {
  const declared = new Set([...file("Code.js").matchAll(/^function (XINGTU_\w+)\(/gm)].map(([, name]) => name))
  expect(Object.values<Endpoint.Endpoint>(catalogue).map(Endpoint.formula).filter((name) => !declared.has(name))).toEqual([])
})
