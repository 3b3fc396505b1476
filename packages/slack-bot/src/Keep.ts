import { Effect, Option } from "effect"
import type { Command } from "./Command.ts"
import type { Needs } from "./Desk.ts"
import { consumers } from "./consumers.ts"
import * as Exhibit from "./Exhibit.ts"
import * as People from "./People.ts"
import { type Place, reasonOf, show, SlackRefused } from "./Slack.ts"
import type { Durable } from "./Stores.ts"
import { csv, fileName } from "./views/csv.ts"
import * as Notice from "./views/notice.ts"
import { say } from "./words.ts"

/** What a command showed, from the store; sharing, taking home and choosing from it never pay. */
export const kept = (
  place: Place,
  command: Command,
  use: (exhibit: Exhibit.Exhibit) => Effect.Effect<void, SlackRefused, Needs>
): Effect.Effect<void, SlackRefused, Needs> =>
  Effect.gen(function* () {
    const exhibit = Exhibit.isData(command) ? yield* Exhibit.kept(command, consumers.of(place)) : Option.none()
    yield* Option.isSome(exhibit)
      ? use(exhibit.value)
      : show({ ...place, replaces: false }, Notice.gone(command, yield* Exhibit.cost(command), place.lang))
  })

/** Shows it to the channel. */
export const share = (place: Place, command: Command): Effect.Effect<void, SlackRefused, Needs> =>
  kept(place, command, (exhibit) =>
    show(place, exhibit.shared(place.user, place.lang), "channel").pipe(
      Effect.catch((refused) => show(place, Notice.words(say.refused(refused.reason), place.lang), "own"))
    )
  )

const slack = <A>(call: () => Promise<A>): Effect.Effect<A, SlackRefused> =>
  Effect.tryPromise({ try: call, catch: (error) => new SlackRefused({ status: 0, reason: reasonOf(error) }) })

/** The conversation a file goes to: files cannot be for one person's eyes in a channel. */
const destination = (
  place: Place
): Effect.Effect<
  { readonly channel_id: string } | { readonly channel_id: string; readonly thread_ts: string },
  SlackRefused,
  Durable
> =>
  Effect.gen(function* () {
    const { files } = yield* People.chosen(place.team, place.user)
    if (files === "channel")
      return place.thread === undefined
        ? { channel_id: place.channel }
        : { channel_id: place.channel, thread_ts: place.thread }
    const { channel } = yield* slack(() => place.client.conversations.open({ users: place.user }))
    return { channel_id: channel?.id ?? place.user }
  })

const outside: ReadonlySet<string> = new Set(["not_in_channel", "channel_not_found"])

/** Sends it as a file, to the person or to the channel as they chose. */
export const file = (place: Place, command: Command): Effect.Effect<void, SlackRefused, Needs> =>
  kept(place, command, (exhibit) =>
    Effect.gen(function* () {
      const to = yield* destination(place)
      const title = exhibit.title(place.lang)
      const content = Buffer.from(csv(exhibit.table(place.lang), place.lang), "utf8")
      yield* slack(() => place.client.files.uploadV2({ ...to, file: content, filename: fileName(title), title }))
      yield* show(place, Notice.words(say.exported, place.lang), "own")
    }).pipe(
      Effect.catch((refused) =>
        show(
          place,
          Notice.words(outside.has(refused.reason) ? say.invite : say.refused(refused.reason), place.lang),
          "own"
        )
      )
    )
  )
