import { Failure } from "@xingtu/core"
import type { Rule, Settings } from "@xingtu/sandbox"

/** Something that goes wrong with one request. */
export interface Trouble {
  readonly name: string
  readonly rules: ReadonlyArray<Rule>
  readonly api?: Settings
  /** Attempts after the first. */
  readonly retries: number
  /** The API cannot be reached at all. */
  readonly down?: true
  /** A quick run, which has little time, leaves it out. */
  readonly fullOnly?: true
}

type Fault = NonNullable<Rule["fault"]>

const always = (name: string, fault: Fault): Trouble => ({ name, rules: [{ fault }], retries: 1 })
const twice = (code: number): Trouble => ({
  name: `code ${code} twice, then a result`,
  rules: [{ times: 2, fault: ended(code) }],
  retries: 4,
  ...(code === 301 ? {} : { fullOnly: true })
})

const ended = (code: number): Fault => ({ kind: "code", code, message: "sorry, {token}" })

/** Codes that are retried. */
const passing = Failure.codes.filter(({ meaning }) => meaning.retry === true).map((one) => one.code)

/** Every fault the sandbox knows. One that ends is recovered from; one that never ends is reported. */
export const troubles: ReadonlyArray<Trouble> = [
  ...Failure.codes.map(({ code, meaning }) => always(meaning.happened.en.replace(/\.$/, ""), ended(code))),
  always("code 101, which is not documented", ended(101)),
  ...passing.map(twice),
  always("a code as text, not as a number", { kind: "textCode" }),
  always("code 0 under HTTP 500", { kind: "status", status: 500 }),
  always("a response in an unexpected format", { kind: "drift" }),
  always("the marketplace refuses the request", { kind: "refusal", statusCode: 7 }),
  always("a truncated response", { kind: "truncated" }),
  always("an HTML page from a proxy, HTTP 502", { kind: "html" }),
  always("an HTML page from a proxy, HTTP 200", { kind: "html", status: 200 }),
  always("connection cut before the charge", { kind: "cut", when: "beforeCharging" }),
  always("connection cut after the charge", { kind: "cut", when: "afterCharging" }),
  always("connection cut in mid-response", { kind: "cut", when: "midBody" }),
  { name: "a response after 3 s", rules: [{ delayMs: 3_000 }], retries: 1, fullOnly: true },
  { name: "a token that the API does not know", rules: [], api: { tokens: ["another-token"] }, retries: 1 },
  { name: "a daily quota of 0", rules: [], api: { dailyQuota: 0 }, retries: 1 },
  { name: "a balance of 0", rules: [], api: { balance: 0 }, retries: 1 },
  { name: "the API cannot be reached", rules: [], retries: 1, down: true },
  // A minute, since no adapter may give up on the API earlier.
  { ...always("no response at all", { kind: "silence" }), fullOnly: true }
]
