import { expect, test } from "vitest"
import { Shortlist } from "../../src/index.ts"

test("fields make a brief, and what is empty is no wish", () => {
  expect(
    Shortlist.briefOf({
      goal: "sales",
      kind: "custom",
      gender: ["female"],
      age: [],
      minPrice: 0,
      maxPrice: 50_000,
      maxCpm: 80,
      minPlays: undefined,
      categories: ["美妆"]
    })
  ).toEqual({
    goal: "sales",
    kind: "custom",
    audience: { gender: ["female"] },
    bounds: { price: { min: 0, max: 50_000 }, cpm: { max: 80 }, categories: ["美妆"] }
  })
  expect(Shortlist.briefOf({ goal: "reach" })).toEqual({ goal: "reach", bounds: {} })
})
