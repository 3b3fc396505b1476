import type { Store } from "@xingtu/core"
import { Clock, Effect, Option, Schema } from "effect"
import { keys, ttl } from "./keys.ts"
import { atMost, type Whose } from "./Lists.ts"
import { Durable } from "../store/Stores.ts"

/** What a person was shown lately: the creators of the last result, and the last commands. */

/** Lookups that are remembered. */
const most = 8

const Lookup = Schema.Struct({
  /** The command, as text. */
  command: Schema.String,
  title: Schema.String,
  /** Epoch milliseconds. */
  at: Schema.Finite
})

export type Lookup = typeof Lookup.Type

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Array(Lookup)))

const lookupsIn = (text: string | undefined): ReadonlyArray<Lookup> => Option.getOrElse(decode(text), () => [])

/** The latest first. */
export const all = ({ team, user }: Whose): Effect.Effect<ReadonlyArray<Lookup>, Store.StoreFailure, Durable> =>
  Durable.use((store) => Effect.map(store.get([keys.recent(team, user)]), ([text]) => lookupsIn(text)))

/** Remembers a result: the same command is one lookup, and a result without creators leaves the last ones. */
export const remember = (
  { team, user }: Whose,
  looked: { readonly command: string; readonly title: string; readonly ids: ReadonlyArray<string> }
): Effect.Effect<void, Store.StoreFailure, Durable> =>
  Effect.gen(function* () {
    const store = yield* Durable
    const at = yield* Clock.currentTimeMillis
    const [text] = yield* store.get([keys.recent(team, user)])
    const { command, ids, title } = looked
    const lookups = [{ command, title, at }, ...lookupsIn(text).filter((one) => one.command !== command)].slice(0, most)
    const put = (key: string, value: unknown) => ({ key, value: JSON.stringify(value), ttlMs: 30 * ttl.day })
    yield* store.commit({
      put: [
        put(keys.recent(team, user), lookups),
        ...(ids.length === 0 ? [] : [put(keys.last(team, user), [...new Set(ids)].slice(0, atMost.creators))])
      ],
      add: [{ group: keys.people(team), name: user, by: 1, ttlMs: ttl.always }]
    })
  })
