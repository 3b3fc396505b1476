import type { WebClient } from "@slack/web-api"
import { type Lang, Store } from "@xingtu/core"
import { Effect, Option, Schema } from "effect"
import { keys, ttl } from "./keys.ts"
import { reasonOf } from "../util/reason.ts"
import { Durable } from "./Stores.ts"

/** What a person chose with `/xingtu settings`. */
const Choice = Schema.Struct({
  language: Schema.optionalKey(Schema.Literals(["en", "zh"])),
  files: Schema.optionalKey(Schema.Literals(["me", "channel"]))
})

export type Choice = typeof Choice.Type

/** What a word such as `language=zh` or `语言=中文` changes. */
export const change = (word: string): Choice | undefined => {
  const [, name = "", value = ""] = /^([^=]+)=(.+)$/.exec(word.toLowerCase()) ?? []
  if (["language", "lang", "语言"].includes(name)) {
    return ["en", "english", "英文"].includes(value)
      ? { language: "en" }
      : ["zh", "中文", "chinese"].includes(value)
        ? { language: "zh" }
        : undefined
  }
  if (["files", "csv", "文件"].includes(name)) {
    return ["me", "dm", "私信"].includes(value)
      ? { files: "me" }
      : ["channel", "频道"].includes(value)
        ? { files: "channel" }
        : undefined
  }
  return undefined
}

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Choice))

/** A text of a store that is asked for advice only: when it cannot tell, there is none. */
const read = (store: Store.Driver, key: string): Effect.Effect<string | undefined> =>
  store.get([key]).pipe(
    Effect.map(([text]) => text),
    Effect.catch(() => Effect.succeed(undefined))
  )

/** What someone chose; nothing when they never did, or when the store cannot tell. */
export const chosen = (team: string, user: string): Effect.Effect<Choice, never, Durable> =>
  Durable.use((store) =>
    Effect.map(read(store, keys.person(team, user)), (text) => Option.getOrElse(decode(text), (): Choice => ({})))
  )

/** Keeps what someone chose, beside what they chose before. */
export const choose = (
  team: string,
  user: string,
  change: Choice
): Effect.Effect<Choice, Store.StoreFailure, Durable> =>
  Effect.gen(function* () {
    const store = yield* Durable
    const all = { ...(yield* chosen(team, user)), ...change }
    yield* store.commit({
      put: [{ key: keys.person(team, user), value: JSON.stringify(all), ttlMs: ttl.always }],
      add: [{ group: keys.people(team), name: user, by: 1, ttlMs: ttl.always }]
    })
    return all
  })

/** Forgets what the people of a workspace chose. */
export const forget = (team: string): Effect.Effect<void, Store.StoreFailure, Durable> =>
  Effect.gen(function* () {
    const store = yield* Durable
    const users = Object.entries(yield* store.counts(keys.people(team))).filter(([, count]) => count > 0)
    yield* store.commit({
      put: users.map(([user]) => ({ key: keys.person(team, user), value: undefined, ttlMs: 0 })),
      add: users.map(([user, count]) => ({ group: keys.people(team), name: user, by: -count, ttlMs: 1 }))
    })
  })

const locale = (client: WebClient, user: string): Effect.Effect<string | undefined> =>
  Effect.tryPromise({ try: () => client.users.info({ user, include_locale: true }), catch: reasonOf }).pipe(
    Effect.timeout("1500 millis"),
    Effect.map(({ user: found }) => found?.locale),
    Effect.catch(() => Effect.succeed(undefined))
  )

/** Someone who types Chinese reads Chinese. */
const typed = (text: string): string | undefined => (/\p{Script=Han}/u.test(text) ? "zh" : undefined)

/** Slack's locale of a person, asked once a day; where Slack does not tell, what they type says it for a day. */
const knownLocale = (
  client: WebClient,
  team: string,
  user: string,
  text: string
): Effect.Effect<string | undefined, never, Store.Store> =>
  Effect.gen(function* () {
    const store = yield* Store.Store
    const key = keys.locale(team, user)
    const known = yield* read(store, key)
    if (known !== undefined) return known
    const found = (yield* locale(client, user)) ?? typed(text)
    if (found !== undefined) yield* Effect.ignore(store.commit({ put: [{ key, value: found, ttlMs: ttl.day }] }))
    return found
  })

/** The language of a person: as they chose, else as Slack says, else as they type, else as the bot is set. */
export const language = (
  who: { readonly team: string; readonly user: string; readonly client: WebClient; readonly text: string },
  standard: Lang
): Effect.Effect<Lang, never, Store.Store | Durable> =>
  Effect.gen(function* () {
    const choice = yield* chosen(who.team, who.user)
    if (choice.language !== undefined) return choice.language
    const said = yield* knownLocale(who.client, who.team, who.user, who.text)
    if (said === undefined) return standard
    return said.toLowerCase().startsWith("zh") ? "zh" : "en"
  })
