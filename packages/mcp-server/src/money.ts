import { Xingtu } from "@xingtu/core"
import { Effect } from "effect"
import type { Codes } from "./confirm.ts"
import { type Caller, type InputNeeded, invalid, type Refusal, type Reply } from "./Tool.ts"

/** Who may confirm a cost over the threshold: a person asked by the client, or also an agent with a code. */
export type Confirm = "auto" | "human"

/** What the operator allows. No tool can raise it. */
export interface Policy {
  readonly codes: Codes
  /** More paid calls than this need a confirmation. */
  readonly threshold: number
  readonly confirm: Confirm
}

/** Something that may cost: its price is asked for first, and again when it was confirmed. */
export interface Paid {
  readonly tool: string
  readonly caller: Caller
  /** The arguments, without the code. */
  readonly input: unknown
  readonly code: string | undefined
  /** Paid calls at most. */
  readonly price: Effect.Effect<number, Refusal, Xingtu>
  readonly run: Effect.Effect<Reply, Refusal | InputNeeded, Xingtu>
}

const calls = (n: number) => `${n} paid ${n === 1 ? "call" : "calls"}`

const tooDear = (price: number, left: number) =>
  invalid(
    `This would cost up to ${calls(price)}; ${left} ${left === 1 ? "is" : "are"} left today under the ceiling.`,
    "Ask for less, or ask the operator of this server to raise the ceiling."
  )

/** Runs what may cost only within the ceiling and, over the threshold, only when it was confirmed. */
export const guarded = ({ codes, confirm, threshold }: Policy, { caller, code, input, price, run, tool }: Paid) =>
  Effect.gen(function* () {
    const xingtu = yield* Xingtu
    const cost = yield* price
    const left = (yield* xingtu.left(caller.consumers))?.left
    if (left !== undefined && cost > left) return yield* Effect.fail(tooDear(cost, left))
    if (cost <= threshold) return yield* run
    const subject = { caller: caller.name, tool, input, calls: cost }
    if (code !== undefined && confirm === "auto") {
      if (yield* codes.redeem(code, subject)) return yield* run
      return yield* Effect.fail(
        invalid(
          "The confirmation code is not valid for this call (used, expired, other arguments, or a higher cost).",
          "Call xingtu_plan or this tool without a code for a new one."
        )
      )
    }
    const issued = yield* codes.issue(subject)
    const decision = yield* caller.confirm(`Spend up to ${calls(cost)} on ${tool}?`, issued)
    if (decision === "accepted") return yield* run
    if (decision === "declined")
      return yield* Effect.fail(
        invalid(`The cost of up to ${calls(cost)} was declined.`, "Ask for less, or stop here.")
      )
    if (confirm === "human")
      return yield* Effect.fail(
        invalid(
          `This would cost up to ${calls(cost)}; above ${threshold} a person must confirm, and this client cannot ask one.`,
          "Ask for less at once, or use a client that supports elicitation."
        )
      )
    return yield* Effect.fail(
      invalid(
        `This would cost up to ${calls(cost)}; above ${threshold} it must be confirmed.`,
        `Tell the user the cost. If they agree, call again with the same arguments and confirm="${issued}".`
      )
    )
  })
