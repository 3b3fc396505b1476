import type { HomeView } from "@slack/types"
import { Format, type Lang } from "@xingtu/core"
import { parse } from "../commands/index.ts"
import type { List } from "../state/Lists.ts"
import type { Choice } from "../state/People.ts"
import type { Lookup } from "../state/Recent.ts"
import type { Watch } from "../state/Watch.ts"
import { clip, mrkdwn } from "../util/escape.ts"
import {
  help,
  home as words,
  lists as listWords,
  quota as quotaWords,
  settings as settingsWords
} from "../util/pages.ts"
import { inWords, momentIn } from "../util/schedule.ts"
import { watching } from "../util/watching.ts"
import { commandButton } from "../blocks/action.ts"
import { actions, type Block, context, header, section } from "../blocks/blocks.ts"
import { waysIn } from "./Help.ts"
import { limits } from "../blocks/limits.ts"
import * as ListsView from "../views/Lists.ts"
import * as QuotaView from "./Quota.ts"
import * as SettingsView from "./Settings.ts"
import * as WatchView from "../views/Watch.ts"

/** What a person finds when they open the bot. */
export interface Shown {
  readonly quota: QuotaView.Reports
  readonly lists: ReadonlyArray<List>
  readonly watches: ReadonlyArray<Watch>
  readonly recent: ReadonlyArray<Lookup>
  readonly choice: Choice
}

/** Of each, what one page has room for. */
const most = 8

const recentLine = ({ at, command, title }: Lookup, n: number, lang: Lang): Block => {
  const [open] = commandButton("run", words.open[lang], parse(command), { suffix: `recent${n}` })
  return section(`${mrkdwn(clip(title, 200))}  ${mrkdwn(Format.cell(new Date(at).toISOString(), "time", lang))}`, open)
}

const watchLine = (watch: Watch, user: string, lang: Lang): Block =>
  section(
    [
      `*${mrkdwn(WatchView.nameOf(watch, lang))}* → ${WatchView.placeOf(watch.to, user, lang)}`,
      mrkdwn(
        `${inWords(watch.schedule, lang)} · ${watch.state === "on" ? momentIn(watch.due, watch.zone) : words.paused[lang]}`
      )
    ].join("\n")
  )

const none = (text: string): ReadonlyArray<Block> => [context(text)]

/** The page within Slack's hundred blocks. */
export const of = ({ choice, lists, quota, recent, watches }: Shown, user: string, lang: Lang): HomeView => {
  const blocks: ReadonlyArray<Block> = [
    header(help.title[lang]),
    ...actions(waysIn(lang)),
    header(quotaWords.title[lang]),
    QuotaView.lines(quota, ["user", "workspace"], lang),
    ...actions(commandButton("run", words.details[lang], { _tag: "Quota" }, { suffix: "quota" })),
    header(listWords.title[lang]),
    ...(lists.length === 0 ? none(words.noLists[lang]) : ListsView.blocksOf(lists, most, lang)),
    header(watching.list[lang]),
    ...(watches.length === 0
      ? none(words.noWatches[lang])
      : [
          ...watches.slice(0, most).map((watch) => watchLine(watch, user, lang)),
          ...actions(commandButton("run", words.details[lang], { _tag: "Watching", page: 1 }, { suffix: "watching" }))
        ]),
    header(words.recent[lang]),
    ...(recent.length === 0
      ? none(words.noRecent[lang])
      : recent.slice(0, most).map((one, n) => recentLine(one, n, lang))),
    header(settingsWords.title[lang]),
    ...SettingsView.controls(choice, lang)
  ]
  return { type: "home", blocks: blocks.slice(0, limits.modalBlocks).filter(isHomely) }
}

/** A home has no charts and no tables of its own: none of the blocks above is one. */
const isHomely = (block: Block): block is Exclude<Block, { readonly type: "data_visualization" }> =>
  block.type !== "data_visualization"
