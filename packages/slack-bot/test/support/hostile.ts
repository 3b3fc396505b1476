import { expect } from "vitest"
import { asText } from "../../src/slack/show.ts"
import type { Message } from "../../src/blocks/Message.ts"
import { texts } from "./limits.ts"
import { inMessage } from "./validate.ts"

/** Texts that take effect somewhere, or break something. */
export const hostile: ReadonlyArray<string> = [
  "<!channel> <!here> <!everyone>",
  "<@U000000001> <#C000000001|general> <!subteam^S1>",
  "<https://evil.example|your bank> https://evil.example/?a=b",
  "<mailto:a@b.c|write>",
  "*bold* _italic_ ~struck~ `code` ```fence```",
  ":rotating_light: :x:",
  "> quoted\n> twice\r\nand\u2028more",
  "\u202eesrever\u202c \u2066isolated\u2069 \u200fmark\u200b\ufeff",
  '=HYPERLINK("http://evil","x")',
  "+1-2*3",
  "-1",
  "@SUM(A1)",
  "\t=1+1",
  "％=1",
  "|calc",
  "a\u0000b\u0007c\u001b[31md",
  "lone \ud800 halves \udfff",
  "👨‍👩‍👧‍👦 𠮷野家 한국어 ไทย",
  "",
  "   \n\t ",
  "x".repeat(20_000),
  "达".repeat(5_000),
  "\"quoted\", 'single', “curly”, 「corner」",
  "&lt;!channel&gt; &amp;"
]

/** What no text of ours may hold, wherever it stands. */
const forbidden = [
  /<!/,
  /<[@#]/,
  /<\w+:/,
  /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/,
  /[\ud800-\udbff](?![\udc00-\udfff])/,
  /[^\n\P{Cc}]/u
]

/** Nothing of ours takes effect in it beside what is said to be ours. */
export const harmless = (node: unknown, mention = "") => {
  for (const text of texts(node)) {
    const shown = mention === "" ? text : text.replaceAll(mention, "")
    for (const pattern of forbidden)
      if (pattern.test(shown)) throw new Error(`${String(pattern)} in ${JSON.stringify(shown.slice(0, 200))}`)
  }
}

/** Slack takes it, and nothing in it takes effect. */
export const taken = (message: Message, mention = "") => {
  expect(inMessage(message)).toEqual([])
  harmless(message.blocks, mention)
  harmless({ text: message.text }, mention)
  const fallback = asText(message)
  expect(fallback.length).toBeLessThanOrEqual(4_000)
  harmless({ text: fallback }, mention)
}
