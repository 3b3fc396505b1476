import { Exit, Result } from "effect"
import { expect, it } from "vitest"
import * as Settlement from "../../src/answers/Settlement.ts"
import * as Progress from "../../src/api/Progress.ts"
import { catalogue } from "../../src/adapter.ts"
import * as Gate from "../../src/quota/Gate.ts"
import * as Ledger from "../../src/quota/Ledger.ts"
import * as Settings from "../../src/settings/Settings.ts"

const { day, settings } = Result.getOrThrow(Settings.resolve({}))
const gate = Gate.make("account", day)
const ledger = Ledger.make("account", settings)
const broken = () => {
  throw new TypeError("a bug")
}

it.each([
  ["books", { day, gate, settings, ledger: { ...ledger, settle: broken } }],
  ["counts of hits", { day, gate, settings, ledger: { ...ledger, takeHits: broken } }],
  ["latches", { day, ledger, settings, gate: { ...gate, after: broken } }]
])("an answer that was paid for is written although the %s break", (_, parts) => {
  const paid = {
    raw: {},
    data: {},
    requestId: undefined,
    recordTime: undefined,
    reply: { status: 200, body: '{"code":0}' },
    attempts: 1,
    uncertain: 0,
    durationMs: 5,
    at: 1_000
  }
  const claim = { _tag: "Claimed", owner: "a", consumers: ["b"], at: 900, until: 2_000, previous: undefined } as const
  const progress = Progress.answered(Progress.sent(Progress.begun))
  const ended = { key: "answer/x/y", claim, probes: [], progress }
  const written = Settlement.change(parts, catalogue.spreadMetrics, Exit.succeed(paid), ended, 1_000)
  expect(written.put?.[0]).toMatchObject({ key: "answer/x/y", value: 'Answered 1000 200 \n{"code":0}' })
})
