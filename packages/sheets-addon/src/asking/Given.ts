import type { Words } from "@xingtu/core"
import { Result } from "effect"
import * as Ask from "./Ask.ts"
import * as Columns from "./Columns.ts"
import * as Ids from "./Ids.ts"
import * as Options from "./Options.ts"
import type * as Subject from "./Subject.ts"

/** What the arguments of a formula request. */
export interface Given {
  readonly columns: Columns.Columns
  readonly rows: ReadonlyArray<Ask.Row>
  readonly questions: ReadonlyArray<Ask.Question>
}

export const read = (subject: Subject.Subject, given: ArrayLike<unknown>): Result.Result<Given, Words> =>
  Result.gen(function* () {
    const [ids, fields, options] = Array.from(given)
    const columns = yield* Columns.read(subject, fields)
    const input = yield* Options.read(subject, options)
    const rows = yield* Result.all(
      (yield* Ids.rows(ids, subject, columns.header)).map(Ask.check(columns.endpoints, input))
    )
    return { columns, rows, questions: Ask.questions(columns.endpoints, Ask.idsOf(Ask.wanted(rows)), input) }
  })
