import { type Lang, Watch } from "@xingtu/core/adapter"
import * as Mail from "../google/Mail.ts"
import * as Properties from "../google/Properties.ts"
import type * as Document from "../store/Document.ts"
import type * as Log from "../store/Log.ts"
import * as Settings from "../store/Settings.ts"
import * as Kept from "../store/Snapshots.ts"
import * as HistoryTab from "./HistoryTab.ts"
import { say } from "../util/words.ts"

/** E-mails about what ran by itself: when it fails, and when somebody who is watched has changed. Each is told once. */

/** What was told. */
interface Told {
  /** The failure, until a run goes well. */
  readonly failure?: string
  /** When, in epoch milliseconds. */
  readonly at?: number
  /** The day of the last snapshot that was compared. */
  readonly day?: string
}

const key = "told"

const read = (properties: Properties.Texts): Told => JSON.parse(properties.get(key) ?? "{}")

const write = (told: Told): void => Properties.write(new Map([[key, JSON.stringify(told)]]), Properties.read())

const dayMs = 86_400_000

/** A text from outside as one line. */
const line = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim()

const documentLines = (): string => {
  const document = SpreadsheetApp.getActiveSpreadsheet()
  return `${line(document.getName())}\n${document.getUrl()}`
}

const failures = (entries: ReadonlyArray<Log.Entry>, lang: Lang): ReadonlyArray<string> =>
  entries.flatMap(({ because, charged, done, failed, total, what }) =>
    because === undefined
      ? []
      : [`${what[lang]}: ${because[lang]} (${say.ran({ charged, done, failed, total })[lang]})`]
  )

const tellFailure = (entries: ReadonlyArray<Log.Entry>, told: Told, lang: Lang): Told => {
  const reasons = [...new Set(entries.flatMap(({ because }) => (because === undefined ? [] : [because.en])))].sort()
  if (reasons.length === 0) {
    const { at: _, failure: __, ...rest } = told
    // An hour with nothing to do says nothing about what failed before.
    return entries.length === 0 ? told : rest
  }
  const failure = reasons.join("\n")
  // The same trouble is told once, and changing trouble once a day.
  if (told.failure !== undefined && (told.failure === failure || (told.at ?? 0) + dayMs > Date.now())) return told
  const sent = Mail.toMe(
    say.failureSubject[lang],
    [documentLines(), ...failures(entries, lang), say.mailFoot[lang]].join("\n\n")
  )
  return sent ? { ...told, failure, at: Date.now() } : told
}

const snapshotOf = ({ day, figures, id }: HistoryTab.Row): Watch.Snapshot => {
  const some = <K extends string>(pairs: ReadonlyArray<readonly [K, string]>) => {
    const found = pairs.flatMap(([name, key]) => {
      const value = figures.get(key)
      return value === undefined ? [] : [[name, value] as const]
    })
    return found.length === 0 ? undefined : Object.fromEntries(found)
  }
  const prices = some([
    ["placement", "price_2"],
    ["custom", "price_71"]
  ])
  const cpm = some([
    ["placement", "expect_cpm.cpm_21_60"],
    ["custom", "expect_cpm.cpm_60"]
  ])
  const [followers, medianPlays] = [figures.get("follower"), figures.get("play_mid")]
  return {
    id,
    at: `${day}T00:00:00+08:00`,
    ...(prices === undefined ? {} : { prices }),
    ...(cpm === undefined ? {} : { cpm }),
    ...(followers === undefined ? {} : { followers }),
    ...(medianPlays === undefined ? {} : { medianPlays })
  }
}

/** What changed since the last snapshot before a day, as lines. */
const changes = (rows: ReadonlyArray<HistoryTab.Row>, day: string, lang: Lang): ReadonlyArray<string> =>
  rows
    .filter((row) => row.day === day)
    .flatMap((after) => {
      const before = rows
        .filter((row) => row.id === after.id && row.day < day)
        .reduce<HistoryTab.Row | undefined>((a, b) => (a === undefined || b.day > a.day ? b : a), undefined)
      if (before === undefined) return []
      const found = Watch.changes(snapshotOf(before), snapshotOf(after))
      const who = after.name === "" ? after.id : `${line(after.name)} (${after.id})`
      return found.length === 0 ? [] : [`${who}: ${found.map(({ words }) => line(words[lang])).join(" ")}`]
    })

/** As many as a person reads in a mail. */
const mostLines = 50

const tellChanges = (told: Told, lang: Lang): Told => {
  const kept = Kept.read(Properties.read())
  if (kept === undefined || !kept.on || kept.left.length > 0 || told.day === kept.day) return told
  const tab = HistoryTab.find(kept.sheetId)
  const found = tab === undefined ? [] : changes(HistoryTab.rows(tab), kept.day, lang)
  const shown = found.slice(0, mostLines)
  const more = found.length - shown.length
  const sent =
    found.length === 0 ||
    Mail.toMe(
      say.changesSubject(found.length, kept.day)[lang],
      [documentLines(), ...shown, ...(more > 0 ? [say.moreChanges(more)[lang]] : []), say.mailFoot[lang]].join("\n\n")
    )
  return sent ? { ...told, day: kept.day } : told
}

/** Tells what ran, if the document's people want mail. */
export const tell = ({ settings }: Document.Opened, entries: ReadonlyArray<Log.Entry>): void => {
  if (!settings.mail) return
  const lang = Settings.langIn(settings)
  const before = read(Properties.read())
  const after = tellChanges(tellFailure(entries, before, lang), lang)
  if (JSON.stringify(after) !== JSON.stringify(before)) write(after)
}
