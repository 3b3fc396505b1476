import { Effect } from "effect"
import type { Plan } from "../quota/QuotaReport.ts"
import type { Xingtu } from "./Xingtu.ts"

/** Paid calls of these plans: what is not settled may be paid for as well. */
export const callsOf = (plans: ReadonlyArray<Pick<Plan, "toPay" | "unsettled">>): number =>
  plans.reduce((sum, { toPay, unsettled }) => sum + toPay.length + unsettled.length, 0)

/** These plans as one run: each may fit into the store although all of them do not. */
export const together = <P extends Plan>(
  xingtu: Pick<Xingtu["Service"], "room">,
  plans: ReadonlyArray<P>
): Effect.Effect<ReadonlyArray<P>> =>
  Effect.map(xingtu.room(plans.reduce((sum, { toPay }) => sum + toPay.length, 0)), (warning) =>
    plans.map((one) => ({ ...one, warning: one.warning ?? warning }))
  )
