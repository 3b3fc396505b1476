import type { App } from "@slack/bolt"
import { Effect } from "effect"
import { understood } from "../answers/understood.ts"
import { typed } from "../commands/index.ts"
import { type Defaults, once, type Run } from "./delivery.ts"
import { perform } from "./forms.ts"

/** What people type after `/xingtu`. */
export const connect = (app: App, defaults: Defaults, run: Run): void => {
  app.command(/.*/, async ({ ack, command, client }) => {
    await ack()
    const text = typed(command.text)
    run(
      once(
        {
          delivery: command.trigger_id,
          team: command.team_id,
          user: command.user_id,
          channel: command.channel_id,
          client,
          responseUrl: command.response_url,
          replaces: false,
          text
        },
        defaults,
        (reply) =>
          Effect.flatMap(understood(reply, text, reply.since), (found) => perform(reply, found, command.trigger_id))
      )
    )
  })
}
