import type { Shortlist } from "../../src/index.ts"

/** Lists like those buyers have, the same for a seed. */

export interface Case {
  readonly candidates: ReadonlyArray<Shortlist.Candidate>
  readonly options: Shortlist.AllocateOptions
}

const chance = (seed: number) => {
  let state = seed >>> 0
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const categories = ["美妆", "美食", "游戏", "母婴", "汽车", "旅行"]

const list = (
  seed: number,
  size: number,
  offer: (next: () => number) => { readonly price: number; readonly perYuan: number }
) => {
  const next = chance(seed * 7919 + size)
  const candidates = Array.from({ length: size }, (_, i): Shortlist.Candidate => {
    const { perYuan, price } = offer(next)
    const custom = Math.round(price * (1.2 + 0.5 * next()))
    return {
      id: String(6_900_000_000_000_000_000n + BigInt(i)),
      category: categories[Math.floor(next() * categories.length)] ?? "其他",
      offers: [
        { kind: "placement", price, expectedPlays: Math.round(price * perYuan) },
        { kind: "custom", price: custom, expectedPlays: Math.round(custom * perYuan * (0.75 + 0.35 * next())) }
      ]
    }
  })
  const all = candidates.reduce((sum, { offers }) => sum + (offers[0]?.price ?? 0), 0)
  return { candidates, budget: Math.round(all * (0.05 + 0.3 * next())) }
}

/** Whether numbers and categories are limited as well. */
export type Bounds = "free" | "bounded"

const sideBounds = (size: number, id: string) => ({
  minCreators: 3,
  maxCreators: Math.round(size / 5),
  perCategory: Math.max(2, Math.round(size / 12)),
  must: [id]
})

const caseOf = ({ budget, candidates }: ReturnType<typeof list>, bounds: Bounds): Case => ({
  candidates,
  options: { budget, ...(bounds === "bounded" ? sideBounds(candidates.length, candidates[1]?.id ?? "") : {}) }
})

/** Prices over two orders of size, plays for a yuan over one. */
export const natural = (seed: number, size: number, bounds: Bounds): Case =>
  caseOf(
    list(seed, size, (next) => ({
      price: Math.round(1000 * Math.exp(next() * 5)),
      perYuan: Math.exp(next() * 2 - 1) * 15
    })),
    bounds
  )

/** A constant price for a play: which sums come out is all there is to decide. */
export const constant = (seed: number, size: number, bounds: Bounds): Case => {
  const { budget, candidates } = list(seed, size, (next) => ({
    price: 1000 + Math.floor(next() * 300_000),
    perYuan: 20
  }))
  return caseOf(
    {
      budget,
      candidates: candidates.map((one) => ({
        ...one,
        offers: one.offers.map((offer) => ({ ...offer, expectedPlays: offer.price * 20 }))
      }))
    },
    bounds
  )
}
