import { Xingtu } from "@xingtu/core"
import { metered, newMeter } from "@xingtu/core/adapter"
import { Cause, type Context, Effect, Result } from "effect"
import { costLine, type Reply, reply } from "../tool/answer.ts"
import type { Codes } from "./Confirm.ts"
import { type Caller, type InputNeeded, invalid, type Job, Refusal, type Tool } from "../tool/Tool.ts"

/** Who may confirm a cost over the threshold: a person asked by the client, or also an agent with a code. */
export type Confirm = "auto" | "human"

/** What the operator allows. No tool can raise it. */
export interface Policy {
  readonly codes: Codes
  /** More paid calls than this need a confirmation. */
  readonly threshold: number
  readonly confirm: Confirm
}

const paidCalls = (n: number) => `${n} paid ${n === 1 ? "call" : "calls"}`

const wrongCode = invalid(
  "The confirmation code is not valid for this call: it was used, has expired, or is for other arguments or a lower cost.",
  "Call xingtu_plan, or this tool without a code, for a new one."
)

/** Paid calls left today for a caller; undefined without a limit. */
export const leftOf = ({ consumers }: Caller) =>
  Effect.map(
    Xingtu.use((xingtu) => xingtu.left(consumers)),
    (tightest) => tightest?.left
  )

/** Lets through what is within the limits and, over the threshold, only what was confirmed. */
const allowed = (policy: Policy, tool: string, caller: Caller, { code, input }: Job, calls: number) =>
  Effect.gen(function* () {
    const { codes, confirm, threshold } = policy
    const cost = `This call would cost up to ${paidCalls(calls)}`
    const left = (yield* leftOf(caller)) ?? Infinity
    if (calls > left)
      return yield* invalid(
        `${cost}, but ${left === 1 ? "1 is" : `${left} are`} left today under the limits of this server.`,
        "Request less, or ask the operator of this server to raise the daily limit."
      )
    if (calls <= threshold) return
    const subject = { caller: caller.name, tool, input, calls }
    if (code !== undefined && confirm === "auto")
      return (yield* codes.redeem(code, subject)) ? undefined : yield* wrongCode
    const issued = yield* codes.issue(subject)
    const { decision, state } = yield* caller.confirm(`Spend up to ${paidCalls(calls)} on ${tool}?`, issued)
    if (decision === "accepted") return (yield* codes.redeem(state, subject)) ? undefined : yield* wrongCode
    if (decision === "declined") return yield* invalid(`${cost}. The user declined.`, "Request less, or stop here.")
    const must = `${cost}. More than ${threshold} must be confirmed`
    return yield* confirm === "human"
      ? invalid(
          `${must} by a person, and this client cannot ask one.`,
          "Request less, or use a client with elicitation."
        )
      : invalid(
          `${must}.`,
          `Tell the user the cost. If they agree, call again with the same arguments and confirm="${issued}".`
        )
  })

/** A defect as a refusal: a protocol error never reaches the model, which would only see silence. */
const broken = (mistake: unknown) =>
  new Refusal({
    happened: `The server had an internal error (${mistake instanceof Error ? mistake.name : "unknown"}).`,
    charged: "unknown",
    advice: "Call xingtu_quota before you call again, and report this to the operator of this server."
  })

/** Runs a call of a tool for a caller, within what the operator allows, and says what it cost, also when it fails. */
export const serve =
  <R>(policy: Policy, xingtu: Effect.Effect<Context.Context<Xingtu>, Refusal, R>, { name, prepare }: Tool) =>
  (given: unknown, caller: Caller): Effect.Effect<Reply, Refusal | InputNeeded, R> => {
    const meter = newMeter()
    return Effect.gen(function* () {
      const job = yield* Effect.fromResult(prepare(given, caller))
      const { input, price, run } = job
      // A token that is missing is named when it is needed.
      if (price === undefined) return reply(yield* run, costLine(meter, "nothing was requested"))
      const paying = Effect.gen(function* () {
        const client = yield* Xingtu
        const { calls, warning } = yield* price
        yield* allowed(policy, name, caller, job, calls)
        const told = yield* Effect.provideService(run, Xingtu, metered(client, meter, calls))
        const left = yield* leftOf(caller)
        const rest = { caller: caller.name, tool: name, input, calls: calls - meter.charged - meter.unknown }
        const goesOn = told.next !== undefined && calls > policy.threshold && policy.confirm === "auto"
        const code = goesOn ? yield* policy.codes.issue(rest) : undefined
        const notes = [...(warning === undefined ? [] : [warning.en]), ...(told.notes ?? [])]
        return reply({ ...told, notes }, costLine(meter, left === undefined ? "no limit" : `left today ${left}`), code)
      })
      return yield* Effect.provideContext(paying, yield* xingtu)
    }).pipe(
      Effect.catchCause((cause) => {
        const failure = Result.merge(Result.mapError(Cause.findError(cause), () => broken(Cause.squash(cause))))
        if (failure._tag === "InputNeeded" || failure.charged === "yes") return Effect.fail(failure)
        const charged = meter.charged > 0 ? "yes" : meter.unknown > 0 ? "unknown" : failure.charged
        const { advice, happened } = failure
        return Effect.fail(new Refusal({ happened, charged, advice }))
      })
    )
  }
