import { catalogue, type Endpoint, QuotaDay, Watch, type Words } from "@xingtu/core/adapter"
import { Effect, Result } from "effect"
import * as Ask from "../asking/Ask.ts"
import * as Cells from "../asking/Cells.ts"
import * as Client from "../asking/Client.ts"
import * as Ids from "../asking/Ids.ts"
import * as Subject from "../asking/Subject.ts"
import * as Document from "../store/Document.ts"
import * as Kept from "../store/Snapshots.ts"
import * as Problems from "../tables/Problems.ts"
import { say } from "../util/words.ts"

/** What a daily snapshot looks up, and what that costs. */

/** Core's watch looks these up; each source is a paid call for a creator. */
export const sources = () => Watch.sourcesOf(["price", "cpm", "followers", "medianPlays"])

const endpoints = (): ReadonlyArray<Endpoint.Endpoint> => sources().map((source) => catalogue[source])

export const today = () => QuotaDay.shanghai(Date.now())

export interface Plan {
  readonly ids: ReadonlyArray<string>
  /** Paid calls a day. */
  readonly perDay: number
  /** Of today's, those that have a result already. */
  readonly answered: number
  readonly problems: ReadonlyArray<Problems.Problem>
  /** Calls that may still be paid for today; undefined is no limit. */
  readonly left?: number
  /** Calls a day the document may pay for at all. */
  readonly limit?: number
}

const questionsOf = (ids: ReadonlyArray<string>) => Ask.questions(endpoints(), ids, {})

/** What a daily snapshot of these creators would cost. Sends no request and pays nothing. */
export const plan = (address: string): Result.Result<Plan, Words> =>
  Result.gen(function* () {
    const given = yield* Ids.rows(yield* Cells.idsAt(address), Subject.report, "noHeader")
    const rows = yield* Result.all(given.map(Ask.check(endpoints(), {})))
    const ids = Ask.idsOf(Ask.wanted(rows))
    if (ids.length === 0) return yield* Result.fail(say.noIds)
    if (ids.length > Kept.most) return yield* Result.fail(say.tooManySnapshots(Kept.most))
    const own = Document.open()
    const begun = today().startsAt
    const { answered, left } = Client.run(own, "sheet", (xingtu) =>
      Effect.all({
        answered: Effect.map(
          Ask.stored(xingtu, questionsOf(ids)),
          (all) => all.filter((answer) => answer !== undefined && Date.parse(answer.meta.at) >= begun).length
        ),
        left: Effect.map(xingtu.left(Client.consumers.sheet), (tightest) => tightest?.left)
      })
    )
    return {
      ids,
      perDay: ids.length * sources().length,
      answered,
      problems: Problems.add(
        [],
        rows.filter((row) => row._tag === "Failed")
      ),
      ...(left === undefined ? {} : { left }),
      ...(own.settings.dailyLimit === null ? {} : { limit: own.settings.dailyLimit })
    }
  })
