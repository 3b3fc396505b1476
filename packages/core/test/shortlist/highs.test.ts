import type { Highs } from "highs"
import { createRequire } from "node:module"
import { expect, test } from "vitest"
import { Shortlist } from "../../src/index.ts"
import { type Case, natural } from "./lists.ts"

/** Its types describe the file that is required. */
const load: () => Promise<Highs> = createRequire(import.meta.url)("highs")

/** The same question for a solver of integer programs. */
const program = ({ candidates, options }: Case): string => {
  const { budget, maxCreators, minCreators, must = [], perCategory } = options
  const choices = candidates.flatMap(({ category, id, offers }, i) =>
    offers.map(({ expectedPlays = 0, price }, j) => ({
      category,
      id,
      name: `x${i}_${j}`,
      of: i,
      plays: expectedPlays,
      price
    }))
  )
  const sum = (list: typeof choices) => list.map(({ name }) => name).join(" + ")
  const all = sum(choices)
  const categories = [...new Set(candidates.flatMap(({ category }) => category ?? []))]
  const rows = [
    choices.map(({ name, price }) => `${price} ${name}`).join(" + ") + ` <= ${budget}`,
    ...candidates.map((_, i) => `${sum(choices.filter(({ of }) => of === i))} <= 1`),
    ...must.map((id) => `${sum(choices.filter((one) => one.id === id))} >= 1`),
    ...(minCreators === undefined ? [] : [`${all} >= ${minCreators}`]),
    ...(maxCreators === undefined ? [] : [`${all} <= ${maxCreators}`]),
    ...(typeof perCategory === "number"
      ? categories.map((category) => `${sum(choices.filter((one) => one.category === category))} <= ${perCategory}`)
      : [])
  ]
  return [
    "Maximize",
    ` obj: ${choices.map(({ name, plays }) => `${plays} ${name}`).join(" + ")}`,
    "Subject To",
    ...rows.map((row, i) => ` r${i}: ${row}`),
    "Binary",
    ` ${choices.map(({ name }) => name).join(" ")}`,
    "End"
  ].join("\n")
}

/** Its own tolerances let it go a yuan over; these do not. */
const tight = {
  mip_rel_gap: 0,
  mip_abs_gap: 0.5,
  mip_feasibility_tolerance: 1e-9,
  primal_feasibility_tolerance: 1e-9
}

test(
  "a plan is as good as that of a solver of integer programs, in 100 large lists",
  { timeout: 600_000 },
  async () => {
    const highs = await load()
    for (let seed = 1; seed <= 100; seed++) {
      const one = natural(seed, seed % 10 === 0 ? 200 : 60 + seed, seed % 2 === 0 ? "bounded" : "free")
      const plan = Shortlist.allocate(one.candidates, one.options)
      const solved = highs.solve(program(one), tight)
      expect(plan, `seed ${seed}`).toMatchObject(
        solved.Status === "Infeasible"
          ? { _tag: "Infeasible" }
          : { _tag: "Allocated", exact: true, expected: Math.round(solved.ObjectiveValue) }
      )
    }
  }
)
