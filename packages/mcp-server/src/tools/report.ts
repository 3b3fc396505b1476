import { Report, Xingtu } from "@xingtu/core"
import { Effect, Schema, Stream } from "effect"
import * as Answer from "../answer.ts"
import * as Tool from "../Tool.ts"

const ids = Schema.Array(Schema.String)
  .check(Schema.isMinLength(1), Schema.isMaxLength(50))
  .annotate({ description: "Creator ids as text, 16 to 20 digits; 50 at most" })

/** What a report's calls cost, by what became of them. */
const costOf = (rows: ReadonlyArray<Report.Row>) => {
  const outcomes = rows.flatMap((row) => row.outcomes)
  const charges = outcomes.map((one) => (one._tag === "Answered" ? one.answer.meta.charged : one.failure.charged))
  return {
    charged: charges.filter((charged) => charged === "yes").length,
    unknown: charges.filter((charged) => charged === "unknown").length,
    cached: outcomes.filter((one) => one._tag === "Answered" && one.answer.meta.source === "store").length
  }
}

/** What buyers compare, one row per creator. */
export const report = Tool.make({
  name: "report",
  title: "Compare creators",
  description:
    "Prices, plays, rates, expected CPM and audience of up to 50 creators, one row each. Costs up to 5 paid calls per creator that is not cached; call xingtu_plan first to see the cost.",
  pays: true,
  input: Schema.Struct({ ids }),
  run: ({ ids }, { name }) =>
    Effect.gen(function* () {
      const xingtu = yield* Xingtu
      const rows = yield* Stream.runCollect(Report.rows(ids, { consumer: name }))
      const left = (yield* xingtu.left(name))?.left
      return Answer.reply(Report.table(rows), { ...costOf(rows), left })
    })
})

/** What a report would cost; nothing is asked. */
export const plan = Tool.make({
  name: "plan",
  title: "What it would cost",
  description: "How many paid calls a report on these creators would cost now, and what is cached. Free.",
  pays: false,
  input: Schema.Struct({ ids }),
  run: ({ ids }, { name }) =>
    Effect.map(Report.plan(ids, { consumer: name }), (plans) => {
      const toPay = plans.reduce((sum, one) => sum + one.toPay.length, 0)
      const stored = plans.reduce((sum, one) => sum + one.stored.length, 0)
      const text = `${toPay} paid calls, ${stored} cached`
      return { text, structured: { toPay, cached: stored } }
    })
})
