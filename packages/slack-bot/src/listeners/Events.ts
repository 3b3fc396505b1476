import type { App } from "@slack/bolt"
import type { LinkUnfurls } from "@slack/types"
import { Effect, Option } from "effect"
import * as Home from "../answers/Home.ts"
import * as Handler from "../answers/Handler.ts"
import * as Presentation from "../answers/Presentation.ts"
import type { Services } from "../answers/services.ts"
import { understood } from "../answers/understood.ts"
import { type Command, pasted, typed } from "../commands/index.ts"
import { inText } from "../commands/index.ts"
import { calling, type ReplyContext, type SlackRefused } from "../slack/show.ts"
import { consumers } from "../util/consumers.ts"
import * as LinkView from "../home/Link.ts"
import { type Defaults, once, type Run } from "./delivery.ts"

/** What only opens a conversation. */
const greeting = /^(?:hi|hello|hey|yo|thanks?|thank you|ok|你好|您好|在吗|在么|谢谢|嗨)[\s!！。.~～]*$/i

/**
 * What somebody wants who says something to the bot: a command, creators by ids or links, a name, or to know what it
 * can do.
 */
const saidCommand = (said: string, command: Command): Command => {
  if (said === "" || greeting.test(said)) return { _tag: "Start" }
  if (command._tag !== "Unknown") return command
  if (pasted(said).ids.length > 0) return inText(said)
  return command.name === undefined && command.meant === undefined ? { _tag: "Start" } : command
}

/** A message that is not the bot's own, nor a change of an older one. */
interface Said {
  readonly user?: string | undefined
  readonly bot_id?: string | undefined
  readonly subtype?: string | undefined
  readonly text?: string | undefined
  readonly ts: string
  readonly thread_ts?: string | undefined
  readonly channel: string
}

/** Shows what is known of links to creators; what is not has a button with its price. */
const unfurl = (
  reply: ReplyContext,
  ts: string,
  urls: ReadonlyArray<string>
): Effect.Effect<void, SlackRefused, Services> =>
  Effect.gen(function* () {
    const shown = yield* Effect.forEach(urls, (url) =>
      Effect.gen(function* () {
        const [id] = pasted(url).ids
        if (id === undefined) return []
        const command = { _tag: "Creator", id } as const
        const known = yield* Presentation.kept(command, consumers.of(reply))
        const blocks = Option.isSome(known)
          ? LinkView.known(known.value.table(reply.lang), command, reply.lang)
          : LinkView.unknown(command, yield* Presentation.cost(command), reply.lang)
        return [[url, blocks] as const]
      })
    )
    const unfurls: LinkUnfurls = {}
    for (const [url, blocks] of shown.flat()) unfurls[url] = { blocks: [...blocks] }
    if (Object.keys(unfurls).length > 0)
      yield* calling(() => reply.client.chat.unfurl({ channel: reply.channel, ts, unfurls }))
  })

/** What people say to the bot, and links to creators that they post. Nothing is paid for before somebody has agreed. */
export const connect = (app: App, defaults: Defaults, run: Run): void => {
  const consenting = { ...defaults, mayPay: 0 }
  const answer = (message: Said, team: string, client: ReplyContext["client"], where: "direct" | "channel") => {
    if (message.user === undefined || message.bot_id !== undefined || message.subtype !== undefined) return
    run(
      once(
        {
          delivery: `said/${message.channel}/${message.ts}`,
          team,
          user: message.user,
          channel: message.channel,
          client,
          responseUrl: undefined,
          conversation: where,
          thread: message.thread_ts,
          replaces: false,
          text: message.text ?? ""
        },
        consenting,
        (reply) => {
          const said = typed((message.text ?? "").replace(/<@[A-Z0-9]+(?:\|[^>]*)?>/g, " ")).trim()
          return Effect.flatMap(understood(reply, said, reply.since), (command) =>
            Handler.handle(reply, saidCommand(said, command))
          )
        }
      )
    )
  }
  app.event("app_mention", async ({ event, body, client }) => answer(event, body.team_id, client, "channel"))
  app.event("message", async ({ event, body, client }) => {
    if (event.channel_type !== "im" || event.subtype !== undefined) return
    answer(event, body.team_id, client, "direct")
  })
  app.event("app_home_opened", async ({ event, body, client }) => {
    if (event.tab !== "home") return
    run(
      once(
        {
          delivery: body.event_id,
          team: body.team_id,
          user: event.user,
          channel: event.user,
          client,
          responseUrl: undefined,
          replaces: false,
          text: ""
        },
        defaults,
        Home.publish
      )
    )
  })
  app.event("link_shared", async ({ event, body, client }) => {
    run(
      once(
        {
          delivery: body.event_id,
          team: body.team_id,
          user: event.user,
          channel: event.channel,
          client,
          responseUrl: undefined,
          replaces: false,
          text: ""
        },
        consenting,
        (reply) =>
          unfurl(
            // Everybody in the channel reads it.
            { ...reply, lang: defaults.lang },
            event.message_ts,
            event.links.map(({ url }) => url)
          )
      )
    )
  })
}
