import type { Policy } from "./money.ts"
import { WrongOption } from "./options.ts"
import type { Tool } from "./Tool.ts"
import { creator, report } from "./tools/creators.ts"
import { audience, each, endpoint, videos } from "./tools/endpoint.ts"
import { findCreator, searchCreators } from "./tools/find.ts"
import { plan, quota } from "./tools/free.ts"
import { changes, rank, splitBudget } from "./tools/shortlist.ts"

/** The dozen that do a buyer's jobs. */
const usual = (policy: Policy): ReadonlyArray<Tool> => [
  searchCreators(policy),
  findCreator(policy),
  creator(policy),
  report(policy),
  rank(policy),
  splitBudget(policy),
  audience(policy),
  videos(policy),
  changes(policy),
  plan(policy),
  quota,
  endpoint(policy)
]

/** The tools that were chosen. What may be paid for without a plan is not served without one. */
export const tools = (policy: Policy, chosen: ReadonlyArray<string> | "all" | undefined): ReadonlyArray<Tool> => {
  const own = usual(policy)
  if (chosen === undefined) return own
  if (chosen === "all") {
    const names = new Set(own.map(({ name }) => name))
    return [...own, ...each(policy).filter(({ name }) => !names.has(name))]
  }
  const all = new Map([...each(policy), ...own].map((tool) => [tool.name, tool]))
  return chosen.map((name) => {
    const found = all.get(name.replace(/^xingtu_/, ""))
    if (found === undefined) throw new WrongOption(`Unknown tool "${name}". Available: ${[...all.keys()].join(", ")}.`)
    return found
  })
}
