import { Xingtu } from "@xingtu/core"
import { Effect, Schema } from "effect"
import type { Policy } from "../serve/serve.ts"
import { invalid, make, type Tool } from "../tool/Tool.ts"

export const quota = make({
  name: "quota",
  title: "Spent today",
  description: "Paid calls today, what is left under the ceilings, and whether requests may go out. Free.",
  input: Schema.Struct({}),
  run: (_, { consumers }) =>
    Effect.map(
      Xingtu.use((xingtu) => Effect.zip(xingtu.quota(consumers), xingtu.left(consumers))),
      ([{ closed, consumer, endsAt, token }, left]) => ({
        facts: {
          charged_today: consumer.used,
          charged_today_by_all: token.used,
          may_have_been_charged: consumer.unknown,
          left_today: left?.left ?? "no ceiling",
          resets_at: endsAt,
          blocked: closed.map(({ opensAt, reason }) => `${reason.en} Until ${opensAt}.`)
        }
      })
    )
})

/** What a call of a tool would cost, and a code where it needs one. */
export const plan = ({ codes, confirm, threshold }: Policy, tools: ReadonlyArray<Tool>): Tool =>
  make({
    name: "plan",
    title: "What it would cost",
    description:
      "Paid calls that a call of a tool would cost now, and how many requests are cached. Free. Above the threshold it gives the code to confirm with, once the user agreed.",
    input: Schema.Struct({
      tool: Schema.String.annotate({ description: "Such as report" }),
      arguments: Schema.Record(Schema.String, Schema.Unknown).annotate({ description: "As the tool takes them" })
    }),
    run: (given, caller) =>
      Effect.gen(function* () {
        const tool = tools.find(({ name }) => name === given.tool.replace(/^xingtu_/, ""))
        if (tool === undefined)
          return yield* invalid("Unknown tool.", `Available: ${tools.map(({ name }) => name).join(", ")}.`)
        const job = yield* Effect.fromResult(tool.prepare(given.arguments, caller))
        const { calls, of } = job.price === undefined ? { calls: 0, of: 0 } : yield* job.price
        const left = (yield* Xingtu.use((xingtu) => xingtu.left(caller.consumers)))?.left
        const subject = { caller: caller.name, tool: tool.name, input: job.input, calls }
        const refused = left !== undefined && calls > left
        return {
          facts: {
            paid_calls: calls,
            cached: of - calls,
            left_today: left ?? "no ceiling",
            ...(refused && { refused: "over the ceiling" }),
            ...(!refused && calls > threshold && { needs_confirmation: `more than ${threshold} paid calls` }),
            ...(!refused &&
              calls > threshold &&
              confirm === "auto" && {
                confirm: yield* codes.issue(subject),
                note: "Use the code only when the user agreed to this cost."
              })
          }
        }
      })
  })
