import type { Words } from "@xingtu/core"
import { Effect } from "effect"
import type * as Bolt from "../slack/Bolt.ts"
import type { Services } from "../answers/services.ts"
import type { Message } from "../blocks/Message.ts"
import * as People from "../state/People.ts"
import * as Watches from "../state/Watches.ts"
import { show } from "../slack/show.ts"
import * as Notice from "../views/Notice.ts"
import { say } from "../util/words.ts"

/** What bolt hands over with `extendedErrorHandler`. */
interface ErrorArgs {
  readonly error: { readonly code: string; readonly message: string; readonly original?: unknown }
  readonly body: unknown
}

/** Whether it is this that bolt and its installer wrapped in their own errors. */
const isCausedBy = (tag: string, error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  (("_tag" in error && error._tag === tag) || ("original" in error && isCausedBy(tag, error.original)))

/** Nobody knows the language of a stranger: both. */
const both = (words: Words): Message => Notice.words({ en: `${words.en} ${words.zh}`, zh: "" }, "en")

type Run = (effect: Effect.Effect<void, never, Services>) => void

/** Slack's word that an app was removed, which may come late. */
interface Removed {
  readonly team_id: string
  readonly enterprise_id?: string
  readonly authorizations?: ReadonlyArray<{ readonly is_enterprise_install?: boolean }>
  /** Epoch seconds. */
  readonly event_time?: number
}

const forget = (bolt: Bolt.Bolt, removed: Removed): Effect.Effect<void, never, Services> => {
  const { authorizations, enterprise_id, event_time = Infinity, team_id } = removed
  const isOrganisation = authorizations?.some((one) => one.is_enterprise_install === true) ?? false
  const owner = (isOrganisation ? enterprise_id : undefined) ?? team_id
  return Effect.gen(function* () {
    const gone = yield* Effect.tryPromise({
      try: () => bolt.uninstall(owner, event_time * 1_000),
      catch: (error) => error
    })
    if (!gone)
      return yield* Effect.logInfo("The app was removed and has been installed again since; nothing is deleted")
    yield* People.forget(team_id)
    yield* Watches.forget(team_id)
    yield* Effect.logInfo(
      "The app was removed from a workspace; its token, its watches and its people's choices are deleted"
    )
  }).pipe(
    Effect.catch(() => Effect.logError("The data of a workspace that removed the app could not be deleted")),
    Effect.annotateLogs({ team: owner })
  )
}

const field = (body: unknown, name: string): string => {
  const value =
    typeof body === "object" && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined
  return typeof value === "string" ? value : ""
}

/** What happens when a workspace removes the app, and what its people hear who use it all the same. */
export const connect = (bolt: Bolt.Bolt, run: Run): void => {
  const { app } = bolt
  app.event("app_uninstalled", async ({ body }) => run(forget(bolt, body)))
  app.event("tokens_revoked", async ({ body, event }) => {
    if ((event.tokens.bot ?? []).length > 0) run(forget(bolt, body))
  })
  app.error(async ({ error, body }: ErrorArgs) => {
    const responseUrl = field(body, "response_url")
    const lines = Effect.logWarning("A request could not be handled").pipe(
      Effect.annotateLogs({ code: error.code, reason: error.message })
    )
    if (error.code !== "slack_bolt_authorization_error" || responseUrl === "") return run(lines)
    const reply = {
      team: field(body, "team_id"),
      user: field(body, "user_id"),
      channel: field(body, "channel_id"),
      lang: "en" as const,
      client: app.client,
      responseUrl,
      replaces: false,
      mayPay: 0,
      noticeAfter: 0,
      since: 0
    }
    run(
      Effect.andThen(
        lines,
        Effect.ignore(
          show(
            reply,
            both(
              isCausedBy("NotInstalled", error) || isCausedBy("Unreadable", error) ? say.notInstalled : say.unreadable
            )
          )
        )
      )
    )
  })
}
