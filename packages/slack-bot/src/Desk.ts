import { type Failure, type Lang, type Store, Xingtu } from "@xingtu/core"
import { Clock, Effect, Fiber, Option } from "effect"
import type { HttpClient } from "effect/http"
import { type Command, endpointNamed, ownNamed, print } from "./Command.ts"
import { consumers, type Kind } from "./consumers.ts"
import * as Exhibit from "./Exhibit.ts"
import type { Message } from "./Message.ts"
import { Pending } from "./Pending.ts"
import * as People from "./People.ts"
import { type Place, show, type SlackRefused } from "./Slack.ts"
import type { Durable } from "./Stores.ts"
import * as FailureView from "./views/failure.ts"
import type { Left } from "./views/footer.ts"
import * as Help from "./views/help.ts"
import * as Notice from "./views/notice.ts"
import * as QuotaView from "./views/quota.ts"
import * as SettingsView from "./views/settings.ts"
import { say, settings as settingsWords } from "./words.ts"
import { Works } from "./Works.ts"

/** What every answer needs. */
export type Needs = Xingtu | Store.Store | Durable | Pending | Works | HttpClient.HttpClient

const quotas = (place: Place): Effect.Effect<QuotaView.Reports, never, Xingtu> =>
  Xingtu.use((xingtu) => {
    const of = (kind: Kind) => xingtu.quota(consumers.one(place, kind))
    return Effect.all({ user: of("user"), channel: of("channel"), workspace: of("workspace") })
  })

const left = (place: Place): Effect.Effect<Left | undefined, never, Xingtu> =>
  Xingtu.use((xingtu) => xingtu.left(consumers.of(place)))

/** A failure in the words of this place. */
const failed =
  (place: Place, command: Command) =>
  (failure: Failure.CallFailure): Effect.Effect<Message> =>
    Effect.map(Clock.currentTimeMillis, (now) => FailureView.of(failure, command, now, place.lang))

/** Whether somebody has to agree first: to more than the button named that was clicked, else to what is expensive or more than is left. */
const isToBeAgreed = ({ agreed, mayPay }: Place, calls: number, budget: Left | undefined): boolean =>
  agreed === undefined ? calls > mayPay || (budget !== undefined && calls > budget.left) : calls > agreed

/** The stored answer at once, where it is new enough; otherwise the answer when it comes, and until then a line that says what it costs. */
const data = (
  place: Place,
  command: Exhibit.DataCommand,
  newerThan?: number
): Effect.Effect<void, SlackRefused, Needs> =>
  Effect.gen(function* () {
    const calls = yield* Exhibit.cost(command, newerThan)
    const known = calls === 0 ? yield* Exhibit.stored(command, consumers.of(place), newerThan) : Option.none()
    if (Option.isSome(known)) return yield* show(place, known.value.message(yield* left(place), place.lang))
    const budget = calls > 1 ? yield* left(place) : undefined
    if (isToBeAgreed(place, calls, budget))
      return yield* show(place, Notice.consent(command, calls, budget, place.lang))
    const works = yield* Works
    const id = yield* works.newId
    const pending = yield* Pending
    const waiting = {
      team: place.team,
      user: place.user,
      channel: place.channel,
      lang: place.lang,
      replaces: place.replaces,
      ...(place.responseUrl === undefined ? {} : { responseUrl: place.responseUrl }),
      ...(place.thread === undefined ? {} : { thread: place.thread }),
      ...(newerThan === undefined ? {} : { newerThan }),
      command: print(command),
      since: place.since
    }
    const answer = Exhibit.ask(command, {
      consumer: consumers.of(place),
      ...(newerThan === undefined ? {} : { fresh: new Date(newerThan + 1) })
    }).pipe(
      Effect.flatMap((exhibit) => Effect.map(left(place), (left) => exhibit.message(left, place.lang))),
      Effect.catch(failed(place, command))
    )
    yield* Effect.gen(function* () {
      const asking = yield* Effect.forkChild(works.cancellable(id, answer))
      const early = yield* Effect.timeoutOption(Fiber.await(asking), place.noticeAfter)
      // A notice that Slack refuses must not keep the answer back.
      if (Option.isNone(early)) yield* Effect.ignore(show(place, Notice.asked(command, calls, id, place.lang)))
      const message = yield* Fiber.join(asking)
      if (Option.isSome(message)) yield* show(place, message.value)
    }).pipe(pending.during(waiting))
  })

/** `language=zh files=channel`, or nothing to see what holds. */
const settings = (place: Place, words: ReadonlyArray<string>): Effect.Effect<void, SlackRefused, Needs> =>
  Effect.gen(function* () {
    const changes = words.map((word) => ({ word, change: People.change(word) }))
    const unclear = changes.find(({ change }) => change === undefined)
    if (unclear !== undefined) return yield* show(place, Notice.words(settingsWords.unclear(unclear.word), place.lang))
    const choice =
      words.length === 0
        ? yield* People.chosen(place.team, place.user)
        : yield* People.choose(place.team, place.user, Object.assign({}, ...changes.map(({ change }) => change)))
    yield* show(place, SettingsView.of(choice, choice.language ?? place.lang))
  }).pipe(Effect.catchTag("StoreFailure", () => show(place, Notice.words(say.storeAway, place.lang))))

const helpOn = (topic: string | undefined, lang: Lang): Message => {
  if (topic === undefined) return Help.all(lang)
  const [ours, endpoint] = [ownNamed(topic), endpointNamed(topic)]
  return ours !== undefined
    ? Help.ours(ours, lang)
    : endpoint !== undefined
      ? Help.one(endpoint, lang)
      : Help.unknown({ _tag: "Unknown", typed: topic }, lang)
}

/** Sends one question again, unless more is known of it by now than at that moment: a click on an old message pays for nothing twice. */
export const renew = (place: Place, command: Command, newerThan: number): Effect.Effect<void, SlackRefused, Needs> =>
  command._tag === "Ask" ? data(place, command, newerThan) : handle(place, command)

/** Does what a command says, and shows the outcome where it was typed. */
export const handle = (place: Place, command: Command): Effect.Effect<void, SlackRefused, Needs> => {
  switch (command._tag) {
    case "Ask":
    case "Creator":
    case "Report":
    case "Compare":
      return data(place, command)
    case "Quota":
      return Effect.flatMap(quotas(place), (reports) => show(place, QuotaView.of(reports, place.lang)))
    case "Settings":
      return settings(place, command.words)
    case "Start":
      return show(place, Help.start(place.lang))
    case "Help":
      return show(place, helpOn(command.topic, place.lang))
    case "Unknown":
      return show(place, Help.unknown(command, place.lang))
    case "Incomplete":
      return show(place, Notice.incomplete(command, place.lang))
  }
}
