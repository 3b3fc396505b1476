import { type Failure, Format, type Lang, type Words } from "@xingtu/core/adapter"
import { Effect, Result } from "effect"
import * as Ask from "./asking/Ask.ts"
import * as Client from "./asking/Client.ts"
import * as Fetch from "./google/Fetch.ts"
import * as NegativeCache from "./asking/NegativeCache.ts"
import * as Change from "./Change.ts"
import * as Decide from "./Decide.ts"
import * as Document from "./store/Document.ts"
import * as Asked from "./asking/Given.ts"
import * as Grid from "./asking/Grid.ts"
import * as Kept from "./store/Kept.ts"
import * as Registry from "./asking/Registry.ts"
import * as Settings from "./store/Settings.ts"
import * as Subject from "./asking/Subject.ts"
import * as Troubles from "./asking/Troubles.ts"
import { say } from "./util/words.ts"

/** What a cell shows: one value, or rows that spill. */
type Shown = Grid.Cell | ReadonlyArray<Grid.Row>

/** What a formula was given: ids or a keyword, fields, options. */
type Given = ArrayLike<unknown>

/** What became of requests. */
type Told = ReadonlyMap<Ask.Question, Grid.Told>

const longestMs = Client.longestMs.outbox

/** With less time than this left a request could be paid for and its result not heard. */
const shortestMs = 8_000

/** Room that a result takes where formulas keep it, among others like it; most take a quarter of that. */
const answerBytes = 800

const consumer = Client.consumers.outbox

const why = (failure: Failure.CallFailure): Words => {
  if (failure._tag === "NotInTime")
    return failure.waitedFor === "answer" || failure.charged !== "no" ? say.late : say.notSent
  if (failure._tag === "Unreachable" && failure.reason === Fetch.noTime) return say.pending(1)
  if (failure._tag === "BudgetSpent" && failure.consumer === Client.waiting) return say.pending(1)
  if (failure._tag === "BudgetSpent" && failure.consumer === consumer) return say.spent(failure.budget)
  return Grid.explained(failure)
}

/** Cached results, and as many new ones as a formula may pay for. */
const find =
  (all: ReadonlyArray<Ask.Question>, { properties, settings, token }: Document.Opened, started: number) =>
  (xingtu: Client.Xingtu): Effect.Effect<Told> =>
    Effect.gen(function* () {
      const stored = yield* Ask.stored(xingtu, all)
      const told = new Map<Ask.Question, Grid.Told>()
      all.forEach((question, i) => {
        const answer = stored[i]
        if (answer !== undefined) told.set(question, { data: answer.data })
      })
      const wait = (questions: Iterable<Ask.Question>, why: Words) => {
        for (const question of questions) told.set(question, { why })
      }
      const missing = () => all.filter((question) => !told.has(question))
      if (token === undefined) wait(missing(), say.noToken)
      for (const [question, words] of Troubles.known(missing())) told.set(question, { why: words })
      const doubtful = NegativeCache.doubtful(properties, missing())
      wait(doubtful, say.doubtful(Ask.idsOf(doubtful).length))
      const slow = NegativeCache.slow(properties, missing())
      wait(slow, say.slow(Ask.idsOf(slow).length))
      if (told.size === all.length) return told
      const { paid } = yield* Ask.toPay(xingtu, missing(), consumer)
      const [ids, deadline] = [Ask.idsOf(paid).length, started + longestMs - Date.now()]
      // Looked at only when something is to be paid for, since it takes a look into the sheet.
      const isWhole = paid.size === 0 || Kept.isWhole(properties)
      if (!isWhole) wait(paid, say.keptGone(ids))
      const mayPay =
        isWhole &&
        settings.formulasPay &&
        properties.hasRoom(answerBytes * paid.size) &&
        ids <= settings.atOnce &&
        deadline >= shortestMs
      if (!mayPay && isWhole)
        wait(
          paid,
          Ask.idsOf(all).length > Registry.mostIds ? say.tooManyForFormula(Registry.mostIds) : say.pending(ids)
        )
      const outcomes = yield* Ask.all(
        xingtu,
        missing(),
        { consumer: mayPay ? consumer : Client.waiting, deadline: Math.max(1000, deadline) },
        why
      )
      for (const { question, told: one } of outcomes) told.set(question, one)
      Troubles.note(outcomes)
      yield* Effect.ignoreCause(
        Effect.sync(() => {
          NegativeCache.note(outcomes)
          NegativeCache.noteSlow(outcomes)
        })
      )
      return told
    })

const tell = (
  subject: Subject.Subject,
  all: ReadonlyArray<Ask.Question>,
  document: Document.Opened,
  started: number
): Told => {
  if (all.length === 0) return new Map()
  const told = Client.run(document, "outbox", find(all, document, started), started)
  try {
    Registry.note(subject, all, document.properties)
  } catch {
    // What was paid for is shown all the same; the formula is noted when it is next calculated.
  }
  return told
}

const asked =
  (subject: Subject.Subject, given: Given, document: Document.Opened, started: number) =>
  (lang: Lang): Result.Result<Shown, Words> =>
    Result.gen(function* () {
      const { columns, questions, rows } = yield* Asked.read(subject, given)
      const outcomes = Ask.outcomes(rows, tell(subject, questions, document, started))
      const reason = Grid.reason(outcomes, lang)
      if (reason !== undefined) return reason
      return Array.isArray(given[0]) ? Grid.of(columns, outcomes, "blocks", lang) : Grid.single(columns, outcomes, lang)
    })

/** A formula's value, whatever happens: a cell that fails shows nothing of its own. */
const shown = (work: (document: Document.Opened) => (lang: Lang) => Result.Result<Shown, Words>): Shown => {
  let lang: Lang = "en"
  try {
    const document = Document.open()
    lang = Settings.langIn(document.settings)
    return Result.match(work(document)(lang), { onSuccess: (value) => value, onFailure: (words) => words[lang] })
  } catch {
    return say.broken[lang]
  }
}

/** `XINGTU_SPREAD_METRICS(ids, fields, options)` and its like. */
export const ask = (id: string, given: Given): Shown => {
  const started = Date.now()
  return shown((document) => {
    const subject = Subject.find(id)
    return subject === undefined ? () => Result.fail(say.broken) : asked(subject, given, document, started)
  })
}

/** What is worked out from what the document has. */
export const rank = (table: unknown, goal: unknown, options: unknown): Shown =>
  shown(() => Decide.rank(table, goal, options))

export const allocate = (table: unknown, budget: unknown, options: unknown): Shown =>
  shown(() => Decide.allocate(table, budget, options))

export const change = (ids: unknown, field: unknown, days: unknown): Shown =>
  shown(() => Change.change(ids, field, days))

/** `XINGTU_QUOTA()`: what was spent today and what is left. */
export const quota = (): Shown =>
  shown((document) => (lang) => {
    if (document.token === undefined) return Result.fail(say.noToken)
    const {
      closed,
      consumer: { left = say.noLimit[lang] },
      day,
      endsAt,
      token
    } = Client.run(document, "outbox", (xingtu) => xingtu.quota(consumer))
    return Result.succeed([
      [say.day[lang], day],
      [say.charged[lang], token.used],
      [say.unknown[lang], token.unknown],
      [say.leftToday[lang], token.left ?? say.noLimit[lang]],
      [say.leftFormulas[lang], left],
      [say.dayEnds[lang], Format.cell(endsAt, "time", lang)],
      ...closed.map(({ opensAt, reason }): Grid.Row => [reason[lang], Format.cell(opensAt, "time", lang)])
    ])
  })
