import type { Lang, Price, Words } from "@xingtu/core/adapter"
import { commandButton, verbs } from "../blocks/action.ts"
import { type Command, titleOf } from "../commands/index.ts"
import { mrkdwn } from "../util/escape.ts"
import * as Message from "../blocks/Message.ts"
import { say, sentences } from "../util/words.ts"
import type { Left } from "../blocks/Footer.ts"
import { leftOutLine } from "./question.ts"
import { problemText } from "../blocks/Modal.ts"
import { actions, button, section } from "../blocks/blocks.ts"

type Cost = Pick<Price.Price, "calls" | "warning">

/** A few words, and what can be clicked. */
const notice = (words: string, buttons: ReadonlyArray<ReturnType<typeof button>>, lang: Lang): Message.Message =>
  Message.make([section(mrkdwn(words)), ...actions(buttons)], lang)

const plain = (words: Words, lang: Lang): Message.Message => notice(words[lang], [], lang)

/** The request is out; it reads true also when the result stands below it. */
export const asked = (command: Command, { calls, warning }: Cost, work: string, lang: Lang): Message.Message =>
  notice(
    sentences(lang, say.asked(titleOf(command), calls)[lang], ...(warning === undefined ? [] : [warning[lang]])),
    [button({ label: say.cancel[lang], action: verbs.cancel, value: work })],
    lang
  )

/** What would be expensive is confirmed first, with the price on the button. */
export const consent = (
  command: Command,
  { calls, warning }: Cost,
  left: Left | undefined,
  found: ReadonlyArray<string>,
  lang: Lang
): Message.Message => {
  const besides = "leftOut" in command ? leftOutLine(command.leftOut, lang) : undefined
  const words = [
    ...(found.length === 0 ? [] : [say.found(found.join(say.comma[lang]))[lang]]),
    ...(besides === undefined ? [] : [besides]),
    say.costs(titleOf(command), calls)[lang],
    ...(left === undefined ? [] : [say.left(left.left, left.budget)[lang]]),
    ...(left !== undefined && left.left < calls ? [say.notEnough[lang]] : []),
    ...(warning === undefined ? [] : [warning[lang]])
  ]
  return notice(
    sentences(lang, ...words),
    commandButton("pay", say.sendFor(calls)[lang], command, { style: "primary", price: calls }),
    lang
  )
}

/** How far many creators have come. */
export const progress = (done: number, all: number, work: string, lang: Lang): Message.Message =>
  notice(say.progress(done, all)[lang], [button({ label: say.cancel[lang], action: verbs.cancel, value: work })], lang)

/** A message names no creator; a form takes one all the same. */
export const nobody = (lang: Lang): Message.Message =>
  notice(
    say.nobody[lang],
    commandButton("form", say.form[lang], { _tag: "Incomplete", form: "creator", input: {}, problems: [] }),
    lang
  )

/** A form could not be opened: what is missing, in words, with a button that tries again. */
export const incomplete = (command: Extract<Command, { readonly _tag: "Incomplete" }>, lang: Lang): Message.Message =>
  notice(
    sentences(lang, ...command.problems.map((problem) => problemText(command.form, problem, lang))) ||
      titleOf(command)[lang],
    commandButton("form", say.form[lang], command, { style: "primary" }),
    lang
  )

/** Work that a restart cut off, or whose outcome Slack did not take; so many calls would bring what is missing. */
export const restarted = (command: Command, calls: number, lang: Lang): Message.Message =>
  notice(
    sentences(lang, say.restarted(titleOf(command))[lang], ...(calls === 0 ? [] : [say.restCosts(calls)[lang]])),
    commandButton("run", say.again[lang], command, { price: calls }),
    lang
  )

/** A result long after its request: what it says of its cost is true of now, and not of then. */
export const late = ({ blocks }: Message.Message, lang: Lang): Message.Message =>
  Message.make([section(mrkdwn(say.late[lang])), ...blocks], lang)

/** The result is gone from the store; so many calls would bring it back. */
export const gone = (command: Command, calls: number, lang: Lang): Message.Message =>
  notice(say.gone(calls)[lang], commandButton("run", say.again[lang], command, { price: calls }), lang)

export const words = plain
