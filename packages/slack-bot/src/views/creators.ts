import { type Answer, catalogue, Endpoint, Format, type Lang, Report, type Table } from "@xingtu/core"
import { commandButton } from "../action.ts"
import type { Command } from "../Command.ts"
import { clip, mrkdwn } from "../escape.ts"
import * as Message from "../Message.ts"
import { help, say } from "../words.ts"
import { keepButtons } from "./answer.ts"
import { actions, type Block, context, header, mention } from "./blocks.ts"
import * as Chart from "./chart.ts"
import * as Footer from "./footer.ts"
import { limits } from "./limits.ts"
import * as TableView from "./table.ts"

export interface Shown {
  readonly command: Extract<Command, { readonly _tag: "Creator" | "Report" | "Compare" }>
  readonly endpoints: ReadonlyArray<Report.Source>
  readonly rows: ReadonlyArray<Report.Row>
}

const answersOf = (rows: ReadonlyArray<Report.Row>): ReadonlyArray<Answer> =>
  rows.flatMap(({ outcomes }) => outcomes.flatMap((outcome) => (outcome._tag === "Answered" ? [outcome.answer] : [])))

/** A value of a row, by the key of its column. */
const valueOf = (table: Table.Table, key: string, row = 0): Table.Cell => table.rows[row]?.[table.columns.findIndex((column) => column.key === key)]

const shownValue = (table: Table.Table, key: string, lang: Lang): string | undefined => {
  const column = table.columns.find((one) => one.key === key)
  const value = valueOf(table, key)
  return column === undefined || value === undefined ? undefined : Format.cell(value, column.unit, lang)
}

/** Without the column of failures: they stand in a line of their own. */
const told = (table: Table.Table): Table.Table => {
  const keep = table.columns.map(({ key }) => key !== "missing")
  return { columns: table.columns.filter((_, i) => keep[i]), rows: table.rows.map((row) => row.filter((_, i) => keep[i])) }
}

export const tableOf = ({ rows, endpoints }: Shown, lang: Lang): Table.Table => Report.table(rows, { endpoints }, lang)

const priceKeys = ["price_1", "price_2", "price_71"]
const cpms = ["expect_cpm.cpm_21_60", "expect_cpm.cpm_1_20", "expect_cpm.cpm_60"]

/** What a buyer looks at first, on one card. */
const card = (table: Table.Table, id: string, lang: Lang): Block => {
  const titled = (key: string) => {
    const value = shownValue(table, key, lang)
    const title = table.columns.find((column) => column.key === key)?.title[lang]
    return value === undefined || title === undefined ? [] : [`${title}: ${value}`]
  }
  const line = (parts: ReadonlyArray<string>, max: number) => clip(mrkdwn(parts.join(" · ")), max)
  const about = [...titled("follower"), ...["province", "tags_relation"].flatMap((key) => shownValue(table, key, lang) ?? [])]
  const figures = [...priceKeys.flatMap(titled).slice(0, 1), ...cpms.flatMap(titled).slice(0, 1), ...titled("play_over_rate.value"), ...titled("play_mid")]
  return {
    type: "card",
    title: { type: "mrkdwn", text: `*${line([shownValue(table, "nick_name", lang) ?? id], limits.cardTitle - 2)}*`, verbatim: true },
    ...(about.length === 0 ? {} : { subtitle: { type: "mrkdwn", text: line(about, limits.cardTitle), verbatim: true } }),
    ...(figures.length === 0 ? {} : { body: { type: "mrkdwn", text: line(figures, limits.cardBody), verbatim: true } })
  }
}

/** Where a buyer goes from here. */
const onward: ReadonlyArray<Endpoint.Endpoint> = [catalogue.recommendedVideos, catalogue.videoDistribution, catalogue.audienceDistribution, catalogue.followerGrowthTrend, catalogue.conversionResources]

