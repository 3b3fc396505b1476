import type { Store } from "@xingtu/core"
import { Clock, Data, Effect, Option, Random, Schema } from "effect"
import { keys, ttl } from "./keys.ts"
import { Durable } from "../store/Stores.ts"
import { type Seen, Watch } from "./Watch.ts"

/**
 * Watches and scheduled reports, for all processes of the bot. A workspace's group of counts holds the second each is
 * due, so that whoever looks for work reads counts and not every watch. A claim says which process runs one.
 */

/** In one workspace. */
export const atMost = 100

/** A process that is silent for so long is gone, and another takes its run over. */
const lease = 2 * ttl.minute
export const beat = "30 seconds"

type Kept<A> = Effect.Effect<A, Store.StoreFailure, Durable>

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Watch))

const parseSeen = (text: string | undefined): Seen => {
  if (text === undefined) return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "object" && value !== null ? (value as Seen) : {} // what `finish` wrote
  } catch {
    return {}
  }
}

/** What stands in the group: the second it is due, 1 while it pauses, 0 when it is no more. */
const rank = (watch: Watch | undefined): number =>
  watch === undefined ? 0 : watch.state === "on" ? Math.max(2, Math.floor(watch.due / 1_000)) : 1

interface Change {
  readonly team: string
  readonly id: string
  readonly text: string | undefined
  readonly before: Watch | undefined
  readonly after: Watch | undefined
  readonly more?: Store.Change
}

/** The one writer: the text and its place in the group change together, or neither. */
const write = ({ after, before, id, more = {}, team, text }: Change): Kept<Store.Committed["_tag"]> =>
  Durable.use((store) => {
    const key = keys.watch(team, id)
    const value = after === undefined ? undefined : JSON.stringify(after)
    const number = Number(after !== undefined) - Number(before !== undefined)
    return Effect.map(
      store.commit({
        when: [{ key, is: text }, ...(more.when ?? [])],
        put: [
          { key, value, ttlMs: ttl.always },
          ...(after === undefined ? [{ key: keys.watchSeen(team, id), value: undefined, ttlMs: 0 }] : []),
          ...(more.put ?? [])
        ],
        add: [
          { group: keys.watches(team), name: id, by: rank(after) - rank(before), ttlMs: ttl.always },
          { group: keys.watching, name: team, by: number, ttlMs: ttl.always }
        ]
      }),
      ({ _tag }) => _tag
    )
  })

const read = (
  team: string,
  id: string
): Kept<{ readonly text: string | undefined; readonly watch: Watch | undefined }> =>
  Durable.use((store) =>
    Effect.map(store.get([keys.watch(team, id)]), ([text]) => ({ text, watch: Option.getOrUndefined(decode(text)) }))
  )

export const get = (team: string, id: string): Kept<Watch | undefined> =>
  Effect.map(read(team, id), ({ watch }) => watch)

const idsOf = (team: string): Kept<ReadonlyArray<string>> =>
  Durable.use((store) =>
    Effect.map(store.counts(keys.watches(team)), (counts) =>
      Object.entries(counts).flatMap(([id, count]) => (count > 0 ? [id] : []))
    )
  )

/** All watches of a workspace. */
export const of = (team: string): Kept<ReadonlyArray<Watch>> =>
  Effect.gen(function* () {
    const store = yield* Durable
    const texts = yield* store.get((yield* idsOf(team)).map((id) => keys.watch(team, id)))
    return texts.flatMap((text) => Option.getOrUndefined(decode(text)) ?? [])
  })

/** Keeps a new one; the same one twice is one. */
export const add = (watch: Watch): Kept<"added" | "known" | "full"> =>
  Effect.gen(function* () {
    if ((yield* idsOf(watch.team)).length >= atMost) return "full"
    const { id, team } = watch
    const written = yield* write({ team, id, text: undefined, before: undefined, after: watch })
    return written === "Done" ? "added" : "known"
  })

/** Changes a watch beside whatever else changes it; `undefined` removes it. Gives what it is now. */
export const update = (team: string, id: string, f: (watch: Watch) => Watch | undefined): Kept<Watch | undefined> =>
  Effect.gen(function* () {
    for (;;) {
      const { text, watch } = yield* read(team, id)
      if (watch === undefined) return undefined
      const after = f(watch)
      if ((yield* write({ team, id, text, before: watch, after })) === "Done") return after ?? watch
    }
  })

