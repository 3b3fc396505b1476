import { type Answer, catalogue, Endpoint, type Lang, Table } from "@xingtu/core/adapter"
import { commandButton, commandMenu } from "../blocks/action.ts"
import { aboutParam, type Command, type Input, pasted, saveForm } from "../commands/index.ts"
import * as Message from "../blocks/Message.ts"
import { help } from "../util/pages.ts"
import { say as shortlistWords } from "../util/shortlistWords.ts"
import { say } from "../util/words.ts"
import { actions, type Block, context, header, linkButton } from "../blocks/blocks.ts"
import * as Chart from "../blocks/Chart.ts"
import * as Footer from "../blocks/Footer.ts"
import { question } from "./question.ts"
import * as TableView from "../blocks/Table.ts"

export interface Shown {
  readonly endpoint: Endpoint.Endpoint
  /** As it was sent: canonical values. */
  readonly input: Input
  readonly answer: Answer
  /** Whom it is about, where that is known: nobody knows a creator by their id. */
  readonly name?: string | undefined
  readonly left?: Footer.Left | undefined
  /** Whether the next page, where there is one, is stored already. */
  readonly nextStored?: boolean | undefined
}

/** The same request for another page. */
export const paged = (endpoint: Endpoint.Endpoint, input: Input, by: 1 | -1): Input | undefined => {
  if (endpoint.pages === undefined) return undefined
  const page = Number(input[endpoint.pages.param] ?? "1") + by
  return page < 1 ? undefined : { ...input, [endpoint.pages.param]: String(page) }
}

const pageButtons = ({ endpoint, input, answer, nextStored }: Shown, lang: Lang) => {
  const next = Endpoint.hasMore(endpoint, answer.data) ? paged(endpoint, input, 1) : undefined
  const back = paged(endpoint, input, -1)
  return [
    ...(back === undefined
      ? []
      : commandButton(
          "turn",
          say.previousPage[lang],
          { _tag: "Ask", endpoint, input: back },
          { suffix: "back", price: 0 }
        )),
    ...(next === undefined
      ? []
      : commandButton(
          "turn",
          (nextStored === true ? say.nextPageCached : say.nextPage)[lang],
          { _tag: "Ask", endpoint, input: next },
          { suffix: "next", price: nextStored === true ? 0 : 1 }
        ))
  ]
}

/** The creators a table names, by their ids. */
export const creatorsIn = ({ columns, rows }: Table.Table): ReadonlyMap<string, string> => {
  const id = columns.findIndex(({ key }) => key === "id" || key.endsWith("star_id"))
  const name = columns.findIndex(({ key }) => key.endsWith("nick_name"))
  return new Map(
    rows.flatMap((row) => (typeof row[id] === "string" ? [[row[id], String(row[name] ?? row[id])] as const] : []))
  )
}

/** Creators are opened from it. */
export const creatorMenuOf = (creators: ReadonlyMap<string, string>, lang: Lang) =>
  commandMenu(
    "run",
    say.openCreator[lang],
    [...creators].map(([id, label]) => ({ label, command: { _tag: "Creator", id } }))
  )

export const creatorMenu = (table: Table.Table, lang: Lang) => creatorMenuOf(creatorsIn(table), lang)

/** Keeps creators as a list; its form asks for the name. */
export const saveButton = (creators: ReadonlyArray<string>, lang: Lang) => {
  const ids = creators.filter((id) => pasted(id).ids.length === 1)
  return ids.length === 0
    ? []
    : commandButton(
        "form",
        shortlistWords.save[lang],
        { _tag: "Incomplete", form: saveForm, input: { [aboutParam]: ids.join(" ") }, problems: [] },
        { suffix: "save" }
      )
}

/** What a list of creators leads to: one of them, or several side by side. */
const found = ({ endpoint, input }: Shown, table: Table.Table, lang: Lang) =>
  endpoint.id !== catalogue.creatorSearch.id
    ? []
    : [
        ...creatorMenu(table, lang),
        ...(creatorsIn(table).size < 2
          ? []
          : [
              ...commandButton("pick", say.pick[lang], { _tag: "Ask", endpoint, input }),
              // The search is stored: ranking it costs nothing.
              ...commandButton(
                "run",
                help.forms.shortlist[lang],
                {
                  _tag: "Shortlist",
                  from: { search: input },
                  wanted: { brief: { goal: "reach" }, look: [] },
                  reasons: false
                },
                { suffix: "rank", price: 0 }
              )
            ]),
        ...saveButton([...creatorsIn(table).keys()], lang)
      ]

/** A creator's page in the marketplace. */
export const pageOf = (id: string): string => `https://www.xingtu.cn/ad/creator/author/douyin/${id}/1`

/** The creator's page, where a result is about one. */
export const pageButton = (id: string | undefined, label: string, at = 0) =>
  id === undefined ? [] : [linkButton(label, pageOf(id), `xingtu.page:${at}`)]

/** Sharing and taking home, for whatever a command showed. */
export const keepButtons = (command: Command, lang: Lang) => [
  ...commandButton("share", say.share[lang], command),
  ...commandButton("mine", say.toMe[lang], command),
  ...commandButton("file", say.export[lang], command)
]

/** What it is about, in one line: also the name of its file. */
export const title = ({ endpoint, input, name }: Shown, lang: Lang): string =>
  [endpoint.title[lang], question(endpoint, input, name, lang)].filter((part) => part !== "").join(" ")

const body = (shown: Shown, table: Table.Table, lang: Lang): ReadonlyArray<Block> => {
  const { endpoint, input, name } = shown
  const asked = question(endpoint, input, name, lang)
  return [
    header(endpoint.title[lang]),
    ...(asked === "" ? [] : [context(endpoint.id === catalogue.creatorSearch.id ? say.readAs(asked)[lang] : asked)]),
    ...Chart.of(table, endpoint.title[lang], lang),
    ...TableView.of(table, title(shown, lang), lang),
    ...(table.notes === undefined ? [] : [context(...table.notes.map((note) => note[lang]))])
  ]
}

/** Whom it is about: videos have other pages. */
const creatorOf = ({ endpoint, input }: Shown): string | undefined =>
  Endpoint.idParam(endpoint) === "oAuthorId" ? input["oAuthorId"] : undefined

const tableOf = ({ endpoint, answer }: Shown, lang: Lang): Table.Table => Table.of(endpoint, answer.data, lang)

/** A result for the person who made the request. */
export const of = (shown: Shown, lang: Lang): Message.Message => {
  const table = tableOf(shown, lang)
  const command: Command = { _tag: "Ask", endpoint: shown.endpoint, input: shown.input }
  const buttons = [
    ...found(shown, table, lang),
    ...pageButtons(shown, lang),
    ...keepButtons(command, lang),
    ...pageButton(creatorOf(shown), say.openInXingtu[lang]),
    // What is stored may be as old as a day.
    ...(shown.answer.meta.source === "store"
      ? commandButton("renew", say.askAnew[lang], command, { price: 1, newerThan: Date.parse(shown.answer.meta.at) })
      : [])
  ]
  return Message.make([...body(shown, table, lang), Footer.of([shown], shown.left, lang), ...actions(buttons)], lang)
}

/** The same result for a channel: who shared it, no costs, no buttons that pay. */
export const shared = (shown: Shown, user: string, lang: Lang): Message.Message => {
  const table = tableOf(shown, lang)
  return Message.shared(body(shown, table, lang), user, lang)
}
