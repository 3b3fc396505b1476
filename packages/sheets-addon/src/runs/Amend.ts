import type { Words } from "@xingtu/core/adapter"
import { Effect, Result } from "effect"
import * as Ask from "../asking/Ask.ts"
import * as Client from "../asking/Client.ts"
import type * as Columns from "../asking/Columns.ts"
import * as Document from "../store/Document.ts"
import * as Grid from "../asking/Grid.ts"
import * as Job from "./Job.ts"
import * as NegativeCache from "../asking/NegativeCache.ts"
import * as Settings from "../store/Settings.ts"
import * as Table from "../tables/Table.ts"
import * as Tables from "../tables/Tables.ts"
import { dayMs, due, type Line, open, type Opened } from "../tables/TableRows.ts"
import { say } from "../util/words.ts"

/**
 * Rows of a table that is there: those that failed are requested again, those that are old are renewed, where they
 * stand.
 */

/** Ids of one step. */
const stepSize = 8

/** Ids of which nothing was paid for in vain, or may have been: the others are a person's to repeat. */
const unasked = (own: Document.Opened, { columns, noted: { input } }: Opened, ids: ReadonlyArray<string>) => {
  const questions = Ask.questions(columns.endpoints, ids, input)
  const free = new Set(NegativeCache.without(own.properties, questions))
  const bound = new Set(questions.filter((question) => !free.has(question)).map(({ id }) => id))
  return ids.filter((id) => !bound.has(id))
}

/** Begins to fill in the rows of a table that failed, or to renew those that are old too. */
export const start = (
  id: string,
  what: "failed" | "failedAndOld",
  slot: Job.Slot = "sidebar"
): Result.Result<Job.Progress, Words> =>
  Result.gen(function* () {
    const own = Document.open()
    const noted = Tables.find(own.properties, id)
    if (noted === undefined) return yield* Result.fail(say.noTableHere)
    const found = yield* open(noted)
    const { failed, old, since } = due(own, found)
    const chosen = what === "failed" ? failed : old
    const ids = slot === "hourly" ? unasked(own, found, chosen) : chosen
    if (ids.length === 0) return yield* Result.fail(say.upToDate)
    return Job.begin(slot, { _tag: "Amend", table: id, ids, ...(what === "failed" ? {} : { since }) }, ids.length, {
      id,
      sheet: found.place.sheet.getName()
    })
  })

const told = (
  endpoints: Columns.Columns["endpoints"],
  id: string,
  answers: ReadonlyMap<string, Grid.Told>
): Grid.Outcome => ({
  _tag: "Asked",
  id,
  told: new Map(
    endpoints.flatMap(({ id: name }) => {
      const one = answers.get(`${name}/${id}`)
      return one === undefined ? [] : [[name, one] as const]
    })
  )
})

const keyOf = ({ endpoint, id }: Ask.Question) => `${endpoint.id}/${id}`

/** What may be written over: what is blank, and what we wrote before. */
const isOurs = (
  line: Line,
  i: number,
  formula: string,
  before: ReadonlyArray<ReadonlyArray<unknown>>,
  isKnown: boolean
): boolean => {
  const cell = line.cells[i]
  if (formula !== "") return false
  if (cell === "" || cell === undefined || i === 0 || i === line.cells.length - 1) return true
  return before.some((known) => Table.same(cell, known[i])) || (!isKnown && !line.failed)
}

/**
 * Writes what became of an id into its rows, in their order. Tells how many cells of somebody's own were left, and how
 * many lines found no room.
 */
