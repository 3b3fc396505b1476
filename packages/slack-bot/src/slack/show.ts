import type { WebClient } from "@slack/web-api"
import type { Lang } from "@xingtu/core"
import { Data, type Duration, Effect, Schedule } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import { reasonOf } from "../util/reason.ts"
import { clip } from "../util/escape.ts"
import type { Message } from "../blocks/Message.ts"
import type { Block } from "../blocks/blocks.ts"
import { limits } from "../blocks/limits.ts"
import { withoutBlocks, withoutCharts, withoutTables } from "../blocks/text.ts"

/** Where a result goes. */
export interface ReplyContext {
  readonly team: string
  readonly user: string
  readonly channel: string
  readonly lang: Lang
  readonly client: WebClient
  /** Paid calls that one command may make here without confirmation. */
  readonly mayPay: number
  /** Paid calls that the button which was clicked named: these and no more were agreed to. */
  readonly agreed?: number | undefined
  /** How long a result may take before a line says that it is being requested. */
  readonly noticeAfter: Duration.Input
  /** Usable five times within 30 minutes. */
  readonly responseUrl: string | undefined
  /** The thread it belongs to, when it came from one. */
  readonly thread?: string | undefined
  /** Where it was said, when it is no command: in the bot's own direct messages, or in a channel. */
  readonly conversation?: "direct" | "channel" | undefined
  /** Epoch milliseconds. */
  readonly since: number
  /** A click's address can replace the message that was clicked; a command's only adds messages. */
  readonly replaces: boolean
}

/** How a message appears: to the person who made the request, in place of the clicked one, or to the whole channel. */
export type Manner = "own" | "replace" | "channel"

/** Slack did not take a message. */
export class SlackRefused extends Data.TaggedError("SlackRefused")<{
  readonly status: number
  readonly reason: string
  readonly retryAfterMs?: number
}> {}

/** Links and mentions in what we send stay plain text. */
const quiet = { unfurl_links: false, unfurl_media: false, link_names: false, parse: "none" } as const

const manners: Readonly<Record<Manner, object>> = {
  own: { response_type: "ephemeral", replace_original: false },
  replace: { replace_original: true },
  channel: { response_type: "in_channel", replace_original: false }
}

/** Refusals that a message without blocks gets around. */
const aboutBlocks = /block|attachment|too_long|invalid_arg/i

/** Waiting or trying again helps; a message that comes twice to one person is better than none. */
const passing = (refused: SlackRefused): boolean =>
  refused.status === 0 || refused.status === 429 || refused.status >= 500

const again = Schedule.exponential("500 millis").pipe(
  Schedule.jittered,
  Schedule.upTo({ times: 3 }),
  Schedule.setInputType<SlackRefused>(),
  Schedule.while(({ input }) => passing(input))
)

const post = (url: string, body: object): Effect.Effect<void, SlackRefused, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const client = yield* HttpClient.HttpClient
    const response = yield* client.execute(HttpClientRequest.post(url).pipe(HttpClientRequest.bodyJsonUnsafe(body)))
    const text = yield* response.text
    if (response.status !== 200)
      return yield* new SlackRefused({
        status: response.status,
        reason: text.slice(0, 80),
        retryAfterMs: response.status === 429 ? waitMs(response.headers["retry-after"]) : 0
      })
    const refused = /^\s*\{/.test(text) ? reasonIn(text) : undefined
    if (refused !== undefined) return yield* new SlackRefused({ status: 200, reason: refused })
  }).pipe(
    // The address is a secret of its own: it stays out of spans and errors.
    Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
    Effect.timeout("10 seconds"),
    Effect.catchTags({
      TimeoutError: () => Effect.fail(new SlackRefused({ status: 0, reason: "timeout" })),
      HttpClientError: (error) => Effect.fail(new SlackRefused({ status: 0, reason: error.reason._tag }))
    })
  )

/** How long Slack asks to wait, as long as somebody would. */
const waitMs = (retryAfter: string | undefined): number => Math.min(Number(retryAfter) || 0, 30) * 1_000

const reasonIn = (text: string): string | undefined => {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === "object" && body !== null && "ok" in body && body.ok === false
      ? String("error" in body ? body.error : "unknown")
      : undefined
  } catch {
    return undefined
  }
}

/** The same message without blocks. */
export const asText = ({ blocks }: Message): string => clip(withoutBlocks(blocks), limits.text)

type Sent = { readonly text: string; readonly blocks?: ReadonlyArray<Block> }

