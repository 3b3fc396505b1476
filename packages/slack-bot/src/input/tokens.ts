import { unescaped } from "../util/escape.ts"

/** Opening quotation marks people type, with their closing ones. */
const quotes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  "“": "”",
  "‘": "’",
  "「": "」",
  "『": "』",
  "«": "»"
}

/** What Slack made of a typed text, undone: `<https://x|x>` is its address again, `&amp;` a plain sign. */
export const typed = (text: string): string => unescaped(text.replace(/<(https?:[^>|\s]+)(\|[^>]*)?>/g, "$1"))

/**
 * The words of a command; what stands in quotation marks is one word as it is, full-width blanks and equals signs count
 * elsewhere.
 */
export const tokens = (text: string): ReadonlyArray<string> => {
  const found: Array<string> = []
  let word = ""
  let closing = ""
  for (const sign of text) {
    if (closing !== "") {
      if (sign === closing) closing = ""
      else word += sign
    } else if (quotes[sign] !== undefined && (word === "" || word.endsWith("="))) closing = quotes[sign]
    else if (/\s/.test(sign)) {
      if (word !== "") found.push(word)
      word = ""
    } else word += sign === "＝" ? "=" : sign
  }
  return word === "" ? found : [...found, word]
}

/** A word written so that it is read back as one word. */
export const quoted = (word: string): string => {
  const [open, close] = Object.entries(quotes).find(
    ([open, close]) => !word.includes(open) && !word.includes(close)
  ) ?? ['"', '"']
  return `${open}${word.replaceAll(close, "")}${close}`
}
