import { Failure } from "@xingtu/core"
import type { Rule, Settings } from "@xingtu/sandbox"

/** Something that goes wrong with one question. */
export interface Trouble {
  readonly name: string
  readonly rules: ReadonlyArray<Rule>
  readonly api?: Settings
  /** Attempts after the first. */
  readonly retries: number
  /** The API cannot be reached at all. */
  readonly down?: true
}

type Fault = NonNullable<Rule["fault"]>

const always = (name: string, fault: Fault): Trouble => ({ name, rules: [{ fault }], retries: 1 })
const twice = (name: string, fault: Fault): Trouble => ({
  name: `${name}, twice`,
  rules: [{ times: 2, fault }],
  retries: 4
})

const code = (code: number): Fault => ({ kind: "code", code, message: "sorry, {token}" })

/** Codes that another attempt may cure. */
const passing = Failure.codes.filter(({ meaning }) => meaning.retry === true).map((one) => one.code)

/** Every fault the sandbox knows. A fault that never ends is told; one that ends is survived. */
export const troubles: ReadonlyArray<Trouble> = [
  ...Failure.codes.map((one) => always(`code ${one.code}`, code(one.code))),
  always("code 101, which is not documented", code(101)),
  ...passing.map((one) => twice(`code ${one}`, code(one))),
  always("a code in a string", { kind: "textCode" }),
  always("code 0 under HTTP 500", { kind: "status", status: 500 }),
  always("another shape", { kind: "drift" }),
  always("a refusal of the marketplace", { kind: "refusal", statusCode: 7 }),
  always("half a response", { kind: "truncated" }),
  always("a proxy's page, HTTP 502", { kind: "html" }),
  always("a proxy's page, HTTP 200", { kind: "html", status: 200 }),
  always("cut before anything happened", { kind: "cut", when: "beforeCharging" }),
  always("cut after charging", { kind: "cut", when: "afterCharging" }),
  always("cut in the middle of the response", { kind: "cut", when: "midBody" }),
  { name: "a response after 3 s", rules: [{ delayMs: 3_000 }], retries: 1 },
  { name: "the token is not accepted", rules: [], api: { tokens: ["another-token"] }, retries: 1 },
  { name: "the daily quota is used up", rules: [], api: { dailyQuota: 0 }, retries: 1 },
  { name: "the balance is used up", rules: [], api: { balance: 0 }, retries: 1 },
  { name: "nobody listens", rules: [], retries: 1, down: true }
]

/** A minute each, since no adapter may give up on the API earlier: only in a full run. */
export const slow: ReadonlyArray<Trouble> = [always("no answer at all", { kind: "silence" })]
