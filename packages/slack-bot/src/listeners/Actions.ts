import type { App, BlockAction } from "@slack/bolt"
import { Xingtu } from "@xingtu/core"
import { Effect } from "effect"
import { createHash } from "node:crypto"
import * as Home from "../answers/Home.ts"
import * as Handler from "../answers/Handler.ts"
import type { Services } from "../answers/services.ts"
import * as Share from "../answers/Share.ts"
import { formOf, parse } from "../commands/index.ts"
import { type ReplyContext, show, type SlackRefused } from "../slack/show.ts"
import { Cancellation } from "../state/Cancellation.ts"
import { say } from "../util/words.ts"
import { type Terms, termsOf, type Verb, verbOf } from "../blocks/action.ts"
import { creatorsIn } from "../views/Answer.ts"
import * as Modal from "../blocks/Modal.ts"
import * as Notice from "../views/Notice.ts"
import { type Defaults, once, type Run, threadOf } from "./delivery.ts"
import { openForm, openWhole, perform } from "./forms.ts"

const clicked = (
  verb: Verb,
  { newerThan, price }: Terms,
  where: ReplyContext,
  value: string,
  triggerId: string
): Effect.Effect<void, SlackRefused, Services> => {
  const command = parse(value)
  const reply = { ...where, agreed: price }
  switch (verb) {
    case "run":
      return perform({ ...reply, replaces: false }, command, triggerId)
    case "renew":
      return Handler.renew(reply, command, newerThan ?? reply.since)
    case "reopen":
      return Effect.andThen(
        Xingtu.use((xingtu) => xingtu.reopen),
        perform(reply, command, triggerId)
      )
    case "pay":
    case "turn":
      return perform(reply, command, triggerId)
    case "pick":
      return Share.kept(reply, command, (presentation) =>
        openForm(reply, { _tag: "Incomplete", form: "compare", input: {}, problems: [] }, triggerId, (formState) =>
          Modal.picking(creatorsIn(presentation.table(reply.lang)), formState, reply.lang)
        )
      )
    case "form":
      return command._tag === "Incomplete"
        ? openForm(reply, command, triggerId)
        : command._tag === "Plan" || command._tag === "Shortlist"
          ? openForm(reply, formOf(command), triggerId)
          : Handler.handle({ ...reply, replaces: false }, command)
    case "share":
      return Share.share(reply, command)
    case "mine":
      return Share.toMe(reply, command)
    case "file":
      return Share.file(reply, command)
    case "cancel":
      return Cancellation.use((cancellation) => cancellation.cancel(value)).pipe(
        Effect.flatMap((found) => show(reply, Notice.words(found ? say.cancelled : say.cancelledElsewhere, reply.lang)))
      )
  }
}

const valueOf = (action: BlockAction["actions"][number]): string =>
  "selected_option" in action &&
  action.selected_option !== null &&
  typeof action.selected_option === "object" &&
  "value" in action.selected_option
    ? String(action.selected_option.value)
    : "value" in action && typeof action.value === "string"
      ? action.value
      : ""

/** Which button of which message somebody clicked, as a key of any length of value. */
const buttonOf = (body: BlockAction, action: BlockAction["actions"][number]): string =>
  [
    body.user.id,
    String(body.container["message_ts"] ?? ""),
    action.action_id,
    createHash("sha256").update(valueOf(action)).digest("base64url")
  ].join("/")

/** What stands on the button: the language of the one who reads it. */
const labelOf = (action: BlockAction["actions"][number]): string =>
  "text" in action && typeof action.text === "object" && action.text !== null && "text" in action.text
    ? String(action.text.text)
    : ""

/** What people click, and choose in menus. */
export const connect = (app: App, defaults: Defaults, run: Run): void => {
  app.action<BlockAction>({ type: "block_actions" }, async ({ ack, body, action, client }) => {
    await ack()
    const { view } = body
    const isMore = action.action_id === Modal.moreAction && view !== undefined
    const verb = verbOf(action.action_id)
    if (verb === undefined && !isMore) return
    run(
      once(
        {
          delivery: `${body.trigger_id}/${action.action_id}`,
          button: buttonOf(body, action),
          team: body.team?.id ?? body.user.team_id ?? "",
          user: body.user.id,
          // In the bot's home there is none: what is requested there is shown in direct messages.
          channel: body.channel?.id ?? body.user.id,
          client,
          responseUrl: body.response_url,
          thread: threadOf(body.container),
          replaces: true,
          text: labelOf(action)
        },
        defaults,
        (reply) => {
          if (isMore) return openWhole(reply, view)
          if (verb === undefined) return Effect.void
          const command = parse(valueOf(action))
          return view?.type === "home" && command._tag === "Settings"
            ? Home.choose(reply, command.words)
            : clicked(verb, termsOf(action.action_id), reply, valueOf(action), body.trigger_id)
        }
      )
    )
  })
}
