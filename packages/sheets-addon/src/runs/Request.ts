import { Endpoint, type Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import * as Ask from "../asking/Ask.ts"
import * as Cells from "../asking/Cells.ts"
import * as Client from "../asking/Client.ts"
import * as Columns from "../asking/Columns.ts"
import * as Document from "../store/Document.ts"
import * as Ids from "../asking/Ids.ts"
import * as Options from "../asking/Options.ts"
import * as Problems from "../tables/Problems.ts"
import * as Subject from "../asking/Subject.ts"
import { say } from "../util/words.ts"

/** What a person asks for: a table of values, and what it would cost. */

/** What fits into the document's properties until it is done. */
const mostRows = 2_000

/** What a person fills in. */
export interface Request {
  readonly subject: string
  /** `Sheet1!A2:A50`, or IDs or links as they were pasted; for a search also a keyword. */
  readonly ids: string
  readonly fields: string
  readonly options: Options.Input
  /** A cell, or empty for a new sheet. */
  readonly to: string
}

export interface Plan {
  readonly ids: number
  /** Calls that would be paid for. */
  readonly toPay: number
  /** Calls whose result is cached. */
  readonly stored: number
  /** Calls that may have been paid for already, and are not sent again for a while. */
  readonly unsettled: number
  readonly problems: ReadonlyArray<Problems.Problem>
  /** Calls that may still be paid for today; undefined is no limit. */
  readonly left?: number
  /** More than the document holds. */
  readonly warning?: Words
}

/** The IDs a run is about. Only an address that names its sheet is no keyword. */
const givenIds = ({ endpoints }: Subject.Subject, ids: string): Result.Result<unknown, Words> =>
  endpoints.some((endpoint) => Endpoint.idParam(endpoint) === undefined) && !ids.includes("!")
    ? Result.succeed(ids)
    : Cells.idsAt(ids)

export const read = ({ fields, ids, options, subject: id }: Request) =>
  Result.gen(function* () {
    const subject = Subject.find(id)
    if (subject === undefined) return yield* Result.fail(say.broken)
    const columns = yield* Columns.read(subject, fields)
    const input = yield* Options.read(subject, Object.entries(options))
    const rows = yield* Result.all(
      (yield* Ids.rows(yield* givenIds(subject, ids), subject, "header")).map(Ask.check(columns.endpoints, input))
    )
    if (rows.length === 0) return yield* Result.fail(say.noIds)
    if (rows.length > mostRows) return yield* Result.fail(say.tooMany(mostRows))
    return { subject, columns, input, rows }
  })

export const questionsOf = (columns: Columns.Columns, rows: ReadonlyArray<Ask.Row>, input: Options.Input) =>
  Ask.questions(columns.endpoints, Ask.idsOf(Ask.wanted(rows)), input)

/** Rows with invalid IDs. */
export const wrong = (rows: ReadonlyArray<Ask.Row>) => rows.filter((row) => row._tag === "Failed")

/** What a run would cost. Sends no request and pays nothing. */
export const plan = (request: Request): Result.Result<Plan, Words> =>
  Result.map(read(request), ({ columns, input, rows }) => {
    const questions = questionsOf(columns, rows, input)
    const { left, paid, unsettled, warning } = Client.run(Document.open(), "sheet", (xingtu) =>
      Ask.toPay(xingtu, questions, Client.consumers.sheet)
    )
    return {
      ids: Ask.idsOf(questions).length,
      toPay: paid.size,
      stored: questions.length - paid.size - unsettled,
      unsettled,
      problems: Problems.add([], wrong(rows)),
      ...(Number.isFinite(left) ? { left } : {}),
      ...(warning === undefined ? {} : { warning })
    }
  })
