import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { Document } from "../host/index.ts"
import { script } from "../scripts/bundle.ts"

/** Core's contract for stores, run inside Apps Script's services. */

const path = (to: string) => fileURLToPath(to)
const contract = path(new URL("test/support/storeContract.ts", import.meta.resolve("@xingtu/core/package.json")).href)
const source = (name: string) => path(new URL(`../src/${name}.ts`, import.meta.url).href)

const entry = `
import ${JSON.stringify(source("polyfill"))}
import { storeContract } from ${JSON.stringify(contract)}
import * as Store from ${JSON.stringify(source("store/Store"))}
import * as Loop from ${JSON.stringify(source("google/Loop"))}
import * as Properties from ${JSON.stringify(source("google/Properties"))}
export const names = () => storeContract.map(({ name }) => name)
export const check = (at, place) => {
  const exit = Loop.run(storeContract[at].check(Store.make(place, Properties.read()), "case" + at + place + ":"))
  return exit._tag === "Success" ? "kept" : JSON.stringify(exit.cause)
}
`

const names = [
  "keeps texts and gives them back in order, absent ones too",
  "removes a text",
  "changes nothing when a condition does not hold",
  "adds all counts or none when one would pass its limit",
  "lets exactly as many through as the limit, however many ask",
  "counts the texts of a folder"
]

/** The cache does not list its keys: only what outlives it is counted. */
const beyondTheCache = "counts the texts of a folder"

let document: Document

beforeAll(async () => {
  const code = await script("entry", "Contract", [
    {
      name: "entry",
      resolveId: (id) => (id === "entry" ? "\0entry.ts" : null),
      load: (id) => (id === "\0entry.ts" ? { code: entry, moduleType: "ts" } : null)
    }
  ])
  document = new Document(code)
})

afterAll(() => document.close())

test("these are the cases of the contract", async () => {
  expect(await document.user("Contract.names")).toEqual(names)
})

describe.each(["outbox", "sheet"])("in the %s", (place) => {
  test.each(names.filter((name) => name !== beyondTheCache))("%s", async (name) => {
    expect(await document.user("Contract.check", names.indexOf(name), place)).toBe("kept")
  })
})
