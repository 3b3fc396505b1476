import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { catalogue, Endpoint } from "@xingtu/core/adapter"
import { Result } from "effect"
import { afterAll, beforeAll, expect, test } from "vitest"
import { asking, envelope, token } from "./asking.ts"

const root = fileURLToPath(new URL("../../../", import.meta.url))

let xingtu: Awaited<ReturnType<typeof asking>>
beforeAll(async () => {
  xingtu = await asking()
})
afterAll(() => xingtu.sandbox.close())

/** How many creators a search finds, in the words people type. */
const found = async (input: Readonly<Record<string, string>>): Promise<number> => {
  const { query } = Result.getOrThrow(Endpoint.question(catalogue.creatorSearch, input))
  const { data } = await envelope(await xingtu.get(catalogue.creatorSearch.path, { token, ...query }))
  return catalogue.creatorSearch.data.read(data, "", [])?.authors?.length ?? 0
}

const documents = ["", "docs", "examples", ...readdirSync(join(root, "packages")).map((name) => `packages/${name}`)]
  .map((folder) => join(root, folder))
  .flatMap((folder) => [
    ...readdirSync(folder).map((file) => join(folder, file)),
    ...["examples", "sheets-template"].flatMap((inner) =>
      existsSync(join(folder, inner)) ? readdirSync(join(folder, inner)).map((file) => join(folder, inner, file)) : []
    )
  ])
  .filter((file) => /\.(md|json|tsv)$/.test(file) && !/CHANGELOG|test-report|package\.json/.test(file))

/** The words that documents and examples search for, in each way they can be written. */
const words = new Set(
  documents.flatMap((file) =>
    [
      /\/xingtu (?:search|搜索|达人搜索) ([^\s`<]+)/g,
      /shortlist\.ts ([^\s\d]+)/g,
      /XINGTU_SEARCH\("([^"]+)"/g,
      /--search[ =]"?([^\s"`<]+)/g,
      /"?keyword"?: ?"([^"={]+)"/g
    ].flatMap((form) => [...readFileSync(file, "utf8").matchAll(form)].flatMap(([, word]) => word ?? []))
  )
)

test("documents show searches", () => {
  expect([...words]).toEqual(expect.arrayContaining(["美食", "美妆"]))
})

test("every word that a document searches for finds somebody", async () => {
  for (const word of words) expect([word, await found({ keyword: word })]).not.toEqual([word, 0])
})

test("creators answer by category and theme as well as by name", async () => {
  for (const word of ["美食", "母婴", "露营体验", "穿搭", "数码", "小饭桌"])
    expect([word, await found({ keyword: word })]).not.toEqual([word, 0])
})

test("every example of a filter finds somebody", async () => {
  for (const [name, { example }] of Object.entries<Endpoint.Params[string]>(catalogue.creatorSearch.params)) {
    if (example === undefined) continue
    const priced = name === "kolPriceRange" ? { kolPriceType: "placement" } : {}
    expect([name, await found({ ...priced, [name]: example })]).not.toEqual([name, 0])
  }
})
