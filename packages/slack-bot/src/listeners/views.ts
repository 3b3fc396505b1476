import type { App, SlackViewAction } from "@slack/bolt"
import type { Lang } from "@xingtu/core"
import { Option, Schema } from "effect"
import * as Handler from "../answers/handler.ts"
import * as Command from "../commands/index.ts"
import * as Modal from "../views/modal.ts"
import { type Defaults, once, type Run } from "./delivery.ts"
import { FormState } from "./forms.ts"

/** A form's errors stand at the fields they are about; what has no field of its own stands at the first. */
const errorsOf = (
  command: Extract<Command.Command, { readonly _tag: "Incomplete" }>,
  lang: Lang
): Record<string, string> => {
  const fields = Modal.fieldsOf(command.form).map((field) => field.name)
  return Object.fromEntries(
    command.problems.map(({ param, problem }) => [fields.includes(param) ? param : (fields[0] ?? param), problem[lang]])
  )
}

const submitted = (form: string, values: SlackViewAction["view"]["state"]["values"]): Command.Command => {
  const input = Modal.filled(values)
  const endpoint = Command.endpoints.find((one) => one.id === form)
  if (endpoint !== undefined) return Command.ask(endpoint, input)
  return Command.fromForm(Command.isCreatorForm(form) ? form : "creator", input[Command.creatorsParam] ?? "")
}

/** What people fill in. */
export const connect = (app: App, defaults: Defaults, run: Run): void => {
  app.view(Modal.callback, async ({ ack, body, view, client }) => {
    const formState = Option.getOrUndefined(Schema.decodeUnknownOption(FormState)(view.private_metadata))
    if (formState === undefined) return await ack()
    const command = submitted(formState.form, view.state.values)
    if (command._tag === "Incomplete")
      return await ack({ response_action: "errors", errors: errorsOf(command, formState.lang) })
    await ack()
    run(
      once(
        {
          delivery: `${view.id}/${view.hash}`,
          team: body.team?.id ?? body.user.team_id ?? "",
          user: body.user.id,
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
    )
  })
}
