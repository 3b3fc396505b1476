import { catalogue, type Endpoint, Failure, Table } from "@xingtu/core/adapter"
import { globSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { markdown } from "../docs/markdown.ts"
import { root } from "../workspace.mjs"
import { pairs, prose, read, said, saidInJson } from "./texts.ts"

/** The rows of the glossary's tables, as cells. */
const rows = read("docs/glossary.md")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (---|Term)/.test(line))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim())
  )

const phrases = (column: number) =>
  rows
    .flatMap((cells) => (cells[column] ?? "").split(";"))
    .map((phrase) => phrase.trim())
    .filter((one) => one !== "")

const escaped = (phrase: string) => phrase.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")

/** English words as words, of one or of several; Chinese has no spaces. */
const avoided = [
  ...phrases(4).map((phrase) => ({ phrase, pattern: new RegExp(`\\b${escaped(phrase)}(?:s|es)?(?!\\w)`, "i") })),
  ...phrases(5).map((phrase) => ({ phrase, pattern: new RegExp(escaped(phrase)) }))
]

const broken = (text: string) => avoided.filter(({ pattern }) => pattern.test(text)).map(({ phrase }) => phrase)

/** Where a document may use such a word, and why. */
const allowed: ReadonlyArray<{ readonly file: string; readonly phrase: string; readonly why: string }> = [
  { file: "CONTRIBUTING.md", phrase: "is stored", why: "a token of npm, no result" },
  { file: "docs/security.md", phrase: "is stored", why: "what is kept at all, not only results" }
]

/** Pages with other words, and why. */
const others = [
  // The page that lists the words.
  /^docs\/glossary\.md$/,
  // Rules for those who change the code, which has names of its own.
  /AGENTS\.md$/
]

const documents = [...markdown(), ...globSync(".changeset/*.md", { cwd: root })].filter(
  (file) => !others.some((pattern) => pattern.test(file))
)

const sources = globSync(
  [
    "packages/{core,n8n-node,slack-bot,sheets-addon,mcp-server}/{src,page,nodes,credentials,scripts}/**/*.ts",
    "apps/{demo,sandbox}/src/**/*.ts",
    "packages/testing/src/contract.ts"
  ],
  { cwd: root }
)

const json = globSync(
  [
    "packages/*/package.json",
    "packages/mcp-server/server.json",
    "packages/mcp-server/src/protocol/prompts.json",
    "packages/n8n-node/examples/*.json",
    "packages/n8n-node/nodes/**/*.json"
  ],
  { cwd: root }
)

/** Names of headings that people may have above their ids, as a pattern. */
const understood = "packages/sheets-addon/src/asking/Ids.ts"

/** Every text of a file that is no document. */
const textsOf = (file: string) => (file.endsWith(".json") ? saidInJson(read(file)) : said(read(file), file))

/** Chinese leaves these out or shortens them where they are understood: "结果", "达人", "计费 3 次", "星图链接". */
const understoodInChinese = ["request", "result", "cached", "paid call", "charged", "not charged", "creator", "Xingtu"]

/** What people type stays as it is. */
const withoutCommands = (text: string) => text.replace(/\/xingtu [\w-]+/g, "")

const terms = rows.flatMap(([term = "", chinese = ""]) => {
  const [english, other] = [term.split(", "), chinese.split("、")]
  return english.flatMap((en, i) => {
    const zh = other[i]
    return zh === undefined || understoodInChinese.includes(en)
      ? []
      : [{ en, zh, pattern: new RegExp(`\\b${escaped(en)}(?:s|es)?(?!\\w)`, "i") }]
  })
})