const onwardButtons = (id: string, lang: Lang) => [
  ...commandButton("run", help.forms.report[lang], { _tag: "Report", id }, { suffix: "report" }),
  ...onward.flatMap((endpoint) => {
    const needed = Endpoint.fields(endpoint).filter((field) => field.required)
    // What needs more than the creator is asked for in a form by the command itself.
    return needed.length > 1 ? [] : commandButton("run", endpoint.title[lang], { _tag: "Ask", endpoint, input: { [Endpoint.idParam(endpoint) ?? "oAuthorId"]: id } }, { suffix: endpoint.id })
  })
]

const missing = (rows: ReadonlyArray<Report.Row>, lang: Lang): ReadonlyArray<Block> => {
  const lines = rows.flatMap((row) => {
    const why = Report.missing(row, lang)
    return why === undefined ? [] : [rows.length > 1 ? `${String(row.id)} ${why}` : why]
  })
  return lines.length === 0 ? [] : [context(...lines)]
}

/** A column as bars, one per creator; only when most have it. */
const bars = (table: Table.Table, keys: ReadonlyArray<string>, lang: Lang): ReadonlyArray<Block> => {
  const at = keys.map((key) => table.columns.findIndex((column) => column.key === key)).find((i) => table.rows.filter((row) => typeof row[i] === "number").length * 2 > table.rows.length)
  const column = at === undefined ? undefined : table.columns[at]
  if (at === undefined || column === undefined) return []
  const names = table.columns.findIndex(({ key }) => key === "nick_name")
  const ids = table.columns.findIndex(({ key }) => key === "id")
  const points = table.rows.flatMap((row) => {
    const value = row[at]
    return typeof value === "number" ? [{ label: String(row[names] ?? row[ids]), value }] : []
  })
  return Chart.series("bar", column.title[lang], column, points, lang)
}

export const title = ({ command, rows, endpoints }: Shown, lang: Lang): string => {
  const table = Report.table(rows, { endpoints }, lang)
  if (command._tag === "Compare") return `${help.forms.compare[lang]} (${command.ids.length})`
  return `${help.forms[command._tag === "Report" ? "report" : "creator"][lang]} ${shownValue(table, "nick_name", lang) ?? command.id}`
}

const body = (shown: Shown, lang: Lang): ReadonlyArray<Block> => {
  const { command, rows } = shown
  const table = told(tableOf(shown, lang))
  if (command._tag === "Compare") {
    return [
      header(title(shown, lang)),
      ...TableView.grid(table, title(shown, lang), lang),
      ...missing(rows, lang),
      ...bars(table, cpms, lang),
      ...bars(table, ["play_mid"], lang)
    ]
  }
  return [
    command._tag === "Creator" ? card(table, command.id, lang) : header(title(shown, lang)),
    ...TableView.of(table, title(shown, lang), lang),
    ...missing(rows, lang)
  ]
}

const buttons = ({ command }: Shown, lang: Lang) => [...(command._tag === "Compare" ? [] : onwardButtons(command.id, lang)), ...keepButtons(command, lang)]

/** What a click costs, before it is clicked. */
const prices = ({ command }: Shown, lang: Lang): ReadonlyArray<Block> => (command._tag === "Compare" ? [] : [context(say.clicksCost(Report.all.length)[lang])])

/** Creators for the one who asked. */
export const of = (shown: Shown, left: Footer.Left | undefined, lang: Lang): Message.Message =>
  Message.make(mrkdwn(title(shown, lang)), [...body(shown, lang), Footer.of(answersOf(shown.rows), left, lang), ...prices(shown, lang), ...actions(buttons(shown, lang))], say.messageCut[lang])

/** The same for a channel. */
export const shared = (shown: Shown, user: string, lang: Lang): Message.Message =>
  Message.make(mrkdwn(title(shown, lang)), [...body(shown, lang), mention(say.shared(`<@${user}>`)[lang])], say.messageCut[lang])
