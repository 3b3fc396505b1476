import type { Lang, Words } from "@xingtu/core/adapter"
import * as Columns from "../asking/Columns.ts"
import * as Grid from "../asking/Grid.ts"
import * as Subject from "../asking/Subject.ts"
import { say } from "../util/words.ts"

/** What the templates are made of: ids, formulas beside them, and colours that tell good from bad. */

export type Name = "shortlist" | "priceWatch" | "weekly"

/** How the cells of a column are coloured. */
export type Colours =
  /** The more the better, the less the better. */
  | "more"
  | "less"
  /** A change: what rose is red, what fell is green, or the other way round. */
  | "roseIsBad"
  | "roseIsGood"
  /** Anything that is there. */
  | "warning"
  /** At or under the price in the column of targets. */
  | "underTarget"

export interface Column {
  readonly head: string
  readonly format: string
  readonly colours?: Colours
}

/** Columns that one formula fills; its heads are its own, or stand above it. */
export interface Block {
  /** The formula over the ids from row 2 to the last. */
  readonly formula?: (last: number) => string
  /** In which row the formula stands: it brings its heads along, or stands below them. */
  readonly at: 1 | 2
  readonly columns: ReadonlyArray<Column>
}

export interface Template {
  readonly title: Words
  /** Keys of the report's columns that are requested. */
  readonly fields: ReadonlyArray<string>
  /** Whether it reads the daily snapshots. */
  readonly reads: "answers" | "history"
  readonly blocks: (lang: Lang) => ReadonlyArray<Block>
  /** The column that is drawn beside the names, from 1. */
  readonly chart?: number
}

const column = (key: string) => Columns.all([Subject.report]).find((one) => one.key === key)

const titleOf = (key: string): Words => column(key)?.title ?? { en: key, zh: key }

/** A formula's text, in quotes. */
const quoted = (text: string): string => `"${text.replace(/"/g, '""')}"`

/** The report's columns, as its own formula shows them. */
const reported = (fields: ReadonlyArray<string>, colours: Readonly<Record<string, Colours>>, lang: Lang): Block => ({
  at: 1,
  formula: (last) => `=XINGTU_REPORT(A2:A${last}, ${quoted(fields.map((key) => titleOf(key)[lang]).join(", "))})`,
  columns: [
    ...fields.map((key): Column => {
      const { title, unit } = column(key) ?? { title: titleOf(key), unit: "text" as const }
      const own = colours[key]
      return {
        head: Grid.titled(title, unit, lang),
        format: Grid.formats[unit] ?? "General",
        ...(own === undefined ? {} : { colours: own })
      }
    }),
    { head: say.error[lang], format: "@", colours: "warning" }
  ]
})

const changed = (key: string, days: number, colours: Colours, lang: Lang): Block => ({
  at: 2,
  formula: (last) => `=XINGTU_CHANGE(A2:A${last}, ${quoted(titleOf(key)[lang])}, ${days})`,
  columns: [{ head: say.changeOf(titleOf(key), days)[lang], format: Grid.formats.share ?? "0.00%", colours }]
})

const idColumn = (lang: Lang): Block => ({ at: 2, columns: [{ head: say.id[lang], format: "@" }] })
const nameColumn = (lang: Lang): Block => ({ at: 2, columns: [{ head: say.nameColumn[lang], format: "@" }] })
const gap: Block = { at: 2, columns: [{ head: "", format: "General" }] }

const shortlistFields = [
  "nick_name",
  "follower",
  "play_mid",
  "interact_rate.value",
  "play_over_rate.value",
  "price_2",
  "price_71",
  "expect_cpm.cpm_21_60",
  "female_share"
]

/** Letters of a column, from 1. */
export const letters = (n: number): string =>
  (n > 26 ? letters(Math.floor((n - 1) / 26)) : "") + String.fromCharCode(65 + ((n - 1) % 26))

const rankFormats = ["#,##0", "@", "@", "0.0", "@", "#,##0.00", "@", "@"]

const ranked = (width: number, lang: Lang): Block => ({
  at: 1,
  formula: (last) => `=XINGTU_RANK(A1:${letters(width)}${last}, ${quoted(say.goals.reach[lang])})`,
  columns: say.rankHeader.map((words, i): Column => ({
    head: words[lang],
    format: rankFormats[i] ?? "@",
    ...(i === 3 ? { colours: "more" as const } : i === 7 ? { colours: "warning" as const } : {})
  }))
})

const watchFields = ["nick_name", "price_2", "price_71"]

export const templates: Readonly<Record<Name, Template>> = {
  shortlist: {
    title: say.shortlist,
    fields: shortlistFields,
    reads: "answers",
    blocks: (lang) => [
      idColumn(lang),
      reported(
        shortlistFields,
        {
          play_mid: "more",
          "interact_rate.value": "more",
          "play_over_rate.value": "more",
          "expect_cpm.cpm_21_60": "less"
        },
        lang
      ),
      gap,
      // The ids, the report's columns and its errors are the table that is ranked.
      ranked(shortlistFields.length + 2, lang)
    ]
  },
  priceWatch: {
    title: say.priceWatch,
    fields: watchFields,
    reads: "history",
    blocks: (lang) => [
      idColumn(lang),
      reported(watchFields, { price_2: "underTarget" }, lang),
      { at: 2, columns: [{ head: say.target[lang], format: Grid.formats.yuan ?? "General" }] },
      changed("price_2", 7, "roseIsBad", lang),
      changed("price_2", 30, "roseIsBad", lang),
      changed("price_71", 7, "roseIsBad", lang),
      changed("price_71", 30, "roseIsBad", lang)
    ]
  },
  weekly: {
    title: say.weekly,
    fields: [],
    reads: "history",
    chart: 3,
    blocks: (lang) => [
      idColumn(lang),
      nameColumn(lang),
      changed("follower", 7, "roseIsGood", lang),
      changed("play_mid", 7, "roseIsGood", lang),
      changed("price_2", 7, "roseIsBad", lang),
      changed("price_71", 7, "roseIsBad", lang),
      changed("expect_cpm.cpm_21_60", 7, "roseIsBad", lang),
      changed("expect_cpm.cpm_60", 7, "roseIsBad", lang)
    ]
  }
}
