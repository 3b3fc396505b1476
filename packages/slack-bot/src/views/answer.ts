import { type Answer, catalogue, Endpoint, type Lang, Table } from "@xingtu/core"
import { commandButton, commandMenu } from "../action.ts"
import type { Command, Input } from "../Command.ts"
import { mrkdwn } from "../escape.ts"
import * as Message from "../Message.ts"
import { say } from "../words.ts"
import { actions, type Block, context, header, mention } from "./blocks.ts"
import * as Chart from "./chart.ts"
import * as Footer from "./footer.ts"
import { question } from "./question.ts"
import * as TableView from "./table.ts"

export interface Shown {
  readonly endpoint: Endpoint.Endpoint
  /** As it was sent: canonical values. */
  readonly input: Input
  readonly answer: Answer
  readonly left?: Footer.Left | undefined
  /** Whether the next page, where there is one, is stored already. */
  readonly nextStored?: boolean | undefined
}

/** The same question for another page. */
export const paged = (endpoint: Endpoint.Endpoint, input: Input, by: 1 | -1): Input | undefined => {
  if (endpoint.pages === undefined) return undefined
  const page = Number(input[endpoint.pages.param] ?? "1") + by
  return page < 1 ? undefined : { ...input, [endpoint.pages.param]: String(page) }
}

const pageButtons = ({ endpoint, input, answer, nextStored }: Shown, lang: Lang) => {
  const next = Endpoint.hasMore(endpoint, answer.data) ? paged(endpoint, input, 1) : undefined
  const back = paged(endpoint, input, -1)
  return [
    ...(back === undefined ? [] : commandButton("turn", say.previousPage[lang], { _tag: "Ask", endpoint, input: back }, { suffix: "back" })),
    ...(next === undefined ? [] : commandButton("turn", say.nextPage(nextStored ?? false)[lang], { _tag: "Ask", endpoint, input: next }, { suffix: "next" }))
  ]
}

/** Creators a list names are opened from it. */
const creatorMenu = ({ endpoint, answer }: Shown, lang: Lang) => {
  if (endpoint.id !== catalogue.creatorSearch.id) return []
  const { columns, rows } = Table.of(endpoint, answer.data, lang)
  const at = (key: string) => columns.findIndex((column) => column.key.endsWith(key))
  const [id, name] = [at("star_id"), at("nick_name")]
  const creators = new Map(rows.flatMap((row) => (typeof row[id] === "string" ? [[row[id], String(row[name] ?? row[id])] as const] : [])))
  return commandMenu("run", say.openCreator[lang], [...creators].map(([id, label]) => ({ label, command: { _tag: "Creator", id } })))
}

/** Sharing and taking home, for whatever a command showed. */
export const keepButtons = (command: Command, lang: Lang) => [
  ...commandButton("share", say.share[lang], command),
  ...commandButton("file", say.export[lang], command)
]

const body = ({ endpoint, input, answer }: Shown, lang: Lang): ReadonlyArray<Block> => {
  const table = Table.of(endpoint, answer.data, lang)
  const asked = question(endpoint, input, lang)
  return [
    header(endpoint.title[lang]),
    ...(asked === "" ? [] : [context(asked)]),
    ...Chart.of(table, endpoint.title[lang], lang),
    ...TableView.of(table, title({ endpoint, input }, lang), lang)
  ]
}

/** What it is about, in one line: also the name of its file. */
export const title = ({ endpoint, input }: Pick<Shown, "endpoint" | "input">, lang: Lang): string =>
  [endpoint.title[lang], question(endpoint, input, lang)].filter((part) => part !== "").join(" ")

const summary = ({ endpoint, input, answer }: Shown, lang: Lang): string => {
  const rows = Table.of(endpoint, answer.data, lang).rows.length
  return mrkdwn(`${endpoint.title[lang]}: ${question(endpoint, input, lang)}${rows === 1 ? "" : ` (${rows})`}`)
}

/** An answer for the one who asked. */
export const of = (shown: Shown, lang: Lang): Message.Message =>
  Message.make(summary(shown, lang), [...body(shown, lang), Footer.of([shown.answer], shown.left, lang), ...actions([...creatorMenu(shown, lang), ...pageButtons(shown, lang), ...keepButtons({ _tag: "Ask", endpoint: shown.endpoint, input: shown.input }, lang)])], say.messageCut[lang])

/** The same answer for a channel: who shared it, no costs, no buttons that pay. */
export const shared = (shown: Shown, user: string, lang: Lang): Message.Message =>
  Message.make(summary(shown, lang), [...body(shown, lang), mention(say.shared(`<@${user}>`)[lang])], say.messageCut[lang])
