import type { WebClient } from "@slack/web-api"
import { type Lang, Store } from "@xingtu/core"
import { Effect, Option, Schema } from "effect"
import { keys, ttl } from "./keys.ts"
import { reasonOf } from "./Slack.ts"

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
    return ["en", "english", "英文"].includes(value) ? { language: "en" } : ["zh", "中文", "chinese"].includes(value) ? { language: "zh" } : undefined
  }
  if (["files", "csv", "文件"].includes(name)) {
    return ["me", "dm", "私信"].includes(value) ? { files: "me" } : ["channel", "频道"].includes(value) ? { files: "channel" } : undefined
  }
  return undefined
}

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Choice))

const read = (key: string): Effect.Effect<string | undefined, never, Store.Store> =>
  Store.Store.use((store) => store.get([key])).pipe(
    Effect.map(([text]) => text),
    Effect.catch(() => Effect.succeed(undefined))
  )

const write = (key: string, value: string, ttlMs: number): Effect.Effect<void, Store.StoreFailure, Store.Store> =>
  Store.Store.use((store) => store.commit({ put: [{ key, value, ttlMs }] })).pipe(Effect.asVoid)

/** What someone chose; nothing when they never did, or when the store cannot tell. */
export const chosen = (team: string, user: string): Effect.Effect<Choice, never, Store.Store> =>
  Effect.map(read(keys.person(team, user)), (text) => Option.getOrElse(decode(text), (): Choice => ({})))

/** Keeps what someone chose, beside what they chose before. */
export const choose = (team: string, user: string, change: Choice): Effect.Effect<Choice, Store.StoreFailure, Store.Store> =>
  Effect.gen(function*() {
    const all = { ...(yield* chosen(team, user)), ...change }
    yield* write(keys.person(team, user), JSON.stringify(all), ttl.always)
    return all
  })

const locale = (client: WebClient, user: string): Effect.Effect<string | undefined> =>
  Effect.tryPromise({ try: () => client.users.info({ user, include_locale: true }), catch: reasonOf }).pipe(
    Effect.timeout("1500 millis"),
    Effect.map(({ user: found }) => found?.locale),
    Effect.catch(() => Effect.succeed(undefined))
  )

/** Slack's locale of a person, asked once a day. */
const knownLocale = (client: WebClient, team: string, user: string): Effect.Effect<string | undefined, never, Store.Store> =>
  Effect.gen(function*() {
    const key = keys.locale(team, user)
    const known = yield* read(key)
    if (known !== undefined) return known
    const found = yield* locale(client, user)
    if (found !== undefined) yield* Effect.ignore(write(key, found, ttl.day))
    return found
  })

/** Someone who types Chinese reads Chinese. */
const typed = (text: string): Lang | undefined => (/\p{Script=Han}/u.test(text) ? "zh" : undefined)

/** The language of a person: as they chose, else as Slack says, else as they type, else as the bot is set. */
export const language = (
  who: { readonly team: string; readonly user: string; readonly client: WebClient; readonly text: string },
  standard: Lang
): Effect.Effect<Lang, never, Store.Store> =>
  Effect.gen(function*() {
    const choice = yield* chosen(who.team, who.user)
    if (choice.language !== undefined) return choice.language
    const said = yield* knownLocale(who.client, who.team, who.user)
    if (said !== undefined) return said.toLowerCase().startsWith("zh") ? "zh" : "en"
    return typed(who.text) ?? standard
  })
