// oxlint-disable max-lines -- to be split by stage
import type { App, BlockAction, MessageShortcut, SlackViewAction } from "@slack/bolt"
import type { ModalView } from "@slack/types"
import type { WebClient } from "@slack/web-api"
import { type Lang, Xingtu } from "@xingtu/core"
import { Cause, Clock, Effect, Option, Schema } from "effect"
import { createHash } from "node:crypto"
import { type Terms, termsOf, type Verb, verbOf } from "./action.ts"
import * as Command from "./Command.ts"
import * as Deliveries from "./Deliveries.ts"
import * as Desk from "./Desk.ts"
import * as Keep from "./Keep.ts"
import { shortcut } from "./manifest.ts"
import type { Options } from "./Options.ts"
import * as People from "./People.ts"
import { type Place, reasonOf, show, SlackRefused } from "./Slack.ts"
import { typed } from "./tokens.ts"
import * as Modal from "./views/modal.ts"
import * as Notice from "./views/notice.ts"
import { creatorsIn } from "./views/answer.ts"
import { say } from "./words.ts"
import { Works } from "./Works.ts"

type Run = (effect: Effect.Effect<void, never, Desk.Needs>) => void

/** What Slack said about where something happened. */
interface Origin {
  readonly delivery: string
  /** The button that was clicked, in its message. */
  readonly button?: string
  readonly team: string
  readonly user: string
  readonly channel: string
  readonly client: WebClient
  readonly responseUrl: string | undefined
  readonly thread?: string | undefined
  readonly replaces: boolean
  /** What was typed, as a hint at the language. */
  readonly text: string
}

/** Whatever goes wrong, someone is told. */
const answering =
  (place: Place) =>
  <E extends SlackRefused>(effect: Effect.Effect<void, E, Desk.Needs>): Effect.Effect<void, never, Desk.Needs> =>
    effect.pipe(
      Effect.catch((refused) =>
        Effect.logError("An answer could not be shown").pipe(
          Effect.annotateLogs({ reason: refused.reason, status: refused.status })
        )
      ),
      Effect.catchCause((cause) =>
        Cause.hasInterruptsOnly(cause)
          ? Effect.void
          : Effect.logError("A listener broke", cause).pipe(
              Effect.andThen(Effect.ignore(show({ ...place, replaces: false }, Notice.words(say.broke, place.lang))))
            )
      ),
      Effect.annotateLogs({ team: place.team, user: place.user, channel: place.channel })
    )

/** What the bot is set to. */
type House = Pick<Options, "lang" | "mayPay" | "noticeAfter">

/** Answers a delivery once, in the language of the one who caused it. */
const once = (
  origin: Origin,
  { lang: standard, mayPay, noticeAfter = 0 }: House,
  answer: (place: Place) => Effect.Effect<void, SlackRefused, Desk.Needs>
): Effect.Effect<void, never, Desk.Needs> =>
  Effect.gen(function* () {
    if (!(yield* Deliveries.isFirst(origin.delivery)))
      return yield* Effect.logInfo("A delivery came again; the first one is answering")
    if (origin.button !== undefined && !(yield* Deliveries.isNoDoubleClick(origin.button))) return
    const lang = yield* People.language(origin, standard)
    const { button: _, delivery: __, text: ___, ...where } = origin
    const place: Place = { ...where, lang, mayPay, noticeAfter, since: yield* Clock.currentTimeMillis }
    yield* answering(place)(answer(place))
  }).pipe(
    Effect.withSpan("slack.delivery", {
      root: true,
      attributes: { team: origin.team, user: origin.user, channel: origin.channel }
    })
  )

/** What a form carries while it is open: the way back to the command. */
const Way = Schema.fromJsonString(
  Schema.Struct({
    form: Schema.String,
    channel: Schema.String,
    lang: Schema.Literals(["en", "zh"]),
    responseUrl: Schema.optionalKey(Schema.String),
    thread: Schema.optionalKey(Schema.String)
  })
)

type Incomplete = Extract<Command.Command, { readonly _tag: "Incomplete" }>

const openForm = (
  place: Place,
  command: Incomplete,
  triggerId: string,
  view: (way: string) => ModalView = (way) => Modal.of(command.form, command.input, command.problems, way, place.lang)
): Effect.Effect<void, SlackRefused, Desk.Needs> => {
  const way = JSON.stringify({
    form: command.form,
    channel: place.channel,
    lang: place.lang,
    responseUrl: place.responseUrl,
    thread: place.thread
  })
  return Effect.tryPromise({
    try: () => place.client.views.open({ trigger_id: triggerId, view: view(way) }),
    catch: (error) => new SlackRefused({ status: 0, reason: reasonOf(error) })
  }).pipe(
    Effect.asVoid,
    // Slack gives three seconds to open a form; a message has no such limit.
    Effect.catch((refused) =>
      Effect.logWarning("A form could not be opened").pipe(
        Effect.annotateLogs({ reason: refused.reason }),
        Effect.andThen(show({ ...place, replaces: false }, Notice.incomplete(command, place.lang)))
      )
    )
  )
}

const doing = (place: Place, command: Command.Command, triggerId: string) =>
  command._tag === "Incomplete" ? openForm(place, command, triggerId) : Desk.handle(place, command)

