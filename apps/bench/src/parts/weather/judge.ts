import type { Failure } from "@xingtu/core"
import type { LedgerView } from "@xingtu/sandbox"
import { chargedBy } from "../faults/said.ts"
import type { Booked, Seen } from "./Subject.ts"

/**
 * What a request should end with: its result, or a failure that says this of the charge; or either of the two. What is
 * rejected as invalid need not speak of a charge.
 */
export type Wanted = "a result" | "not charged" | "may have been charged" | "a result or not charged" | "rejected"

export interface Heard extends Seen {
  readonly wanted: Wanted
}

/** What one adapter did during one failure. */
export interface Observed {
  readonly heard: ReadonlyArray<Heard>
  /** What whoever runs it was told. */
  readonly told: string
  readonly ledger: LedgerView
  /** The usage report whenever it was read, with what the API had charged by then. */
  readonly books: ReadonlyArray<{ readonly booked: Booked; readonly charged: number }>
}

/** What is right during a failure. */
export interface Right {
  /** Charges at least and at most. */
  readonly charged: readonly [least: number, most: number]
  /** What must be said to a person or to whoever runs it; undefined where nothing needs to be. */
  readonly says?: RegExp | undefined
  /** Requests may have been charged more than once. */
  readonly again?: true
}

export interface Verdict {
  readonly word: string
  readonly good: boolean
}

const words: Readonly<Record<Failure.Charged, string>> = {
  yes: "charged",
  no: "not charged",
  unknown: "may have been charged"
}

/** How a cell or a button says it, which has no room for core's sentences. */
const inShort = (text: string): Failure.Charged | undefined =>
  /may have been charged/i.test(text) ? "unknown" : /nothing was (?:sent or )?charged/i.test(text) ? "no" : undefined

const cameTo = ({ answered, text }: Seen): string => {
  if (answered) return "a result"
  const charge = chargedBy(text) ?? inShort(text)
  return charge === undefined ? "nothing about a charge" : words[charge]
}

const isWanted = (wanted: Wanted, came: string): boolean =>
  wanted === came ||
  (wanted === "a result or not charged" && (came === "a result" || came === "not charged")) ||
  (wanted === "rejected" && (came === "not charged" || came === "nothing about a charge"))

/** Charges of the request that was charged most often. */
const most = ({ entries }: LedgerView): number => {
  const counts = new Map<string, number>()
  for (const { charged, endpoint, params } of entries) {
    const request = JSON.stringify([endpoint, params])
    if (charged) counts.set(request, (counts.get(request) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values())
}

const brief = (text: string): string => text.replace(/\s+/g, " ").slice(-200)

const wrong = (word: string): Verdict => ({ word: `WRONG: ${word}`, good: false })

/** Compares what was said with what the API charged. */
export const judge = (
  { books, heard, ledger, told }: Observed,
  { again, charged: [least, atMost], says }: Right
): Verdict => {
  const odd = heard.findIndex((one) => !isWanted(one.wanted, cameTo(one)))
  const one = heard[odd]
  if (one !== undefined) return wrong(`request ${odd + 1} ended with "${cameTo(one)}", not "${one.wanted}"`)
  const { charged } = ledger
  if (charged < least || charged > atMost) return wrong(`charged ${charged} times, not ${least}`)
  if (again === undefined && most(ledger) > 1) return wrong("one request was charged twice")
  const off = books.find(({ booked, charged }) => booked.charged + booked.unknown !== charged)
  if (off !== undefined)
    return wrong(
      `the usage report counts ${off.booked.charged} + ${off.booked.unknown} charges, the API ${off.charged}`
    )
  const said = [...heard.map(({ text }) => text), told].join("\n")
  const [found] = says?.exec(said) ?? []
  if (says !== undefined && found === undefined) return wrong(`nothing was said of it: ${brief(said)}`)
  const failed = heard.filter(({ answered }) => !answered)
  const kinds = [...new Set(failed.map(cameTo))].filter((kind) => kind !== "nothing about a charge")
  const outcome =
    heard.length === 0
      ? "rejected at the start"
      : failed.length === 0
        ? "recovered"
        : ["reported", ...(kinds.length === 0 ? [] : [kinds.join(" and ")])].join(", ")
  return {
    word: [outcome, ...(found === undefined ? [] : [`"${found}"`]), `${charged} charged`].join("; "),
    good: true
  }
}
