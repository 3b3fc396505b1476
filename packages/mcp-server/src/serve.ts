import { Failure, Xingtu } from "@xingtu/core"
import { type Meter, metered, newMeter } from "@xingtu/core/adapter"
import { Cause, type Context, Effect, Result } from "effect"
import { costLine, type Reply, reply } from "./answer.ts"
import type { Codes } from "./confirm.ts"
import { type Caller, type InputNeeded, invalid, type Job, Refusal, type Tool } from "./Tool.ts"

/** Who may confirm a cost over the threshold: a person asked by the client, or also an agent with a code. */
export type Confirm = "auto" | "human"

/** What the operator allows. No tool can raise it. */
export interface Policy {
  readonly codes: Codes
  /** More paid calls than this need a confirmation. */
  readonly threshold: number
  readonly confirm: Confirm
}

const counted = (n: number) => `${n} paid ${n === 1 ? "call" : "calls"}`

const over = (price: number, left: number) =>
  invalid(
    `This would cost up to ${counted(price)}; ${left} ${left === 1 ? "is" : "are"} left today under the ceiling.`,
    "Ask for less, or ask the operator of this server to raise the ceiling."
  )

const wrongCode = invalid(
  "The confirmation code is not valid for this call (used, expired, other arguments, or a higher cost).",
  "Call xingtu_plan or this tool without a code for a new one."
)

/** Lets through what is within the ceiling and, over the threshold, only what was confirmed. */
const allowed = (
  { codes, confirm, threshold }: Policy,
  tool: string,
  caller: Caller,
  { code, input }: Pick<Paid, "code" | "input">,
  calls: number
): Effect.Effect<void, Refusal | InputNeeded, Xingtu> =>
  Effect.gen(function* () {
    const left = (yield* Xingtu.use((xingtu) => xingtu.left(caller.consumers)))?.left
    if (left !== undefined && calls > left) return yield* over(calls, left)
    if (calls <= threshold) return
    const subject = { caller: caller.name, tool, input, calls }
    const { answered } = caller
    if (answered !== undefined) {
      if (answered.decision === "accepted" && (yield* codes.redeem(answered.state, subject))) return
      return yield* answered.decision === "accepted" ? wrongCode : declined(calls)
    }
    if (code !== undefined && confirm === "auto")
      return (yield* codes.redeem(code, subject)) ? undefined : yield* wrongCode
    const issued = yield* codes.issue(subject)
    const decision = yield* caller.confirm(`Spend up to ${counted(calls)} on ${tool}?`, issued)
    if (decision === "accepted") return
    if (decision === "declined") return yield* declined(calls)
    return yield* confirm === "human"
      ? invalid(
          `This would cost up to ${counted(calls)}; above ${threshold} a person must confirm, and this client cannot ask one.`,
          "Ask for less at once, or use a client that supports elicitation."
        )
      : invalid(
          `This would cost up to ${counted(calls)}; above ${threshold} it must be confirmed.`,
          `Tell the user the cost. If they agree, call again with the same arguments and confirm="${issued}".`
        )
  })

const declined = (calls: number) =>
  invalid(`The cost of up to ${counted(calls)} was declined.`, "Ask for less, or stop here.")

/** What was agreed to is all that is paid for, whatever has changed since the plan. */
const reached = (endpoint: string, most: number) => {
  const happened = { en: `No more than the planned ${counted(most)} may be made.`, zh: "" }
  const advice = { en: "Call xingtu_plan again: the cost has changed.", zh: "" }
  const failure = new Failure.BudgetSpent({ endpoint, budget: most, consumer: "plan", opensAt: 0 })
  return Object.assign(failure, { happened, advice, message: `${happened.en} Nothing was charged. ${advice.en}` })
}

/** A defect as a refusal: a protocol error never reaches the model, which would only see silence. */
const broken = (mistake: unknown) =>
  new Refusal({
    happened: `The server made a mistake (${mistake instanceof Error ? mistake.name : "unknown"}).`,
    charged: "unknown",
    advice: "Call xingtu_quota before calling again, and report this to the operator."
  })

type Paid = Exclude<Job, { readonly told: unknown }>

/** Something that may cost: priced, allowed, run within its price, and told with what it cost. */
const paid = (policy: Policy, { name }: Tool, caller: Caller, { input, price, run, ...job }: Paid, meter: Meter) =>
  Effect.gen(function* () {
    const client = yield* Xingtu
    const { calls } = yield* price
    yield* allowed(policy, name, caller, { ...job, input }, calls)
    const limit = { most: calls, reached: (endpoint: string) => reached(endpoint, calls) }
    const told = yield* Effect.provideService(run, Xingtu, metered(client, meter, limit))
    const left = (yield* client.left(caller.consumers))?.left
    const subject = { caller: caller.name, tool: name, input, calls: calls - meter.charged - meter.unknown }
    const goesOn = told.more !== undefined && calls > policy.threshold && policy.confirm === "auto"
    return reply(
      told,
      costLine(meter, left === undefined ? "no ceiling" : `left today ${left}`),
      goesOn ? yield* policy.codes.issue(subject) : undefined
    )
  })

const local = costLine(newMeter(), "nothing was asked")

/** Runs a call of a tool for a caller, within what the operator allows, and says what it cost, also when it fails. */
export const serve =
  <R>(policy: Policy, xingtu: Effect.Effect<Context.Context<Xingtu>, Refusal, R>, tool: Tool) =>
  (given: unknown, caller: Caller): Effect.Effect<Reply, Refusal | InputNeeded, R> => {
    const meter = newMeter()
    return Effect.gen(function* () {
      const job = yield* Effect.fromResult(tool.prepare(given, caller))
      return "told" in job
        ? reply(job.told, local)
        : yield* Effect.provideContext(paid(policy, tool, caller, job, meter), yield* xingtu)
    }).pipe(
      Effect.catchCause((cause) => {
        const found = Result.mapError(Cause.findError(cause), () => broken(Cause.squash(cause)))
        const failure = Result.merge(found)
        if (failure._tag === "InputNeeded" || failure.charged === "yes") return Effect.fail(failure)
        const charged = meter.charged > 0 ? "yes" : meter.unknown > 0 ? "unknown" : failure.charged
        return Effect.fail(new Refusal({ ...failure, charged }))
      })
    )
  }
