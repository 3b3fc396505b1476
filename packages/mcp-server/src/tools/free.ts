import { Xingtu } from "@xingtu/core"
import { Effect, Schema } from "effect"
import type { Policy } from "../money.ts"
import * as Tool from "../Tool.ts"
import { ids } from "./common.ts"
import { candidatesPrice, reportPrice } from "./creators.ts"

export const quota = Tool.make({
  name: "quota",
  title: "Spent today",
  description: "Paid calls today, what is left under the ceilings, and whether requests may go out. Free.",
  pays: false,
  input: Schema.Struct({}),
  run: (_, { consumers }) =>
    Effect.map(
      Xingtu.use((xingtu) => Effect.zip(xingtu.quota(consumers), xingtu.left(consumers))),
      ([{ closed, consumer, endsAt, token }, left]) => {
        const structured = {
          charged_today: consumer.used,
          charged_today_by_all: token.used,
          may_have_been_charged: consumer.unknown,
          left_today: left?.left ?? "no ceiling",
          resets_at: endsAt,
          blocked: closed.map(({ opensAt, reason }) => `${reason.en} Until ${opensAt}.`)
        }
        return { text: JSON.stringify(structured), structured }
      }
    )
})

/** What a tool would cost for these creators, and a code where it needs one. */
export const plan = ({ codes, confirm, threshold }: Policy) =>
  Tool.make({
    name: "plan",
    title: "What it would cost",
    description:
      "Paid calls that report, creator, rank or split_budget would cost for these creators now, and how many are cached. Free. Above the threshold it gives the code to confirm with, once the user agreed.",
    pays: false,
    input: Schema.Struct({
      tool: Schema.Literals(["report", "rank", "split_budget"]),
      ids
    }),
    run: ({ ids, tool }, caller) =>
      Effect.gen(function* () {
        const xingtu = yield* Xingtu
        const all = [...new Set(ids)]
        const calls = yield* tool === "report" ? reportPrice(all, caller) : candidatesPrice(all, caller)
        const left = (yield* xingtu.left(caller.consumers))?.left
        const input = tool === "rank" ? { ids, depth: "usual" } : { ids }
        const code =
          calls > threshold && confirm === "auto"
            ? yield* codes.issue({ caller: caller.name, tool, input, calls })
            : undefined
        const structured = {
          paid_calls: calls,
          left_today: left ?? "no ceiling",
          ...(left !== undefined && calls > left ? { refused: "over the ceiling" } : {}),
          ...(code === undefined ? {} : { confirm: code, note: "Use the code only when the user agreed to this cost." })
        }
        return { text: JSON.stringify(structured), structured }
      })
  })
