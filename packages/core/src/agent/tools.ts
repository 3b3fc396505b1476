import { Result } from "effect"
import { nearest } from "../util/nearest.ts"
import { didYouMean, make, type Words } from "../util/Words.ts"
import { creator, findCreator, report, searchCreators } from "./creators.ts"
import { audience, each, endpoint, videos } from "./endpoint.ts"
import { plan, quota } from "./free.ts"
import { changes, rank, splitBudget } from "./shortlist.ts"
import { shortName, type Tool } from "./Tool.ts"

/** Those that may cost, by a buyer's jobs. */
const paying = [searchCreators, findCreator, creator, report, rank, splitBudget, audience, videos, changes, endpoint]

/** The dozen by a buyer's jobs, which an agent gets unless others are chosen. */
export const usualTools: ReadonlyArray<Tool> = [...paying, plan(paying, each), quota]

/**
 * The tools of these names, such as `report`, or with `["all"]` these and one for each endpoint; fails with what is
 * wrong with a name.
 */
export const chooseTools = (names: ReadonlyArray<string>): Result.Result<ReadonlyArray<Tool>, Words> => {
  const all = new Map([...each(), ...usualTools].map((tool) => [shortName(tool.name), tool]))
  if (names.join() === "all") return Result.succeed([...all.values()])
  return Result.all(
    names.map((name) => {
      const found = all.get(shortName(name))
      if (found !== undefined) return Result.succeed(found)
      const known = [...all.keys()]
      const meant = didYouMean(nearest(name, known))
      return Result.fail(
        make(
          `Unknown tool "${name}".${meant.en} Valid: ${known.join(", ")}.`,
          `没有名为“${name}”的工具。${meant.zh}可用：${known.join("、")}。`
        )
      )
    })
  )
}
