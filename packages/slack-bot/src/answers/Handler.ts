import { type Failure, type Lang, type Store, Xingtu } from "@xingtu/core"
import { Clock, Effect, Fiber, Option } from "effect"
import type { Services } from "./services.ts"
import { type Command, endpointNamed, ownNamed, print, shownAtMost } from "../commands/index.ts"
import { consumers } from "../util/consumers.ts"
import * as Presentation from "./Presentation.ts"
import type { Message } from "../blocks/Message.ts"
import { Pending } from "../state/Pending.ts"
import * as Lists from "../state/Lists.ts"
import * as People from "../state/People.ts"
import * as Recent from "../state/Recent.ts"
import { type ReplyContext, show, type SlackRefused } from "../slack/show.ts"
import * as Share from "./Share.ts"
import * as Watch from "./Watch.ts"
import * as FailureView from "../views/Failure.ts"
import type { Left } from "../blocks/Footer.ts"
import * as Help from "../home/Help.ts"
import * as ListsView from "../views/Lists.ts"
import * as Notice from "../views/Notice.ts"
import { quotas } from "./quotas.ts"
import * as QuotaView from "../home/Quota.ts"
import * as SettingsView from "../home/Settings.ts"
import { settings as settingsWords } from "../util/pages.ts"
import { say } from "../util/words.ts"
import { Cancellation } from "../state/Cancellation.ts"

const left = (reply: ReplyContext): Effect.Effect<Left | undefined, never, Xingtu> =>
  Xingtu.use((xingtu) => xingtu.left(consumers.of(reply)))

/** A failure in the words of this place. */
const failed =
  (reply: ReplyContext, command: Command) =>
  (failure: Failure.CallFailure): Effect.Effect<Message> =>
    Effect.map(Clock.currentTimeMillis, (now) => FailureView.of(failure, command, now, reply.lang))

/**
 * Whether somebody has to agree first: to more than the button named that was clicked, else to what is expensive or
 * more than is left.
 */
const isToBeAgreed = ({ agreed, mayPay }: ReplyContext, calls: number, budget: Left | undefined): boolean =>
  agreed === undefined ? calls > mayPay || (budget !== undefined && calls > budget.left) : calls > agreed

const isSeveral = (command: Command): command is Extract<Command, { readonly _tag: "Compare" | "Report" }> =>
  command._tag === "Compare" || command._tag === "Report"

const isLong = (command: Command): boolean => isSeveral(command) && command.ids.length > shownAtMost

/** Says twice how far many creators have come: Slack takes five messages for one command. */
const progressOf = (
  reply: ReplyContext,
  command: Command,
  work: string
): Effect.Effect<Presentation.OnRow, never, Services> =>
  Effect.gen(function* () {
    if (!isSeveral(command) || !isLong(command)) return Effect.void
    const context = yield* Effect.context<Services>()
    const all = command.ids.length
    const steps = [Math.ceil(all / 3), Math.ceil((2 * all) / 3)]
    let done = 0
    return Effect.suspend(() => {
      done++
      return steps.includes(done)
        ? Effect.provideContext(Effect.ignore(show(reply, Notice.progress(done, all, work, reply.lang))), context)
        : Effect.void
    })
  })

/** What was shown last can be saved, and has a name; a result does not wait for that. */
const remember = (
  reply: ReplyContext,
  command: Command,
  { ids, title }: Presentation.Presentation
): Effect.Effect<void, never, Services> =>
  Recent.remember(reply, { command: print(command), title: title(reply.lang), ids }).pipe(
    Effect.catch(({ reason }) =>
      Effect.logWarning("What was shown could not be remembered").pipe(Effect.annotateLogs({ reason }))
    )
  )

/**
 * The cached result at once, where it is new enough; otherwise the result when it comes, and until then a line that
 * says what it costs.
 */
const data = (
  reply: ReplyContext,
  command: Presentation.DataCommand,
  newerThan?: number
): Effect.Effect<void, SlackRefused, Services> =>
  Effect.gen(function* () {
    const { calls, warning } = yield* Presentation.price(command, newerThan)
    const known = calls === 0 ? yield* Presentation.stored(command, consumers.of(reply), newerThan) : Option.none()
    if (Option.isSome(known)) {
      yield* remember(reply, command, known.value)
      yield* show(reply, known.value.message(yield* left(reply), reply.lang))
      return isLong(command) ? yield* Share.file(reply, command) : undefined
    }
    const budget = calls > 1 ? yield* left(reply) : undefined
    if (isToBeAgreed(reply, calls, budget))
      return yield* show(
        reply,
        Notice.consent(command, { calls, warning }, budget, yield* Presentation.who(command), reply.lang)
      )
    const cancellation = yield* Cancellation
    const id = yield* cancellation.newId
    const pending = yield* Pending
    const waiting = {
      team: reply.team,
      user: reply.user,
      channel: reply.channel,
      lang: reply.lang,
      replaces: reply.replaces,
      ...(reply.responseUrl === undefined ? {} : { responseUrl: reply.responseUrl }),
      ...(reply.thread === undefined ? {} : { thread: reply.thread }),
      ...(reply.conversation === undefined ? {} : { conversation: reply.conversation }),
      ...(newerThan === undefined ? {} : { newerThan }),
      command: print(command),
      since: reply.since
    }
    const answer = Presentation.ask(
      command,
      {
        consumer: consumers.of(reply),
        ...(newerThan === undefined ? {} : { fresh: new Date(newerThan + 1) })
      },
      yield* progressOf(reply, command, id)
    ).pipe(
      Effect.tap((presentation) => remember(reply, command, presentation)),
      Effect.flatMap((presentation) => Effect.map(left(reply), (left) => presentation.message(left, reply.lang))),
      Effect.catch(failed(reply, command))
    )
    yield* Effect.gen(function* () {
      const asking = yield* Effect.forkChild(cancellation.cancellable(id, answer))
      const early = yield* Effect.timeoutOption(Fiber.await(asking), reply.noticeAfter)
      // A notice that Slack refuses must not keep the result back.
      if (Option.isNone(early))
        yield* Effect.ignore(show(reply, Notice.asked(command, { calls, warning }, id, reply.lang)))
      const message = yield* Fiber.join(asking)
      if (Option.isSome(message)) yield* show(reply, message.value)
      // A message has no room for so many.
      if (Option.isSome(message) && isLong(command)) yield* Share.file(reply, command)
    }).pipe(pending.during(waiting))
  })

