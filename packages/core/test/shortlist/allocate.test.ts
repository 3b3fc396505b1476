import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { Shortlist } from "../../src/index.ts"

type Candidate = Shortlist.Candidate
type Options = Shortlist.AllocateOptions

/** Every plan there is, one by one. */
const bruteForce = (list: ReadonlyArray<Candidate>, options: Options) => {
  const { budget, maxCreators = Infinity, minCreators = 0, must = [], never = [], perCategory } = options
  const cap = (category: string) =>
    typeof perCategory === "number" ? perCategory : (perCategory?.[category] ?? Infinity)
  let best: { readonly expected: number; readonly cost: number } | undefined
  const go = (at: number, cost: number, expected: number, taken: ReadonlyArray<Candidate>): void => {
    if (cost > budget) return
    const one = list[at]
    if (one === undefined) {
      const categories = taken.flatMap(({ category }) => category ?? [])
      const fits =
        taken.length >= minCreators &&
        taken.length <= maxCreators &&
        must.every((id) => taken.some((each) => each.id === id)) &&
        categories.every((category) => categories.filter((other) => other === category).length <= cap(category))
      if (fits && (best === undefined || expected > best.expected || (expected === best.expected && cost < best.cost)))
        best = { expected, cost }
      return
    }
    go(at + 1, cost, expected, taken)
    if (never.includes(one.id)) return
    for (const offer of one.offers)
      go(at + 1, cost + offer.price, expected + (offer.expectedPlays ?? 0), [...taken, one])
  }
  go(0, 0, 0, [])
  return best
}

const offer = (kind: Shortlist.Kind) =>
  fc.record({ kind: fc.constant(kind), price: fc.integer({ min: 1, max: 60 }), expectedPlays: fc.nat(90) })

const list = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 100, max: 140 }).map(String),
    category: fc.constantFrom("beauty", "food", "games"),
    offers: fc.oneof(
      fc.tuple(offer("placement")),
      fc.tuple(offer("placement"), offer("custom")),
      fc.tuple(offer("custom"))
    )
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 9 }
)

const given = fc
  .tuple(list, fc.nat(250), fc.option(fc.nat(4)), fc.option(fc.nat(5)), fc.option(fc.nat(3)), fc.nat(3))
  .map(([candidates, budget, min, max, cap, required]) => ({
    candidates,
    options: {
      budget,
      ...(min === null ? {} : { minCreators: min }),
      ...(max === null ? {} : { maxCreators: max }),
      ...(cap === null ? {} : { perCategory: cap }),
      ...(required === 1 ? { must: candidates.slice(0, 1).map(({ id }) => id) } : {}),
      ...(required === 2 ? { never: candidates.slice(0, 1).map(({ id }) => id) } : {})
    }
  }))

describe("a plan", () => {
  test("is what trying every plan finds", () => {
    fc.assert(
      fc.property(given, ({ candidates, options }) => {
        const plan = Shortlist.allocate(candidates, options)
        const best = bruteForce(candidates, options)
        expect(plan).toMatchObject(
          best === undefined
            ? { _tag: "Infeasible" }
            : { _tag: "Allocated", exact: true, bound: best.expected, ...best }
        )
      }),
      { numRuns: 500 }
    )
  })

  test("is the same for any order of the list", () => {
    fc.assert(
      fc.property(given, ({ candidates, options }) => {
        expect(Shortlist.allocate([...candidates].reverse(), options)).toEqual(Shortlist.allocate(candidates, options))
      })
    )
  })
})
