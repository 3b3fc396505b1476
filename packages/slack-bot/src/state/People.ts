import type { WebClient } from "@slack/web-api"
import { type Lang, Store } from "@xingtu/core"
import { Effect, Option, Schema } from "effect"
import { keys, ttl } from "./keys.ts"
import { reasonOf } from "../util/reason.ts"
import { isZone } from "../util/schedule.ts"
import { Durable } from "../store/Stores.ts"

/** What a person chose with `/xingtu settings`. */
const Choice = Schema.Struct({
  language: Schema.optionalKey(Schema.Literals(["en", "zh"])),
  files: Schema.optionalKey(Schema.Literals(["me", "channel"]))
})

export type Choice = typeof Choice.Type

const values: ReadonlyArray<readonly [Choice, ReadonlyArray<string>]> = [
  [{ language: "en" }, ["en", "en-us", "en-gb", "english", "英文", "英语"]],
  [{ language: "zh" }, ["zh", "zh-cn", "cn", "chinese", "中文", "汉语", "简体", "简体中文"]],
  [{ files: "me" }, ["me", "dm", "私信", "我"]],
  [{ files: "channel" }, ["channel", "here", "频道"]]
]

const names: ReadonlyArray<readonly [keyof Choice, ReadonlyArray<string>]> = [
  ["language", ["language", "lang", "语言"]],
  ["files", ["files", "file", "csv", "文件"]]
]

const settingNamed = (name: string): keyof Choice | undefined => names.find(([, known]) => known.includes(name))?.[0]

/** What a word such as `language=zh`, `语言=中文` or `中文` changes. */
const change = (word: string): Choice | undefined => {
  const [, name, value = ""] = /^(?:([^=:：]+)[=:：])?(.+)$/.exec(word.toLowerCase()) ?? []
  const found = values.find(([, known]) => known.includes(value))?.[0]
  return name === undefined || (found !== undefined && Object.hasOwn(found, settingNamed(name) ?? ""))
    ? found
    : undefined
}

/** What each word changes, or each two where the first is a setting's name: `language zh`, `files channel`. */
export const changesIn = (
  words: ReadonlyArray<string>
): ReadonlyArray<{ readonly word: string; readonly change: Choice | undefined }> => {
  const joined: Array<string> = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ""
    const name = word.toLowerCase().replace(/[=:：]$/, "")
    if (settingNamed(name) === undefined || words[i + 1] === undefined) joined.push(word)
    else joined.push(`${name}=${words[++i] ?? ""}`)
  }
  return joined.map((word) => ({ word, change: change(word) }))
}

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Choice))

/** A text of a store that is read for advice only: when it cannot tell, there is none. */
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

/** Forgets what the people of a workspace chose and kept. */
export const forget = (team: string): Effect.Effect<void, Store.StoreFailure, Durable> =>
  Effect.gen(function* () {
    const store = yield* Durable
    const users = Object.entries(yield* store.counts(keys.people(team))).filter(([, count]) => count > 0)
    yield* store.commit({
      put: users.flatMap(([user]) =>
        [keys.person, keys.lists, keys.last, keys.recent].map((key) => ({
          key: key(team, user),
          value: undefined,
          ttlMs: 0
        }))
      ),
      add: users.map(([user, count]) => ({ group: keys.people(team), name: user, by: -count, ttlMs: 1 }))
    })
  })

const locale = (client: WebClient, user: string): Effect.Effect<string | undefined> =>
  Effect.tryPromise({ try: () => client.users.info({ user, include_locale: true }), catch: reasonOf }).pipe(
    Effect.timeout("1500 millis"),
    Effect.map(({ user: found }) => found?.locale),
    Effect.catch(() => Effect.succeed(undefined))
  )

/** Where buyers of the marketplace are as a rule. */
const standardZone = "Asia/Shanghai"

/** A person's time zone as Slack knows it. */
export const zone = (client: WebClient, user: string): Effect.Effect<string> =>
  Effect.tryPromise({ try: () => client.users.info({ user }), catch: reasonOf }).pipe(
    Effect.timeout("1500 millis"),
    Effect.map(({ user: found }) => (found?.tz !== undefined && isZone(found.tz) ? found.tz : standardZone)),
    Effect.catch(() => Effect.succeed(standardZone))
  )

/** Someone who types Chinese reads Chinese: a guess for this one message, which is not kept. */
const typed = (text: string): string | undefined => (/\p{Script=Han}/u.test(text) ? "zh" : undefined)

/** Slack's locale of a person, asked once a day; where Slack does not tell, what they type says it. */
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
    const found = yield* locale(client, user)
    if (found !== undefined) yield* Effect.ignore(store.commit({ put: [{ key, value: found, ttlMs: ttl.day }] }))
    return found ?? typed(text)
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
