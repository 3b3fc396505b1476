import type { Figures } from "../Part.ts"

/** Part of a lead: the figures it is about, and how it says those of them that were measured. */
export interface Clause {
  readonly of: ReadonlyArray<string>
  readonly say: (found: ReadonlyArray<number>) => string
}

/** The clauses whose figures were measured, as one sentence without its full stop. */
export const sentence = (clauses: ReadonlyArray<Clause>, figures: Figures): string =>
  clauses
    .flatMap(({ of, say }) => {
      const found = of.flatMap((name) => figures[name] ?? [])
      return found.length === 0 ? [] : [say(found)]
    })
    .join("; ")

const shown = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 2 })

/** The least and the most of them, or the one value they share. */
export const range = (values: ReadonlyArray<number>): string => {
  const [least, most] = [shown(Math.min(...values)), shown(Math.max(...values))]
  return least === most ? least : `${least} to ${most}`
}

export const percent = (ratios: ReadonlyArray<number>): string =>
  `${range(ratios.map((ratio) => Math.round(ratio * 100)))} %`

export const times = (values: ReadonlyArray<number>): string =>
  range(values) === "1" ? "once" : `${range(values)} times`

/** How a part that tries one failure after another says what came of them. */
export const casesOf = (part: "faults" | "weather"): ReadonlyArray<Clause> => [
  { of: [`${part} tried`], say: (count) => `${range(count)} cases tried` },
  {
    of: [`${part} bad`],
    say: (count) => `${range(count)} ended without a result or a clear report, or with a wrong charge`
  }
]
