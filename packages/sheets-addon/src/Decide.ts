import { Format, type Lang, lostDigits, nearest, Shortlist, splitWords, type Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import type * as Grid from "./asking/Grid.ts"
import * as Ids from "./asking/Ids.ts"
import * as Options from "./asking/Options.ts"
import { w } from "./util/text.ts"
import { numberOf, typed } from "./util/typed.ts"
import { say } from "./util/words.ts"

/**
 * A table of the document as a decision: ranked by a goal, or a budget spent on it. Sends no request and pays nothing.
 */

type Rows = ReadonlyArray<Grid.Row>

const lostIn = (row: number): Words =>
  w(`Row ${row}: ${lostDigits.en} Nothing was charged.`, `第 ${row} 行：${lostDigits.zh}未计费。`)

interface Read {
  readonly candidates: ReadonlyArray<Shortlist.Candidate>
  readonly name: (id: string) => string
}

const read = (table: unknown): Result.Result<Read, Words> => {
  const lines: ReadonlyArray<unknown> = Array.isArray(table) ? table : []
  const [head = [], ...rows] = lines.map((line): ReadonlyArray<unknown> => (Array.isArray(line) ? line : [line]))
  // Cells without figures count as no data: a ranking of a table that is half there would look finished.
  if (lines.flat().some(Ids.isLoading)) return Result.fail(say.loadingTable)
  const {
    candidates,
    lost: [lost]
  } = Shortlist.fromTable(head, rows)
  if (lost !== undefined) return Result.fail(lostIn(lost + 2))
  const names = new Map(candidates.map(({ id, name = "" }) => [id, name]))
  return candidates.length === 0
    ? Result.fail(say.noTable)
    : Result.succeed({ candidates, name: (id) => names.get(id) ?? "" })
}

const bounds = ["price", "cpm", "followers", "plays"] as const

const named = (prefix: "min" | "max") =>
  bounds.map((bound) => `${prefix}${bound.slice(0, 1).toUpperCase()}${bound.slice(1)}`)

const rankOptions = ["kind", "categories", ...named("min"), ...named("max")]
const allocateOptions = ["goal", "kind", "minCreators", "maxCreators", "must", "never", "perCategory"]

/** What was typed, by the options' own names. */
const optionsOf = (given: unknown, names: ReadonlyArray<string>): Result.Result<ReadonlyMap<string, string>, Words> => {
  const found = new Map<string, string>()
  for (const [name, value] of Options.pairs(given)) {
    const known = names.find((one) => one.toLowerCase() === name.toLowerCase())
    if (known === undefined) return Result.fail(say.unknownOption(name || value, nearest(name, names), names))
    found.set(known, value)
  }
  return Result.succeed(found)
}

const list = (text: string): ReadonlyArray<string> => splitWords(text.replaceAll("|", " "))

const goals: ReadonlyArray<Shortlist.Goal> = ["reach", "engagement", "sales"]

/** Goals as formulas of earlier versions name them. */
const formerly: ReadonlyMap<string, Shortlist.Goal> = new Map([["带货", "sales"]])

/** An empty cell is reach. */
const goalOf = (cell: unknown): Result.Result<Shortlist.Goal, Words> => {
  const text = String(cell ?? "")
    .trim()
    .toLowerCase()
  const named = goals.find((one) => one === text || say.goals[one].zh === text) ?? formerly.get(text)
  const goal = text === "" ? "reach" : named
  return goal === undefined ? Result.fail(say.unknownOption(text, nearest(text, goals), goals)) : Result.succeed(goal)
}

/** Core says what is wrong with a number that is none. */
const numbered = <K extends string>(name: K, text: string | undefined): { readonly [N in K]?: number } | object =>
  text === undefined ? {} : { [name]: numberOf(text) }

const kindOf = (text: string | undefined): { readonly kind?: Shortlist.Kind } | object =>
  text === undefined ? {} : { kind: text.toLowerCase() }

const refused = ({ advice, happened }: { readonly advice: Words; readonly happened: Words }): Words => ({
  en: `${happened.en} ${advice.en}`,
  zh: `${happened.zh}${advice.zh}`
})

const joined = (all: ReadonlyArray<Words>, lang: Lang): string =>
  all.map((words) => words[lang]).join(lang === "zh" ? "；" : "; ")

const whole = (value: number | undefined, digits = 0): Grid.Cell =>
  value === undefined ? "" : Number(value.toFixed(digits))

/** A table in the order of a brief, with reasons. */
export const rankBy =
  (table: unknown, brief: Shortlist.Brief) =>
  (lang: Lang): Result.Result<Rows, Words> =>
    Result.gen(function* () {
      const { candidates, name } = yield* read(table)
      const ranking = Shortlist.rank(candidates, brief)
      if (ranking._tag !== "Ranked") return yield* Result.fail(refused(ranking))
      return [
        say.rankHeader.map((words) => words[lang]),
        ...ranking.rows.map(({ candidate, flags, offer, place, reasons, score }): Grid.Row => [
          place,
          candidate.id,
          name(candidate.id),
          whole(score, 1),
          offer === undefined ? "" : say.kinds[offer.kind][lang],
          whole(offer?.price, 2),
          joined(reasons, lang),
          joined(
            flags.map(({ words }) => words),
            lang
          )
        ]),
        ...ranking.out.map(({ id, why }): Grid.Row => ["", id, name(id), "", "", "", "", why[lang]])
      ]
    })

const amount = (yuan: number): Words => ({ en: Format.cell(yuan, "yuan", "en"), zh: Format.cell(yuan, "yuan", "zh") })

interface Spent {
  readonly rows: Rows
  /** Who was not chosen, and why; what more money would bring. */
  readonly others: Rows
}

/** A budget spent on the creators of a table. */
export const allocateBy =
  (table: unknown, options: Shortlist.AllocateOptions) =>
  (lang: Lang): Result.Result<Spent, Words> =>
    Result.gen(function* () {
      const { candidates, name } = yield* read(table)
      const plan = Shortlist.allocate(candidates, options)
      if (plan._tag !== "Allocated") return yield* Result.fail(refused(plan))
      const { bound, cost, counted, exact, expected, left, nextBuys, out, picks } = plan
      return {
        rows: [
          say.allocateHeader(counted).map((words) => words[lang]),
          ...picks.map(({ expected, id, kind, price }): Grid.Row => [
            id,
            name(id),
            say.kinds[kind][lang],
            whole(price, 2),
            whole(expected)
          ]),
          [say.total[lang], "", "", whole(cost, 2), whole(expected)],
          [say.leftOver[lang], "", "", whole(left, 2), ""]
        ],
        others: [
          ...(nextBuys === undefined
            ? []
            : [[say.nextBuys(amount(nextBuys.budget))[lang], "", "", "", whole(nextBuys.expected)]]),
          ...(exact ? [] : [[say.atMost[lang], "", "", "", whole(bound)]]),
          ...out.map(({ id, why }): Grid.Row => [id, name(id), "", "", "", why[lang]])
        ]
      }
    })

/** `XINGTU_RANK(table, goal, options)`. */
export const rank =
  (table: unknown, goal: unknown, given: unknown) =>
  (lang: Lang): Result.Result<Rows, Words> =>
    Result.gen(function* () {
      const options = yield* optionsOf(given, rankOptions)
      const categories = options.get("categories")
      const brief = {
        goal: yield* goalOf(goal),
        ...kindOf(options.get("kind")),
        bounds: {
          ...(categories === undefined ? {} : { categories: list(categories) }),
          ...Object.fromEntries(
            bounds.map((bound, i) => [
              bound,
              {
                ...numbered("min", options.get(named("min")[i] ?? "")),
                ...numbered("max", options.get(named("max")[i] ?? ""))
              }
            ])
          )
        }
      }
      return yield* rankBy(table, brief)(lang)
    })

/** `XINGTU_ALLOCATE(table, budget, options)`. */
export const allocate =
  (table: unknown, budget: unknown, given: unknown) =>
  (lang: Lang): Result.Result<Rows, Words> =>
    Result.gen(function* () {
      const options = yield* optionsOf(given, allocateOptions)
      const [goal, must, never] = [options.get("goal"), options.get("must"), options.get("never")]
      const { rows } = yield* allocateBy(table, {
        budget: numberOf(typed(budget)),
        ...(goal === undefined ? {} : { goal: yield* goalOf(goal) }),
        ...kindOf(options.get("kind")),
        ...numbered("minCreators", options.get("minCreators")),
        ...numbered("maxCreators", options.get("maxCreators")),
        ...numbered("perCategory", options.get("perCategory")),
        ...(must === undefined ? {} : { must: list(must) }),
        ...(never === undefined ? {} : { never: list(never) })
      })(lang)
      return rows
    })
