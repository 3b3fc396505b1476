import { Effect } from "effect"
import type { Caller } from "../../src/agent/Tool.ts"

/** Who calls a tool, and can ask nobody. */
export const caller: Caller<never> = {
  name: "anna",
  consumers: ["agent/anna"],
  policy: { threshold: Infinity, confirm: "auto" },
  patienceMs: 0,
  progress: () => Effect.void,
  confirm: (_, state) => Effect.succeed({ decision: "cannotAsk", state })
}
