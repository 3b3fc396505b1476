import { BaseUrl, type Lang, type QuotaReport, tokenProblem, type Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import * as Cached from "./google/Cached.ts"
import * as Client from "./asking/Client.ts"
import { decide } from "./decidePanel.ts"
import * as Document from "./store/Document.ts"
import * as Amend from "./runs/Amend.ts"
import * as TableRows from "./tables/TableRows.ts"
import * as Fill from "./runs/Fill.ts"
import { format } from "./tables/format.ts"
import { freeze } from "./tables/freeze.ts"
import * as Manners from "./google/Manners.ts"
import { differ, me } from "./google/Person.ts"
import * as Job from "./runs/Job.ts"
import { recalculate } from "./tables/recalculate.ts"
import * as Renew from "./runs/Renew.ts"
import * as Request from "./runs/Request.ts"
import * as Run from "./runs/Run.ts"
import * as Schedule from "./history/Schedule.ts"
import * as MakeTemplate from "./runs/MakeTemplate.ts"
import * as SnapshotPlan from "./history/SnapshotPlan.ts"
import * as Snapshots from "./history/Snapshots.ts"
import * as Kept from "./store/Kept.ts"
import * as Log from "./store/Log.ts"
import * as Queries from "./store/Queries.ts"
import * as Settings from "./store/Settings.ts"
import { refused } from "./util/refused.ts"
import { say } from "./util/words.ts"

/** What the sidebar asks of the document, by name. The token goes in and never comes out. */

export type Page = "fetch" | "formulas" | "tools" | "settings"

/** Automatic runs that the page shows. */
const mostLogged = 10

const pageKey = "page"

/** Where the sidebar opens next. */
export const openAt = (page: Page): void => Cached.putAll([{ key: pageKey, value: page, ttlMs: 60_000 }])

export interface State {
  /** Where to begin, if the menu said so. */
  readonly page?: string
  readonly lang: Lang
  readonly hasToken: boolean
  readonly settings: Settings.Settings
  /** What a person must know about the environment. */
  readonly warning?: Words
  readonly hourly: boolean
  readonly job?: Job.Progress
  /** Who else is at that run now; empty where Google does not say who. */
  readonly other?: string
  readonly quota?: QuotaReport
  readonly selection: string
  /** What ran by itself, the newest first. */
  readonly log: ReadonlyArray<Log.Entry>
  /** How Google was seen to treat requests of this account. */
  readonly manners: Manners.Manners
  /** Requests of tables that were kept. */
  readonly queries: ReadonlyArray<Queries.Query>
}

const selection = (): string => {
  const range = SpreadsheetApp.getActiveSpreadsheet().getActiveRange()
  return range === null ? "" : `${quoted(range.getSheet().getName())}!${range.getA1Notation()}`
}

/** A sheet's name as a formula would write it. */
const quoted = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `'${name.replace(/'/g, "''")}'`)

const state = (): State => {
  const document = Document.open()
  const { properties, settings, token } = document
  const warning = Result.getOrUndefined(BaseUrl.parse(settings.environment))?.warning
  const job = Job.progress("sidebar", properties)
  const runner = Job.runner("sidebar", properties)
  const page = Cached.getAll([pageKey]).get(pageKey)
  return {
    lang: Settings.langIn(settings),
    hasToken: token !== undefined,
    settings,
    hourly: Schedule.isOn(),
    selection: selection(),
    log: Log.list(properties).slice(0, mostLogged),
    manners: Manners.read(properties),
    queries: Queries.list(properties),
    ...(page === undefined ? {} : { page }),
    ...(warning === undefined ? {} : { warning }),
    ...(job === undefined ? {} : { job }),
    ...(runner === undefined || !differ(runner, me()) ? {} : { other: runner.name }),
    ...(token === undefined
      ? {}
      : { quota: Client.run(document, "sheet", (xingtu) => xingtu.quota(Client.consumers.sheet)) })
  }
}

