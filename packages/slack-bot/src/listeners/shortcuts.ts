import type { App, MessageShortcut } from "@slack/bolt"
import { inText } from "../commands/index.ts"
import { shortcut } from "../slack/manifest.ts"
import { type Defaults, once, type Run, threadOf } from "./delivery.ts"
import { perform } from "./forms.ts"

/** What people choose in the menu of a message. */
export const connect = (app: App, defaults: Defaults, run: Run): void => {
  app.shortcut<MessageShortcut>(
    { type: "message_action", callback_id: shortcut },
    async ({ ack, shortcut, client }) => {
      await ack()
      run(
        once(
          {
            delivery: shortcut.trigger_id,
            team: shortcut.team?.id ?? shortcut.user.team_id ?? "",
            user: shortcut.user.id,
            channel: shortcut.channel.id,
            client,
            responseUrl: shortcut.response_url,
            thread: threadOf(shortcut.message),
            replaces: false,
            text: ""
            // Nobody typed how many they are: what it costs is asked for first.
          },
          { ...defaults, mayPay: 0 },
          (reply) => perform(reply, inText(shortcut.message.text ?? ""), shortcut.trigger_id)
        )
      )
    }
  )
}
