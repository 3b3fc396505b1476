import { Failure } from "@xingtu/core"
import type { LedgerView } from "@xingtu/sandbox"
import { describe, expect, it } from "vitest"
import { judge, type Heard, type Observed } from "../src/parts/weather/judge.ts"

const about = { endpoint: "spreadMetrics" }
const maybe = Object.values(Failure.explain(new Failure.Timeout({ ...about, afterMs: 1 }), "en")).join("\n")

const ledger = (...ids: ReadonlyArray<string>): LedgerView => ({
  requests: ids.length,
  charged: ids.length,
  endpoints: {},
  entries: ids.map((oAuthorId, n) => ({
    n,
    at: "",
    path: "",
    endpoint: "spreadMetrics",
    params: { oAuthorId },
    charged: true,
    delivered: true
  }))
})

const result: Heard = { answered: true, text: "", wanted: "a result" }
const observed = (more: Partial<Observed>): Observed => ({
  heard: [result],
  told: "",
  books: [],
  ledger: ledger("1"),
  ...more
})
const one = { charged: [1, 1] } as const

describe("a cell of the matrix", () => {
  it("is right when the charges are, and says what was told", () => {
    expect(judge(observed({}), one)).toEqual({ word: "recovered; 1 charged", good: true })
    expect(judge(observed({ told: "The store cannot be written" }), { ...one, says: /cannot be \w+/ }).word).toBe(
      'recovered; "cannot be written"; 1 charged'
    )
    const unknown: Heard = { answered: false, text: maybe, wanted: "may have been charged" }
    expect(judge(observed({ heard: [unknown] }), one).word).toBe("reported, may have been charged; 1 charged")
    expect(judge(observed({ heard: [], ledger: ledger() }), { charged: [0, 0] }).word).toBe(
      "rejected at the start; 0 charged"
    )
  })

  it.each<readonly [string, Partial<Observed>, RegExp]>([
    ["a result that is gone", { heard: [{ answered: false, text: maybe, wanted: "a result" }] }, /may have been/],
    [
      "a failure that does not speak of the charge",
      { heard: [{ answered: false, text: "no", wanted: "not charged" }] },
      /nothing about/
    ],
    ["too many charges", { ledger: ledger("1", "2") }, /charged 2 times/],
    [
      "a usage report that is not the API's",
      { books: [{ booked: { charged: 0, unknown: 0 }, charged: 1 }] },
      /report counts 0/
    ]
  ])("is wrong with %s", (_, more, word) => {
    const { good, word: said } = judge(observed(more), one)
    expect([good, said]).toEqual([false, expect.stringMatching(word)])
  })

  it("is wrong when one request was charged twice though their number is right, or nobody was told", () => {
    expect(judge(observed({ ledger: ledger("1", "1") }), { charged: [2, 2] }).good).toBe(false)
    expect(judge(observed({}), { ...one, says: /cannot/ }).good).toBe(false)
  })
})
