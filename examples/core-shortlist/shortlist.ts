// From a search to a plan: node shortlist.ts <words> <budget in yuan>
import { Format, Shortlist } from "@xingtu/core"
import { createXingtu } from "@xingtu/core/promise"

const token = process.env["JUSTONEAPI_TOKEN"]
if (token === undefined) throw new Error("Set JUSTONEAPI_TOKEN to your token of Just One API.")
const [keyword = "", budget = "500000"] = process.argv.slice(2)

const xingtu = createXingtu({ token, baseUrl: process.env["JUSTONEAPI_BASE_URL"] ?? "global", dailyBudget: 200 })

// One search is one paid call: 20 creators with prices, expected plays and rates.
const from = { search: { keyword, searchType: "CONTENT" as const } }
const { calls } = await xingtu.planCandidates(from)
console.log(`${calls} to pay`)
const { adds, candidates } = await xingtu.candidates(from)

// Nothing from here on costs anything.
const ranking = Shortlist.rank(candidates, { goal: "reach" })
if (ranking._tag === "InvalidBrief") throw new Error(ranking.happened.en)
for (const { candidate, flags, place, reasons, score } of ranking.rows.slice(0, 5)) {
  console.log(`\n${place}. ${candidate.name}: ${score?.toFixed(0) ?? "no score"}, ${reasons[0]?.en ?? "nothing known"}`)
  for (const { words } of flags) console.log(`   ? ${words.en}`)
}

const plan = Shortlist.allocate(candidates, { budget: Number(budget), goal: "reach", minCreators: 2 })
if (plan._tag === "Allocated") {
  console.log(
    `\n${plan.expected} plays for ${Format.cell(plan.cost, "yuan", "en")}, ${plan.exact ? "the best plan" : `at most ${plan.bound} are possible`}:`
  )
  for (const { id, kind, price } of plan.picks) console.log(`  ${id} ${kind} ${Format.cell(price, "yuan", "en")}`)
} else console.log(`\n${plan.happened.en} ${plan.advice.en}`)

// What one more look would cost, and what it would tell.
for (const { words } of adds.slice(0, 3)) console.log(words.en)
await xingtu.close()
