import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { remark } from "remark"
import remarkGfm from "remark-gfm"
import { describe, expect, it } from "vitest"
import { markdown } from "../docs/markdown.ts"
import { root } from "../workspace.mjs"

interface Node {
  readonly type: string
  readonly children?: ReadonlyArray<Node>
  readonly depth?: number
  readonly value?: string
  readonly url?: string
}

const nodes = (node: Node): ReadonlyArray<Node> => [node, ...(node.children ?? []).flatMap(nodes)]

/** Asks for Chinese output, which is the only thing a command may say besides. */
const inEnglish = (code: string) => code.replaceAll(" -- --lang zh --", " -- --").replaceAll(" -- --lang zh", "")

/** The parts of a document that have no language. */
const shape = (file: string) => {
  const all = nodes(
    remark()
      .use(remarkGfm)
      .parse(readFileSync(join(root, file), "utf8"))
  )
  const of = (type: string) => all.filter((node) => node.type === type)
  return {
    headings: of("heading").map(({ depth }) => depth),
    code: of("code").map(({ value = "" }) => inEnglish(value)),
    links: of("link")
      .map(({ url = "" }) => url.replace(/#.*/, ""))
      // Each leads to the other in its first line.
      .filter((url) => url !== "README.md" && url !== "README.zh-CN.md"),
    rows: of("table").map(({ children = [] }) => children.length),
    points: of("list").map(({ children = [] }) => children.length),
    pictures: [...readFileSync(join(root, file), "utf8").matchAll(/!\[|<img /g)].length,
    paragraphs: of("paragraph").length
  }
}

const chinese = markdown().filter((file) => file.endsWith(".zh-CN.md"))

describe("a page in Chinese says what the English one says", () => {
  it.each(chinese)("%s: the same headings, code, links, tables and paragraphs, in the same order", (file) => {
    const english = file.replace(".zh-CN.md", ".md")
    expect(existsSync(join(root, english))).toBe(true)
    expect(shape(file)).toEqual(shape(english))
  })
})
