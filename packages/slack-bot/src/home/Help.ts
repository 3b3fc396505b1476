import { catalogue, didYouMean, Endpoint, type Lang } from "@xingtu/core/adapter"
import {
  ask,
  type Command,
  endpoints,
  isCreatorForm,
  isShortlistForm,
  type Own,
  parse,
  sources,
  spelling
} from "../commands/index.ts"
import { mrkdwn } from "../util/escape.ts"
import * as Message from "../blocks/Message.ts"
import { help, quota } from "../util/pages.ts"
import { watching } from "../util/watching.ts"
import { say, sentences } from "../util/words.ts"
import { actions, type Block, context, header, rawText, section } from "../blocks/blocks.ts"
import { commandButton } from "../blocks/action.ts"

const order: ReadonlyArray<Endpoint.Group> = ["creator", "audience", "video", "commerce", "live", "report"]

const sampleId = "6629722295873044494"

const usage = (endpoint: Endpoint.Endpoint): string => {
  const needed = Endpoint.fields(endpoint).filter((field) => field.required)
  return [
    "/xingtu",
    spelling(endpoint),
    ...needed.map((field) => field.example ?? (field.kind === "id" ? sampleId : `${field.name}=…`))
  ].join(" ")
}

/** The empty form of a command. */
const form = (form: string): Extract<Command, { readonly _tag: "Incomplete" }> => ({
  _tag: "Incomplete",
  form,
  input: {},
  problems: []
})

/** The buttons that open a command's form, and the list of all commands. */
export const waysIn = (lang: Lang) => [
  ...commandButton("form", catalogue.creatorSearch.title[lang], form(catalogue.creatorSearch.id), {
    suffix: "search",
    style: "primary"
  }),
  ...commandButton("form", help.forms.creator[lang], form("creator"), { suffix: "creator" }),
  ...commandButton("form", help.forms.compare[lang], form("compare"), { suffix: "compare" }),
  ...commandButton("form", help.forms.shortlist[lang], form("shortlist"), { suffix: "shortlist" }),
  ...commandButton("run", help.all[lang], { _tag: "Help" }, { suffix: "help" })
]

const line = (typed: string, about: string, ...cost: ReadonlyArray<string>): string =>
  `\`/xingtu ${typed}\` ${[about, ...cost].map(mrkdwn).join(" · ")}`

/** What a command of our own costs. */
const costOf = (name: Own, lang: Lang): ReadonlyArray<string> =>
  isCreatorForm(name) ? [(name === "compare" ? say.paidEach : say.paid)(sources[name].length)[lang]] : []

/** Where to begin: three ways in, each with its price, and where the rest is. */
export const start = (lang: Lang): Message.Message =>
  Message.make(
    [
      header(help.title[lang]),
      section(
        [
          line(`${spelling(catalogue.creatorSearch)} 美食`, help.start.search[lang], say.paid(1)[lang]),
          line(sampleId, help.start.creator[lang], ...costOf("creator", lang)),
          line("compare …", help.start.compare[lang], ...costOf("compare", lang)),
          line("shortlist 美食", help.start.shortlist[lang], say.paid(1)[lang])
        ].join("\n")
      ),
      ...actions([...waysIn(lang), ...commandButton("run", quota.title[lang], { _tag: "Quota" }, { suffix: "quota" })]),
      context(help.intro[lang])
    ],
    lang
  )

const ownLine = (name: Own, lang: Lang): string => line(name, help.own[name][lang], ...costOf(name, lang))

const dataLine = (endpoint: Endpoint.Endpoint, lang: Lang): string =>
  `\`/xingtu ${spelling(endpoint)} …\` ${mrkdwn(endpoint.title[lang])}`

const job = (title: string, lines: ReadonlyArray<string>): Block => section(`*${mrkdwn(title)}*\n${lines.join("\n")}`)

/** What a buyer looks at most of one creator. */
const lookedAt: ReadonlyArray<Endpoint.Endpoint> = [
  catalogue.marketingMetrics,
  catalogue.spreadMetrics,
  catalogue.audienceDistribution,
  catalogue.followerGrowthTrend
]

