import type { Lang } from "@xingtu/core"
import { clip } from "../util/escape.ts"
import { say } from "../util/words.ts"
import type { Block } from "./blocks.ts"
import { charsOf, context, mention } from "./blocks.ts"
import { limits } from "./limits.ts"
import { spoken } from "./text.ts"

/**
 * What is shown in Slack: blocks, and the same in words for notifications, screen readers and search, which read
 * nothing else.
 */
export interface Message {
  /** mrkdwn with outside parts escaped. */
  readonly text: string
  readonly blocks: ReadonlyArray<Block>
}

const inWords = (blocks: ReadonlyArray<Block>): Message => ({ text: clip(spoken(blocks), limits.text), blocks })

/**
 * A message within Slack's limits: what does not fit is left out from the middle, and the reader is told. The last
 * blocks (footer, buttons) stay.
 */
export const make = (blocks: ReadonlyArray<Block>, lang: Lang, cutNote = say.messageCut): Message =>
  // Most messages are small as a whole, and need not be counted block by block.
  inWords(
    blocks.length <= limits.messageBlocks && JSON.stringify(blocks).length <= limits.messageChars
      ? blocks
      : cut(blocks, cutNote[lang])
  )

const cut = (blocks: ReadonlyArray<Block>, cutNote: string): ReadonlyArray<Block> => {
  const tail = blocks.slice(-3)
  const head = blocks.slice(0, -3)
  const kept: Array<Block> = []
  let chars = tail.reduce((sum, block) => sum + charsOf(block), 0) + cutNote.length
  for (const block of head) {
    chars += charsOf(block)
    if (chars > limits.messageChars || kept.length + tail.length + 1 >= limits.messageBlocks) break
    kept.push(block)
  }
  return [...kept, ...(kept.length < head.length ? [context(cutNote)] : []), ...tail]
}

/** What somebody shows to a channel, with their name. */
export const shared = (body: ReadonlyArray<Block>, user: string, lang: Lang): Message =>
  make([...body, mention(say.shared(`<@${user}>`)[lang])], lang)
