import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { Shortlist } from "../../src/index.ts"

const share = fc.double({ min: 0, max: 1, noNaN: true })
const some = <A>(of: fc.Arbitrary<A>) => fc.option(of, { nil: undefined })

const creator = fc
  .record({
    id: fc.integer({ min: 1000, max: 1040 }).map(String),
    name: some(fc.string()),
    followers: some(fc.nat(50_000_000)),
    category: some(fc.constantFrom("美妆", "美食")),
    offers: fc.array(
      fc.record({
        kind: fc.constantFrom<Shortlist.Kind>("placement", "custom"),
        price: fc.integer({ min: 1, max: 900_000 }),
        expectedPlays: fc.nat(9_000_000)
      }),
      { maxLength: 3 }
    ),
    medianPlays: some(fc.nat(9_000_000)),
    interactionRate: some(share),
    completionRate: some(share),
    stability: some(share),
    recentPlays: some(fc.array(fc.nat(1_000_000), { maxLength: 10 })),
    orders: some(fc.nat(40)),
    takesOrders: some(fc.boolean()),
    audience: some(fc.record({ gender: fc.record({ male: fc.nat(100), female: fc.nat(100) }) }))
  })
  .map((given): Shortlist.Candidate => JSON.parse(JSON.stringify(given)))

const creators = fc.uniqueArray(creator, { selector: ({ id }) => id, maxLength: 12 })

const brief = fc.record({
  goal: fc.constantFrom<Shortlist.Goal>("reach", "engagement", "sales"),
  audience: fc.constantFrom({}, { gender: ["female"] }, { gender: { female: 0.7, male: 0.3 } })
})

const ranked = (list: ReadonlyArray<Shortlist.Candidate>, given: Shortlist.Brief): Shortlist.Ranking => {
  const ranking = Shortlist.rank(list, given)
  if (ranking._tag !== "Ranked") throw new Error(ranking.happened.en)
  return ranking
}

describe("a ranking", () => {
  test("is the same for any order of the list", () => {
    fc.assert(
      fc.property(creators, brief, fc.infiniteStream(fc.nat()), (list, given, keys) => {
        const shuffled = list
          .map((one) => [keys.next().value ?? 0, one] as const)
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one)
        expect(ranked(shuffled, given)).toEqual(ranked(list, given))
      })
    )
  })

  test("does not change when a creator of whom nothing could be looked up joins it", () => {
    fc.assert(
      fc.property(creators, brief, (list, given) => {
        const { rows } = ranked([...list, { id: "9", offers: [] }], given)
        expect(rows.filter(({ candidate }) => candidate.id !== "9")).toEqual(
          ranked(list, given).rows.map((row) => ({ ...row, place: expect.any(Number) }))
        )
      })
    )
  })

  test("is the same whether costs come as CPM or as expected plays, and audiences as people or as shares", () => {
    fc.assert(
      fc.property(creators, brief, (list, given) => {
        const other = list.map((one): Shortlist.Candidate => ({
          ...one,
          offers: one.offers.map((offer) => {
            const { expectedPlays = 0, ...rest } = offer
            return expectedPlays === 0 ? offer : { ...rest, cpm: (offer.price / expectedPlays) * 1000 }
          }),
          ...(one.audience === undefined
            ? {}
            : {
                audience: {
                  gender: Object.fromEntries(
                    Object.entries(one.audience.gender ?? {}).map(([group, people]) => [
                      group === "male" ? "男" : "女",
                      people * 1_000
                    ])
                  )
                }
              })
        }))
        const order = (all: ReadonlyArray<Shortlist.Candidate>) =>
          ranked(all, given).rows.map(({ candidate, score }) => [candidate.id, Math.round((score ?? -1) * 1e6)])
        expect(order(other)).toEqual(order(list))
      })
    )
  })

  test("keeps scores between 0 and 100, weights at 1, and says so when little is known", () => {
    fc.assert(
      fc.property(creators, brief, (list, given) => {
        const { rows, weights } = ranked(list, given)
        expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1)
        for (const { completeness, flags, parts, score } of rows) {
          expect(completeness).toBeGreaterThanOrEqual(0)
          expect(completeness).toBeLessThanOrEqual(1)
          expect(score === undefined).toBe(parts.length === 0)
          expect(score ?? 0).toBeGreaterThanOrEqual(0)
          expect(score ?? 0).toBeLessThanOrEqual(100)
          expect(flags.some(({ flag }) => flag === "thinData")).toBe(completeness < 0.5)
        }
      })
    )
  })

  test("can be checked by hand: the score is the sum of its parts by their weights", () => {
    fc.assert(
      fc.property(creators, brief, (list, given) => {
        for (const { parts, score } of ranked(list, given).rows)
          expect(parts.reduce((sum, part) => sum + part.score * part.weight, 0)).toBeCloseTo(score ?? 0, 6)
      })
    )
  })
})

/** Anything JSON can say, in the places of figures. */
const hostile = fc.oneof(
  fc.constantFrom(Number.NaN, -1, Infinity, -Infinity, "7", "", null, true, [], {}, 1e308, Number.MAX_SAFE_INTEGER),
  fc.jsonValue()
)

test("whatever stands in a list or a brief, nothing is thrown and no figure is invented", () => {
  const any = fc.record(
    {
      id: fc.oneof(fc.constantFrom("1", "2", "__proto__", ""), hostile),
      offers: fc.oneof(
        fc.array(
          fc.record({
            kind: fc.oneof(fc.constantFrom("placement", "custom"), hostile),
            price: hostile,
            expectedPlays: hostile,
            cpm: hostile
          })
        ),
        hostile
      ),
      followers: hostile,
      medianPlays: hostile,
      interactionRate: hostile,
      recentPlays: fc.oneof(fc.array(hostile), hostile),
      audience: fc.oneof(fc.record({ gender: hostile, age: hostile }), hostile),
      scores: fc.oneof(
        fc.record({ conversion: fc.oneof(fc.record({ value: hostile, top: hostile }), hostile) }),
        hostile
      ),
      beats: hostile,
      followerJump: hostile,
      category: fc.oneof(fc.constantFrom("constructor", "__proto__"), hostile)
    },
    { requiredKeys: [] }
  )
  fc.assert(
    fc.property(
      fc.oneof(fc.array(fc.oneof(any, hostile)), hostile),
      fc.oneof(
        fc.record(
          { goal: hostile, audience: hostile, bounds: hostile, weights: hostile, thresholds: hostile },
          { requiredKeys: [] }
        ),
        brief
      ),
      (list, given) => {
        const [ranking, plan] = [
          Shortlist.rank(...untyped<Parameters<typeof Shortlist.rank>>([list, given])),
          Shortlist.allocate(
            ...untyped<Parameters<typeof Shortlist.allocate>>([list, { budget: 1000, perCategory: 1 }])
          )
        ]
        expect(["Ranked", "InvalidBrief"]).toContain(ranking._tag)
        expect(["Allocated", "Infeasible"]).toContain(plan._tag)
        // What a wrong brief held is quoted; apart from that every figure is one.
        const told = JSON.stringify([ranking, plan], (key, value: unknown) =>
          key === "problems" || key === "happened"
            ? undefined
            : typeof value === "number" && !Number.isFinite(value)
              ? "not finite"
              : value
        )
        expect(told).not.toMatch(/not finite|NaN|Infinity/)
      }
    ),
    { numRuns: 2000 }
  )
})

/** Input as untyped code gives it. */
const untyped = <A>(value: unknown): A => value as A
