// oxlint-disable vitest/no-standalone-expect -- clauses are run inside tests
import { Failure, type Lang, type Settings } from "@xingtu/core"
import { endings, type Fault, recordedIds, type Sandbox, startSandbox } from "@xingtu/sandbox"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { noToken, token } from "./token.ts"

/** What the contract wants from an adapter: the performance of a creator, requested as a person would. */
export interface Put {
  readonly baseUrl: string
  readonly token: string
  readonly oAuthorId: string
  readonly lang: Lang
  /** For the adapter's core. */
  readonly settings: Partial<Settings.Settings>
}

/** What came out of an adapter: what the person reads, and everything it left behind. */
export interface Seen {
  /** Everything the person sees, as they read it: escapes undone, markup gone. */
  readonly text: string
  /** Everything else that stays behind: raw outputs, logs, errors, spans, what was stored. */
  readonly traces?: unknown
}

/** An adapter under test: its name, its languages, and how a person gets a creator's performance from it. */
export interface Adapter {
  readonly name: string
  /** The languages it shows failures in. */
  readonly langs: ReadonlyArray<Lang>
  readonly ask: (put: Put) => Promise<Seen>
}

/** One promise that every adapter makes, such as one charge for one result, with the test that holds it. */
export interface Clause {
  readonly name: string
  readonly keep: (adapter: Adapter, sandbox: Sandbox) => Promise<void>
}

let asked = 0

/** A creator and a token nobody has used: what an adapter remembers must not decide another clause. */
const fresh = () => {
  const number = ++asked
  return { oAuthorId: `69557219304${String(number).padStart(7, "0")}1`, token: `${token}${number}` }
}

const ask = async (adapter: Adapter, sandbox: Sandbox, put: Partial<Put> = {}): Promise<Seen> => {
  const own = fresh()
  const whole: Put = {
    baseUrl: sandbox.url,
    ...own,
    lang: "en",
    settings: { retries: 0 },
    ...put
  }
  const seen = await adapter.ask(whole)
  noToken({ seen, ledger: sandbox.ledger() }, whole.token)
  for (const odd of ["undefined", "NaN", "[object Object]"]) expect(seen.text).not.toContain(odd)
  return seen
}

/** The recorded figures, each in a form with its unit or as a number in natural units. */
const figures = [
  ["140.43"],
  ["2.44 %", "2.44%", "0.0244"],
  ["26.0 s", "26.0 秒", "26"],
  ["3,642,403", "3642403"]
] as const

const showsFigures = ({ text }: Seen) => {
  for (const forms of figures)
    expect(text).toMatch(new RegExp(forms.map((form) => form.replace(/[.%]/g, "\\$&")).join("|")))
}

const says = ({ text }: Seen, failure: Failure.Facts, lang: Lang) => {
  const { advice, charged, happened } = Failure.explain(failure, lang)
  for (const sentence of [happened, charged, advice]) expect(text).toContain(sentence)
}

const bill = (sandbox: Sandbox, requests: number, charged: number) =>
  expect(sandbox.ledger()).toMatchObject({ requests, charged })

const answers: ReadonlyArray<Clause> = [
  {
    name: "shows the recorded figures in natural units, for one charge",
    keep: async (adapter, sandbox) => {
      showsFigures(await ask(adapter, sandbox, { oAuthorId: recordedIds.creator }))
      bill(sandbox, 1, 1)
    }
  },
  {
    name: "shows what is absent as no data, not as 0",
    keep: async (adapter, sandbox) => {
      const { text } = await ask(adapter, sandbox, { oAuthorId: `695572193040119${endings.quiet}` })
      expect(text).not.toMatch(/0\.00 (CNY|元)|(^|\s)0\.00 %/)
      bill(sandbox, 1, 1)
    }
  },
  {
    name: "retries a failed collection, and pays once",
    keep: async (adapter, sandbox) => {
      sandbox.faults([{ times: 1, fault: { kind: "code", code: 301 } }])
      showsFigures(await ask(adapter, sandbox, { oAuthorId: recordedIds.creator, settings: { retries: 2 } }))
      bill(sandbox, 2, 1)
    }
  },
  ...(
    [
      [{ kind: "textCode" }, "a code in a string"],
      [{ kind: "status", status: 500 }, "HTTP 500 with code 0"]
    ] as const
  ).map(([fault, name]): Clause => ({
    name: `understands ${name}`,
    keep: async (adapter, sandbox) => {
      sandbox.faults([{ fault }])
      showsFigures(await ask(adapter, sandbox, { oAuthorId: recordedIds.creator }))
      bill(sandbox, 1, 1)
    }
  })),
  {
    name: "shows the rest of a response whose shape has changed",
    keep: async (adapter, sandbox) => {
      sandbox.faults([{ fault: { kind: "drift", set: { play_mid: { low: 1 } } } }])
      expect((await ask(adapter, sandbox, { oAuthorId: recordedIds.creator })).text).toContain("140.43")
      bill(sandbox, 1, 1)
    }
  }
]

