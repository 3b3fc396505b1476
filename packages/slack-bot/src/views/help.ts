import { Endpoint, type Lang } from "@xingtu/core"
import { endpoints, own, type Own, spelling } from "../Command.ts"
import { mrkdwn } from "../escape.ts"
import * as Message from "../Message.ts"
import { help, say } from "../words.ts"
import { actions, type Block, context, header, rawText, section } from "./blocks.ts"
import { commandButton } from "../action.ts"

const order: ReadonlyArray<Endpoint.Group> = ["creator", "audience", "video", "commerce", "live", "report"]

const sampleId = "6955721930401185805"

const usage = (endpoint: Endpoint.Endpoint): string => {
  const needed = Endpoint.fields(endpoint).filter((field) => field.required)
  return ["/xingtu", spelling(endpoint), ...needed.map((field) => field.example ?? (field.kind === "id" ? sampleId : `${field.name}=…`))].join(" ")
}

/** All commands, by what a buyer looks for. */
export const all = (lang: Lang): Message.Message =>
  Message.make(help.title[lang], [
    header(help.title[lang]),
    section(`${mrkdwn(help.intro[lang])}\n${(Object.keys(own) as ReadonlyArray<Own>).map((name) => `\`/xingtu ${name}\` ${mrkdwn(help.own[name][lang])}`).join("\n")}`),
    ...order.flatMap((group): ReadonlyArray<Block> => {
      const some = endpoints.filter((endpoint) => endpoint.group === group)
      return some.length === 0 ? [] : [section(`*${mrkdwn(Endpoint.groups[group][lang])}*\n${some.map((endpoint) => `\`${spelling(endpoint)}\` ${mrkdwn(endpoint.title[lang])}`).join("\n")}`)]
    }),
    context(help.arguments[lang], help.perCommand[lang])
  ], say.messageCut[lang])

const choicesOf = (field: Endpoint.Field, lang: Lang): string =>
  field.kind === "flag"
    ? [say.yes[lang], say.no[lang]].join(say.comma[lang])
    : field.choices.length === 0 ? field.example ?? "–" : field.choices.map((choice) => choice.words[lang]).join(say.comma[lang])

/** One command: what it answers, its parameters, an example. */
export const one = (endpoint: Endpoint.Endpoint, lang: Lang): Message.Message => {
  const fields = Endpoint.fields(endpoint)
  return Message.make(mrkdwn(`${endpoint.title[lang]}: ${endpoint.about[lang]}`), [
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
    context(help.needed[lang]),
    ...actions(commandButton("form", help.openForm[lang], { _tag: "Incomplete", form: endpoint.id, input: {}, problems: [] }, { style: "primary" }))
  ], say.messageCut[lang])
}

/** A command nobody knows. */
export const unknown = (typed: string, meant: string | undefined, lang: Lang): Message.Message => {
  const guess = meant === undefined ? "" : ` ${say.didYouMean(`/xingtu ${meant}`)[lang]}`
  const words = mrkdwn(`${say.unknownCommand(typed)[lang]}${guess} ${say.seeHelp[lang]}`)
  return Message.make(words, [section(words)], say.messageCut[lang])
}
