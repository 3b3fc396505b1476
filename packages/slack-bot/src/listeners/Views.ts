import type { App, SlackViewAction } from "@slack/bolt"
import type { Lang } from "@xingtu/core"
import { Effect, Option, Schema } from "effect"
import * as Handler from "../answers/Handler.ts"
import type { Services } from "../answers/services.ts"
import { understoodIds } from "../answers/understood.ts"
import * as Command from "../commands/index.ts"
import type { Whose } from "../state/Lists.ts"
import * as Modal from "../blocks/Modal.ts"
import { type Defaults, once, type Run } from "./delivery.ts"
import { FormState } from "./forms.ts"

/** A form's errors stand at the fields they are about; what has no field of its own stands at the first. */
const errorsOf = (
  command: Extract<Command.Command, { readonly _tag: "Incomplete" }>,
  shown: ReadonlyArray<string>,
  lang: Lang
): Record<string, string> =>
  Object.fromEntries(
    command.problems.map(({ param, problem }) => [shown.includes(param) ? param : (shown[0] ?? param), problem[lang]])
  )

type Sent = SlackViewAction["view"]["state"]["values"]

/** What a form says, as a command; what is typed of creators may be the names of lists. */
const submitted = (
  { about, form }: typeof FormState.Type,
  values: Sent,
  whose: Whose
): Effect.Effect<Command.Command, never, Services> => {
  const input: Command.Input = {
    ...Modal.filled(values),
    ...(about === undefined ? {} : { [Command.aboutParam]: about })
  }
  const endpoint = Command.endpoints.find((one) => one.id === form)
  if (endpoint !== undefined) return Effect.succeed(Command.ask(endpoint, input))
  if (form === Command.saveForm)
    return Effect.succeed({
      _tag: "Save",
      name: input[Command.nameParam] ?? "",
      ids: (about ?? "").split(" ").filter((id) => id !== "")
    })
  return Effect.map(understoodIds(whose, input[Command.creatorsParam] ?? ""), (typed) =>
    Command.isShortlistForm(form)
      ? Command.fromShortlistForm(form, typed === "" ? input : { ...input, [Command.creatorsParam]: typed })
      : Command.fromForm(Command.isCreatorForm(form) ? form : "creator", typed)
  )
}

/** What people fill in. A form stays open until it is understood, so acknowledging waits for that. */
export const connect = (app: App, defaults: Defaults, run: Run): void => {
  app.view(Modal.callback, async ({ ack, body, view, client }) => {
    const formState = Option.getOrUndefined(Schema.decodeUnknownOption(FormState)(view.private_metadata))
    if (formState === undefined) return await ack()
    const whose = { team: body.team?.id ?? body.user.team_id ?? "", user: body.user.id }
    run(
      Effect.gen(function* () {
        const command = yield* submitted(formState, view.state.values, whose)
        if (command._tag === "Incomplete")
          return yield* Effect.promise(() =>
            ack({
              response_action: "errors",
              errors: errorsOf(command, Object.keys(view.state.values), formState.lang)
            })
          )
        yield* Effect.promise(() => ack())
        yield* once(
          {
            delivery: `${view.id}/${view.hash}`,
            ...whose,
            channel: formState.channel,
            client,
            responseUrl: formState.responseUrl,
            thread: formState.thread,
            replaces: false,
            text: ""
          },
          defaults,
          (reply) => Handler.handle(reply, command)
        )
      })
    )
  })
}
