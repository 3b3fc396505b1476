import { Effect, Schema } from "effect"
import { Xingtu } from "../client/Xingtu.ts"
import { Secrets } from "./Secrets.ts"
import { leftOf } from "./runTool.ts"
import { invalid, makeTool, shortName, type Tool } from "./Tool.ts"

const free = { calls: 0, cached: 0 }

export const quota = makeTool({
  name: "quota",
  title: "Spent today",
  description: "Paid calls today, what is left under the limits, and whether requests can be sent. Free.",
  free: true,
  // An empty struct would be anything but null.
  input: Schema.Record(Schema.String, Schema.Never),
  work: (_, caller) => ({
    price: Effect.succeed(free),
    run: Effect.map(
      Effect.zip(
        Xingtu.use((xingtu) => xingtu.quota(caller.consumers)),
        leftOf(caller)
      ),
      ([{ closed, consumer, endsAt, token }, left = "no limit"]) => ({
        facts: {
          charged_today: consumer.used,
          charged_today_by_all: token.used,
          may_have_been_charged: consumer.unknown,
          left_today: left,
          resets_at: endsAt,
          blocked: closed.map(({ opensAt, reason }) => `${reason.en} Until ${opensAt}.`)
        }
      })
    )
  })
})

/** What a call of a tool would cost, and a code where it needs one. */
export const plan = (usual: ReadonlyArray<Tool>, others: () => ReadonlyArray<Tool>): Tool =>
  makeTool({
    name: "plan",
    title: "What it would cost",
    description:
      "How many paid calls a call of a tool would cost now, and how many results are cached. Free. Above the threshold it gives the code to confirm with, once the user agreed.",
    free: true,
    input: Schema.Struct({
      tool: Schema.String.annotate({ description: "Such as report" }),
      arguments: Schema.Record(Schema.String, Schema.Unknown).annotate({ description: "As the tool takes them" })
    }),
    work: (given, caller) => ({
      price: Effect.succeed(free),
      run: Effect.gen(function* () {
        const { confirm, threshold } = caller.policy
        const isMeant = ({ name }: Tool) => shortName(name) === shortName(given.tool)
        const tool = usual.find(isMeant) ?? others().find(isMeant)
        if (tool === undefined)
          return yield* invalid("Unknown tool.", `Valid: ${usual.map(({ name }) => shortName(name)).join(", ")}.`)
        const { input, price, run } = yield* Effect.fromResult(tool.prepare(given.arguments, caller))
        // What costs nothing can still be refused.
        const { cached, calls, warning } =
          price === undefined ? { ...free, ...(yield* Effect.as(run, {})) } : yield* price
        const left = yield* leftOf(caller)
        const isOver = calls > (left ?? Infinity)
        const isDear = !isOver && calls > threshold
        const code = isDear && confirm === "auto"
        return {
          facts: {
            paid_calls: calls,
            cached,
            left_today: left ?? "no limit",
            ...(isOver && { refused: "more paid calls than are left today" }),
            ...(isDear && { needs_confirmation: `more than ${threshold} paid calls` }),
            ...(code && {
              confirm: yield* Secrets.use(({ issue }) => issue({ caller: caller.name, tool: tool.name, input, calls })),
              note: "Use the code only if the user agreed to this cost."
            })
          },
          notes: warning === undefined ? [] : [warning.en]
        }
      })
    })
  })
