import { Format, type Words } from "@xingtu/core/adapter"
import { Effect, Result } from "effect"
import * as Ask from "../asking/Ask.ts"
import * as Client from "../asking/Client.ts"
import * as Columns from "../asking/Columns.ts"
import * as Document from "../store/Document.ts"
import * as Grid from "../asking/Grid.ts"
import * as Ids from "../asking/Ids.ts"
import * as Job from "./Job.ts"
import * as NegativeCache from "../asking/NegativeCache.ts"
import * as Settings from "../store/Settings.ts"
import * as Subject from "../asking/Subject.ts"
import * as Table from "./Table.ts"
import * as Tables from "./Tables.ts"
import { say } from "../util/words.ts"

/** Rows of a table that is there: those that failed are asked again, those that are old are renewed, where they stand. */

/** Ids of one step. */
const stepSize = 8

const dayMs = 86_400_000

interface Line {
  readonly row: number
  readonly id: string
  readonly cells: ReadonlyArray<unknown>
  readonly failed: boolean
}

interface Opened {
  readonly noted: Tables.Noted
  readonly subject: Subject.Subject
  readonly columns: Columns.Columns
  readonly place: Table.Place
  /** Rows that can be asked, as they stand now. */
  readonly lines: ReadonlyArray<Line>
}

/** What a row's last column says when nothing went wrong. */
const isGood = (error: unknown): boolean => error === "" || error === Format.noData.en || error === Format.noData.zh

const idOf = (cell: unknown, { input }: Tables.Noted, subject: Subject.Subject, columns: Columns.Columns) => {
  if (cell === "" || cell === undefined) return undefined
  const row = Result.getOrUndefined(Ids.rows(cell, subject, "header"))?.[0]
  const checked = row === undefined ? undefined : Result.getOrUndefined(Ask.check(columns.endpoints, input)(row))
  return checked?._tag === "Wanted" ? checked.id : undefined
}

const open = (noted: Tables.Noted): Result.Result<Opened, Words> =>
  Result.gen(function* () {
    const subject = Subject.find(noted.subject)
    if (subject === undefined) return yield* Result.fail(say.otherTable)
    const columns = yield* Columns.read(subject, noted.fields)
    if (columns.shown.length + 2 !== noted.table.width) return yield* Result.fail(say.otherTable)
    const place = yield* Table.find(noted.table)
    const first = place.header + 1
    const lines = Table.read(place, first, Math.max(0, place.end - place.header)).flatMap((cells, i) => {
      const id = idOf(cells[0], noted, subject, columns)
      return id === undefined ? [] : [{ row: first + i, id, cells, failed: !isGood(cells[noted.table.width - 1]) }]
    })
    return { noted, subject, columns, place, lines }
  })

/** The ids of rows that failed, and of rows of which something is old or was never answered. */
interface Due {
  readonly failed: ReadonlyArray<string>
  readonly old: ReadonlyArray<string>
  /** Calls that each would pay for. */
  readonly failedCalls: number
  readonly oldCalls: number
  readonly since: number
}

const due = (own: Document.Opened, { columns, lines, noted: { input } }: Opened): Due => {
  const since = Date.now() - own.settings.freshDays * dayMs
  const questions = Ask.questions(columns.endpoints, Ask.idsOf(lines), input)
  const stored = Client.run(own, "sheet", (xingtu) => Ask.stored(xingtu, questions))
  const calls = questions.map(({ id }, i) => {
    const at = stored[i]?.meta.at
    return { id, isMissing: at === undefined, isOld: at !== undefined && Date.parse(at) < since }
  })
  const failed = Ask.idsOf(lines.filter((line) => line.failed))
  const [isFailed, isOld] = [
    new Set(failed),
    new Set(calls.flatMap(({ id, isMissing, isOld }) => (isMissing || isOld ? [id] : [])))
  ]
  const old = Ask.idsOf(lines.filter(({ failed, id }) => failed || isOld.has(id)))
  return {
    failed,
    old,
    failedCalls: calls.filter(({ id, isMissing }) => isMissing && isFailed.has(id)).length,
    oldCalls: calls.filter(({ isMissing, isOld }) => isMissing || isOld).length,
    since
  }
}

export interface Summary {
  readonly id: string
  readonly title: Words
  readonly sheet: string
  readonly rows: number
  readonly failed: number
  readonly failedCalls: number
  readonly old: number
  readonly oldCalls: number
}

/** As many tables as a person looks through. */
const mostShown = 12

const summarize = (own: Document.Opened, noted: Tables.Noted): ReadonlyArray<Summary> => {
  const found = Result.getOrUndefined(open(noted))
  if (found === undefined) return []
  const { failed, failedCalls, old, oldCalls } = due(own, found)
  const [id, title, sheet] = [noted.table.id, found.subject.title, found.place.sheet.getName()]
  return [{ id, title, sheet, rows: found.lines.length, failed: failed.length, failedCalls, old: old.length, oldCalls }]
}

/** The tables of the document that are still there, the newest first. */
export const tables = (): ReadonlyArray<Summary> => {
  const own = Document.open()
  return Tables.all(own.properties)
    .slice(0, mostShown)
    .flatMap((noted) => summarize(own, noted))
}

export const summary = (id: string): Summary | undefined => {
  const own = Document.open()
  const noted = Tables.find(own.properties, id)
  return noted === undefined ? undefined : summarize(own, noted)[0]
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
    const ids = what === "failed" ? failed : old
    if (ids.length === 0) return yield* Result.fail(say.upToDate)
    return Job.begin(slot, { _tag: "Amend", table: id, ids, ...(what === "failed" ? {} : { since }) }, ids.length, {
      id,
      sheet: found.place.sheet.getName()
    })
  })

/** The table a cell belongs to. */
export const at = (cell: GoogleAppsScript.Spreadsheet.Range): string | undefined => {
  const [row, column, sheet] = [cell.getRow(), cell.getColumn(), cell.getSheet().getSheetId()]
  return Tables.all(Document.open().properties)
    .filter(({ table }) => table.sheet === sheet)
    .find(({ table }) => {
      const place = Result.getOrUndefined(Table.find(table))
      return place !== undefined && row >= place.header && row <= place.end && place.columns.includes(column)
    })?.table.id
}

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

/** Writes what became of an id into its rows, in their order. Tells how many cells of somebody's own were left, and how many lines found no room. */
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

/** Asks about some ids of the table, and writes what came into their rows, wherever they are by then. */
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
      // An old answer is better than the news that its renewal failed.
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
