import { expect, test } from "vitest"
import { Shortlist } from "../../src/index.ts"
import { type Bounds, constant, natural } from "./lists.ts"

const bounds: ReadonlyArray<[Bounds]> = [["free"], ["bounded"]]

/** On a machine that does other things as well. */
const slow = { timeout: 60_000 }

/** What a plan must keep whatever it is worth. */
const kept = (
  plan: Shortlist.Allocation,
  { budget, maxCreators = Infinity, minCreators = 0, must = [] }: Shortlist.AllocateOptions
) => {
  const ids = plan.picks.map(({ id }) => id)
  expect(plan.picks.reduce((sum, { price }) => sum + price, 0)).toBe(plan.cost)
  expect(plan.cost + plan.left).toBe(budget)
  expect(plan.left).toBeGreaterThanOrEqual(0)
  expect(plan.expected).toBe(plan.picks.reduce((sum, { expected }) => sum + expected, 0))
  expect(plan.bound).toBeGreaterThanOrEqual(plan.expected)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBeGreaterThanOrEqual(minCreators)
  expect(ids.length).toBeLessThanOrEqual(maxCreators)
  expect(ids).toEqual(expect.arrayContaining([...must]))
}

const planned = (one: ReturnType<typeof natural>): Shortlist.Allocation => {
  const plan = Shortlist.allocate(one.candidates, one.options)
  if (plan._tag !== "Allocated") throw new Error(`${plan._tag}: ${plan.happened.en}`)
  kept(plan, one.options)
  return plan
}

test.for(bounds)(
  "%s: where every play costs the same the plan is within two percent of the bound",
  slow,
  ([bounded]) => {
    for (const size of [20, 50, 200]) {
      const plan = planned(constant(size, size, bounded))
      expect(plan.expected).toBeGreaterThanOrEqual(plan.bound * 0.98)
    }
  }
)

test.for(bounds)("%s: natural lists of 200 are exact, and everybody who is out has a reason", slow, ([bounded]) => {
  for (const seed of [1, 2, 4]) {
    const one = natural(seed, 200, bounded)
    const plan = planned(one)
    expect(plan).toMatchObject({ exact: true, bound: plan.expected })
    expect(plan.out.length + plan.picks.length).toBe(one.candidates.length)
    expect(plan.nextBuys?.expected ?? 0).toBeGreaterThanOrEqual(0)
  }
})

test("1,000 creators are no trouble", slow, () => {
  const plan = planned(natural(3, 1000, "bounded"))
  expect(plan.expected).toBeGreaterThanOrEqual(plan.bound * 0.98)
})

const one: Shortlist.Candidate = {
  id: "1",
  category: "美食",
  offers: [{ kind: "placement", price: 1000.5, expectedPlays: 10_000 }]
}
const two: Shortlist.Candidate = { ...one, id: "2", offers: [{ kind: "custom", price: 3000, expectedPlays: 50_000 }] }
const list = [one, two, { ...one, id: "3", takesOrders: false }, { id: "4", offers: [] }]

test.for<[Shortlist.AllocateOptions, Partial<Shortlist.Infeasible>]>([
  [
    { budget: 500, minCreators: 1 },
    { bound: "budget", needed: 1000.5, available: 500 }
  ],
  [
    { budget: 9000, minCreators: 3 },
    { bound: "minCreators", needed: 3, available: 2 }
  ],
  [
    { budget: 9000, must: ["1", "2"], maxCreators: 1 },
    { bound: "maxCreators", needed: 2, available: 1 }
  ],
  [
    { budget: 9000, minCreators: 2, maxCreators: 1 },
    { bound: "maxCreators", needed: 2, available: 1 }
  ],
  [
    { budget: 9000, must: ["1", "2"], perCategory: 1 },
    { bound: "perCategory", at: "美食", needed: 2, available: 1 }
  ],
  [
    { budget: 9000, minCreators: 2, perCategory: { 美食: 1 } },
    { bound: "perCategory", needed: 2, available: 1 }
  ],
  [
    { budget: 9000, must: ["3"] },
    { bound: "must", at: "3" }
  ],
  [
    { budget: 9000, must: ["4"] },
    { bound: "must", at: "4" }
  ],
  [
    { budget: 9000, must: ["5"] },
    { bound: "must", at: "5" }
  ],
  [
    { budget: 9000, must: ["1"], never: ["1"] },
    { bound: "must", at: "1" }
  ],
  [
    { budget: 2000, must: ["2"] },
    { bound: "budget", needed: 3000, available: 2000 }
  ]
])("%j is refused with the bound nobody can meet", ([options, expected]) => {
  const refused = Shortlist.allocate(list, options)
  expect(refused).toMatchObject({ _tag: "Infeasible", charged: "no", ...expected })
  expect(JSON.stringify(refused)).not.toMatch(/NaN|undefined|Infinity/)
})

test("fractions of a yuan are never over the budget", () => {
  expect(Shortlist.allocate([one], { budget: 1000.49 })).toMatchObject({ picks: [], cost: 0, left: 1000.49 })
  expect(Shortlist.allocate([one], { budget: 1000.5 })).toMatchObject({ picks: [{ id: "1" }], cost: 1000.5, left: 0 })
})

test("an empty list and no money are plans without picks", () => {
  expect(Shortlist.allocate([], { budget: 100 })).toMatchObject({
    _tag: "Allocated",
    picks: [],
    left: 100,
    exact: true
  })
  expect(Shortlist.allocate(list, { budget: 0 })).toMatchObject({ _tag: "Allocated", picks: [], exact: true })
})

test("who is out knows why", () => {
  const plan = Shortlist.allocate(list, { budget: 3500, never: ["1"] })
  expect(plan).toMatchObject({
    picks: [{ id: "2", kind: "custom", price: 3000, expected: 50_000 }],
    out: [
      { id: "1", why: { en: "Left out by never." } },
      { id: "3", why: { en: "Does not take orders now.", zh: "目前不接单。" } },
      { id: "4", why: { en: "No price is known." } }
    ]
  })
})

test("who must or must not be in it may be named by a link, or in wide digits", () => {
  const id = "6629722295873044494"
  const named = [{ ...one, id }, ...list.slice(1)]
  const page = `https://www.xingtu.cn/ad/creator/author-homepage/douyin-video/${id}`
  expect(Shortlist.allocate(named, { budget: 9000, must: [page] })).toMatchObject({ _tag: "Allocated" })
  expect(Shortlist.allocate(named, { budget: 9000, never: ["６６２９７２２２９５８７３０４４４９４"] })).toMatchObject({
    out: expect.arrayContaining([{ id, why: expect.objectContaining({ en: "Left out by never." }) }])
  })
})

test.for([
  [{ budget: Number.NaN }, "budget"],
  [{ budget: -1 }, "budget"],
  [{ budget: "9" }, "budget"],
  [{}, "budget"],
  [null, "options"],
  [{ budget: 1, goal: "fame" }, "goal"],
  [{ budget: 1, kind: "live" }, "kind"],
  [{ budget: 1, minCreators: 1.5 }, "minCreators"],
  [{ budget: 1, maxCreators: -1 }, "maxCreators"],
  [{ budget: 1, must: "1" }, "must"],
  [{ budget: 1, perCategory: { a: "x" } }, "perCategory"],
  [{ budget: 1, perCategory: "x" }, "perCategory"]
])("%j names what is wrong", ([given, param]) => {
  const options: Shortlist.AllocateOptions = JSON.parse(JSON.stringify(given))
  expect(Shortlist.allocate(list, options)).toMatchObject({ _tag: "InvalidBrief", problems: [{ param }] })
})
