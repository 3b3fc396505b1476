import type { App, MessageShortcut } from "@slack/bolt"
import { inText } from "../commands/index.ts"
import { shortcut } from "../slack/manifest.ts"
import { show } from "../slack/show.ts"
import * as Notice from "../views/Notice.ts"
import { type Defaults, once, type Run, threadOf } from "./delivery.ts"
import { perform } from "./forms.ts"

/** Keys of a message under which people's words and links stand, also in blocks and attachments of other apps. */
const wordy: ReadonlySet<string> = new Set([
  "text",
  "url",
  "title",
  "title_link",
  "from_url",
  "original_url",
  "fallback",
  "pretext"
])

const textIn = (node: unknown, key = ""): string => {
  if (typeof node === "string") return wordy.has(key) ? node : ""
  if (Array.isArray(node)) return node.map((one) => textIn(one, key)).join("\n")
  if (typeof node !== "object" || node === null) return ""
  return Object.entries(node)
    .map(([name, value]) => textIn(value, name))
    .filter((text) => text.trim() !== "")
    .join("\n")
}

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
            // Nobody typed how many they are: it is confirmed first.
          },
          { ...defaults, mayPay: 0 },
          (reply) => {
            const command = inText(textIn(shortcut.message))
            return command._tag === "Incomplete"
              ? show(reply, Notice.nobody(reply.lang))
              : perform(reply, command, shortcut.trigger_id)
          }
        )
      )
    }
  )
}
