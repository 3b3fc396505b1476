import type { ModalView } from "@slack/types"
import type { BlockAction } from "@slack/bolt"
import { Effect, Option, Schema } from "effect"
import * as Handler from "../answers/Handler.ts"
import type { Services } from "../answers/services.ts"
import { aboutParam, type Command } from "../commands/index.ts"
import { calling, type ReplyContext, show, SlackRefused } from "../slack/show.ts"
import { reasonOf } from "../util/reason.ts"
import * as Modal from "../blocks/Modal.ts"
import * as Notice from "../views/Notice.ts"

/** What a form carries while it is open: the way back to the command. */
export const FormState = Schema.fromJsonString(
  Schema.Struct({
    form: Schema.String,
    channel: Schema.String,
    lang: Schema.Literals(["en", "zh"]),
    responseUrl: Schema.optionalKey(Schema.String),
    thread: Schema.optionalKey(Schema.String),
    /** What the form is about beside what is filled in. */
    about: Schema.optionalKey(Schema.String)
  })
)

export type Incomplete = Extract<Command, { readonly _tag: "Incomplete" }>

export const openForm = (
  reply: ReplyContext,
  command: Incomplete,
  triggerId: string,
  view: (formState: string) => ModalView = (formState) =>
    Modal.of(command.form, command.input, command.problems, formState, reply)
): Effect.Effect<void, SlackRefused, Services> => {
  const formState = JSON.stringify({
    form: command.form,
    channel: reply.channel,
    lang: reply.lang,
    responseUrl: reply.responseUrl,
    thread: reply.thread,
    about: command.input[aboutParam]
  })
  return Effect.tryPromise({
    try: () => reply.client.views.open({ trigger_id: triggerId, view: view(formState) }),
    catch: (error) => new SlackRefused({ status: 0, reason: reasonOf(error) })
  }).pipe(
    Effect.asVoid,
    // Slack gives three seconds to open a form; a message has no such limit.
    Effect.catch((refused) =>
      Effect.logWarning("A form could not be opened").pipe(
        Effect.annotateLogs({ reason: refused.reason }),
        Effect.andThen(show({ ...reply, replaces: false }, Notice.incomplete(command, reply.lang)))
      )
    )
  )
}

export const perform = (reply: ReplyContext, command: Command, triggerId: string) =>
  command._tag === "Incomplete" ? openForm(reply, command, triggerId) : Handler.handle(reply, command)

/** Shows all fields of an open form, with what was filled in by then. */
export const openWhole = ({ client, mayPay }: ReplyContext, view: Open): Effect.Effect<void, SlackRefused> => {
  const formState = Option.getOrUndefined(Schema.decodeUnknownOption(FormState)(view.private_metadata))
  return formState === undefined
    ? Effect.void
    : Effect.asVoid(
        calling(() =>
          client.views.update({
            view_id: view.id,
            hash: view.hash,
            view: Modal.of(
              formState.form,
              Modal.filled(view.state.values),
              [],
              view.private_metadata,
              { lang: formState.lang, mayPay },
              "whole"
            )
          })
        )
      )
}

type Open = Pick<NonNullable<BlockAction["view"]>, "id" | "hash" | "private_metadata" | "state">