const respond = (url: string, sent: Sent, manner: Manner, thread: string | undefined) =>
  post(url, {
    ...quiet,
    ...manners[manner],
    ...(thread === undefined || manner === "replace" ? {} : { thread_ts: thread }),
    ...sent
  }).pipe(
    Effect.tapError(({ retryAfterMs = 0 }) => Effect.sleep(retryAfterMs)),
    Effect.retry(again)
  )

/** Slack's own rate limit passes; what else a call of the Web API fails with is told. */
const refusedBy = (error: unknown): SlackRefused => {
  const seconds = typeof error === "object" && error !== null && "retryAfter" in error ? Number(error.retryAfter) : 0
  return seconds > 0
    ? new SlackRefused({ status: 429, reason: "rate_limited", retryAfterMs: waitMs(String(seconds)) })
    : new SlackRefused({ status: 200, reason: reasonOf(error) })
}

/** A call of the Web API that waits where Slack asks for it. */
export const calling = <A>(call: () => Promise<A>): Effect.Effect<A, SlackRefused> =>
  Effect.tryPromise({ try: call, catch: refusedBy }).pipe(
    Effect.tapError(({ retryAfterMs = 0 }) => Effect.sleep(retryAfterMs)),
    Effect.retry(again)
  )

/**
 * To the person where they said something, or directly when that is not possible or the address of the command no
 * longer works.
 */
const direct = (reply: ReplyContext, { blocks = [], text }: Sent): Effect.Effect<void, SlackRefused> => {
  const what = { ...quiet, text, ...(blocks.length === 0 ? {} : { blocks: [...blocks] }) }
  const thread = reply.thread === undefined ? {} : { thread_ts: reply.thread }
  const { chat } = reply.client
  const own = Effect.asVoid(calling(() => chat.postMessage({ channel: reply.user, ...what })))
  if (reply.conversation === "direct")
    return calling(() => chat.postMessage({ channel: reply.channel, ...thread, ...what }))
  return reply.conversation === "channel"
    ? Effect.catchIf(
        calling(() => chat.postEphemeral({ channel: reply.channel, user: reply.user, ...thread, ...what })),
        ({ reason }) => !aboutBlocks.test(reason),
        () => own
      )
    : own
}

/**
 * What a message is reduced to, step by step: a refused chart costs the chart, a refused table becomes text, buttons
 * stay to the last.
 */
const reduced: ReadonlyArray<(message: Message) => Sent> = [
  ({ blocks, text }) => ({ text, blocks }),
  ({ blocks, text }) => ({ text, blocks: withoutCharts(blocks) }),
  ({ blocks, text }) => ({ text, blocks: withoutTables(blocks) }),
  (message) => ({ text: asText(message) })
]

/** With all blocks, and with fewer of them when Slack refuses one. */
const rather = <R>(
  message: Message,
  send: (sent: Sent) => Effect.Effect<void, SlackRefused, R>,
  step = 0,
  before?: number
): Effect.Effect<void, SlackRefused, R> => {
  const reduce = reduced[step] ?? ((one: Message): Sent => ({ text: asText(one) }))
  // Drawn only when it is needed: most messages are taken as they are.
  const sent = reduce(message)
  const next = () => rather(message, send, step + 1, sent.blocks?.length)
  const last = step + 1 >= reduced.length
  // Without a chart in it there is nothing to leave out in that step.
  if (step === 1 && sent.blocks?.length === before) return next()
  return Effect.catchIf(
    send(sent),
    (refused) => !last && aboutBlocks.test(refused.reason),
    (refused) =>
      Effect.logWarning("Slack refused the blocks; sending fewer").pipe(
        Effect.annotateLogs({ reason: refused.reason }),
        Effect.andThen(Effect.suspend(next))
      )
  )
}

/**
 * Shows a message, whatever it takes: with blocks, then as text when Slack refuses a block, then as a direct message
 * when the address has expired. Fails when none of these worked.
 */
export const show = (
  reply: ReplyContext,
  message: Message,
  manner: Manner = reply.replaces ? "replace" : "own"
): Effect.Effect<void, SlackRefused, HttpClient.HttpClient> => {
  const url = reply.responseUrl
  const directly = rather(message, (sent) => direct(reply, sent))
  if (url === undefined) return directly
  return rather(message, (sent) => respond(url, sent, manner, reply.thread)).pipe(
    Effect.catchIf(
      () => manner !== "channel",
      (refused) =>
        Effect.logWarning("The response address no longer works; sending a direct message").pipe(
          Effect.annotateLogs({ status: refused.status, reason: refused.reason }),
          Effect.andThen(directly)
        )
    )
  )
}
