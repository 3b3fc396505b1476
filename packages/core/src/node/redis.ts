import { Clock, Context, Deferred, Duration, Effect, Fiber, Layer, Option, References, Scope } from "effect"
import { RateLimiter, Redis } from "effect/persistence"
import { Spacing } from "../quota/RateLimiter.ts"
import { folderOf } from "../store/memory.ts"
import { type Change, type Committed, type Driver, Store, StoreFailure } from "../store/Store.ts"
import { addressProblem, checked, failed, isNotReady, isOffline, refused, silent } from "./redisSettings.ts"
import { commitScript } from "./redisScript.ts"

/** The URL of Redis and the prefix of keys. */
export interface RedisOptions {
  /** `redis://[user:password@]host:port[/db]`, or `rediss://` over TLS */
  readonly url: string
  /** Every key starts with it; `{xingtu}:` unless set. On a cluster it needs such braces. */
  readonly prefix?: string
}

/** Braces: a cluster keeps all of it in one place, so that a change can be one. */
export const defaultPrefix = "{xingtu}:"

/** A Redis that does not answer for this long counts as away. */
const patienceMs = 2_000

/**
 * A connection that is neither made nor refused is waited for at the start: without it others' results are paid for
 * again.
 */
const startPatience = "5 seconds"

/** While it is away nobody waits longer than this. */
const moment = "50 millis"

/** Only who shares a Redis has the packages that speak to it. */
const nodeRedis = Effect.tryPromise({
  try: () => import("@effect/platform-node/NodeRedis"),
  catch: () =>
    new StoreFailure({
      reason: "Redis needs two packages beside @xingtu/core: npm install @effect/platform-node@4.1 redis@6"
    })
})

const held = (value: string | undefined): string => (value === undefined ? "-" : `=${value}`)
const wholeMs = (ms: number): number => Math.max(1, Math.ceil(ms))

const committed = ([tag, ...rest]: ReadonlyArray<string | number>): Committed =>
  tag === "Done"
    ? { _tag: "Done", sums: rest.map(Number) }
    : tag === "Over"
      ? { _tag: "Over", name: String(rest[0]) }
      : { _tag: "Changed" }

/** Effects that fail at once while Redis does not respond, instead of waiting one after the other. */
type InTime = <A>(effect: Effect.Effect<A, Redis.RedisError>) => Effect.Effect<A, StoreFailure>

const impatient = (
  redis: Redis.Redis["Service"],
  trouble: () => StoreFailure
): Effect.Effect<InTime, never, Scope.Scope> =>
  Effect.map(Effect.scope, (scope) => {
    /** Done when Redis answers again; undefined while it does. */
    let silence: Deferred.Deferred<void> | undefined
    // A reply of any kind: whoever asks next hears what is the matter.
    const listen = (until: Deferred.Deferred<void>) =>
      Effect.exit(redis.send("PING")).pipe(
        Effect.timeoutOption("10 seconds"),
        Effect.repeat({ until: Option.isSome }),
        Effect.andThen(Effect.sync(() => void (silence = undefined))),
        Effect.andThen(Deferred.succeed(until, undefined))
      )
    const fallSilent = Effect.suspend(() => {
      if (silence !== undefined) return Effect.fail(silent)
      silence = Deferred.makeUnsafe<void>()
      return Effect.andThen(Effect.forkIn(listen(silence), scope), Effect.fail(silent))
    })
    return (effect) =>
      Effect.suspend(() =>
        silence === undefined
          ? Effect.void
          : Effect.timeoutOrElse(Deferred.await(silence), { duration: moment, orElse: () => Effect.fail(silent) })
      ).pipe(
        Effect.andThen(
          Effect.timeoutOrElse(
            Effect.mapError(effect, (error) => (isOffline(error) ? trouble() : failed(error))),
            { duration: patienceMs, orElse: () => fallSilent }
          )
        )
      )
  })

const driver = (redis: Redis.Redis["Service"], prefix: string, inTime: InTime): Driver => {
  const script = redis.eval(commitScript)
  const folderKey = (folder: string) => `${prefix}size/${folder}`
  const markKey = (id: string) => `${prefix}done/${id}`
  /** Changes whose end was heard: nobody repeats them, so their marks go with the next change. */
  let heard: Array<string> = []

  const commit = ({ add = [], id, put = [], when = [] }: Change, now: number) => {
    const keys = [
      ...when.map(({ key }) => prefix + key),
      ...put.map(({ key }) => prefix + key),
      ...add.map(({ group }) => prefix + group)
    ]
    const texts = put.flatMap(({ key, ttlMs, value }) => {
      const folder = folderOf(key)
      const place = folder === "" ? 0 : keys.push(folderKey(folder))
      return [held(value), wholeMs(ttlMs), place, key.slice(folder.length)]
    })
    const mark = id === undefined ? 0 : keys.push(markKey(id))
    const over = heard.filter((one) => one !== id)
    heard = []
    return Effect.tap(
      script(
        [...keys, ...over.map(markKey)],
        [
          when.length,
          put.length,
          add.length,
          now,
          mark,
          keys.length + 1,
          ...when.map(({ is }) => held(is)),
          ...texts,
          ...add.flatMap(({ by, limit, name, ttlMs }) => [name, Math.round(by), limit ?? "", wholeMs(ttlMs)])
        ]
      ),
      () => Effect.sync(() => void (id !== undefined && heard.push(id)))
    )
  }

  return {
    get: (keys) =>
      keys.length === 0
        ? Effect.succeed([])
        : inTime(
            Effect.map(redis.send<ReadonlyArray<string | null>>("MGET", ...keys.map((key) => prefix + key)), (values) =>
              values.map((value) => value ?? undefined)
            )
          ),
    commit: (change) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => inTime(Effect.map(commit(change, now), committed))),
    counts: (group) =>
      inTime(
        Effect.map(redis.send<unknown>("HGETALL", prefix + group), (found) => {
          const flat = Array.isArray(found) ? found.map(String) : Object.entries(Object(found)).flat().map(String)
          return Object.fromEntries(flat.flatMap((name, i) => (i % 2 === 0 ? [[name, Number(flat[i + 1])]] : [])))
        })
      ),
    size: (folder) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) =>
        inTime(Effect.map(redis.send("ZCOUNT", folderKey(folder), `(${now}`, "+inf"), Number))
      )
  }
}

