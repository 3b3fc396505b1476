import { readFileSync } from "node:fs"
import { join } from "node:path"
import { remark } from "remark"
import remarkGfm from "remark-gfm"
import { parseAst } from "rolldown/parseAst"
import { root } from "../workspace.mjs"

/** The texts of a file: what people read there, with the line it begins in. */
export interface Text {
  readonly line: number
  readonly text: string
}

export const read = (file: string): string => readFileSync(join(root, file), "utf8")

const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** Several words, Chinese ones, or a label with a capital; the rest are names in code. */
const isSaid = (text: string): boolean => /[a-z] [a-z]/i.test(text) || isChinese(text) || /^[A-Z][a-z]+$/.test(text)

/** In these files everything is said; elsewhere a single small word is a name in code. */
const isOfWords = (file: string): boolean => /words\.ts$/i.test(file)

/** Names of cases (`_tag`, what is compared with or looked for), types and imports are no texts; old names neither. */
const isCode = (node: Node, parent: Node): boolean =>
  /^(ImportDeclaration|ExportAllDeclaration|TS(Type|Interface|Union|Literal).*)$/.test(String(node.type)) ||
  (node.type === "Property" && ["formerly", "_tag"].includes(String(node.key?.name))) ||
  (node.type === "Literal" &&
    (["BinaryExpression", "SwitchCase"].includes(String(parent.type)) ||
      (parent.arguments?.length === 1 && /^[A-Z][a-z]+$/.test(String(node.value)))))

interface Node {
  readonly type?: string
  readonly start?: number
  readonly value?: unknown
  readonly key?: { readonly name?: string }
  readonly arguments?: ReadonlyArray<unknown>
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null

const walk = (node: unknown, parent: Node, visit: (node: Node) => void): void => {
  if (Array.isArray(node)) return node.forEach((one) => walk(one, parent, visit))
  if (!isNode(node) || isCode(node, parent)) return
  visit(node)
  for (const child of Object.values(node)) walk(child, node, visit)
}

const lineAt = (code: string, start = 0): number => code.slice(0, start).split("\n").length

/** Texts in TypeScript; of a template each part, also a single word beside a value. */
export const said = (code: string, file: string): ReadonlyArray<Text> => {
  const found: Array<Text> = []
  walk(parseAst(code, { lang: "ts" }, file), {}, (node) => {
    const text =
      node.type === "Literal" ? node.value : node.type === "TemplateElement" ? Object(node.value).cooked : undefined
    if (typeof text !== "string") return
    if (isSaid(text) || isOfWords(file) || (node.type === "TemplateElement" && /[a-z] | [a-z]/i.test(text)))
      found.push({ line: lineAt(code, node.start), text })
  })
  return found
}

/** What a value says: a text, or what a function makes one of. */
const textOf = (node: unknown): string | undefined => {
  const { body, quasis, type, value } = Object(node)
  if (type === "Literal") return typeof value === "string" ? value : undefined
  if (type === "TemplateLiteral") return quasis.map((part: object) => Object(part).value.cooked).join("…")
  return type === "ArrowFunctionExpression" ? textOf(body) : undefined
}

export interface Pair {
  readonly line: number
  readonly en: string
  readonly zh: string
}

const valueOf = (object: unknown, name: string): unknown =>
  Object(object).properties?.find((one: Node) => one.key?.name === name)?.value

/** Two objects with the same keys, one in each language. */
const alongside = (en: unknown, zh: unknown): ReadonlyArray<readonly [unknown, unknown]> =>
  Object(en).type !== "ObjectExpression"
    ? [[en, zh]]
    : Object(en).properties.flatMap((one: Node) =>
        one.key?.name === undefined ? [] : alongside(one.value, valueOf(zh, one.key.name))
      )

/** What is said in English and Chinese beside one another: `both(en, zh)`, `{ en, zh }`, or two objects of texts. */
export const pairs = (code: string, file: string): ReadonlyArray<Pair> => {
  const found: Array<Pair> = []
  const add = (start: number | undefined, one: unknown, other: unknown) => {
    const [en, zh] = [textOf(one), textOf(other)]
    if (en !== undefined && zh !== undefined && !isChinese(en) && isChinese(zh))
      found.push({ line: lineAt(code, start), en, zh })
  }
  const objects = new Map<string, unknown>()
  walk(parseAst(code, { lang: "ts" }, file), {}, (node) => {
    const { arguments: given, id, init, start } = Object(node)
    if (node.type === "CallExpression" && given.length === 2) add(start, given[0], given[1])
    if (node.type === "ObjectExpression") add(start, valueOf(node, "en"), valueOf(node, "zh"))
    if (node.type === "VariableDeclarator" && init?.type === "ObjectExpression") objects.set(id.name, init)
  })
  for (const [en, zh] of alongside(objects.get("en"), objects.get("zh"))) add(Object(en).start, en, zh)
  return found
}

/** Texts in JSON: workflows that people import, descriptions of packages. Words to search by are none. */
export const saidInJson = (json: string): ReadonlyArray<Text> => {
  const visit = (value: unknown): ReadonlyArray<Text> => {
    if (typeof value === "string")
      return isSaid(value) ? [{ line: lineAt(json, json.indexOf(JSON.stringify(value))), text: value }] : []
    return Object.entries(Object(value)).flatMap(([key, one]) =>
      key === "keywords" || key === "alias" ? [] : visit(one)
    )
  }
  return visit(JSON.parse(json))
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
export const prose = (file: string): ReadonlyArray<Text> => {
  const found: Array<Text> = []
  const visit = (node: unknown): void => {
    const { children = [], position, type } = Object(node)
    if (["heading", "paragraph", "tableCell", "html"].includes(type))
      found.push({ line: position.start.line, text: words(node).replace(/\s+/g, " ") })
    else children.forEach(visit)
  }
  visit(remark().use(remarkGfm).parse(read(file)))
  return found
}
