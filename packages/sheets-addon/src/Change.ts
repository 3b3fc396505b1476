import { catalogue, Format, type Lang, nearest, type Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import * as Ask from "./asking/Ask.ts"
import type * as Grid from "./asking/Grid.ts"
import * as Ids from "./asking/Ids.ts"
import * as Subject from "./asking/Subject.ts"
import * as Properties from "./google/Properties.ts"
import * as HistoryTab from "./history/HistoryTab.ts"
import * as Kept from "./store/Snapshots.ts"
import { say } from "./util/words.ts"

/** What changed by the history that the document keeps. Sends no request and pays nothing. */

const dayMs = 86_400_000

const plain = (text: string): string => text.toLowerCase().replace(/[\s_.,，()（）-]+/g, "")

/** Short names of the figures, beside their titles. */
const short: Readonly<Record<string, ReadonlyArray<string>>> = {
  price_2: ["price", "placement price", "price placement", "报价", "植入报价"],
  price_71: ["custom price", "price custom", "定制报价"],
  "expect_cpm.cpm_21_60": ["cpm", "placement cpm", "cpm placement", "植入 CPM"],
  "expect_cpm.cpm_60": ["custom cpm", "cpm custom", "定制 CPM"],
  follower: ["followers", "fans", "粉丝"],
  play_mid: ["median plays", "plays", "播放量"]
}

/** The column that is meant. */
const figureOf = (field: unknown): Result.Result<string, Words> => {
  const typed = String(field ?? "").trim()
  const all = [...HistoryTab.figures()]
  const names = all.flatMap(([key, { title }]) =>
    [key, title.en, title.zh, ...(short[key] ?? [])].map((name) => [name, key] as const)
  )
  const found = names.find(([name]) => plain(name) === plain(typed))
  if (found !== undefined) return Result.succeed(found[1])
  const near = nearest(
    typed,
    names.map(([name]) => name)
  )
  const meant = names.find(([name]) => name === near)?.[1]
  const titles = all.map(([, { title }]) => title)
  const likely = all.flatMap(([key, { title }]) => (key === meant ? [title] : []))
  return Result.fail(say.unknownFigure(typed, [...new Set([...likely, ...titles])].slice(0, 3)))
}

/** An empty cell is a week. */
const daysOf = (days: unknown): Result.Result<number, Words> => {
  const given = days === undefined || days === null || days === "" ? 7 : Number(days)
  return Number.isInteger(given) && given >= 1 && given <= 3_650 ? Result.succeed(given) : Result.fail(say.wholeDays)
}

interface Point {
  readonly at: number
  readonly day: string
  readonly value: number
}

/** The change of the last figure over the one of so many days before it, or of the nearest day before that. */
const changeOf = (points: ReadonlyArray<Point>, days: number): Result.Result<number, Words> => {
  const last = points[points.length - 1]
  const [first] = points
  if (last === undefined || first === undefined) return Result.fail(say.noHistoryOf)
  const before = points.filter(({ at }) => at <= last.at - days * dayMs).pop()
  if (before === undefined) return Result.fail(say.shortHistory(first.day, last.day, days))
  return before.value === 0
    ? Result.fail(say.fromZero(before.day))
    : Result.succeed(Format.rounded(last.value / before.value - 1, "share"))
}

type Shown = Grid.Cell | ReadonlyArray<Grid.Row>

/** `XINGTU_CHANGE(id, field, days)`: one id or a column of them; what one id lacks is said in its own line. */
export const change =
  (ids: unknown, field: unknown, days: unknown) =>
  (lang: Lang): Result.Result<Shown, Words> =>
    Result.gen(function* () {
      const figure = yield* figureOf(field)
      const span = yield* daysOf(days)
      const kept = Kept.read(Properties.read())
      const tab = kept === undefined ? undefined : HistoryTab.find(kept.sheetId)
      if (tab === undefined) return yield* Result.fail(kept === undefined ? say.noHistory : say.historyGone)
      const byId = new Map<string, Array<Point>>()
      for (const { day, figures, id } of HistoryTab.rows(tab)) {
        const value = figures.get(figure)
        if (value !== undefined) byId.set(id, [...(byId.get(id) ?? []), { day, value, at: Date.parse(day) }])
      }
      for (const points of byId.values()) points.sort((a, b) => a.at - b.at)
      const given = yield* Ids.rows(ids, Subject.report, "noHeader")
      const rows = yield* Result.all(given.map(Ask.check([catalogue.spreadMetrics], {})))
      const cells = rows.map((row): Grid.Cell => {
        if (row._tag === "Blank") return ""
        if (row._tag === "Failed") return row.why[lang]
        return Result.match(changeOf(byId.get(row.id) ?? [], span), {
          onSuccess: (value): Grid.Cell => value,
          onFailure: (words) => words[lang]
        })
      })
      return Array.isArray(ids) ? cells.map((cell) => [cell]) : (cells[0] ?? "")
    })
