import { Effect, Option } from "effect"
import type { Command } from "../commands/index.ts"
import { filesOf } from "./files.ts"
import type { Services } from "./services.ts"
import { consumers } from "../util/consumers.ts"
import * as Presentation from "./Presentation.ts"
import * as People from "../state/People.ts"
import { calling, type ReplyContext, show, type SlackRefused } from "../slack/show.ts"
import type { Durable } from "../store/Stores.ts"
import * as Notice from "../views/Notice.ts"
import { say } from "../util/words.ts"

/** What a command showed, from the store; sharing, taking home and choosing from it never pay. */
export const kept = (
  reply: ReplyContext,
  command: Command,
  use: (presentation: Presentation.Presentation) => Effect.Effect<void, SlackRefused, Services>
): Effect.Effect<void, SlackRefused, Services> =>
  Effect.gen(function* () {
    const presentation = Presentation.isData(command)
      ? yield* Presentation.kept(command, consumers.of(reply))
      : Option.none()
    yield* Option.isSome(presentation)
      ? use(presentation.value)
      : show({ ...reply, replaces: false }, Notice.gone(command, yield* Presentation.cost(command), reply.lang))
  })

/** Shows it to the channel. */
export const share = (reply: ReplyContext, command: Command): Effect.Effect<void, SlackRefused, Services> =>
  kept(reply, command, (presentation) =>
    show(reply, presentation.shared(reply.user, reply.lang), "channel").pipe(
      Effect.catch((refused) => show(reply, Notice.words(refusedWords(refused), reply.lang), "own"))
    )
  )

/** Shows it to the person alone, where it stays: a message that only they see is gone with the next start of Slack. */
export const toMe = (reply: ReplyContext, command: Command): Effect.Effect<void, SlackRefused, Services> =>
  kept(reply, command, (presentation) =>
    show(
      { ...reply, responseUrl: undefined, conversation: undefined },
      presentation.message(undefined, reply.lang)
    ).pipe(
      Effect.andThen(show(reply, Notice.words(say.sentToMe, reply.lang), "own")),
      Effect.catch((refused) => show(reply, Notice.words(refusedWords(refused), reply.lang), "own"))
    )
  )

/** A scope that came with a newer version is given when the app is installed again. */
const refusedWords = ({ reason }: SlackRefused) =>
  reason === "missing_scope" ? say.installAgain("") : outside.has(reason) ? say.invite : say.refused(reason)

/** The conversation a file goes to: files cannot be for one person's eyes in a channel. */
const destination = (
  reply: ReplyContext
): Effect.Effect<
  { readonly channel_id: string } | { readonly channel_id: string; readonly thread_ts: string },
  SlackRefused,
  Durable
> =>
  Effect.gen(function* () {
    const { files } = yield* People.chosen(reply.team, reply.user)
    // A direct message of two people is none the bot is in, and the home is no conversation.
    if (files === "channel" && /^[CG]/.test(reply.channel))
      return reply.thread === undefined
        ? { channel_id: reply.channel }
        : { channel_id: reply.channel, thread_ts: reply.thread }
    const { channel } = yield* calling(() => reply.client.conversations.open({ users: reply.user }))
    return { channel_id: channel?.id ?? reply.user }
  })

const outside: ReadonlySet<string> = new Set(["not_in_channel", "channel_not_found"])

/** Sends it as files for spreadsheets, to the person or to the channel as they chose. */
export const file = (reply: ReplyContext, command: Command): Effect.Effect<void, SlackRefused, Services> =>
  kept(reply, command, (presentation) =>
    Effect.gen(function* () {
      const to = yield* destination(reply)
      const title = presentation.title(reply.lang)
      const files = yield* filesOf(presentation.table(reply.lang), title, reply.lang)
      yield* calling(() => reply.client.files.uploadV2({ ...to, file_uploads: files }))
      yield* show(reply, Notice.words(say.exported, reply.lang), "own")
    }).pipe(Effect.catch((refused) => show(reply, Notice.words(refusedWords(refused), reply.lang), "own")))
  )
