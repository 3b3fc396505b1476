import { catalogue, Endpoint, type Lang, type Table } from "@xingtu/core/adapter"
import { commandButton } from "../blocks/action.ts"
import { shownAtMost, sources, watchOf } from "../commands/index.ts"
import { clip, mrkdwn } from "../util/escape.ts"
import * as Message from "../blocks/Message.ts"
import { help } from "../util/pages.ts"
import { say } from "../util/words.ts"
import { watching } from "../util/watching.ts"
import { creatorMenu, keepButtons, pageButton, saveButton } from "./Answer.ts"
import { actions, type Block, context, header } from "../blocks/blocks.ts"
import {
  anyAnswer,
  formOf,
  idsOf,
  missingOf,
  outcomesOf,
  type Shown,
  shownValue,
  tableOf,
  told
} from "./creatorTable.ts"
import * as Chart from "../blocks/Chart.ts"
import { leftOutLine } from "./question.ts"
import * as Footer from "../blocks/Footer.ts"
import { limits } from "../blocks/limits.ts"
import * as TableView from "../blocks/Table.ts"

export { idsOf, type Shown, tableOf } from "./creatorTable.ts"

/** Prices and what a thousand plays cost at them, by kind of video; the usual one first. */
const tiers = [
  ["price_2", "expect_cpm.cpm_21_60"],
  ["price_71", "expect_cpm.cpm_60"]
] as const
const cpms = tiers.map(([, cpm]) => cpm)

/** What a buyer looks at first, on one card. */
const card = (table: Table.Table, id: string, lang: Lang): Block => {
  const titled = (key: string) => {
    const value = shownValue(table, key, lang)
    const title = table.columns.find((column) => column.key === key)?.title[lang]
    return value === undefined || title === undefined ? [] : [`${title}: ${value}`]
  }
  const line = (parts: ReadonlyArray<string>, max: number) => clip(mrkdwn(parts.join(" · ")), max)
  const about = [
    ...titled("follower"),
    ...["province", "tags_relation"].flatMap((key) => shownValue(table, key, lang) ?? [])
  ]
  // A price beside the CPM of another kind would be read as belonging together.
  const tier = tiers.toSorted((a, b) => b.flatMap(titled).length - a.flatMap(titled).length)[0] ?? []
  const figures = [...tier, "play_over_rate.value", "play_mid"].flatMap(titled)
  return {
    type: "card",
    title: {
      type: "mrkdwn",
      text: `*${line([shownValue(table, "nick_name", lang) ?? id], limits.cardTitle - 2)}*`,
      verbatim: true
    },
    ...(about.length === 0
      ? {}
      : { subtitle: { type: "mrkdwn", text: line(about, limits.cardTitle), verbatim: true } }),
    ...(figures.length === 0 ? {} : { body: { type: "mrkdwn", text: line(figures, limits.cardBody), verbatim: true } })
  }
}

/** Where a buyer goes from here. */
const onward: ReadonlyArray<Endpoint.Endpoint> = [
  catalogue.recommendedVideos,
  catalogue.videoDistribution,
  catalogue.audienceDistribution,
  catalogue.followerGrowthTrend,
  catalogue.conversionResources
]

/** The creator it is about, where it is about one. */
const alone = ({ command }: Shown): string | undefined => {
  const ids = idsOf(command)
  return command._tag === "Compare" || ids.length > 1 ? undefined : ids[0]
}

const onwardButtons = (shown: Shown, lang: Lang) => {
  const { command } = shown
  const id = alone(shown)
  return id === undefined
    ? []
    : [
        ...(command._tag === "Report"
          ? []
          : commandButton("run", help.forms.report[lang], { _tag: "Report", ids: [id] }, { suffix: "report" })),
        ...onward.flatMap((endpoint) => {
          const needed = Endpoint.fields(endpoint).filter((field) => field.required)
          // What needs more than the creator opens a form.
          return needed.length > 1
            ? []
            : commandButton(
                "run",
                endpoint.title[lang],
                { _tag: "Ask", endpoint, input: { [Endpoint.idParam(endpoint) ?? "oAuthorId"]: id } },
                { suffix: endpoint.id }
              )
        })
      ]
}

/** One sentence for one failure, with those it is about. */
const missing = (shown: Shown, lang: Lang): ReadonlyArray<Block> => {
  const { endpoints, rows } = shown
  const table = tableOf(shown, lang)
  const name = table.columns.findIndex(({ key }) => key === "nick_name")
  const whose = new Map<string, ReadonlyArray<string>>()
  for (const [at, row] of rows.entries()) {
    const why = missingOf(row, endpoints, lang)
    if (why !== undefined) whose.set(why, [...(whose.get(why) ?? []), String(table.rows[at]?.[name] ?? row.id)])
  }
  const lines = [...whose].map(([why, names]) =>
    rows.length === 1
      ? why
      : names.length === rows.length
        ? why
        : `${names.join(say.comma[lang])}${say.colon[lang]}${why}`
  )
  return lines.length === 0 ? [] : [context(...lines)]
}

