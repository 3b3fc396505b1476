import type { Failure, Store, Table, Words } from "@xingtu/core"
import type { WebClient } from "@slack/web-api"
import { Clock, Effect } from "effect"
import { calling, type ReplyContext, show, type SlackRefused } from "../slack/show.ts"
import type { Watch as Kept } from "../state/Watch.ts"
import * as Watches from "../state/Watches.ts"
import { countUntil, momentIn, next } from "../util/schedule.ts"
import { watching as say } from "../util/watching.ts"
import * as Alert from "../views/Alert.ts"
import * as CreatorsView from "../views/Creators.ts"
import { happenedOf } from "../views/Failure.ts"
import type { Message } from "../blocks/Message.ts"
import * as View from "../views/Watch.ts"
import { filesOf } from "./files.ts"
import { look, type Looked } from "./look.ts"
import type { Services } from "./services.ts"

/** Refusals in a row after which a watch pauses: it would pay for what nobody reads. */
const refusedAtMost = 3

/** Slack may take it later. */
const passing: ReadonlySet<string> = new Set([
  "Slack cannot be reached",
  "unknown",
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "rate_limited",
  "ratelimited",
  "timeout"
])

/** The workspace no longer has the bot. */
const removed: ReadonlySet<string> = new Set([
  "account_inactive",
  "invalid_auth",
  "not_authed",
  "token_revoked",
  "token_expired",
  "team_access_not_granted"
])

/**
 * Slack cannot take a message now; the run stays due. What the client says of a broken request is no word of Slack's.
 */
const isPassing = ({ reason, status }: SlackRefused): boolean =>
  status === 0 || status === 429 || status >= 500 || passing.has(reason) || reason.startsWith("slack_webapi_")

/** A message to one place, of nobody's asking. */
const at = (watch: Kept, client: WebClient, channel: string): ReplyContext => ({
  team: watch.team,
  user: watch.user,
  channel,
  lang: watch.lang,
  client,
  mayPay: 0,
  noticeAfter: 0,
  responseUrl: undefined,
  conversation: "direct",
  since: 0,
  replaces: false
})

/** To the owner. One whom Slack does not reach any more is not waited for. */
const tellOwner = (
  watch: Kept,
  client: WebClient,
  message: Message
): Effect.Effect<string | undefined, SlackRefused, Services> =>
  show(at(watch, client, watch.user), message).pipe(
    Effect.as(undefined),
    Effect.catchIf(
      (refused) => !isPassing(refused),
      ({ reason }) =>
        Effect.logWarning("The owner of a watch could not be notified").pipe(
          Effect.annotateLogs({ reason, team: watch.team, watch: watch.id }),
          Effect.as(reason)
        )
    )
  )

/** Tells it where it belongs; where that is refused, the owner, with the reason. The reason, or nothing. */
const tell = (
  watch: Kept,
  client: WebClient,
  message: Message
): Effect.Effect<string | undefined, SlackRefused, Services> =>
  watch.to === watch.user
    ? tellOwner(watch, client, message)
    : show(at(watch, client, watch.to), message).pipe(
        Effect.as(undefined),
        Effect.catchIf(
          (refused) => !isPassing(refused),
          ({ reason }) => {
            const left = Math.max(0, refusedAtMost - watch.refused - 1)
            const why = say.refusedAt(View.placeOf(watch.to, watch.user, watch.lang), reason, left)[watch.lang]
            return tellOwner(watch, client, View.unposted(why, watch, left, watch.lang)).pipe(
              Effect.andThen(tellOwner(watch, client, message)),
              Effect.as(reason)
            )
          }
        )
      )