/** Help by what somebody wants to do. */
export const jobs = (lang: Lang): Message.Message =>
  Message.make(
    [
      header(help.title[lang]),
      context(help.intro[lang]),
      job(help.jobs.find[lang], [
        line(`${spelling(catalogue.creatorSearch)} 美食`, help.start.search[lang], say.paid(1)[lang])
      ]),
      job(help.jobs.look[lang], [
        ownLine("creator", lang),
        ownLine("report", lang),
        ...lookedAt.map((endpoint) => dataLine(endpoint, lang))
      ]),
      job(
        help.jobs.compare[lang],
        (["compare", "shortlist", "plan"] as const).map((name) => ownLine(name, lang))
      ),
      job(
        help.jobs.watch[lang],
        (["watch", "schedule", "watching"] as const).map((name) => ownLine(name, lang))
      ),
      job(
        help.jobs.keep[lang],
        (["save", "lists"] as const).map((name) => ownLine(name, lang))
      ),
      job(
        help.jobs.money[lang],
        (["quota", "settings", "help"] as const).map((name) => ownLine(name, lang))
      ),
      ...actions(commandButton("run", help.everything[lang], { _tag: "Help", topic: "all" }, { suffix: "all" })),
      context(help.arguments[lang], help.perCommand[lang])
    ],
    lang
  )

/** Every command, the endpoints by what they are about. */
export const all = (lang: Lang): Message.Message =>
  Message.make(
    [
      header(help.everything[lang]),
      context(help.each[lang]),
      ...order.flatMap((group): ReadonlyArray<Block> => {
        const some = endpoints.filter((endpoint) => endpoint.group === group)
        return some.length === 0
          ? []
          : [
              section(
                `*${mrkdwn(Endpoint.groups[group][lang])}*\n${some.map((endpoint) => `\`${spelling(endpoint)}\` ${mrkdwn(endpoint.title[lang])}`).join("\n")}`
              )
            ]
      }),
      context(help.arguments[lang], help.perCommand[lang])
    ],
    lang
  )

/** One command of our own. */
export const ours = (name: Own, lang: Lang): Message.Message =>
  Message.make(
    [
      section(line(name, help.own[name][lang], ...costOf(name, lang))),
      ...(name === "watch" || name === "schedule"
        ? [section(mrkdwn(watching.example(name === "watch" ? "watch" : "report")[lang]))]
        : []),
      ...(isCreatorForm(name) || isShortlistForm(name)
        ? actions(commandButton("form", help.openForm[lang], form(name), { style: "primary" }))
        : [])
    ],
    lang
  )

const choicesOf = (field: Endpoint.Field, lang: Lang): string =>
  field.kind === "flag"
    ? [say.yes[lang], say.no[lang]].join(say.comma[lang])
    : field.choices.length === 0
      ? (field.example ?? "–")
      : field.choices.map((choice) => choice.words[lang]).join(say.comma[lang])

/** One command: what it shows, its parameters, an example. */
export const one = (endpoint: Endpoint.Endpoint, lang: Lang): Message.Message => {
  const fields = Endpoint.fields(endpoint)
  return Message.make(
    [
      header(endpoint.title[lang]),
      section(`${mrkdwn(endpoint.about[lang])}\n\`${usage(endpoint)}\``),
      {
        type: "table",
        rows: [
          [rawText(help.parameter[lang]), rawText(help.meaning[lang]), rawText(help.choices[lang])],
          ...fields.map((field) => [
            rawText(field.required ? `${field.name} *` : field.name),
            rawText(`${field.title[lang]}${lang === "zh" ? "：" : ". "}${field.about[lang]}`),
            rawText(choicesOf(field, lang))
          ])
        ],
        column_settings: [{ is_wrapped: false }, { is_wrapped: true }, { is_wrapped: true }]
      },
      context(help.needed[lang], say.callsOnce[lang]),
      ...actions(commandButton("form", help.openForm[lang], form(endpoint.id), { style: "primary" }))
    ],
    lang
  )
}

/** A command nobody knows, and what it may have been meant for. */
export const unknown = (
  { meant, name, typed }: Extract<Command, { readonly _tag: "Unknown" }>,
  lang: Lang
): Message.Message => {
  const words = mrkdwn(
    sentences(
      lang,
      say.unknownCommand(typed)[lang],
      ...(meant === undefined ? [] : [didYouMean(`/xingtu ${meant}`)[lang].trim()]),
      ...(name === undefined ? [] : [say.isItAName[lang]]),
      say.seeHelp[lang]
    )
  )
  return Message.make(
    [
      section(words),
      ...actions([
        ...(meant === undefined ? [] : commandButton("run", `/xingtu ${meant}`, parse(meant), { style: "primary" })),
        ...(name === undefined
          ? []
          : commandButton("run", say.searchFor(name)[lang], ask(catalogue.creatorSearch, { keyword: name }), {
              suffix: "search",
              price: 1
            }))
      ])
    ],
    lang
  )
}
