import * as Consumers from "../quota/Consumers.ts"
import type { Put } from "../store/Store.ts"
import type { Reply } from "../api/Transport.ts"

/** A reply of the API as it is stored: the body as it came, so that a better decoder improves old results. */
export interface Answered extends Reply {
  readonly _tag: "Answered"
  /** Epoch milliseconds of the result. */
  readonly at: number
  /** A refusal is remembered until then; a valid result for as long as who reads it finds it good. */
  readonly until?: number
  /** The valid result that stands beside a refusal which came when a fresh one was requested. */
  readonly previous?: Answered | undefined
}

/** Somebody is requesting it. Past `until` they are gone, and what became of the call is unknown. */
export interface Claimed {
  readonly _tag: "Claimed"
  /** The valid result that a fresh one is to replace: paid for, so it comes back when there is no new one. */
  readonly previous: Answered | undefined
  readonly owner: string
  readonly consumers: ReadonlyArray<string>
  readonly at: number
  readonly until: number
}

/** It was sent once, and nobody knows what became of it. */
export interface Unknown {
  readonly _tag: "Unknown"
  /** The valid result that a fresh one was to replace; it is given to whoever does not want a fresh one. */
  readonly previous: Answered | undefined
  readonly at: number
  readonly until: number
}

/** What the store holds of one request. */
export type Entry = Answered | Claimed | Unknown

/** One line about the entry; then what it holds, untouched. */
export const write = (entry: Entry): string => {
  switch (entry._tag) {
    case "Answered": {
      const { at, previous, body, status, until = "" } = entry
      const head = `${entry._tag} ${at} ${status} ${until}`
      return previous === undefined ? `${head}\n${body}` : `${head} ${body.length}\n${body}${write(previous)}`
    }
    case "Unknown":
      return `${entry._tag} ${entry.at} ${entry.until}${below(entry.previous)}`
    case "Claimed":
      return `${entry._tag} ${entry.at} ${entry.until} ${entry.owner} ${Consumers.keyOf(entry.consumers)}${below(entry.previous)}`
  }
}

const below = (previous: Answered | undefined): string => (previous === undefined ? "" : `\n${write(previous)}`)

const numberOf = (word: string | undefined): number | undefined => {
  const number = word === undefined || word === "" ? NaN : Number(word)
  return Number.isFinite(number) ? number : undefined
}

const answerIn = (text: string | undefined): Answered | undefined => {
  const entry = read(text)
  return entry?._tag === "Answered" ? entry : undefined
}

/** Undefined when the text is none of ours. */
export const read = (text: string | undefined): Entry | undefined => {
  if (text === undefined) return undefined
  const end = text.indexOf("\n")
  const held = end < 0 ? undefined : text.slice(end + 1)
  const [tag, first, second, third, fourth] = (end < 0 ? text : text.slice(0, end)).split(" ")
  const at = numberOf(first)
  const number = numberOf(second)
  if (at === undefined || number === undefined) return undefined
  switch (tag) {
    case "Answered": {
      const until = numberOf(third)
      if (held === undefined) return undefined
      const length = numberOf(fourth)
      const answered = {
        _tag: tag,
        at,
        status: number,
        body: held.slice(0, length),
        ...(until === undefined ? {} : { until })
      } as const
      return length === undefined ? answered : { ...answered, previous: answerIn(held.slice(length)) }
    }
    case "Unknown":
      return { _tag: tag, at, until: number, previous: answerIn(held) }
    case "Claimed":
      return third === undefined || fourth === undefined
        ? undefined
        : { _tag: tag, at, until: number, owner: third, consumers: Consumers.namesOf(fourth), previous: answerIn(held) }
    default:
      return undefined
  }
}

/** The result that a text brings with it. */
const brings = (entry: Entry | undefined): Answered | undefined =>
  entry?._tag === "Answered" ? entry : entry?.previous

/** Whether a text holds a valid result that came after the one another text brings. */
export const isNewer = (held: string | undefined, than: string | undefined): boolean => {
  const [has, other] = [brings(read(held)), brings(read(than))]
  return has !== undefined && other !== undefined && has.until === undefined && has.at > other.at
}

/** What stands in the place of a claim that was given up. Whoever made the claim can tell how it is written. */
export const doubt = ({ at, previous, until }: Claimed, unknownMs: number): Unknown => ({
  _tag: "Unknown",
  at,
  until: until + unknownMs,
  previous
})

/** Until when a result is valid, for those who find it good for so long. */
export const goodUntil = ({ at, until = Infinity }: Answered, ttlMs: number): number => Math.min(at + ttlMs, until)

/** For how much longer a result is good. */
export const goodForMs = (answer: Answered | undefined, ttlMs: number, now: number): number =>
  answer === undefined ? 0 : goodUntil(answer, ttlMs) - now

/** An entry, without what is over by now: a result that is too old, a doubt that was held long enough. */
export const unexpired = (entry: Entry | undefined, ttlMs: number, now: number): Entry | undefined => {
  if (entry === undefined) return undefined
  const isGood = (answer: Answered | undefined) => goodForMs(answer, ttlMs, now) > 0
  const previous = isGood(entry.previous) ? entry.previous : undefined
  if (entry._tag === "Answered" ? !isGood(entry) : entry._tag === "Unknown" && entry.until <= now) return previous
  return previous === entry.previous ? entry : { ...entry, previous }
}

/**
 * What answers a request now: a result that is being replaced, or could not be, still does for those who find it new
 * enough.
 */
export const effective = (
  entry: Entry | undefined,
  isNewEnough: (answer: Answered) => boolean = () => true
): Entry | undefined => (entry?.previous !== undefined && isNewEnough(entry.previous) ? entry.previous : entry)

/** An entry without the result that it brings. */
export const without = (entry: Entry | undefined, answer: Answered): Entry | undefined =>
  entry === undefined || entry === answer ? entry?.previous : { ...entry, previous: undefined }

export const put = (key: string, entry: Entry, ttlMs: number): Put => ({
  key,
  value: write(entry),
  ttlMs: Math.max(1, ttlMs)
})
