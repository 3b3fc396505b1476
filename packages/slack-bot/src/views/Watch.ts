import type { Lang, Words } from "@xingtu/core"
import type { Watching, WatchKind, WatchSpec } from "../commands/index.ts"
import type { Watch } from "../state/Watch.ts"
import { mrkdwn } from "../util/escape.ts"
import { inWords, momentIn, type Schedule } from "../util/schedule.ts"
import { watched, watching as say } from "../util/watching.ts"
import { say as general, sentences } from "../util/words.ts"
import { commandButton } from "../blocks/action.ts"
import { actions, type Block, context, header, mention, section } from "../blocks/blocks.ts"
import type { Left } from "../blocks/Footer.ts"
import * as Message from "../blocks/Message.ts"
import { leftOutLine } from "./question.ts"

type Figures = Pick<WatchSpec, "watch" | "thresholds">

const shareOf = (thresholds: WatchSpec["thresholds"], what: WatchSpec["watch"][number]): string => {
  const by = what === "takesOrders" || what === "newestVideo" ? undefined : thresholds[what]
  return by === undefined || by === 0 ? "" : ` > ${Number((by * 100).toFixed(2))} %`
}

/** `price, followers > 5 %`. */
const figures = ({ thresholds, watch }: Figures, lang: Lang): string =>
  watch.map((what) => `${watched[what][lang]}${shareOf(thresholds, what)}`).join(general.comma[lang])

const namedAtMost = 2

const someOf = (ids: ReadonlyArray<string>, names: Watch["names"], most: number): Words =>
  say.some(
    ids.slice(0, most).map((id) => names[id] ?? id),
    ids.length
  )

/** What people call a watch: its list, or its first creators. */
export const nameOf = (
  { ids, kind, list, names }: Pick<Watch, "ids" | "kind" | "list" | "names">,
  lang: Lang
): string => {
  const whom = list ?? someOf(ids, names, namedAtMost)[lang]
  return `${say.kind(kind)[lang]}${general.colon[lang]}${whom}`
}

/** A place in mrkdwn. Channels are ids or names of ours to check, and harmless. */
export const placeOf = (to: string, user: string, lang: Lang): string =>
  to === user || to === "me"
    ? say.toMe[lang]
    : to === "here"
      ? say.here[lang]
      : to.startsWith("#")
        ? mrkdwn(to)
        : `<#${to}>`

/** What a watch would do and cost, before anything is paid. */
export interface Plan {
  readonly calls: number
  readonly month: number
  readonly known: Watch["names"]
  readonly left: Left | undefined
  readonly next: number
  readonly zone: string
}

const lines = (...parts: ReadonlyArray<string | undefined>): string =>
  parts.filter((part) => part !== undefined && part !== "").join("\n")

export const plan = (spec: WatchSpec, { calls, known, left, month, next, zone }: Plan, lang: Lang): Message.Message => {
  const when = say.when(inWords(spec.schedule, lang), zone, momentIn(next, zone))[lang]
  // A paid call each, once; reports look names up anyway.
  const names = spec.kind === "report" ? 0 : spec.ids.filter((id) => known[id] === undefined).length
  const budget =
    left === undefined
      ? say.noBudget[lang]
      : sentences(lang, say.budget(left.left, left.budget)[lang], left.left < calls ? say.overBudget[lang] : "")
  return Message.make(
    [
      section(
        lines(
          `*${mrkdwn(say.plan(spec.kind, spec.ids.length)[lang])}*`,
          mrkdwn(say.whom(someOf(spec.ids, known, 5))[lang]),
          spec.kind === "watch" ? mrkdwn(say.looksAt(figures(spec, lang))[lang]) : undefined,
          say.where(placeOf(spec.to, "me", lang))[lang],
          mrkdwn(when),
          spec.list === undefined || spec.list === "last" ? undefined : mrkdwn(say.asNow(spec.list)[lang]),
          mrkdwn(leftOutLine(spec.leftOut, lang) ?? "")
        )
      ),
      section(
        lines(
          `*${mrkdwn(say.costs(calls, spec.schedule.days, month)[lang])}*`,
          names === 0 ? undefined : mrkdwn(say.namesToo(names)[lang]),
          mrkdwn(budget)
        )
      ),
      context(sentences(lang, say.firstIs[spec.kind][lang], say.nothingYet[lang])),
      ...actions([
        ...commandButton("pay", say.start(calls)[lang], { _tag: "Watch", spec }, { style: "primary", price: calls }),
        ...commandButton("turn", say.cancel[lang], { _tag: "WatchDropped" }, { suffix: "drop" })
      ])
    ],
    lang
  )
}

/** What is wrong with what was typed, and how it is written. */
export const unclear = (kind: WatchKind, problems: ReadonlyArray<Words>, lang: Lang): Message.Message =>
  Message.make(
    [
      section(mrkdwn(sentences(lang, ...problems.map((problem) => problem[lang])))),
      section(mrkdwn(say.example(kind)[lang]))
    ],
    lang
  )

const listButton = (lang: Lang) =>
  commandButton("run", say.buttons.all[lang], { _tag: "Watching", page: 1 }, { suffix: "watching" })

