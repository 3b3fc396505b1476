import type { Failure, Lang, Table, Watch as Core } from "@xingtu/core"
import type { Watch } from "../state/Watch.ts"
import { clip, mrkdwn, plain } from "../util/escape.ts"
import { momentIn } from "../util/schedule.ts"
import { watching as say } from "../util/watching.ts"
import { say as general } from "../util/words.ts"
import { commandButton } from "../blocks/action.ts"
import { pageOf } from "./Answer.ts"
import { actions, type Block, context, header, section } from "../blocks/blocks.ts"
import { happenedOf } from "./Failure.ts"
import * as Message from "../blocks/Message.ts"
import { nameOf } from "./Watch.ts"

/** What is told of one creator. */
export interface Changed {
  readonly id: string
  readonly told: ReadonlyArray<{ readonly change: Core.Change; readonly since: string }>
}

/** What a run found, beside what it is shown with. */
export interface Found {
  readonly changed: ReadonlyArray<Changed>
  readonly vanished: ReadonlyArray<string>
  readonly calls: number
  readonly uncertain: number
  readonly failures: ReadonlyArray<Failure.CallFailure | Failure.NotSent>
  /** Another process began it, and may have paid for a part. */
  readonly resumed: boolean
  /** Creators whose figures were stored for the first time, where all were. */
  readonly baseline: number | undefined
}

/** Creators a message has room for; the file has the others. */
const shownAtMost = 10

/** A video's title may be as long as its author likes. */
const lineAtMost = 240

/** A creator's name as a link to their page; the bar between address and name is nobody's. */
const linked = (id: string, names: Watch["names"]): string =>
  `<${pageOf(id)}|${mrkdwn(clip(plain(names[id] ?? "") || id, 80)).replaceAll("|", "¦")}>`

const day = (iso: string, zone: string): string => momentIn(Date.parse(iso), zone).slice(0, 10)

const lines = ({ id, told }: Changed, { names, zone }: Watch, lang: Lang): Block =>
  section(
    [
      `*${linked(id, names)}*`,
      ...told.map(
        ({ change, since }) =>
          `• ${mrkdwn(clip(change.words[lang], lineAtMost))} _${mrkdwn(say.since(day(since, zone))[lang])}_`
      )
    ].join("\n")
  )

const vanished = ({ vanished: ids }: Found, { names }: Watch, lang: Lang): ReadonlyArray<Block> =>
  ids.length === 0
    ? []
    : [
        section(
          clip(
            `${mrkdwn(say.vanished[lang] + general.colon[lang])} ${ids
              .slice(0, shownAtMost)
              .map((id) => linked(id, names))
              .join(general.comma[lang])}${ids.length > shownAtMost ? " …" : ""}`,
            2_900
          )
        )
      ]

/** One sentence for one failure, however often it happened. */
const failed = ({ failures }: Found, lang: Lang): ReadonlyArray<string> => {
  const counts = new Map<string, number>()
  for (const failure of failures) {
    // What was not sent is told by what stopped it.
    if (failure._tag === "NotSent") continue
    const happened = happenedOf(failure)[lang]
    counts.set(happened, (counts.get(happened) ?? 0) + 1)
  }
  return [...counts].slice(0, 5).map(([why, n]) => say.someFailed(n, why)[lang])
}

const footer = (found: Found, watch: Watch, next: number, lang: Lang): ReadonlyArray<Block> => [
  context(
    [say.paid(found.calls, found.uncertain)[lang], say.next(momentIn(next, watch.zone))[lang]].join(" · "),
    ...(found.resumed ? [say.resumed[lang]] : []),
    ...failed(found, lang)
  ),
  ...actions(commandButton("run", say.buttons.all[lang], { _tag: "Watching", page: 1 }, { suffix: "watching" }))
]

/** Whether a message cannot show it all, so that a file has to. */
export const isLong = ({ changed }: Found): boolean => changed.length > shownAtMost

/** Changes, creator by creator. */
const changes = (found: Found, watch: Watch, lang: Lang): ReadonlyArray<Block> => {
  const { changed } = found
  return [
    ...(isLong(found) ? [context(say.more(changed.length - shownAtMost)[lang])] : []),
    ...vanished(found, watch, lang),
    ...changed.slice(0, shownAtMost).map((one) => lines(one, watch, lang))
  ]
}

/** What a watch tells when something changed. */
export const alert = (found: Found, watch: Watch, next: number, lang: Lang): Message.Message =>
  Message.make(
    [
      header(`${nameOf(watch, lang)}${general.colon[lang]}${say.changed(found.changed.length)[lang]}`),
      ...changes(found, watch, lang),
      ...footer(found, watch, next, lang)
    ],
    lang,
    say.cut
  )

/** A run without changes, where somebody waits for it: the first one, or one that somebody started. */
export const quiet = (found: Found, watch: Watch, next: number, lang: Lang): Message.Message =>
  Message.make(
    [
      header(nameOf(watch, lang)),
      section(
        mrkdwn(
          found.baseline === undefined
            ? say.nothingChanged(momentIn(next, watch.zone))[lang]
            : say.baselineTold(found.baseline, momentIn(next, watch.zone))[lang]
        )
      ),
      ...vanished(found, watch, lang),
      ...footer(found, watch, next, lang)
    ],
    lang,
    say.cut
  )

/** A report: what changed, then its table. */
export const report = (
  found: Found,
  table: ReadonlyArray<Block>,
  watch: Watch,
  next: number,
  lang: Lang
): Message.Message => {
  const about =
    found.baseline !== undefined ? say.firstReport : found.changed.length === 0 ? say.unchanged : say.changes
  return Message.make(
    [
      header(nameOf(watch, lang)),
      section(`*${mrkdwn(about[lang])}*`),
      ...changes(found, watch, lang),
      ...table,
      ...footer(found, watch, next, lang)
    ],
    lang
  )
}

/** All changes as rows of a file. */
export const tableOf = ({ changed }: Found, { names, zone }: Watch, lang: Lang): Table.Table => ({
  columns: [
    { key: "nick_name", title: say.columns.creator, unit: "text" },
    { key: "id", title: say.columns.id, unit: "id" },
    { key: "change", title: say.columns.change, unit: "text" },
    { key: "before", title: say.columns.before, unit: "text" },
    { key: "after", title: say.columns.after, unit: "text" },
    { key: "since", title: say.columns.since, unit: "text" }
  ],
  rows: changed.flatMap(({ id, told }) =>
    told.map(({ change, since }) => [
      names[id],
      id,
      change.words[lang],
      change.before === undefined ? undefined : String(change.before),
      change.after === undefined ? undefined : String(change.after),
      day(since, zone)
    ])
  )
})