/** The rate limit of all processes that share the Redis. */
const spacing = (limiter: RateLimiter.RateLimiter, inTime: InTime): Spacing["Service"] => ({
  next: (key, everyMs) =>
    limiter
      .consume({ key, algorithm: "token-bucket", onExceeded: "delay", limit: 1, window: Duration.millis(everyMs) })
      .pipe(
        Effect.mapError((cause) => new Redis.RedisError({ cause })),
        inTime,
        Effect.map(({ delay }) => Duration.toMillis(delay))
      )
})

interface Opened {
  readonly store: Driver
  readonly spacing: Spacing["Service"]
}

/**
 * Opens a store in Redis for several processes: results, budgets, rate limit. It may be away at the start or go away
 * later: calls then go on with what their process knows, and join again when it returns. Settings that can never work
 * are refused.
 */
export const openRedis = (options: RedisOptions): Effect.Effect<Opened, StoreFailure, Scope.Scope> =>
  Effect.gen(function* () {
    const prefix = options.prefix ?? defaultPrefix
    const wrong = addressProblem(options.url)
    if (wrong !== undefined) return yield* Effect.fail(new StoreFailure({ reason: `${wrong.en} (REDIS_URL)` }))
    const NodeRedis = yield* nodeRedis
    const connected = yield* Deferred.make<Opened, StoreFailure>()
    let phase: "starting" | "started" | "ended" = "starting"
    const gone = new AbortController()
    const own = yield* Scope.make()
    // The client closes when all it asked was answered, which may be never: then it is let go.
    yield* Effect.addFinalizer((exit) =>
      Effect.gen(function* () {
        phase = "ended"
        const closing = yield* Effect.forkDetach(Scope.close(own, exit))
        yield* Effect.interruptible(Effect.timeoutOption(Fiber.await(closing), patienceMs))
        gone.abort()
      })
    )
    /** Why there is no connection. */
    let trouble = silent
    const hear = (error: unknown) => void (trouble = failed(error))
    const unreachable = yield* Deferred.make<void>()
    const redis = NodeRedis.layer({
      url: options.url,
      disableOfflineQueue: true,
      socket: {
        connectTimeout: 2_000,
        signal: gone.signal,
        // What is refused at the start is said at the start; later it may be changed while this runs.
        reconnectStrategy: (retries, cause) => {
          hear(cause)
          if (phase === "ended" || (phase === "starting" && refused(cause) !== undefined)) return cause
          if (!isNotReady(cause)) Deferred.doneUnsafe(unreachable, Effect.void)
          return Math.min(50 * 2 ** retries, 2_000)
        }
      }
    })
    const services = RateLimiter.layer.pipe(
      Layer.provide(RateLimiter.layerStoreRedis({ prefix: `${prefix}pace:` })),
      Layer.provideMerge(redis)
    )
    const opened = Layer.build(services).pipe(
      Effect.tap((context) => checked(Context.get(context, Redis.Redis), prefix, hear)),
      Effect.flatMap((context) =>
        Effect.map(
          impatient(Context.get(context, Redis.Redis), () => trouble),
          (inTime) => ({
            store: driver(Context.get(context, Redis.Redis), prefix, inTime),
            spacing: spacing(Context.get(context, RateLimiter.RateLimiter), inTime)
          })
        )
      ),
      Effect.mapError(failed)
    )
    yield* Deferred.into(opened, connected).pipe(
      // The client logs every attempt to connect; the store's own warning says it once.
      Effect.provideService(References.MinimumLogLevel, "None"),
      Effect.provideService(Scope.Scope, own),
      Effect.forkIn(own)
    )
    yield* Effect.raceFirst(
      Effect.asVoid(Deferred.await(connected)),
      Effect.timeoutOrElse(Deferred.await(unreachable), { duration: startPatience, orElse: () => Effect.void })
    )
    phase = "started"
    // What is not connected yet fails at once instead of waiting.
    const now = Effect.suspend(() =>
      Deferred.isDoneUnsafe(connected) ? Deferred.await(connected) : Effect.fail(trouble)
    )
    return {
      store: {
        bounded: true,
        get: (keys) => Effect.flatMap(now, ({ store }) => store.get(keys)),
        commit: (change) => Effect.flatMap(now, ({ store }) => store.commit(change)),
        counts: (group) => Effect.flatMap(now, ({ store }) => store.counts(group)),
        size: (of) => Effect.flatMap(now, ({ store }) => store.size(of))
      },
      spacing: { next: (key, everyMs) => Effect.flatMap(now, (all) => all.spacing.next(key, everyMs)) }
    }
  })

/** A store in Redis, for several processes or machines: `redisStore("redis://127.0.0.1:6379")`. */
export const redisStore = (options: RedisOptions | string): Layer.Layer<Store | Spacing, StoreFailure> =>
  Layer.effectContext(
    Effect.map(openRedis(typeof options === "string" ? { url: options } : options), ({ spacing, store }) =>
      Context.make(Store, store).pipe(Context.add(Spacing, spacing))
    )
  )
