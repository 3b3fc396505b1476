import { Failure, type Lang, type Words } from "@xingtu/core"
import { consumers } from "../util/consumers.ts"
import { mrkdwn } from "../util/escape.ts"
import * as Message from "../blocks/Message.ts"
import { say, sentences } from "../util/words.ts"
import { actions, context, section } from "../blocks/blocks.ts"
import { commandButton } from "../blocks/action.ts"
import type { Command } from "../commands/index.ts"

const sign: Readonly<Record<Failure.Charged, string>> = {
  yes: ":large_yellow_circle:",
  no: ":white_circle:",
  unknown: ":large_yellow_circle:"
}

/** What only the keeper of the token can mend: the buyer is told so, the keeper what to do. */
const forTheAdmin: ReadonlySet<string> = new Set([
  "InvalidToken",
  "PermissionDenied",
  "InsufficientBalance",
  "TokenLimitReached",
  "OutOfService"
])

/** There may have been a result and a charge, and nobody heard of it. */
const outcomeUnknown: ReadonlySet<string> = new Set(["Timeout", "Unreachable", "UnexpectedAnswer", "OutcomeUnknown"])

/** A budget of the bot's own is called by what it is for, not by its name in core. */
const whose = (failure: Shown): Words | undefined =>
  failure._tag === "BudgetSpent" && failure.consumer !== undefined && failure.budget !== undefined
    ? say.budgetSpent[consumers.kindOf(failure.consumer)](failure.budget)
    : undefined

/** What happened, in the words of this place. */
export const happenedOf = (failure: Shown): Words => whose(failure) ?? failure.happened

type Shown = Failure.Facts &
  Partial<Failure.Told> & { readonly _tag: string; readonly consumer?: string | undefined; readonly budget?: number }

/**
 * What happened, whether it was charged, what to do; for those who can act on it, the vendor's own words and the
 * request id. `now` is when it was told.
 */
export const of = (failure: Shown, command: Command, now: number, lang: Lang): Message.Message => {
  const { charged, advice, ...explained } = Failure.explain(failure, lang)
  const happened = whose(failure)?.[lang] ?? explained.happened
  const admin = forTheAdmin.has(failure._tag)
  const details = [...(admin ? [say.forAdmin(advice)[lang]] : []), ...Failure.vendorText(failure, lang)]
  const lost = command._tag === "Ask" && outcomeUnknown.has(failure._tag) && failure.charged === "unknown"
  return Message.make(
    [
      section(
        `${sign[failure.charged]} *${mrkdwn(happened)}*\n${mrkdwn(sentences(lang, charged, admin ? say.tellAdmin[lang] : advice))}`
      ),
      ...(details.length === 0 ? [] : [context(...details)]),
      ...(failure.retry ? actions(commandButton("run", say.again[lang], command)) : []),
      ...(lost ? actions(commandButton("renew", say.sendAgain[lang], command, { price: 1, newerThan: now })) : [])
    ],
    lang
  )
}