/** A file beside a message; where Slack refuses it, the owner is told. */
const upload = (watch: Kept, client: WebClient, table: Table.Table): Effect.Effect<void, never, Services> =>
  Effect.gen(function* () {
    const channel =
      watch.to === watch.user
        ? (yield* calling(() => client.conversations.open({ users: watch.user }))).channel?.id
        : watch.to
    const title = View.nameOf(watch, watch.lang)
    const files = yield* filesOf(table, title, watch.lang)
    yield* calling(() => client.files.uploadV2({ channel_id: channel ?? watch.to, file_uploads: files }))
  }).pipe(
    Effect.catch(({ reason }) => {
      const words = say.fileRefused(View.nameOf(watch, watch.lang), reason)[watch.lang]
      return Effect.ignore(show(at(watch, client, watch.user), View.told(words, watch.lang)))
    })
  )

/** Failures that stay until somebody does something, or the day ends. */
const pausing: ReadonlySet<string> = new Set([
  "InvalidToken",
  "DailyQuotaExceeded",
  "InsufficientBalance",
  "TokenLimitReached",
  "PermissionDenied",
  "OutOfService",
  "GateClosed"
])

/** What the owner is told beside what was found. */
interface Trouble {
  readonly words: Words
  readonly pauses: boolean
}

const wordsOf = (failure: Failure.CallFailure | Failure.NotSent): Words => {
  const happened = happenedOf(failure)
  return { en: `${happened.en} ${failure.advice.en}`, zh: `${happened.zh}${failure.advice.zh}` }
}

const troubleOf = ({ failures, nothing, stop, vanished }: Looked, watch: Kept): Trouble | undefined => {
  if (stop !== undefined) return { words: wordsOf(stop), pauses: pausing.has(stop._tag) }
  if (watch.gone.length + vanished.length >= watch.ids.length) return { words: say.allGone, pauses: true }
  const [first] = failures
  return nothing && first !== undefined ? { words: wordsOf(first), pauses: false } : undefined
}

const troubled = (trouble: Trouble, watch: Kept, due: number): Message => {
  const { lang } = watch
  const name = View.nameOf(watch, lang)
  return trouble.pauses
    ? View.told(`${say.stoppedBy(name, trouble.words[lang])[lang]} ${say.resumeHint[lang]}`, lang, watch)
    : View.told(say.troubled(name, trouble.words[lang], momentIn(due, watch.zone))[lang], lang)
}

/** What is worth a message: changes, a report, the first run, or a run that somebody started. */
const messageOf = (looked: Looked & Pick<Alert.Found, "resumed">, watch: Kept, due: number): Message | undefined => {
  const { lang } = watch
  if (looked.nothing) return undefined
  if (looked.shown !== undefined) {
    const table = CreatorsView.body(looked.shown, lang).filter(({ type }) => type !== "header")
    return Alert.report({ ...looked, failures: [] }, table, watch, due, lang)
  }
  if (looked.changed.length > 0) return Alert.alert(looked, watch, due, lang)
  return looked.baseline !== undefined || looked.vanished.length > 0 || watch.asked === true
    ? Alert.quiet(looked, watch, due, lang)
    : undefined
}

/** The watch after a run. */
const after =
  (looked: Looked, trouble: Trouble | undefined, refused: string | "nothing told" | undefined, now: number) =>
  (watch: Kept): Kept => {
    const { asked: _, began: __, ...rest } = watch
    const refusals = refused === undefined ? 0 : watch.refused + Number(refused !== "nothing told")
    const isPaused = trouble?.pauses === true || refusals >= refusedAtMost
    return {
      ...rest,
      names: looked.names,
      gone: [...new Set([...watch.gone, ...looked.vanished])],
      refused: refusals,
      ...(isPaused
        ? { state: "paused" as const, why: trouble?.words ?? { en: `Slack: ${refused}`, zh: `Slack：${refused}` } }
        : {}),
      due: next(watch.schedule, watch.zone, now),
      last: {
        at: now,
        calls: looked.calls,
        uncertain: looked.uncertain,
        failed: looked.failures.length,
        ...(looked.baseline === undefined
          ? { changes: looked.changed.reduce((sum, { told }) => sum + told.length, 0) }
          : {})
      }
    }
  }

