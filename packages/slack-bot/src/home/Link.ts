import type { KnownBlock } from "@slack/types"
import { Format, type Lang, type Table } from "@xingtu/core"
import type { Command } from "../commands/index.ts"
import { mrkdwn } from "../util/escape.ts"
import { say } from "../util/words.ts"
import { commandButton } from "../blocks/action.ts"
import { actions, section } from "../blocks/blocks.ts"

type Creator = Extract<Command, { readonly _tag: "Creator" }>

/** What stands under a link, in this order; as much as is known. */
const keys = ["follower", "price_2", "price_71", "expect_cpm.cpm_21_60", "play_mid"]

/** A creator under a link to them, from what was stored. */
export const known = (
  { columns, rows: [row = []] }: Table.Table,
  command: Creator,
  lang: Lang
): ReadonlyArray<KnownBlock> => {
  const cell = (key: string) => {
    const at = columns.findIndex((column) => column.key === key)
    const [column, value] = [columns[at], row[at]]
    return column === undefined || value === undefined
      ? undefined
      : { title: column.title[lang], shown: Format.cell(value, column.unit, lang) }
  }
  const figures = keys.flatMap((key) => {
    const found = cell(key)
    return found === undefined ? [] : [`${found.title}${say.colon[lang]}${found.shown}`]
  })
  return [
    section(`*${mrkdwn(cell("nick_name")?.shown ?? command.id)}*\n${mrkdwn(figures.join(" · "))}`),
    ...actions(commandButton("run", say.openCreator[lang], command, { suffix: "link" }))
  ]
}

/** A creator nobody has looked up yet: a button does, at its price. */
export const unknown = (command: Creator, calls: number, lang: Lang): ReadonlyArray<KnownBlock> => [
  section(mrkdwn(say.onXingtu(command.id)[lang])),
  ...actions(commandButton("run", say.lookUp(calls)[lang], command, { suffix: "link", price: calls }))
]