const clicked = (
  verb: Verb,
  { newerThan, price }: Terms,
  where: Place,
  value: string,
  triggerId: string
): Effect.Effect<void, SlackRefused, Desk.Needs> => {
  const command = Command.parse(value)
  const place = { ...where, agreed: price }
  switch (verb) {
    case "run":
      return doing({ ...place, replaces: false }, command, triggerId)
    case "renew":
      return Desk.renew(place, command, newerThan ?? place.since)
    case "reopen":
      return Effect.andThen(
        Xingtu.use((xingtu) => xingtu.reopen),
        doing(place, command, triggerId)
      )
    case "pay":
    case "turn":
      return doing(place, command, triggerId)
    case "pick":
      return Keep.kept(place, command, (exhibit) =>
        openForm(place, { _tag: "Incomplete", form: "compare", input: {}, problems: [] }, triggerId, (way) =>
          Modal.picking(creatorsIn(exhibit.table(place.lang)), way, place.lang)
        )
      )
    case "form":
      return command._tag === "Incomplete"
        ? openForm(place, command, triggerId)
        : Desk.handle({ ...place, replaces: false }, command)
    case "share":
      return Keep.share(place, command)
    case "file":
      return Keep.file(place, command)
    case "cancel":
      return Works.use((works) => works.cancel(value)).pipe(
        Effect.flatMap((found) => show(place, Notice.words(found ? say.cancelled : say.cancelledElsewhere, place.lang)))
      )
  }
}

const valueOf = (action: BlockAction["actions"][number]): string =>
  "selected_option" in action &&
  action.selected_option !== null &&
  typeof action.selected_option === "object" &&
  "value" in action.selected_option
    ? String(action.selected_option.value)
    : "value" in action && typeof action.value === "string"
      ? action.value
      : ""

/** The thread a message stands in. */
const threadOf = (message: Readonly<Record<string, unknown>>): string | undefined =>
  typeof message["thread_ts"] === "string" ? message["thread_ts"] : undefined

/** Which button of which message somebody clicked, as a key of any length of value. */
const buttonOf = (body: BlockAction, action: BlockAction["actions"][number]): string =>
  [
    body.user.id,
    String(body.container["message_ts"] ?? ""),
    action.action_id,
    createHash("sha256").update(valueOf(action)).digest("base64url")
  ].join("/")

/** A form's errors stand at the fields they are about; what has no field of its own stands at the first. */
const errorsOf = (
  command: Extract<Command.Command, { readonly _tag: "Incomplete" }>,
  lang: Lang
): Record<string, string> => {
  const fields = Modal.fieldsOf(command.form).map((field) => field.name)
  return Object.fromEntries(
    command.problems.map(({ param, problem }) => [fields.includes(param) ? param : (fields[0] ?? param), problem[lang]])
  )
}

const submitted = (form: string, values: SlackViewAction["view"]["state"]["values"]): Command.Command => {
  const input = Modal.filled(values)
  const endpoint = Command.endpoints.find((one) => one.id === form)
  if (endpoint !== undefined) return Command.ask(endpoint, input)
  return Command.forCreators(Command.isCreatorForm(form) ? form : "creator", input[Command.creatorsParam] ?? "")
}

/** Connects what people do in Slack with what the bot does. Every listener acknowledges first; what is paid for happens after. */
export const connect = (app: App, house: House, run: Run): void => {
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
        house,
        (place) => doing(place, Command.parse(text), command.trigger_id)
      )
    )
  })

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
          { ...house, mayPay: 0 },
          (place) => doing(place, Command.inText(shortcut.message.text ?? ""), shortcut.trigger_id)
        )
      )
    }
  )

  app.action<BlockAction>({ type: "block_actions" }, async ({ ack, body, action, client }) => {
    await ack()
    const verb = verbOf(action.action_id)
    if (verb === undefined) return
    run(
      once(
        {
          delivery: `${body.trigger_id}/${action.action_id}`,
          button: buttonOf(body, action),
          team: body.team?.id ?? body.user.team_id ?? "",
          user: body.user.id,
          channel: body.channel?.id ?? "",
          client,
          responseUrl: body.response_url,
          thread: threadOf(body.container),
          replaces: true,
          text: ""
        },
        house,
        (place) => clicked(verb, termsOf(action.action_id), place, valueOf(action), body.trigger_id)
      )
    )
  })

  app.view(Modal.callback, async ({ ack, body, view, client }) => {
    const way = Option.getOrUndefined(Schema.decodeUnknownOption(Way)(view.private_metadata))
    if (way === undefined) return await ack()
    const command = submitted(way.form, view.state.values)
    if (command._tag === "Incomplete")
      return await ack({ response_action: "errors", errors: errorsOf(command, way.lang) })
    await ack()
    run(
      once(
        {
          delivery: `${view.id}/${view.hash}`,
          team: body.team?.id ?? body.user.team_id ?? "",
          user: body.user.id,
          channel: way.channel,
          client,
          responseUrl: way.responseUrl,
          thread: way.thread,
          replaces: false,
          text: ""
        },
        house,
        (place) => Desk.handle(place, command)
      )
    )
  })
}
