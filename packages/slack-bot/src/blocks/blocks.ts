import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  KnownBlock,
  PlainTextElement,
  PlainTextOption,
  RawNumberElement,
  RawTextElement,
  SectionBlock
} from "@slack/types"
import { clip, plain } from "../util/escape.ts"
import { limits } from "./limits.ts"

/** A chart; @slack/types does not know it yet. */
export interface ChartBlock {
  readonly type: "data_visualization"
  readonly title: string
  readonly chart: Pie | Series
}

interface Pie {
  readonly type: "pie"
  readonly segments: ReadonlyArray<Point>
}

interface Series {
  readonly type: "bar" | "line" | "area"
  readonly series: ReadonlyArray<{ readonly name: string; readonly data: ReadonlyArray<Point> }>
  readonly axis_config: {
    readonly categories: ReadonlyArray<string>
    readonly x_label?: string
    readonly y_label?: string
  }
}

export interface Point {
  readonly label: string
  readonly value: number
}

export type Block = KnownBlock | ChartBlock

export type CellElement = RawTextElement | RawNumberElement

/**
 * Outside text is welcome in every constructor here unless it says "our words": those are mrkdwn and escaped by the
 * caller.
 */
const text = (outside: string, max: number): PlainTextElement => ({
  type: "plain_text",
  text: clip(plain(outside) || "–", max),
  emoji: false
})

export const header = (title: string): Block => ({ type: "header", text: text(title, limits.header) })

/** Our words as mrkdwn; outside parts were escaped with `mrkdwn`. */
export const section = (words: string, accessory?: Button): SectionBlock => ({
  type: "section",
  text: { type: "mrkdwn", text: clip(words, limits.section), verbatim: true },
  ...(accessory === undefined ? {} : { accessory })
})

export const context = (...lines: ReadonlyArray<string>): Block => ({
  type: "context",
  elements: lines.slice(0, limits.contextElements).map((line) => text(line, limits.context))
})

/** Our words as mrkdwn, with a mention of a person in them. */
export const mention = (words: string): Block => ({
  type: "context",
  elements: [{ type: "mrkdwn", text: clip(words, limits.context), verbatim: true }]
})

export const button = (options: {
  readonly label: string
  readonly action: string
  readonly value: string
  readonly style?: "primary" | "danger"
}): Button => ({
  type: "button",
  text: text(options.label, limits.button),
  action_id: options.action,
  value: options.value,
  ...(options.style === undefined ? {} : { style: options.style })
})

/** A button that opens an address of ours. */
export const linkButton = (label: string, url: string, action: string): Button => ({
  type: "button",
  text: text(label, limits.button),
  action_id: action,
  url
})

export const option = (label: string, value: string): PlainTextOption => ({ text: text(label, limits.option), value })

export const actions = (elements: ReadonlyArray<ActionsBlockElement>): ReadonlyArray<ActionsBlock> =>
  elements.length === 0 ? [] : [{ type: "actions", elements: elements.slice(0, limits.actions) }]

export const rawText = (outside: string): RawTextElement => ({
  type: "raw_text",
  text: clip(plain(outside) || "–", limits.cell)
})

export const rawNumber = (value: number, shown: string): RawNumberElement => ({
  type: "raw_number",
  value,
  text: clip(shown, limits.cell)
})

export const inputLabel = (label: string): PlainTextElement => text(label, limits.label)
export const inputHint = (hint: string): PlainTextElement => text(hint, limits.hint)
export const placeholder = (example: string): PlainTextElement => text(example, limits.placeholder)
export const modalTitle = (title: string): PlainTextElement => text(title, limits.modalTitle)

/** Every text a block shows, for counting and for drawing it as text. */
export const strings = (node: unknown, key = ""): ReadonlyArray<string> => {
  if (typeof node === "string") return shown.has(key) ? [node] : []
  if (Array.isArray(node)) return node.flatMap((element) => strings(element, key))
  if (typeof node === "object" && node !== null)
    return Object.entries(node).flatMap(([name, value]) => strings(value, name))
  return []
}

const shown: ReadonlySet<string> = new Set([
  "text",
  "title",
  "caption",
  "label",
  "name",
  "categories",
  "alt_text",
  "x_label",
  "y_label"
])

export const charsOf = (block: Block): number => strings(block).reduce((sum, s) => sum + s.length, 0)
