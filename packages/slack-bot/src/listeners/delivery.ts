import type { WebClient } from "@slack/web-api"
import { Cause, Clock, Effect } from "effect"
import type { Services } from "../answers/services.ts"
import type { Options } from "../slack/Options.ts"
import { type ReplyContext, show, type SlackRefused } from "../slack/show.ts"
import * as Deliveries from "../state/Deliveries.ts"
import * as People from "../state/People.ts"
import { say } from "../util/words.ts"
import * as Notice from "../views/Notice.ts"

export type Run = (effect: Effect.Effect<void, never, Services>) => void

/** What Slack said about where something happened. */
export interface Origin {
  readonly delivery: string
  /** The button that was clicked, in its message. */
  readonly button?: string
  readonly team: string
  readonly user: string
  readonly channel: string
  readonly client: WebClient
  readonly responseUrl: string | undefined
  readonly thread?: string | undefined
  readonly conversation?: ReplyContext["conversation"]
  readonly replaces: boolean
  /** What was typed, as a hint at the language. */
  readonly text: string
}

/** Whatever goes wrong, someone is told. */
const answering =
  (reply: ReplyContext) =>
  <E extends SlackRefused>(effect: Effect.Effect<void, E, Services>): Effect.Effect<void, never, Services> =>
    effect.pipe(
      Effect.catch((refused) =>
        Effect.logError("A result could not be shown").pipe(
          Effect.annotateLogs({ reason: refused.reason, status: refused.status })
        )
      ),
      Effect.catchCause((cause) =>
        Cause.hasInterruptsOnly(cause)
          ? Effect.void
          : Effect.logError("A listener broke", cause).pipe(
              Effect.andThen(Effect.ignore(show({ ...reply, replaces: false }, Notice.words(say.broke, reply.lang))))
            )
      ),
      Effect.annotateLogs({ team: reply.team, user: reply.user, channel: reply.channel })
    )

/** What the bot is set to. */
export type Defaults = Pick<Options, "lang" | "mayPay" | "noticeAfter">

/** Answers a delivery once, in the language of the one who caused it. */
export const once = (
  origin: Origin,
  { lang: standard, mayPay, noticeAfter = 0 }: Defaults,
  answer: (reply: ReplyContext) => Effect.Effect<void, SlackRefused, Services>
): Effect.Effect<void, never, Services> =>
  Effect.gen(function* () {
    if (!(yield* Deliveries.isFirst(origin.delivery)))
      return yield* Effect.logInfo("Slack sent a delivery again; the first one is being handled")
    if (origin.button !== undefined && !(yield* Deliveries.isNoDoubleClick(origin.button))) return
    const lang = yield* People.language(origin, standard)
    const { button: _, delivery: __, text: ___, ...where } = origin
    const reply: ReplyContext = { ...where, lang, mayPay, noticeAfter, since: yield* Clock.currentTimeMillis }
    yield* answering(reply)(answer(reply))
  }).pipe(
    Effect.withSpan("slack.delivery", {
      root: true,
      attributes: { team: origin.team, user: origin.user, channel: origin.channel }
    })
  )

/** The thread a message stands in. */
export const threadOf = (message: Readonly<Record<string, unknown>>): string | undefined =>
  typeof message["thread_ts"] === "string" ? message["thread_ts"] : undefined
