import { Report, Shortlist, type Table } from "@xingtu/core"
import { Effect, Schema, Stream } from "effect"
import * as Answer from "../answer.ts"
import { guarded, type Policy } from "../money.ts"
import * as Tool from "../Tool.ts"
import { confirm, costOf, cursor, cursorAt, id, ids, inWaves, withLeft } from "./common.ts"
import { listed } from "./find.ts"

/** What is looked up of each creator for a shortlist. */
export type Depth = "usual" | "withAudience"

const sourcesOf = (depth: Depth): ReadonlyArray<Shortlist.SourceName> =>
  depth === "usual"
    ? Shortlist.usualSources
    : [...new Set([...Shortlist.usualSources, "audienceDistribution" as const])]

/** What looking these creators up for a shortlist costs now. */
export const candidatesPrice = (all: ReadonlyArray<string>, caller: Tool.Caller, depth: Depth = "usual") =>
  Effect.map(
    Shortlist.planCandidates({ ids: all }, { consumer: caller.consumers, sources: sourcesOf(depth) }),
    ({ calls }) => calls
  )

/** Creators by id as candidates, as far as time allows, with what they cost. */
export const candidatesOf = (all: ReadonlyArray<string>, caller: Tool.Caller, depth: Depth = "usual") =>
  Effect.gen(function* () {
    const price = yield* candidatesPrice(all, caller, depth)
    const { done, parts } = yield* inWaves(all, caller, (part) =>
      Effect.mapError(
        Shortlist.candidates({ ids: part }, { consumer: caller.consumers, sources: sourcesOf(depth) }),
        Tool.refusal
      )
    )
    const charged = parts.reduce((sum, one) => sum + one.charged, 0)
    const unknown = parts.reduce((sum, one) => sum + one.uncertain, 0)
    const total = done * sourcesOf(depth).length
    const failed = parts.flatMap((one) => one.failed)
    const cost = yield* withLeft(caller, {
      charged,
      unknown,
      cached: price === 0 ? total - failed.length : Math.max(0, total - failed.length - charged)
    })
    const said = new Set(failed.map(({ failure, source }) => `${source}: ${failure.happened.en}`))
    return {
      candidates: parts.flatMap((one) => one.candidates),
      cost,
      notes: [
        ...[...said].slice(0, 5).map((one) => `Missing, ${one}`),
        ...(done < all.length
          ? [
              `It got late: ${done} of ${all.length} were looked up. Call again for the rest; what was paid for is free.`
            ]
          : [])
      ]
    }
  })

export const creator = (policy: Policy) =>
  Tool.make({
    name: "creator",
    title: "One creator in short",
    description: `Prices, CPM, plays, rates and category of one creator; up to ${Shortlist.usualSources.length} paid calls, free when cached.`,
    pays: true,
    input: Schema.Struct({ id, confirm }),
    run: ({ confirm: code, id }, caller) =>
      guarded(policy, {
        tool: "creator",
        caller,
        input: { id },
        code,
        price: candidatesPrice([id], caller),
        run: Effect.map(candidatesOf([id], caller), ({ candidates, cost, notes }) =>
          Answer.table(listed(candidates), { cost, notes })
        )
      })
  })

const outcomesOf = (rows: ReadonlyArray<Report.Row>) =>
  rows.flatMap(({ outcomes }) =>
    outcomes.map((one) =>
      one._tag === "Answered"
        ? { charged: one.answer.meta.charged, cached: one.answer.meta.source === "store" }
        : { charged: one.failure.charged, cached: false }
    )
  )

export const reportPrice = (all: ReadonlyArray<string>, caller: Tool.Caller) =>
  Effect.map(Report.plan(all, { consumer: caller.consumers }), (plans) =>
    plans.reduce((sum, { toPay, unsettled }) => sum + toPay.length + unsettled.length, 0)
  )

export const report = (policy: Policy) =>
  Tool.make({
    name: "report",
    title: "Compare creators",
    description: `What buyers compare of up to 50 creators, one row each: name, prices, plays, rates, CPM, audience. ${Report.usual.length} paid calls per creator that is not cached; xingtu_plan says how many.`,
    pays: true,
    input: Schema.Struct({ ids, cursor, confirm }),
    run: ({ confirm: code, cursor: from, ids }, caller) =>
      Effect.flatMap(cursorAt(from), (start) => {
        const all = [...new Set(ids)].slice(start)
        return guarded(policy, {
          tool: "report",
          caller,
          input: { ids },
          code,
          price: reportPrice(all, caller),
          run: Effect.gen(function* () {
            const { done, parts } = yield* inWaves(all, caller, (part) =>
              Stream.runCollect(Report.rows(part, { consumer: caller.consumers }))
            )
            const rows = parts.flat()
            const cost = yield* withLeft(caller, costOf(outcomesOf(rows)))
            const { columns, rows: cells } = compact(Report.table(rows))
            const { next, text } = Answer.csv(
              columns.map(Answer.heading),
              cells.map((row) => row.map((value, i) => Answer.cell(value, columns[i]?.unit)))
            )
            const shown = next ?? done
            return Answer.reply(text, { cost, more: shown < all.length ? String(start + shown) : undefined })
          })
        })
      })
  })

/** Without the columns that nobody has. */
const compact = ({ columns, rows }: Table.Table): Table.Table => {
  const used = columns.map((_, i) => rows.some((row) => row[i] !== undefined))
  return {
    columns: columns.filter((_, i) => used[i]),
    rows: rows.map((row) => row.filter((_, i) => used[i]))
  }
}