const rewrite = (
  { columns, place }: Opened,
  lines: ReadonlyArray<Line>,
  fresh: ReadonlyArray<Grid.Row>,
  before: Readonly<Record<"en" | "zh", ReadonlyArray<Grid.Row>>>,
  isKnown: boolean
): { readonly kept: number; readonly over: number } => {
  const blank = columns.shown.map(() => "")
  const size = Math.max(1, isKnown && lines.length % before.en.length === 0 ? before.en.length : lines.length)
  let kept = 0
  lines.forEach((line, n) => {
    // A single line belongs into each row of its id; several make a block that may be there several times.
    const at = fresh.length === 1 ? 0 : n % size
    const next = fresh[at] ?? [line.id, ...blank, ""]
    const known = [before.en[at] ?? [], before.zh[at] ?? []]
    const formulas = Table.formulas(place, line.row)
    const own = place.columns.map((column, i) => {
      if (column === undefined) return undefined
      if (isOurs(line, i, formulas[i] ?? "", known, isKnown)) return column
      kept++
      return undefined
    })
    if (own.some((column) => column !== undefined))
      Table.write({ sheet: place.sheet, columns: own }, line.row, [next], Grid.formatsOf(columns, "always"))
  })
  return { kept, over: fresh.length === 1 ? 0 : Math.max(0, fresh.length - size) }
}

/** Looks up some ids of the table, and writes what came into their rows, wherever they are by then. */
export const step = (
  own: Document.Opened,
  { ids, since, table }: Job.Amend,
  { done, sheet }: Job.Progress
): Job.Piece => {
  const noted = Tables.find(own.properties, table)
  if (noted === undefined) return Job.blocked(say.tableDeleted(sheet ?? ""))
  const begun = open(noted)
  if (Result.isFailure(begun)) return Job.blocked(begun.failure)
  const slice = ids.slice(done, done + stepSize)
  const there = new Set(begun.success.lines.map(({ id }) => id))
  const wanted = slice.filter((id) => there.has(id))
  const { columns } = begun.success
  const questions = Ask.questions(columns.endpoints, wanted, noted.input)
  const stored = Client.run(own, "sheet", (xingtu) =>
    questions.length === 0 ? Effect.succeed([]) : Ask.stored(xingtu, questions)
  )
  const before = new Map<string, Grid.Told>(
    questions.flatMap((question, i) => {
      const answer = stored[i]
      return answer === undefined ? [] : [[keyOf(question), { data: answer.data }] as const]
    })
  )
  const outcomes = Ask.now(own, questions, since === undefined ? undefined : new Date(since))
  NegativeCache.note(outcomes, since === undefined ? 0 : own.settings.freshDays * dayMs)
  const failed = new Set(Ask.failures(outcomes).map(({ id }) => id))
  const piece = {
    size: slice.length,
    outcomes,
    failures: Ask.failures(outcomes),
    failedRows: begun.success.lines.filter(({ id }) => failed.has(id)).length
  }
  if (Ask.stopOf(outcomes) !== undefined) return piece
  const found = open(noted)
  if (Result.isFailure(found)) return { ...piece, because: found.failure }
  const after = new Map(
    outcomes.map(({ question, told }) => {
      const old = before.get(keyOf(question))
      // An old result is better than the news that its renewal failed.
      return [keyOf(question), "why" in told && old !== undefined ? old : told] as const
    })
  )
  const lang = Settings.langIn(own.settings)
  let [kept, over] = [0, 0]
  for (const id of wanted) {
    const lines = found.success.lines.filter((line) => line.id === id)
    if (lines.length === 0) continue
    const was = told(columns.endpoints, id, before)
    const isKnown = columns.endpoints.every((endpoint) => before.has(`${endpoint.id}/${id}`))
    const one = rewrite(
      found.success,
      lines,
      Grid.lines(columns, told(columns.endpoints, id, after), "always", lang),
      { en: Grid.lines(columns, was, "always", "en"), zh: Grid.lines(columns, was, "always", "zh") },
      isKnown
    )
    kept += one.kept
    over += one.over
  }
  SpreadsheetApp.flush()
  const gone = slice.length - wanted.length
  return {
    ...piece,
    sheet: found.success.place.sheet.getName(),
    notes: [
      ...Table.changes(found.success.place, sheet),
      ...(gone === 0 ? [] : [say.rowsDeleted(gone)]),
      ...(kept === 0 ? [] : [say.handMade(kept)]),
      ...(over === 0 ? [] : [say.noRoom(over)])
    ]
  }
}
