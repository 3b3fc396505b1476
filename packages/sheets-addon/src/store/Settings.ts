import { BaseUrl, type Lang, Settings as Core, type Words } from "@xingtu/core"
import { Redacted, Result } from "effect"
import * as Properties from "../google/Properties.ts"
import { say } from "../util/words.ts"

/** What the people of a document have set. The token lives apart from the rest and never goes to the sidebar. */
export interface Settings {
  readonly environment: string
  /** Whether formulas may pay. Off: they show what is stored, and the rest is pending. */
  readonly formulasPay: boolean
  /** New ids a formula may pay for at once; more are pending. */
  readonly atOnce: number
  /** Calls formulas may pay for in a quota day: 0 pays for nothing, null is no limit. */
  readonly formulasDaily: number | null
  /** Calls the whole document may pay for in a quota day: 0 pays for nothing, null is no limit. */
  readonly dailyLimit: number | null
  /** Refresh renews what is older than this. */
  readonly freshDays: number
  /** Attempts after the first. */
  readonly retries: number
  /**
   * Whether whoever switched the hourly refresh on gets an e-mail when it fails, or when somebody who is watched
   * changes.
   */
  readonly mail: boolean
  /** Of formulas, tables and the sidebar. */
  readonly lang: Lang | "document"
}

const defaults: Settings = {
  environment: "global",
  formulasPay: true,
  atOnce: 10,
  formulasDaily: 200,
  dailyLimit: null,
  freshDays: 7,
  retries: Core.defaults.retries,
  mail: true,
  lang: "document"
}

const key = "settings"
const tokenKey = "token"

/** An installed add-on shows formulas only the properties of the document's owner: the token is there too. */
const ownerKey = () => `token:${SpreadsheetApp.getActiveSpreadsheet().getId()}`

const wholeFrom = (value: unknown, least: number, otherwise: number): number =>
  typeof value === "number" && Number.isInteger(value) ? Math.max(least, value) : otherwise

const limitFrom = (value: unknown, otherwise: number | null): number | null =>
  value === null ? null : typeof value === "number" && Number.isInteger(value) ? Math.max(0, value) : otherwise

/** The limit of the day. Documents from before have it as `daily`, whose 0 meant no limit. */
const dailyFrom = (from: { readonly dailyLimit?: unknown; readonly daily?: unknown }): number | null =>
  from.dailyLimit === undefined && from.daily !== 0
    ? limitFrom(from.daily, defaults.dailyLimit)
    : limitFrom(from.dailyLimit, defaults.dailyLimit)

/** Settings as they can be used, whatever was stored or sent. */
export const clean = (given: unknown): Settings => {
  const from: Partial<Record<keyof Settings | "daily", unknown>> = Object(given)
  const environment = String(from.environment ?? "")
  return {
    environment:
      Result.isSuccess(BaseUrl.parse(environment)) && environment !== "" ? environment : defaults.environment,
    formulasPay: typeof from.formulasPay === "boolean" ? from.formulasPay : defaults.formulasPay,
    atOnce: Math.min(200, wholeFrom(from.atOnce, 1, defaults.atOnce)),
    formulasDaily: limitFrom(from.formulasDaily, defaults.formulasDaily),
    dailyLimit: dailyFrom(from),
    freshDays: wholeFrom(from.freshDays, 1, defaults.freshDays),
    retries: Math.min(10, wholeFrom(from.retries, 0, defaults.retries)),
    mail: typeof from.mail === "boolean" ? from.mail : defaults.mail,
    lang: from.lang === "en" || from.lang === "zh" ? from.lang : "document"
  }
}

const isWhole = (value: unknown, least: number): boolean => Number.isInteger(value) && Number(value) >= least

/** Why settings cannot be used as somebody sent them; undefined when they can. What is left out stays as by default. */
export const problem = (given: unknown): Words | undefined => {
  const from: Partial<Record<keyof Settings, unknown>> = Object(given)
  const {
    atOnce = 1,
    dailyLimit = null,
    environment = "global",
    formulasDaily = null,
    freshDays = 1,
    retries = 0
  } = from
  const address = BaseUrl.parse(String(environment))
  if (Result.isFailure(address)) return address.failure
  if (![atOnce, freshDays].every((value) => isWhole(value, 1))) return say.noCount
  return isWhole(retries, 0) && [dailyLimit, formulasDaily].every((limit) => limit === null || isWhole(limit, 0))
    ? undefined
    : say.badLimit
}

export const read = (properties: Properties.Texts): Settings => {
  const text = properties.get(key)
  return text === undefined ? defaults : clean(JSON.parse(text))
}

const set = (name: string, text: string): void => Properties.write(new Map([[name, text]]), Properties.read())

export const write = (settings: Settings): void => set(key, JSON.stringify(settings))

export const token = (properties: Properties.Texts): Redacted.Redacted | undefined => {
  const found = properties.get(tokenKey) ?? PropertiesService.getUserProperties()?.getProperty(ownerKey()) ?? undefined
  return found === undefined || found === "" ? undefined : Redacted.make(found)
}

export const writeToken = (token: string): void => {
  set(tokenKey, token)
  PropertiesService.getUserProperties()?.setProperty(ownerKey(), token)
}

/** Empty in the document, not only absent: otherwise the copy of whoever entered it would go on being spent. */
export const removeToken = (): void => {
  set(tokenKey, "")
  PropertiesService.getUserProperties()?.deleteProperty(ownerKey())
}

export const langOf = (locale: string | null): Lang => (/^zh/i.test(locale ?? "") ? "zh" : "en")

/** The language that was chosen, or else the document's. */
export const langIn = ({ lang }: Settings): Lang =>
  lang === "document" ? langOf(SpreadsheetApp.getActiveSpreadsheet().getSpreadsheetLocale()) : lang

export const lang = (): Lang => langIn(read(Properties.read()))
