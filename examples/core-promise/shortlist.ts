// Compares creators by what reaching people costs: node shortlist.ts <id> <id> ...
import { catalogue, Format, Table } from "@xingtu/core"
import { createXingtu } from "@xingtu/core/promise"

const token = process.env["JUSTONEAPI_TOKEN"]
if (token === undefined) throw new Error("Set JUSTONEAPI_TOKEN to your token of Just One API.")

const xingtu = createXingtu({
  token,
  baseUrl: process.env["JUSTONEAPI_BASE_URL"] ?? "global",
  // Never more than this many paid calls a day, whatever the program does.
  dailyBudget: 200
})
const ids = process.argv.slice(2)

// What the run would cost, before it costs anything.
const { toPay, stored, invalid } = await xingtu.plan(catalogue.spreadMetrics, ids)
console.log(`${toPay.length} to pay, ${stored.length} cached, ${invalid.length} invalid`)

// One outcome per id, in the order of the ids; a failure of one is not a failure of the others.
for (const outcome of await xingtu.many(catalogue.spreadMetrics, ids, { input: { range: "DAY_90" } })) {
  if (outcome._tag === "Failed") {
    console.log(`\n${outcome.id}: ${outcome.failure.message}`)
    continue
  }
  const { columns, rows } = Table.of(catalogue.spreadMetrics, outcome.answer.data)
  console.log(`\n${outcome.id}, charged: ${outcome.answer.meta.charged}`)
  columns.forEach(({ title, unit }, i) => console.log(`  ${title.en}: ${Format.cell(rows[0]?.[i], unit, "en")}`))
}

const { used, left } = (await xingtu.quota()).token
console.log(`\n${used} paid today, ${left} left`)
await xingtu.close()
