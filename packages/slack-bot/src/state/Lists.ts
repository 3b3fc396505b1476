import { type Store, type Words } from "@xingtu/core"
import { nearest } from "@xingtu/core/adapter"
import { Clock, Data, Effect, Option, Schema } from "effect"
import { lists as words } from "../util/pages.ts"
import { keys, ttl } from "./keys.ts"
import { Durable } from "../store/Stores.ts"

/** Lists of creators that a person keeps by name, and the last ones they were shown. */

/** What one person may keep. */
export const atMost = { lists: 50, creators: 100, name: 40 } as const

const List = Schema.Struct({
  name: Schema.String,
  /** In the order they were saved in. */
  ids: Schema.Array(Schema.String),
  /** Epoch milliseconds. */
  at: Schema.Finite
})

export type List = typeof List.Type

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Array(List)))
const decodeLast = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Array(Schema.String)))

/** Why a list was not kept, changed or found, and what to write instead. */
export class ListRefused extends Data.TaggedError("ListRefused")<{ readonly words: Words }> {}

export interface Whose {
  readonly team: string
  readonly user: string
}

/** How people call what they were shown last. */
const lastNames: ReadonlySet<string> = new Set(["last", "上次", "最近", "刚才"])

const isLast = (name: string): boolean => lastNames.has(name.toLowerCase())

