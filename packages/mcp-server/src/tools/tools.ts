import { Options } from "@xingtu/core/node"
import type { Policy } from "../serve/serve.ts"
import type { Tool } from "../tool/Tool.ts"
import { creator, findCreator, report, searchCreators } from "./creators.ts"
import { audience, each, endpoint, videos } from "./endpoint.ts"
import { plan, quota } from "./free.ts"
import { changes, rank, splitBudget } from "./shortlist.ts"

/** Those that may cost, by a buyer's jobs. */
const paying = [searchCreators, findCreator, creator, report, rank, splitBudget, audience, videos, changes, endpoint]

/** The tools that were chosen: the dozen unless set. */
export const tools = (policy: Policy, chosen: ReadonlyArray<string> | undefined): ReadonlyArray<Tool> => {
  const usual = [...paying, plan(policy, paying, each), quota]
  if (chosen === undefined) return usual
  const all = new Map([...each(), ...usual].map((tool) => [tool.name, tool]))
  if (chosen.join() === "all") return [...all.values()]
  return chosen.map((name) => {
    const found = all.get(name.replace(/^xingtu_/, ""))
    if (found !== undefined) return found
    throw new Options.WrongOption(
      `Unknown tool "${name}".${Options.guess(name, all.keys())} Valid: ${[...all.keys()].join(", ")}.`
    )
  })
}
