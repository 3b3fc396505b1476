import { type Budget, budgets } from "./budgets.ts"
import type { Found } from "../Part.ts"

export interface Judged extends Omit<Budget, "why"> {
  /** Empty where nothing is known. */
  readonly why: string
  readonly found: number
  readonly reached: boolean
  readonly within: boolean
}

const meets = (better: Budget["better"], found: number, bound: number): boolean =>
  better === "more" ? found >= bound : found <= bound

/** The figures that have a budget, each with what was aimed at. A budget nobody measured is not judged. */
export const judge = ({ figures, reasons = {} }: Found): ReadonlyArray<Judged> =>
  Object.entries(figures).flatMap(([name, found]) => {
    const budget = budgets[name]
    return budget === undefined
      ? []
      : [
          {
            ...budget,
            why: [reasons[name], budget.why].filter(Boolean).join("; "),
            found,
            reached: meets(budget.better, found, budget.aim),
            within: meets(budget.better, found, budget.budget)
          }
        ]
  })

export const bound = ({ better, unit }: Pick<Budget, "better" | "unit">, value: number): string =>
  `${better === "more" ? "at least" : "at most"} ${value}${unit === undefined ? "" : ` ${unit}`}`

export const amount = ({ unit }: Pick<Budget, "unit">, value: number): string =>
  `${value}${unit === undefined ? "" : ` ${unit}`}`

/** One line for each figure past its budget, in the form GitHub shows beside the change when it runs there. */
export const warnings = (judged: ReadonlyArray<Judged>, ci: boolean): ReadonlyArray<string> =>
  judged
    .filter(({ within }) => !within)
    .map(
      (one) =>
        `${ci ? "::warning title=Benchmark::" : "warning: "}${one.title}: ${amount(one, one.found)}, budget ${bound(one, one.budget)}`
    )