/** `language=zh files=channel`, or nothing to see what holds. */
const settings = (reply: ReplyContext, words: ReadonlyArray<string>): Effect.Effect<void, SlackRefused, Services> =>
  Effect.gen(function* () {
    const changes = People.changesIn(words)
    const unclear = changes.find(({ change }) => change === undefined)
    if (unclear !== undefined) return yield* show(reply, Notice.words(settingsWords.unclear(unclear.word), reply.lang))
    const choice =
      words.length === 0
        ? yield* People.chosen(reply.team, reply.user)
        : yield* People.choose(reply.team, reply.user, Object.assign({}, ...changes.map(({ change }) => change)))
    yield* show(reply, SettingsView.of(choice, choice.language ?? reply.lang))
  }).pipe(Effect.catchTag("StoreFailure", () => show(reply, Notice.words(say.storeAway, reply.lang))))

/** Keeps, shows and changes a person's lists. */
const lists = (
  reply: ReplyContext,
  command: Extract<Command, { readonly _tag: "Save" | "Lists" }>
): Effect.Effect<void, SlackRefused, Services> => {
  const { lang } = reply
  const tell = (message: Message) => show(reply, message)
  const done = (): Effect.Effect<Message, Lists.ListRefused | Store.StoreFailure, Services> => {
    if (command._tag === "Save")
      return Effect.gen(function* () {
        const ids = command.ids.length > 0 ? command.ids : yield* Lists.last(reply)
        return ListsView.saved(yield* Lists.save(reply, command.name, ids), lang)
      })
    const { action } = command
    switch (action._tag) {
      case "Show":
        return Effect.map(Lists.all(reply), (all) => ListsView.all(all, lang))
      case "Open":
        return Effect.flatMap(Lists.named(reply, action.name), (list) =>
          Effect.map(Presentation.names(list.ids), (names) => ListsView.one(list, names, lang))
        )
      case "Delete":
        return Effect.map(Lists.remove(reply, action.name), (list) => ListsView.deleted(list, lang))
      case "Rename":
        return Effect.map(Lists.rename(reply, action.name, action.to), (list) => ListsView.renamed(list, lang))
    }
  }
  return done().pipe(
    Effect.catchTags({
      ListRefused: ({ words }) =>
        Effect.succeed(ListsView.refused(words, command._tag === "Save" ? command.ids : [], lang)),
      StoreFailure: () => Effect.succeed(Notice.words(say.storeAway, lang))
    }),
    Effect.flatMap(tell)
  )
}

const helpOn = (topic: string | undefined, lang: Lang): Message => {
  if (topic === undefined) return Help.jobs(lang)
  if (/^(?:all|全部|所有)$/i.test(topic)) return Help.all(lang)
  const [ours, endpoint] = [ownNamed(topic), endpointNamed(topic)]
  return ours !== undefined
    ? Help.ours(ours, lang)
    : endpoint !== undefined
      ? Help.one(endpoint, lang)
      : Help.unknown({ _tag: "Unknown", typed: topic }, lang)
}

/**
 * Sends one request again, unless more is known of it by now than at that moment: a click on an old message pays for
 * nothing twice.
 */
export const renew = (
  reply: ReplyContext,
  command: Command,
  newerThan: number
): Effect.Effect<void, SlackRefused, Services> =>
  command._tag === "Ask" ? data(reply, command, newerThan) : handle(reply, command)

/** Does what a command says, and shows the outcome where it was typed. */
export const handle = (reply: ReplyContext, command: Command): Effect.Effect<void, SlackRefused, Services> => {
  switch (command._tag) {
    case "Ask":
    case "Creator":
    case "Report":
    case "Compare":
    case "Shortlist":
    case "Plan":
      return data(reply, command)
    case "Save":
    case "Lists":
      return lists(reply, command)
    case "Quota":
      return Effect.flatMap(quotas(reply), (reports) => show(reply, QuotaView.of(reports, reply.lang)))
    case "Settings":
      return settings(reply, command.words)
    case "Watch":
    case "WatchUnclear":
    case "Watching":
    case "WatchDropped":
    case "WatchDeed":
      return Watch.handle(reply, command)
    case "Start":
      return show(reply, Help.start(reply.lang))
    case "Help":
      return show(reply, helpOn(command.topic, reply.lang))
    case "Unknown":
      return show(reply, Help.unknown(command, reply.lang))
    case "Incomplete":
      return show(reply, Notice.incomplete(command, reply.lang))
  }
}