/** The watch paused, without a run. */
const paused =
  (why: Words) =>
  (watch: Kept): Kept => ({ ...watch, state: "paused", why })

type Running = Effect.Effect<void, Store.StoreFailure | SlackRefused | Watches.ClaimLost, Services>

/** Looks up, tells, and only then writes down that it was told. */
const run = (claim: Watches.Claim, client: WebClient, due: number): Running =>
  Effect.gen(function* () {
    const looked = { ...(yield* look(claim.watch, due, claim.seen)), resumed: claim.resumed }
    // As it is by now: stopped, and nobody wants to hear of what is stored all the same; or requested meanwhile.
    const latest = yield* Watches.get(claim.watch.team, claim.watch.id)
    if (latest === undefined) return
    const watch = { ...latest, names: looked.names }
    const now = yield* Clock.currentTimeMillis
    const following = next(watch.schedule, watch.zone, now)
    const message = messageOf(looked, watch, following)
    const refused = message === undefined ? ("nothing told" as const) : yield* tell(watch, client, message)
    const trouble = troubleOf(looked, watch)
    if (trouble !== undefined) yield* tellOwner(watch, client, troubled(trouble, watch, following))
    yield* Watches.finish(claim, after(looked, trouble, refused, now), looked.seen)
    if (refused !== undefined) return
    if (looked.shown !== undefined) yield* upload(watch, client, CreatorsView.tableOf(looked.shown, watch.lang))
    else if (Alert.isLong(looked)) yield* upload(watch, client, Alert.tableOf(looked, watch, watch.lang))
  })

/** Runs whose time passed while nobody was there are told, and never made up for. */
const missed = (claim: Watches.Claim, client: WebClient, began: number | undefined, now: number): Running =>
  Effect.gen(function* () {
    const { watch } = claim
    const { lang, schedule, zone } = watch
    const following = next(schedule, zone, now)
    const since = momentIn(watch.due, zone)
    const words =
      began === watch.due
        ? say.interrupted(since, momentIn(following, zone))
        : say.missed(countUntil(schedule, zone, watch.due, now), since, momentIn(following, zone))
    yield* tell(watch, client, View.told(`${View.nameOf(watch, lang)}: ${words[lang]}`, lang))
    yield* Watches.finish(claim, ({ asked: _, began: __, ...one }) => ({ ...one, due: following }))
  })

/** Keeps the claim while the run goes on. */
const holding = (claim: Watches.Claim, running: Running): Running => {
  // A store that is away for a moment costs no run.
  const renewed = Effect.catchTag(Watches.renew(claim), "StoreFailure", () => Effect.void)
  const beating = Effect.sleep(Watches.beat).pipe(Effect.andThen(renewed), Effect.forever)
  return Effect.raceFirst(running, beating).pipe(Effect.ensuring(Effect.ignore(Watches.release(claim))))
}

/** What a watch comes to whose moment is due: a run, or word of what was missed. */
export const attend = (
  watch: Kept,
  clientFor: (team: string) => Effect.Effect<WebClient, SlackRefused>,
  isLate: "late" | "in time"
): Running =>
  Effect.gen(function* () {
    const client = yield* clientFor(watch.team)
    // Nothing is paid for a workspace that cannot hear of it.
    yield* calling(() => client.auth.test())
    const claim = yield* Watches.claim(watch, isLate === "late" ? undefined : watch.due)
    if (claim === undefined) return
    const now = yield* Clock.currentTimeMillis
    yield* holding(claim, isLate === "late" ? missed(claim, client, watch.began, now) : run(claim, client, watch.due))
  }).pipe(
    Effect.catchTag("SlackRefused", (refused): Running =>
      removed.has(refused.reason)
        ? Effect.asVoid(
            Watches.update(
              watch.team,
              watch.id,
              paused({ en: `Slack: ${refused.reason}`, zh: `Slack：${refused.reason}` })
            )
          )
        : Effect.fail(refused)
    )
  )