const codes: ReadonlyArray<Clause> = Failure.codes.map(({ code }) => ({
  name: `${code}: says what happened, whether it was charged, what to do`,
  keep: async (adapter, sandbox) => {
    for (const lang of adapter.langs) {
      sandbox.faults([{ fault: { kind: "code", code, message: "sorry, {token}" } }])
      says(await ask(adapter, sandbox, { lang }), Failure.fromCode(code, { endpoint: "spreadMetrics" }), lang)
    }
    expect(sandbox.ledger().requests).toBe(adapter.langs.length)
  }
}))

/** A failure whose outcome nobody knows is said to be so, and is sent exactly once. */
const unknown = (name: string, fault: Fault, failure: Failure.Facts): Clause => ({
  name: `${name}: may have been charged, and is not requested again`,
  keep: async (adapter, sandbox) => {
    for (const lang of adapter.langs) {
      sandbox.faults([{ fault }])
      const { text } = await ask(adapter, sandbox, { lang, settings: { retries: 3 } })
      const { advice, charged } = Failure.explain(failure, lang)
      for (const sentence of [charged, advice]) expect(text).toContain(sentence)
    }
    expect(sandbox.ledger().requests).toBe(adapter.langs.length)
  }
})

const about = { endpoint: "spreadMetrics" }
const cut = new Failure.Unreachable({ ...about, sent: true, reason: "" })
const unread = new Failure.UnexpectedAnswer({ ...about, status: 502, reason: "", body: "" })

const outcomes: ReadonlyArray<Clause> = [
  unknown("a connection cut after charging", { kind: "cut", when: "afterCharging" }, cut),
  unknown("a connection cut in the middle of the body", { kind: "cut", when: "midBody" }, cut),
  unknown("a proxy's page", { kind: "html" }, unread),
  unknown("half a response", { kind: "truncated" }, unread),
  unknown("code 101, which nobody explained", { kind: "code", code: 101 }, Failure.fromCode(101, about)),
  {
    name: "a refusal of the marketplace was charged",
    keep: async (adapter, sandbox) => {
      sandbox.faults([{ fault: { kind: "refusal", statusCode: 7 } }])
      says(await ask(adapter, sandbox), new Failure.UpstreamRefused({ ...about, status: 7, raw: undefined }), "en")
      bill(sandbox, 1, 1)
    }
  }
]

const refused = (oAuthorId: string, cure: string): Clause => ({
  name: `${oAuthorId} as an id is refused with the cure, before anything is sent`,
  keep: async (adapter, sandbox) => {
    expect((await ask(adapter, sandbox, { oAuthorId })).text).toContain(cure)
    bill(sandbox, 0, 0)
  }
})

const inputs: ReadonlyArray<Clause> = [
  refused("6.95572193040119E+18", "lost its last digits"),
  refused("12345", "16 to 20 digits")
]

/** The promises of every adapter: units, charges, failures in plain words, invalid input. */
export const clauses: ReadonlyArray<Clause> = [...answers, ...codes, ...outcomes, ...inputs]

/** The promises of adapters that cache results: the same request is paid once. */
export const once: ReadonlyArray<Clause> = [
  {
    name: "the same request twice, one after the other or at once, is paid once",
    keep: async (adapter, sandbox) => {
      const same = fresh()
      await Promise.all([ask(adapter, sandbox, same), ask(adapter, sandbox, same)])
      await ask(adapter, sandbox, same)
      bill(sandbox, 1, 1)
    }
  },
  {
    name: "after the daily quota is used up, nothing more is sent",
    keep: async (adapter, sandbox) => {
      sandbox.settings({ dailyQuota: 0 })
      const { token } = fresh()
      await ask(adapter, sandbox, { token })
      await ask(adapter, sandbox, { token })
      bill(sandbox, 1, 0)
    }
  }
]

/**
 * Registers the promises as tests of an adapter: `contract({ name: "Slack", langs: ["en", "zh"], ask })`. Without a
 * cache, pass `clauses` alone.
 */
export const contract = (adapter: Adapter, kept: ReadonlyArray<Clause> = [...clauses, ...once]): void => {
  describe(`contract of ${adapter.name}`, () => {
    let sandbox: Sandbox
    beforeAll(async () => {
      sandbox = await startSandbox()
    })
    beforeEach(() => sandbox.reset())
    afterAll(() => sandbox.close())
    test.for(kept.map((clause) => [clause.name, clause] as const))("%s", ([, clause]) => clause.keep(adapter, sandbox))
  })
}
