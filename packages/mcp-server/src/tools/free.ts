import { Xingtu } from "@xingtu/core"
import { Effect, Schema } from "effect"
import type { Policy } from "../serve/serve.ts"
import { invalid, make, type Price, type Tool } from "../tool/Tool.ts"

const free: Price = { calls: 0, cached: 0 }

export const quota = make({
  name: "quota",
  title: "Spent today",
  description: "Paid calls today, what is left under the ceilings, and whether requests may go out. Free.",
  free: true,
  // An empty struct would be anything but null.
  input: Schema.Record(Schema.String, Schema.Never),
  work: (_, { consumers }) => ({
    price: Effect.succeed(free),
    run: Effect.map(
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
})

/** What a call of a tool would cost, and a code where it needs one. */
export const plan = (
  { codes, confirm, threshold }: Policy,
  usual: ReadonlyArray<Tool>,
  others: () => ReadonlyArray<Tool>
): Tool =>
  make({
    name: "plan",
    title: "What it would cost",
    description:
      "Paid calls that a call of a tool would cost now, and how many requests are cached. Free. Above the threshold it gives the code to confirm with, once the user agreed.",
    free: true,
    input: Schema.Struct({
      tool: Schema.String.annotate({ description: "Such as report" }),
      arguments: Schema.Record(Schema.String, Schema.Unknown).annotate({ description: "As the tool takes them" })
    }),
    work: (given, caller) => ({
      price: Effect.succeed(free),
      run: Effect.gen(function* () {
        const isMeant = ({ name }: Tool) => name === given.tool.replace(/^xingtu_/, "")
        const tool = usual.find(isMeant) ?? others().find(isMeant)
        if (tool === undefined)
          return yield* invalid("Unknown tool.", `Available: ${usual.map(({ name }) => name).join(", ")}.`)
        const { input, price, run } = yield* Effect.fromResult(tool.prepare(given.arguments, caller))
        // What costs nothing can still be refused.
        const { cached, calls, warning } = price === undefined ? yield* Effect.as(run, free) : yield* price
        const left = (yield* Xingtu.use((xingtu) => xingtu.left(caller.consumers)))?.left ?? "no ceiling"
        const isOver = left !== "no ceiling" && calls > left
        const isDear = !isOver && calls > threshold
        return {
          facts: {
            paid_calls: calls,
            cached,
            left_today: left,
            ...(isOver && { refused: "over the ceiling" }),
            ...(isDear && { needs_confirmation: `more than ${threshold} paid calls` }),
            ...(isDear &&
              confirm === "auto" && {
                confirm: yield* codes.issue({ caller: caller.name, tool: tool.name, input, calls }),
                note: "Use the code only when the user agreed to this cost."
              })
          },
          notes: warning === undefined ? [] : [warning]
        }
      })
    })
  })