export const started = (watch: Watch, calls: number, lang: Lang, isNew: "new" | "known"): Message.Message =>
  Message.make(
    [
      section(
        mrkdwn(
          isNew === "new"
            ? say.started(nameOf(watch, lang), momentIn(watch.due, watch.zone))[lang]
            : say.startedAgain(nameOf(watch, lang))[lang]
        )
      ),
      ...actions([...deedButton("run", watch, calls, lang), ...listButton(lang)])
    ],
    lang
  )

/** For the channel that will hear of it. */
export const announced = (user: string, name: string, schedule: Schedule, lang: Lang): Message.Message =>
  Message.make([mention(say.announced(`<@${user}>`, mrkdwn(name), inWords(schedule, lang))[lang])], lang)

const deedButton = (
  deed: Extract<Watching, { readonly _tag: "WatchDeed" }>["deed"],
  { id }: Watch,
  calls: number,
  lang: Lang
) =>
  deed === "run"
    ? commandButton(
        "pay",
        say.buttons.run(calls)[lang],
        { _tag: "WatchDeed", deed, id },
        { suffix: `run-${id}`, price: calls }
      )
    : commandButton("turn", say.buttons[deed][lang], { _tag: "WatchDeed", deed, id }, { suffix: `${deed}-${id}` })

/** What a run came to, in a few words. */
const runWords = (
  { at, calls, changes, failed, uncertain }: NonNullable<Watch["last"]>,
  zone: string,
  lang: Lang
): string =>
  say.last(
    momentIn(at, zone),
    say.paid(calls, uncertain)[lang],
    [
      changes === undefined ? say.baseline[lang] : say.found(changes)[lang],
      ...(failed === 0 ? [] : [say.failedOf(failed)[lang]])
    ].join(general.comma[lang])
  )[lang]

const pageSize = 12

export interface Listed {
  readonly watch: Watch
  readonly calls: number
}

const row = ({ calls, watch }: Listed, user: string, lang: Lang): ReadonlyArray<Block> => {
  const { kind, last, schedule, state, to, why, zone } = watch
  const about = [
    ...(kind === "watch" ? [figures(watch, lang)] : []),
    `${inWords(schedule, lang)} (${zone})`,
    say.cost(calls)[lang]
  ]
  const when = state === "on" ? say.next(momentIn(watch.due, zone))[lang] : say.paused(why?.[lang] ?? "")[lang]
  const gone = watch.gone.length === 0 ? [] : [say.goneOf(watch.gone.length)[lang]]
  return [
    section(
      lines(
        `*${mrkdwn(nameOf(watch, lang))}* → ${watch.user === user || to !== watch.user ? placeOf(to, user, lang) : `<@${to}>`}`,
        mrkdwn(about.join(" · ")),
        mrkdwn([when, last === undefined ? say.noRun[lang] : runWords(last, zone, lang), ...gone].join(" · "))
      )
    ),
    ...actions([
      ...(watch.user !== user
        ? []
        : state === "on"
          ? deedButton("run", watch, calls, lang)
          : deedButton("resume", watch, calls, lang)),
      ...(state === "on" ? deedButton("pause", watch, calls, lang) : []),
      ...deedButton("stop", watch, calls, lang)
    ])
  ]
}

/** Somebody's watches, and those of the channel. */
export const list = (all: ReadonlyArray<Listed>, page: number, user: string, lang: Lang): Message.Message => {
  const shown = all.slice((page - 1) * pageSize, page * pageSize)
  return Message.make(
    [
      header(say.list[lang]),
      ...(shown.length === 0 ? [section(mrkdwn(sentences(lang, say.none[lang], say.example("watch")[lang])))] : []),
      ...shown.flatMap((one) => row(one, user, lang)),
      ...(page * pageSize >= all.length
        ? []
        : actions(
            commandButton("turn", say.buttons.next[lang], { _tag: "Watching", page: page + 1 }, { suffix: "page" })
          ))
    ],
    lang
  )
}

/** A few words with the way to all watches, and back for one that pauses. */
export const told = (words: string, lang: Lang, paused?: Watch): Message.Message =>
  Message.make(
    [
      section(mrkdwn(words)),
      ...actions([...(paused === undefined ? [] : deedButton("resume", paused, 0, lang)), ...listButton(lang)])
    ],
    lang
  )

/** A run costs what stands on the button. */
export const runCosts = (watch: Watch, calls: number, lang: Lang): Message.Message =>
  Message.make(
    [
      section(mrkdwn(say.runCosts(nameOf(watch, lang), calls)[lang])),
      ...actions(deedButton("run", watch, calls, lang))
    ],
    lang
  )

/** Why a message comes here and not where it belongs. The words are mrkdwn already: they name a channel. */
export const unposted = (words: string, watch: Watch, left: number, lang: Lang): Message.Message =>
  Message.make(
    [
      section(`*${mrkdwn(nameOf(watch, lang))}*\n${words}`),
      ...actions([...(left === 0 ? deedButton("resume", watch, 0, lang) : []), ...listButton(lang)])
    ],
    lang
  )
