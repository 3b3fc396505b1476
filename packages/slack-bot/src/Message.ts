import type { Block } from "./views/blocks.ts"
import { charsOf, context } from "./views/blocks.ts"
import { clip } from "./escape.ts"
import { limits } from "./views/limits.ts"

/** What is shown in Slack: blocks, and the words for notifications, screen readers and clients without blocks. */
export interface Message {
  /** mrkdwn with outside parts escaped. */
  readonly text: string
  readonly blocks: ReadonlyArray<Block>
}

/** A message within Slack's limits: what does not fit is left out from the middle, and the reader is told. The last blocks (footer, buttons) stay. */
export const make = (text: string, blocks: ReadonlyArray<Block>, cutNote: string): Message =>
  // Most messages are small as a whole, and need not be counted block by block.
  blocks.length <= limits.messageBlocks && JSON.stringify(blocks).length <= limits.messageChars ? { text: clip(text, limits.text), blocks } : cut(text, blocks, cutNote)

const cut = (text: string, blocks: ReadonlyArray<Block>, cutNote: string): Message => {
  const tail = blocks.slice(-3)
  const head = blocks.slice(0, -3)
  const kept: Array<Block> = []
  let chars = tail.reduce((sum, block) => sum + charsOf(block), 0) + cutNote.length
  for (const block of head) {
    chars += charsOf(block)
    if (chars > limits.messageChars || kept.length + tail.length + 1 >= limits.messageBlocks) break
    kept.push(block)
  }
  const note = kept.length < head.length ? [context(cutNote)] : []
  return { text: clip(text, limits.text), blocks: [...kept, ...note, ...tail] }
}
