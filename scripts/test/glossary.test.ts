import { catalogue, type Endpoint, Failure, Table } from "@xingtu/core/adapter"
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { remark } from "remark"
import remarkGfm from "remark-gfm"
import { parseAst } from "rolldown/parseAst"
import { describe, expect, it } from "vitest"
import { markdown } from "../docs/markdown.ts"

const root = join(import.meta.dirname, "../..")
const read = (file: string) => readFileSync(join(root, file), "utf8")

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

/** English words as words; Chinese has no spaces. */
const avoided = [
  ...phrases(4).map((phrase) => ({ phrase, pattern: new RegExp(`\\b${escaped(phrase)}(?!\\w)`, "i") })),
  ...phrases(5).map((phrase) => ({ phrase, pattern: new RegExp(escaped(phrase)) }))
]

const broken = (text: string) => avoided.filter(({ pattern }) => pattern.test(text)).map(({ phrase }) => phrase)

/** Texts that a person may read: what has several words, or Chinese ones. Types, imports and patterns are none. */
const said = (file: string): ReadonlyArray<{ readonly line: number; readonly text: string }> => {
  const code = read(file)
  const found: Array<{ line: number; text: string }> = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== "object" || node === null) return
    const { key, type, value, start } = Object(node)
    // Names that stay understood.
    if (type === "Property" && key.name === "formerly") return
    if (type === "ImportDeclaration" || /^TS(Type|Interface|Union|Literal)/.test(String(type))) return
    const text = type === "Literal" ? value : type === "TemplateElement" ? value.cooked : undefined
    if (typeof text === "string" && /[a-z] [a-z]|\p{Script=Han}/iu.test(text))
      found.push({ line: code.slice(0, start).split("\n").length, text })
    Object.values(node).forEach(visit)
  }
  visit(parseAst(code, { lang: "ts" }, file))
  return found
}

/** A text between other things in a document; pictures have theirs in `alt`, also where they are written as HTML. */
const words = (node: unknown): string => {
  const { alt, children, type, value } = Object(node)
  if (Array.isArray(children)) return children.map(words).join("")
  if (type === "text") return value
  if (type === "html") return [...value.matchAll(/alt="([^"]*)"/g)].map(([, text = ""]) => ` ${text} `).join("")
  return type === "image" ? ` ${alt ?? ""} ` : " `` "
}

/** What a document says outside of its code: headings, paragraphs, cells. */
const prose = (file: string): ReadonlyArray<{ readonly line: number; readonly text: string }> => {
  const found: Array<{ line: number; text: string }> = []
  const visit = (node: unknown): void => {
    const { children = [], position, type } = Object(node)
    if (["heading", "paragraph", "tableCell", "html"].includes(type))
      found.push({ line: position.start.line, text: words(node).replace(/\s+/g, " ") })
    else children.forEach(visit)
  }
  visit(remark().use(remarkGfm).parse(read(file)))
  return found
}

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
  "{packages/{core,n8n-node,slack-bot,sheets-addon,mcp-server}/{src,page,nodes,credentials}/**/*.ts,apps/demo/src/**/*.ts}",
  {
    cwd: root
  }
)

describe("one name for one thing", () => {
  it("the glossary names what to avoid, and every term in both languages", () => {
    expect(rows.length).toBeGreaterThan(25)
    expect(avoided.length).toBeGreaterThan(30)
    for (const [term, chinese] of rows) expect([term, chinese]).not.toContain("")
  })

  it("no text of the sources uses a word the glossary avoids", () => {
    expect(sources.length).toBeGreaterThan(150)
    const found = sources.flatMap((file) =>
      said(file).flatMap(({ line, text }) => broken(text).map((phrase) => `${file}:${line} "${phrase}": ${text}`))
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
