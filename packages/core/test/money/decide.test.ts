import { describe, expect, it } from "vitest"
import type * as CacheEntry from "../../src/answers/CacheEntry.ts"
import { decide, type Wanted } from "../../src/answers/decide.ts"
import type * as Gate from "../../src/quota/Gate.ts"
import * as Progress from "../../src/api/Progress.ts"

const now = 1_000_000
const answered = (at: number, previous?: CacheEntry.Answered): CacheEntry.Answered => ({
  _tag: "Answered",
  at,
  status: 200,
  body: `answer of ${at}`,
  ...(previous === undefined ? {} : { previous })
})
const claimed = (until: number, previous?: CacheEntry.Answered): CacheEntry.Claimed => ({
  _tag: "Claimed",
  at: now - 100,
  until,
  owner: "somebody",
  consumers: ["default"],
  previous
})
const unknown = (at: number, previous?: CacheEntry.Answered): CacheEntry.Unknown => ({
  _tag: "Unknown",
  at,
  until: now + 500,
  previous
})
const open: Gate.Verdict = { _tag: "Open", probes: [], when: [], put: [] }
const probing: Gate.Verdict = { _tag: "Probing" }
const closed: Gate.Verdict = { _tag: "Closed", latch: { code: 601, until: now + 1, probing: false } }
const old = answered(now - 50)

const plain: Wanted = {
  endpoint: "spreadMetrics",
  risk: undefined,
  staleUntil: -Infinity,
  deadline: now + 1_000,
  leastMs: 250
}
const fresh: Wanted = { ...plain, staleUntil: now - 10 }
const twice: Wanted = { ...plain, risk: "payTwice" }
const over: Wanted = { ...plain, deadline: now }
const hasty: Wanted = { ...plain, deadline: now + 249 }

/** What the decision is, and what goes with it. */
const told = (...given: Parameters<typeof decide>): string => {
  const decision = decide(...given)
  switch (decision._tag) {
    case "Use":
      return `use ${decision.entry.body}`
    case "Wait":
      return `wait for ${decision.claim === undefined ? "turn" : "answer"}`
    case "Abandon":
      return `abandon ${decision.claim.owner}`
    case "Refuse":
      return `refuse ${decision.failure._tag}`
    case "Pay":
      return `pay, ${decision.previous?.body ?? "nothing before"}`
  }
}

const rows: ReadonlyArray<
  readonly [name: string, entry: CacheEntry.Entry | undefined, verdict: Gate.Verdict, wanted: Wanted, then: string]
> = [
  ["nothing stored", undefined, open, plain, "pay, nothing before"],
  ["nothing stored, the way closed", undefined, closed, plain, "refuse GateClosed"],
  ["nothing stored, somebody tries the way", undefined, probing, plain, "wait for turn"],
  ["somebody tries the way, no time left", undefined, probing, over, "refuse NotInTime"],
  ["too little time for an answer", undefined, open, hasty, "refuse NotInTime"],
  ["an answer", old, open, plain, `use ${old.body}`],
  ["an answer needs no open way", old, closed, plain, `use ${old.body}`],
  ["an answer needs no time", old, open, over, `use ${old.body}`],
  ["an answer that is too old for who asks", old, open, fresh, `pay, ${old.body}`],
  ["too old, the way closed", old, closed, fresh, "refuse GateClosed"],
  ["an answer after the question", answered(now - 5), open, fresh, `use answer of ${now - 5}`],
  ["a refusal beside an answer", answered(now - 20, old), open, plain, `use ${old.body}`],
  ["a refusal beside an answer, both too old", answered(now - 20, old), open, fresh, `pay, ${old.body}`],
  ["somebody asks", claimed(now + 1), open, plain, "wait for answer"],
  ["somebody asks, no time left", claimed(now + 1), open, over, "refuse NotInTime"],
  ["somebody asks, whatever who asks risks", claimed(now + 1), open, twice, "wait for answer"],
  ["somebody renews an answer that will do", claimed(now + 1, old), open, plain, `use ${old.body}`],
  ["somebody renews an answer that will not do", claimed(now + 1, old), open, fresh, "wait for answer"],
  ["who asked is gone", claimed(now), open, plain, "abandon somebody"],
  ["who asked is gone, the way closed", claimed(now), closed, over, "abandon somebody"],
  ["unknown", unknown(now - 20), open, plain, "refuse OutcomeUnknown"],
  ["unknown, and an answer before it", unknown(now - 20, old), open, plain, `use ${old.body}`],
  ["unknown, for who pays twice", unknown(now - 20), open, twice, "pay, nothing before"],
  ["unknown, for who wants a new one", unknown(now - 20, old), open, fresh, `pay, ${old.body}`],
  ["unknown since the question, for who wants a new one", unknown(now - 5, old), open, fresh, "refuse OutcomeUnknown"],
  ["unknown, for who pays twice, the way closed", unknown(now - 20), closed, twice, "refuse GateClosed"]
]

it.each(rows)("%s", (_, entry, verdict, wanted, then) => {
  expect(told(entry, verdict, now, wanted)).toBe(then)
})

describe("the progress of a paid call", () => {
  const { answered, begun, failed, reserved, sent, stopped } = Progress
  const refusal = { status: 200, body: "{}" }
  const unheard = { uncertain: 1, lost: true, refusal: undefined }

  it("waits, is out, and waits again until it ends", () => {
    expect([begun, sent(begun), failed(sent(begun), unheard), answered(sent(begun))].map(({ phase }) => phase)).toEqual(
      ["waiting", "out", "waiting", "ending"]
    )
  })

  it("counts a request that is out when it is stopped, and no other", () => {
    expect(stopped(sent(begun))).toMatchObject({ attempts: 1, uncertain: 1 })
    expect(stopped(begun)).toMatchObject({ attempts: 0, uncertain: 0 })
    expect(stopped(failed(sent(begun), unheard))).toMatchObject({ attempts: 1, uncertain: 1 })
    expect(answered(sent(begun))).toMatchObject({ attempts: 1, uncertain: 0 })
  })

  it("forgets neither a request that was lost nor the latest refusal", () => {
    const again = failed(sent(failed(sent(begun), unheard)), { uncertain: 1, lost: false, refusal })
    expect(again).toMatchObject({ lost: true, refusal })
    expect(failed(again, { uncertain: 1, lost: false, refusal: undefined })).toMatchObject({ lost: true, refusal })
  })

  it("has a place in the budget from the start, and another when it took one", () => {
    expect([begun.places, reserved(begun).places]).toEqual([1, 2])
  })
})