/** How Google treats requests of this account; without the token, and free. */
const tryNetwork = () => Manners.trial(Client.baseUrl(Document.open().settings.environment))

const saveToken = (given: unknown): Result.Result<State, Words> => {
  const token = String(given ?? "").trim()
  if (token.length < 4 || /\s/.test(token) || tokenProblem(token) !== undefined) return Result.fail(say.noSuchToken)
  Settings.writeToken(token)
  // A refusal that the last token met is none of this one's.
  Client.run(Document.open(), "sheet", (xingtu) => xingtu.reopen)
  tryNetwork()
  return Result.succeed(state())
}

const ok = Result.succeed

const handlers = {
  state: () => ok(state()),
  saveToken,
  forgetToken: () => {
    Settings.removeToken()
    return ok(state())
  },
  saveSettings: (given: Settings.Settings) => {
    const problem = Settings.problem(given)
    if (problem !== undefined) return Result.fail(problem)
    Settings.write(Settings.clean(given))
    return ok(state())
  },
  selection: () => ok(selection()),
  plan: Request.plan,
  start: (request: Request.Request) => Run.begin(() => Fill.start(request)),
  step: (id: string) => Run.step("sidebar", id),
  stop: (id: string) => {
    Job.askToStop("sidebar", id)
    return ok(true)
  },
  resume: Run.resume,
  open: (name: string) => {
    const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheetByName(String(name))
    if (sheet === null) return Result.fail(say.noSheet(String(name)))
    sheet.activate()
    return ok(true)
  },
  decide,
  planTemplate: MakeTemplate.plan,
  makeTemplate: MakeTemplate.make,
  history: () => ok(Snapshots.state()),
  planHistory: SnapshotPlan.plan,
  startHistory: Snapshots.start,
  stepHistory: Snapshots.step,
  repeatHistory: Snapshots.repeat,
  stopHistory: () => ok(Snapshots.stop()),
  saveQuery: (given: Queries.Query) => Result.map(Queries.save(given), state),
  deleteQuery: (name: string) => {
    Queries.remove(name)
    return ok(state())
  },
  tryNetwork: () => {
    tryNetwork()
    return ok(state())
  },
  tables: () => ok(TableRows.tables()),
  retry: (id: string) => Run.begin(() => Amend.start(id, "failed")),
  renew: (id: string) => Run.begin(() => Amend.start(id, "failedAndOld")),
  waiting: () => ok(Renew.waiting()),
  refresh: (what: "pending" | "pendingAndOld") =>
    Run.begin(() => {
      Kept.adopt()
      return ok(Renew.refresh(what, "sidebar"))
    }),
  freeze: () => Result.map(freeze(), say.frozen),
  format: () => Result.map(format(), say.formatted),
  reopen: () => {
    Client.run(Document.open(), "sheet", (xingtu) => xingtu.reopen)
    return ok(state())
  },
  recalculate: () => ok(recalculate()),
  hourly: (to: "on" | "off") => Result.map(Schedule.turn(to), state)
}

type Handler = (given: never) => Result.Result<unknown, Words>

/** What the page may ask, by name. */
export type Handlers = typeof handlers

const byName: Readonly<Record<string, Handler>> = handlers satisfies Record<string, Handler>

/**
 * Answers the sidebar: `{ value }`, or `{ problem }` in both languages. An error of Google's own keeps its text out of
 * the page.
 */
export const call = (name: string, given: never): unknown => {
  try {
    const handler = byName[name]
    const answer =
      handler === undefined
        ? { problem: say.broken }
        : Result.match(handler(given), { onSuccess: (value) => ({ value }), onFailure: (problem) => ({ problem }) })
    // What is undefined is left out here: Google would hand it over as something else.
    return JSON.parse(JSON.stringify(answer))
  } catch (error) {
    return { problem: refused(error) ?? say.broken }
  }
}
