import type { Lang, Shortlist, Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import { calculated } from "./asking/calculated.ts"
import * as Cells from "./asking/Cells.ts"
import * as Grid from "./asking/Grid.ts"
import * as Decide from "./Decide.ts"
import * as NewTab from "./tables/NewTab.ts"
import * as Settings from "./store/Settings.ts"
import { say } from "./util/words.ts"

/**
 * The sidebar's ranking and budget over a table that is there: no request is sent, and the result stands in a new tab.
 */

/** What the page sends; core checks the brief and the options. */
export type Request =
  | { readonly what: "rank"; readonly table: string; readonly brief: Shortlist.Brief }
  | { readonly what: "allocate"; readonly table: string; readonly options: Shortlist.AllocateOptions }

/** One cell stands for the table around it. */
const tableAt = (address: string): Result.Result<unknown, Words> =>
  Result.map(Cells.tableRange(address), (range) =>
    calculated(range.getNumRows() * range.getNumColumns() === 1 ? range.getDataRegion() : range)
  )

const text: NewTab.Look = { format: "@" }
const long: NewTab.Look = { format: "@", width: 360 }
const yuan: NewTab.Look = { format: Grid.formats.yuan ?? "General" }
const count: NewTab.Look = { format: Grid.formats.count ?? "General" }

const rankLooks: ReadonlyArray<NewTab.Look> = [count, text, text, { format: "0.0" }, text, yuan, long, long]
const allocateLooks: ReadonlyArray<NewTab.Look> = [text, text, text, yuan, count, long]

/** Texts of a table come from people and creators: none of them is to become a formula. */
const inert = (lines: ReadonlyArray<Grid.Row>): ReadonlyArray<Grid.Row> =>
  lines.map((line) => line.map((cell) => (typeof cell === "string" ? Grid.safe(cell) : cell)))

/** Puts the result into a new tab, and tells where it is. */
export const decide = (given: Request): Result.Result<{ readonly sheet: string; readonly told: Words }, Words> =>
  Result.gen(function* () {
    const lang: Lang = Settings.lang()
    const request: Partial<Request> = Object(given)
    const table = yield* tableAt(String(request.table ?? ""))
    const put = (title: Words, lines: ReadonlyArray<Grid.Row>, looks: ReadonlyArray<NewTab.Look>, creators: number) => {
      const sheet = NewTab.write(title, inert(lines), looks, lang).getName()
      return { sheet, told: say.decided(sheet, creators) }
    }
    if (request.what === "rank" && request.brief !== undefined) {
      const rows = yield* Decide.rankBy(table, request.brief)(lang)
      return put(say.ranking, rows, rankLooks, rows.length - 1)
    }
    if (request.what === "allocate" && request.options !== undefined) {
      const {
        others,
        rows: [head = [], ...rows]
      } = yield* Decide.allocateBy(table, request.options)(lang)
      // Beside those who are chosen stand the total and what is left.
      return put(say.allocation, [[...head, say.whyNot[lang]], ...rows, ...others], allocateLooks, rows.length - 2)
    }
    return yield* Result.fail(say.noSuchPlan)
  })