/** Those whose time has come, of all workspaces. */
export const due = (now: number): Kept<ReadonlyArray<{ readonly team: string; readonly id: string }>> =>
  Effect.gen(function* () {
    const store = yield* Durable
    const teams = Object.entries(yield* store.counts(keys.watching)).flatMap(([team, n]) => (n > 0 ? [team] : []))
    const found = yield* Effect.forEach(
      teams,
      (team) =>
        Effect.map(store.counts(keys.watches(team)), (counts) =>
          Object.entries(counts).flatMap(([id, at]) => (at > 1 && at * 1_000 <= now ? [{ team, id }] : []))
        ),
      { concurrency: 8 }
    )
    return found.flat()
  })

/** Another process took over, since this one was silent for too long. */
export class ClaimLost extends Data.TaggedError("ClaimLost")<{ readonly id: string }> {}

/** The right to run a watch once, for a moment it is due. */
export interface Claim {
  readonly watch: Watch
  readonly token: string
  /** Another process began this run. */
  readonly resumed: boolean
  readonly seen: Seen
}

/**
 * Takes the run of a moment, unless another process has it, had it, or the watch changed. `began` is the moment whose
 * run begins.
 */
export const claim = (watch: Watch, began: number | undefined): Kept<Claim | undefined> =>
  Effect.gen(function* () {
    const store = yield* Durable
    const { id, team } = watch
    const { text, watch: found } = yield* read(team, id)
    if (found === undefined || found.due !== watch.due || found.state !== watch.state) return undefined
    const token = `${Math.abs(yield* Random.nextInt).toString(36)}${(yield* Clock.currentTimeMillis).toString(36)}`
    const after = began === undefined ? found : { ...found, began }
    const key = keys.watchClaim(team, id)
    const written = yield* write({
      team,
      id,
      text,
      before: found,
      after,
      more: { when: [{ key, is: undefined }], put: [{ key, value: token, ttlMs: lease }] }
    })
    if (written !== "Done") return undefined
    const [seen] = yield* store.get([keys.watchSeen(team, id)])
    return { watch: after, token, resumed: began !== undefined && found.began === began, seen: parseSeen(seen) }
  })

/** Says that the run goes on. */
export const renew = ({
  token,
  watch: { id, team }
}: Claim): Effect.Effect<void, ClaimLost | Store.StoreFailure, Durable> =>
  Effect.gen(function* () {
    const store = yield* Durable
    const key = keys.watchClaim(team, id)
    const written = yield* store.commit({ when: [{ key, is: token }], put: [{ key, value: token, ttlMs: lease }] })
    if (written._tag !== "Done") return yield* new ClaimLost({ id })
  })

/**
 * Writes down what became of a run, beside what people changed meanwhile, and gives the claim back. A claim that ran
 * out counts as long as nobody else took the run.
 */
export const finish = (
  { token, watch: { due: wasDue, id, team } }: Claim,
  f: (watch: Watch) => Watch,
  seen?: Seen
): Kept<Watch | undefined> =>
  Effect.gen(function* () {
    const store = yield* Durable
    const key = keys.watchClaim(team, id)
    for (;;) {
      const { text, watch } = yield* read(team, id)
      const [held] = yield* store.get([key])
      if (watch === undefined || (held !== token && (held !== undefined || watch.due !== wasDue))) return undefined
      const after = f(watch)
      const kept = { key: keys.watchSeen(team, id), value: JSON.stringify(seen ?? {}), ttlMs: ttl.always }
      const written = yield* write({
        team,
        id,
        text,
        before: watch,
        after,
        more: {
          when: [{ key, is: held }],
          put: [{ key, value: undefined, ttlMs: 0 }, ...(seen === undefined ? [] : [kept])]
        }
      })
      if (written === "Done") return after
    }
  })

/** Gives the claim back; the run is still due. */
export const release = ({ token, watch: { id, team } }: Claim): Kept<void> =>
  Durable.use((store) => {
    const key = keys.watchClaim(team, id)
    return Effect.asVoid(store.commit({ when: [{ key, is: token }], put: [{ key, value: undefined, ttlMs: 0 }] }))
  })

/** Forgets all of a workspace that removed the app. */
export const forget = (team: string): Kept<void> =>
  Effect.gen(function* () {
    for (const id of yield* idsOf(team)) {
      const gone = yield* update(team, id, () => undefined)
      // What cannot be read cannot be removed by what it says.
      if (gone === undefined) {
        const store = yield* Durable
        const counts = yield* store.counts(keys.watches(team))
        yield* store.commit({
          put: [keys.watch(team, id), keys.watchSeen(team, id)].map((key) => ({ key, value: undefined, ttlMs: 0 })),
          add: [{ group: keys.watches(team), name: id, by: -(counts[id] ?? 0), ttlMs: ttl.always }]
        })
      }
    }
  })
