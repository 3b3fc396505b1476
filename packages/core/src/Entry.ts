import type { Reply } from "./Transport.ts"

/** A reply of the API as it is stored: the body as it came, so that a better decoder improves old answers. */
export interface Answered extends Reply {
  readonly _tag: "Answered"
  /** Epoch milliseconds of the answer. */
  readonly at: number
}

/** Somebody is asking. Past `until` they are gone, and what became of the call is unknown. */
interface Claimed {
  readonly _tag: "Claimed"
  readonly owner: string
  readonly consumer: string
  readonly at: number
  readonly until: number
}

/** It was sent once, and nobody knows what became of it. */
export interface Unknown {
  readonly _tag: "Unknown"
  readonly at: number
  readonly until: number
}

/** What the store holds of one question. */
export type Entry = Answered | Claimed | Unknown

/** One line about the entry; then the body, untouched. */
export const write = (entry: Entry): string => {
  if (entry._tag !== "Answered") return JSON.stringify(entry)
  const { body, ...head } = entry
  return `${JSON.stringify(head)}\n${body}`
}

/** Undefined when the text is none of ours. */
export const read = (text: string | undefined): Entry | undefined => {
  if (text === undefined) return undefined
  const end = text.indexOf("\n")
  try {
    const { _tag, at, consumer, owner, status, until } = Object(JSON.parse(end < 0 ? text : text.slice(0, end)))
    if (typeof at !== "number") return undefined
    if (_tag === "Answered" && typeof status === "number" && end >= 0) return { _tag, at, status, body: text.slice(end + 1) }
    if (_tag === "Unknown" && typeof until === "number") return { _tag, at, until }
    if (_tag === "Claimed" && typeof until === "number") return { _tag, at, until, owner: String(owner), consumer: String(consumer) }
    return undefined
  } catch {
    return undefined
  }
}