describe("one name for one thing", () => {
  it("the glossary names what to avoid, and every term in both languages", () => {
    expect(rows.length).toBeGreaterThan(25)
    expect(avoided.length).toBeGreaterThan(30)
    for (const [term, chinese] of rows) expect([term, chinese]).not.toContain("")
  })

  it.each([
    ["a label", 'both("Influencer", "达人")'],
    ["several of them", "both(`${n} bloggers`, `${n} 位`)"],
    ["beside a value", "const text = `${name} influencer`"],
    ["a sentence", 'say("This is a stored answer.")'],
    ["Chinese", '({ zh: "获取达人侧栏信息" })']
  ])("an avoided word is found in %s", (_, code) => {
    expect(said(code, "file.ts").flatMap(({ text }) => broken(text))).not.toEqual([])
  })

  it("a single word is found where a file has nothing but words, and in JSON", () => {
    expect(said('const en = { stored: "answered" }', "page/runWords.ts").map(({ text }) => text)).toEqual(["answered"])
    expect(saidInJson('{ "name": "Influencer", "alias": ["Influencer"] }').map(({ text }) => text)).toEqual([
      "Influencer"
    ])
  })

  it("no text of the sources uses a word the glossary avoids", () => {
    expect(sources.length).toBeGreaterThan(150)
    expect(json.length).toBeGreaterThan(10)
    const found = [...sources, ...json].flatMap((file) =>
      file === understood
        ? []
        : textsOf(file).flatMap(({ line, text }) =>
            broken(text).map((phrase) => `${file}:${line} "${phrase}": ${text}`)
          )
    )
    expect(found).toEqual([])
  })

  it("a second name for a term is found in both(), in { en, zh } and in two objects", () => {
    const code =
      'both("Score", "分数"); ({ en: "Score", zh: "分数" }); const en = { a: "Score" }; const zh = { a: "分数" }'
    expect(pairs(code, "file.ts").map(({ en, zh }) => [en, zh])).toEqual([
      ["Score", "分数"],
      ["Score", "分数"],
      ["Score", "分数"]
    ])
  })

  it("what a text calls by a term in English has its one name in Chinese", () => {
    // Endpoints have the marketplace's own words.
    const all = sources
      .filter((file) => !file.startsWith("packages/core/"))
      .flatMap((file) => pairs(read(file), file).map((pair) => ({ ...pair, file })))
    expect(all.length).toBeGreaterThan(500)
    const found = all.flatMap(({ en, file, line, zh }) =>
      terms
        .filter(({ pattern, zh: name }) => pattern.test(withoutCommands(en)) && !zh.includes(name))
        .map((term) => `${file}:${line} ${term.en} is ${term.zh}: "${en}", "${zh}"`)
    )
    expect(found).toEqual([])
  })

  it("no document uses one outside of its code", () => {
    expect(documents.length).toBeGreaterThan(100)
    const found = documents.flatMap((file) =>
      prose(file).flatMap(({ line, text }) => broken(text).map((phrase) => ({ file, line, phrase, text })))
    )
    const isAllowed = ({ file, phrase }: { readonly file: string; readonly phrase: string }) =>
      allowed.some((one) => one.file === file && one.phrase === phrase)
    expect(
      found
        .filter((one) => !isAllowed(one))
        .map(({ file, line, phrase, text }) => `${file}:${line} "${phrase}": ${text}`)
    ).toEqual([])
    // An exception that nothing needs any more is removed.
    expect(
      allowed.filter(({ file, phrase }) => !found.some((one) => one.file === file && one.phrase === phrase))
    ).toEqual([])
  })

  it("no failure uses one, in what happened or in what to do", () => {
    const words = Failure.codes.flatMap(({ meaning }) => [meaning.happened, meaning.advice])
    expect(words.flatMap(({ en, zh }) => [...broken(en), ...broken(zh)])).toEqual([])
  })

  it("no two endpoints share a title, and no title is called otherwise in the other language", () => {
    const titles = Object.values<Endpoint.Endpoint>(catalogue).map(({ title }) => title)
    expect(new Set(titles.map(({ en }) => en)).size).toBe(titles.length)
    expect(new Set(titles.map(({ zh }) => zh)).size).toBe(titles.length)
    const bySpelling = new Map<string, Set<string>>()
    for (const endpoint of Object.values<Endpoint.Endpoint>(catalogue))
      for (const { title } of Table.columns(endpoint))
        bySpelling.set(title.en, (bySpelling.get(title.en) ?? new Set()).add(title.zh))
    const several = [...bySpelling]
      .filter(([, all]) => all.size > 1)
      .map(([en, all]) => `${en}: ${[...all].join(", ")}`)
    expect(several).toEqual([])
  })
})
