import type { Put } from "./Store.ts"
import type { Reply } from "../Transport.ts"

/** A reply of the API as it is stored: the body as it came, so that a better decoder improves old answers. */
export interface Answered extends Reply {
  readonly _tag: "Answered"
  /** Epoch milliseconds of the answer. */
  readonly at: number
  /** A refusal is remembered until then; a good answer for as long as who reads it finds it good. */
  readonly until?: number
}

/** Somebody is asking. Past `until` they are gone, and what became of the call is unknown. */
export interface Claimed {
  readonly _tag: "Claimed"
  /** The good answer that a fresh one is to replace: paid for, so it comes back when there is no new one. */
  readonly before: Answered | undefined
  readonly owner: string
  readonly consumers: ReadonlyArray<string>
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

/** One line about the entry; then what it holds, untouched. */
export const write = (entry: Entry): string => {
  if (entry._tag === "Answered") {
    const { _tag, at, body, status, until } = entry
    return `${JSON.stringify({ _tag, at, status, until })}\n${body}`
  }
  if (entry._tag === "Unknown") return JSON.stringify(entry)
  const { _tag, at, before, consumers, owner, until } = entry
  const head = JSON.stringify({ _tag, owner, consumers, at, until })
  return before === undefined ? head : `${head}\n${write(before)}`
}

/** Undefined when the text is none of ours. */
export const read = (text: string | undefined): Entry | undefined => {
  if (text === undefined) return undefined
  const end = text.indexOf("\n")
  const held = end < 0 ? undefined : text.slice(end + 1)
  try {
    const { _tag, at, consumers, owner, status, until } = Object(JSON.parse(end < 0 ? text : text.slice(0, end)))
    if (typeof at !== "number") return undefined
    if (_tag === "Answered" && typeof status === "number" && held !== undefined) return { _tag, at, status, body: held, ...(typeof until === "number" ? { until } : {}) }
    if (_tag === "Unknown" && typeof until === "number") return { _tag, at, until }
    if (_tag === "Claimed" && typeof until === "number") {
      const before = read(held)
      return { _tag, at, until, owner: String(owner), consumers: Array.isArray(consumers) ? consumers.map(String) : [], before: before?._tag === "Answered" ? before : undefined }
    }
    return undefined
  } catch {
    return undefined
  }
}

/** Until when an answer answers, for those who find it good for so long. */
export const goodUntil = ({ at, until = Infinity }: Answered, ttlMs: number): number => Math.min(at + ttlMs, until)

export const put = (key: string, entry: Entry, ttlMs: number): Put => ({ key, value: write(entry), ttlMs: Math.max(1, ttlMs) })
