import { BaseUrl, type Lang, type QuotaReport, type Words } from "@xingtu/core"
import { Result } from "effect"
import * as Cached from "./Cached.ts"
import * as Client from "./Client.ts"
import { freeze } from "./freeze.ts"
import * as Job from "./Job.ts"
import * as Properties from "./Properties.ts"
import * as Run from "./Run.ts"
import * as Schedule from "./Schedule.ts"
import * as Settings from "./Settings.ts"
import { say } from "./words.ts"

/** What the sidebar asks of the document, by name. The token goes in and never comes out. */

export type Page = "fetch" | "formulas" | "settings"

const pageKey = "page"

/** Where the sidebar opens next. */
export const openAt = (page: Page): void => Cached.putAll([{ key: pageKey, value: page, ttlMs: 60_000 }])

interface State {
  /** Where to begin, if the menu said so. */
  readonly page?: string
  readonly lang: Lang
  readonly hasToken: boolean
  readonly settings: Settings.Settings
  /** What a person must know about the environment. */
  readonly warning?: Words
  readonly hourly: boolean
  readonly job?: Job.Progress
  readonly quota?: QuotaReport
  readonly selection: string
}

const selection = (): string => {
  const range = SpreadsheetApp.getActiveSpreadsheet().getActiveRange()
  return range === null ? "" : `${quoted(range.getSheet().getName())}!${range.getA1Notation()}`
}

/** A sheet's name as a formula would write it. */
const quoted = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `'${name.replace(/'/g, "''")}'`)

const state = (): State => {
  const properties = Properties.read()
  const settings = Settings.read(properties)
  const token = Settings.token(properties)
  const warning = Result.getOrUndefined(BaseUrl.parse(settings.environment))?.warning
  const job = Job.progress("sidebar", properties)
  const page = Cached.getAll([pageKey]).get(pageKey)
  return {
    lang: Settings.lang(),
    hasToken: token !== undefined,
    settings,
    hourly: Schedule.isOn(),
    selection: selection(),
    ...(page === undefined ? {} : { page }),
    ...(warning === undefined ? {} : { warning }),
    ...(job === undefined ? {} : { job }),
    ...(token === undefined ? {} : { quota: Client.run(settings, token, "sheet", (xingtu) => xingtu.quota(Client.consumers.sheet)) })
  }
}

const saveToken = (given: unknown): Result.Result<State, Words> => {
  const token = String(given ?? "").trim()
  if (token.length < 4 || /\s/.test(token)) return Result.fail(say.noSuchToken)
  Settings.writeToken(token)
  return Result.succeed(state())
}

const ok = Result.succeed

const handlers: Readonly<Record<string, (given: never) => Result.Result<unknown, Words>>> = {
  state: () => ok(state()),
  saveToken,
  forgetToken: () => {
    Settings.removeToken()
    return ok(state())
  },
  saveSettings: (given: unknown) => {
    Settings.write(Settings.clean(given))
    return ok(state())
  },
  selection: () => ok(selection()),
  plan: Run.plan,
  start: Run.start,
  step: () => Run.step(),
  stop: (id: string) => {
    Job.askToStop("sidebar", id)
    return ok(Job.progress("sidebar", Properties.read()))
  },
  resume: Run.resume,
  waiting: Run.waiting,
  refresh: (what: "pending" | "pendingAndOld") => Run.refresh(what),
  freeze: () => ok(freeze()),
  hourly: (to: "on" | "off") => Result.map(Schedule.turn(to), state)
}

/** Answers the sidebar: `{ value }`, or `{ problem }` in both languages. An error of Google's own keeps its text out of the page. */
export const call = (name: string, given: never): unknown => {
  try {
    const handler = handlers[name]
    const answer = handler === undefined
      ? { problem: say.broken }
      : Result.match(handler(given), { onSuccess: (value) => ({ value }), onFailure: (problem) => ({ problem }) })
    // What is undefined is left out here: Google would hand it over as something else.
    return JSON.parse(JSON.stringify(answer))
  } catch {
    return { problem: say.broken }
  }
}