/** A column as bars, one per creator; only when most have it. */
const bars = (table: Table.Table, keys: ReadonlyArray<string>, lang: Lang): ReadonlyArray<Block> => {
  const at = keys
    .map((key) => table.columns.findIndex((column) => column.key === key))
    .find((i) => table.rows.filter((row) => typeof row[i] === "number").length * 2 > table.rows.length)
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

export const title = (shown: Shown, lang: Lang): string => {
  const id = alone(shown)
  const form = help.forms[formOf(shown.command)][lang]
  return id === undefined
    ? `${form} (${idsOf(shown.command).length})`
    : `${form} ${shownValue(tableOf(shown, lang), "nick_name", lang) ?? id}`
}

/** Creators that stand as columns, so that price and CPM are seen without scrolling. */
const sideBySide = 5

/** Of many those with the lowest CPM; who has none comes last. */
const foremost = (table: Table.Table): Table.Table => {
  if (table.rows.length <= shownAtMost) return table
  const at = cpms.map((key) => table.columns.findIndex((column) => column.key === key)).filter((i) => i >= 0)
  const cpmOf = (row: ReadonlyArray<Table.Cell>): number =>
    at.map((i) => row[i]).find((cell): cell is number => typeof cell === "number") ?? Infinity
  const order = table.rows.map((row) => ({ row, cpm: cpmOf(row) })).toSorted((a, b) => a.cpm - b.cpm)
  return { ...table, rows: order.slice(0, shownAtMost).map(({ row }) => row) }
}

/** What a pasted list held beside its creators. */
const leftOut = ({ command }: Shown, lang: Lang): ReadonlyArray<Block> => {
  const line = leftOutLine(command.leftOut, lang)
  return line === undefined ? [] : [context(line)]
}

export const body = (shown: Shown, lang: Lang): ReadonlyArray<Block> => {
  const { command } = shown
  const table = told(tableOf(shown, lang), shown, lang)
  const heading = header(title(shown, lang))
  if (!anyAnswer(shown)) return [heading, ...missing(shown, lang)]
  const id = alone(shown)
  if (id === undefined) {
    const best = foremost(table)
    const cpm = bars(best, cpms, lang)
    return [
      heading,
      ...(best.rows.length < table.rows.length ? [context(say.first(best.rows.length, table.rows.length)[lang])] : []),
      ...(best.rows.length <= sideBySide
        ? TableView.transposed(best, "nick_name", lang)
        : TableView.grid(best, title(shown, lang), lang)),
      ...missing(shown, lang),
      ...(cpm.length > 0 ? cpm : bars(best, ["play_mid"], lang))
    ]
  }
  return [
    command._tag === "Creator" ? card(table, id, lang) : heading,
    ...TableView.of(table, title(shown, lang), lang),
    ...missing(shown, lang)
  ]
}

/** What went wrong may go well now; what has a result is not requested again. */
const again = (shown: Shown, lang: Lang) => {
  const calls = outcomesOf(shown).filter((outcome) => outcome._tag === "Failed" && outcome.failure.retry).length
  return calls === 0
    ? []
    : commandButton("turn", say.askMissing(calls)[lang], shown.command, { suffix: "missing", price: calls })
}

/** Pages in the marketplace: of one creator, or of a few by name. */
const pages = (shown: Shown, lang: Lang) => {
  const { command } = shown
  const id = alone(shown)
  if (id !== undefined) return pageButton(id, say.openInXingtu[lang])
  if (idsOf(command).length > sideBySide) return []
  const table = tableOf(shown, lang)
  const name = table.columns.findIndex(({ key }) => key === "nick_name")
  return idsOf(command).flatMap((id, at) => pageButton(id, `${String(table.rows[at]?.[name] ?? id)} ↗`, at))
}

/** Where a click leads, and what it costs before it is clicked. */
const further = (shown: Shown, lang: Lang): ReadonlyArray<Block> => {
  const buttons = onwardButtons(shown, lang)
  return buttons.length === 0
    ? []
    : [
        context((shown.command._tag === "Report" ? say.onward : say.onwardOrReport(sources.report.length))[lang]),
        ...actions(buttons)
      ]
}

/** The same creators in the order of a brief: what it needs beside is confirmed first where it costs. */
const rankButton = ({ command }: Shown, lang: Lang) =>
  commandButton(
    "run",
    help.forms.shortlist[lang],
    {
      _tag: "Shortlist",
      from: { ids: idsOf(command) },
      wanted: { brief: { goal: "reach" }, look: [] },
      reasons: false
    },
    { suffix: "rank" }
  )

/** The way to hear of changes: the plan first. */
export const watchButton = (ids: ReadonlyArray<string>, lang: Lang) =>
  commandButton("run", watching.watchThese[lang], watchOf(ids), { suffix: "watch" })

/** Creators for the person who made the request. */
export const of = (shown: Shown, left: Footer.Left | undefined, lang: Lang): Message.Message =>
  Message.make(
    [
      ...leftOut(shown, lang),
      ...body(shown, lang),
      Footer.of(outcomesOf(shown), left, lang),
      ...actions([
        ...(alone(shown) === undefined ? creatorMenu(tableOf(shown, lang), lang) : []),
        ...again(shown, lang),
        ...(anyAnswer(shown)
          ? [...keepButtons(shown.command, lang), ...watchButton(idsOf(shown.command), lang), ...pages(shown, lang)]
          : []),
        ...(alone(shown) === undefined ? [...rankButton(shown, lang), ...saveButton(idsOf(shown.command), lang)] : [])
      ]),
      ...(anyAnswer(shown) ? further(shown, lang) : [])
    ],
    lang
  )

/** The same for a channel. */
export const shared = (shown: Shown, user: string, lang: Lang): Message.Message =>
  Message.shared(body(shown, lang), user, lang)