/** One word, so that it can stand among ids: blanks become hyphens. */
const nameOf = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replace(/[\p{Cc}\p{Cf}\p{Z}\s]+/gu, "-")
    .replace(/[<>&"'`,，、;；=|“”「」【】]+/gu, "")
    .replace(/^-+|-+$/g, "")

const isSame = (a: string, b: string): boolean => nameOf(a).toLowerCase() === nameOf(b).toLowerCase()

const usable = (typed: string): Effect.Effect<string, ListRefused> => {
  const name = nameOf(typed)
  const refused =
    name === ""
      ? words.nameWanted
      : [...name].length > atMost.name
        ? words.nameTooLong(atMost.name)
        : /^\d+$/.test(name) || /^https?:/i.test(name)
          ? words.nameIsId(name)
          : isLast(name)
            ? words.nameIsTaken(name)
            : undefined
  return refused === undefined ? Effect.succeed(name) : Effect.fail(new ListRefused({ words: refused }))
}

/** All lists of a person, the latest first. */
export const all = ({ team, user }: Whose): Effect.Effect<ReadonlyArray<List>, Store.StoreFailure, Durable> =>
  Durable.use((store) =>
    Effect.map(store.get([keys.lists(team, user)]), ([text]) =>
      Option.getOrElse(decode(text), (): ReadonlyArray<List> => [])
    )
  )

/** The creators a person was shown last in a search, a comparison or a shortlist. */
export const last = ({ team, user }: Whose): Effect.Effect<ReadonlyArray<string>, Store.StoreFailure, Durable> =>
  Durable.use((store) =>
    Effect.map(store.get([keys.last(team, user)]), ([text]) =>
      Option.getOrElse(decodeLast(text), (): ReadonlyArray<string> => [])
    )
  )

/** The creators of a list, or of what was shown last. Undefined when there is none of that name. */
export const find = (
  whose: Whose,
  name: string
): Effect.Effect<ReadonlyArray<string> | undefined, Store.StoreFailure, Durable> =>
  isLast(name)
    ? Effect.map(last(whose), (ids) => (ids.length === 0 ? undefined : ids))
    : Effect.map(all(whose), (lists) => lists.find((list) => isSame(list.name, name))?.ids)

/** The creators of those words that are names of lists, in one look. */
export const findAll = (
  whose: Whose,
  words: ReadonlyArray<string>
): Effect.Effect<ReadonlyMap<string, ReadonlyArray<string>>, Store.StoreFailure, Durable> =>
  Effect.gen(function* () {
    const lists = yield* all(whose)
    const shown = words.some(isLast) ? yield* last(whose) : []
    return new Map(
      words.flatMap((word) => {
        const ids = isLast(word) ? shown : lists.find((list) => isSame(list.name, word))?.ids
        return ids === undefined || ids.length === 0 ? [] : [[word, ids] as const]
      })
    )
  })

/** One list by its name. */
export const named = (whose: Whose, name: string): Effect.Effect<List, ListRefused | Store.StoreFailure, Durable> =>
  Effect.flatMap(all(whose), (lists) => {
    const found = lists.find((list) => isSame(list.name, name))
    return found === undefined ? Effect.fail(unknown(name, lists)) : Effect.succeed(found)
  })

/** Changes the lists of a person, beside whatever else changes them at the same time. */
const change = <A>(
  { team, user }: Whose,
  next: (lists: ReadonlyArray<List>) => Effect.Effect<readonly [ReadonlyArray<List>, A], ListRefused>
): Effect.Effect<A, ListRefused | Store.StoreFailure, Durable> =>
  Effect.gen(function* () {
    const store = yield* Durable
    const key = keys.lists(team, user)
    for (;;) {
      const [text] = yield* store.get([key])
      const [lists, told] = yield* next(Option.getOrElse(decode(text), (): ReadonlyArray<List> => []))
      const committed = yield* store.commit({
        when: [{ key, is: text }],
        put: [{ key, value: lists.length === 0 ? undefined : JSON.stringify(lists), ttlMs: ttl.always }],
        add: [{ group: keys.people(team), name: user, by: 1, ttlMs: ttl.always }]
      })
      if (committed._tag === "Done") return told
    }
  })

const unknown = (name: string, lists: ReadonlyArray<List>): ListRefused => {
  const meant = nearest(
    nameOf(name).toLowerCase(),
    lists.map((list) => list.name.toLowerCase())
  )
  return new ListRefused({ words: words.unknown(name, lists.find((list) => list.name.toLowerCase() === meant)?.name) })
}

/** What became of a list: as it is now, and how many creators one of that name had before. */
export interface Saved {
  readonly list: List
  readonly replaced: number | undefined
}

/** Keeps creators by a name; one of the same name is replaced. */
export const save = (
  whose: Whose,
  typed: string,
  ids: ReadonlyArray<string>
): Effect.Effect<Saved, ListRefused | Store.StoreFailure, Durable> =>
  Effect.gen(function* () {
    const name = yield* usable(typed)
    const kept = [...new Set(ids)]
    if (kept.length === 0) return yield* new ListRefused({ words: words.nothingToSave(name) })
    if (kept.length > atMost.creators)
      return yield* new ListRefused({ words: words.tooMany(kept.length, atMost.creators) })
    const list = { name, ids: kept, at: yield* Clock.currentTimeMillis }
    return yield* change(whose, (lists) => {
      const before = lists.find((one) => isSame(one.name, name))
      const others = lists.filter((one) => one !== before)
      return others.length >= atMost.lists
        ? Effect.fail(new ListRefused({ words: words.full(atMost.lists) }))
        : Effect.succeed([[list, ...others], { list, replaced: before?.ids.length }])
    })
  })

/** Removes a list. */
export const remove = (whose: Whose, name: string): Effect.Effect<List, ListRefused | Store.StoreFailure, Durable> =>
  change(whose, (lists) => {
    const found = lists.find((list) => isSame(list.name, name))
    return found === undefined
      ? Effect.fail(unknown(name, lists))
      : Effect.succeed([lists.filter((list) => list !== found), found])
  })

/** Calls a list by another name, which no other one has. */
export const rename = (
  whose: Whose,
  from: string,
  to: string
): Effect.Effect<List, ListRefused | Store.StoreFailure, Durable> =>
  Effect.flatMap(usable(to), (name) =>
    change(whose, (lists) => {
      const found = lists.find((list) => isSame(list.name, from))
      if (found === undefined) return Effect.fail(unknown(from, lists))
      if (lists.some((list) => list !== found && isSame(list.name, name)))
        return Effect.fail(new ListRefused({ words: words.nameIsTaken(name) }))
      const renamed = { ...found, name }
      return Effect.succeed([lists.map((list) => (list === found ? renamed : list)), renamed])
    })
  )
