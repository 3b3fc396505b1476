import { Context, Deferred, Duration, Effect, Layer, References } from "effect"
import type { Scope } from "effect"
import { RateLimiter, Redis } from "effect/persistence"
import { Spacing } from "../quota/RateLimiter.ts"
import { type Change, type Committed, type Driver, Store, StoreFailure } from "../store/Store.ts"

/** Which Redis, and where in it. */
export interface RedisOptions {
  /** `redis://[user:password@]host:port[/db]` */
  readonly url: string
  /** Every key starts with it; `xingtu:` unless set. */
  readonly prefix?: string
}

/** A Redis that does not answer for this long counts as away. */
const patience = "2 seconds"

/** Only the kind of error: a message may quote the address, and the address may hold a password. */
const reasonOf = (error: Redis.RedisError): string => {
  const { cause } = error
  const code = Object(cause).code
  return typeof code === "string"
    ? `Redis: ${code}`
    : cause instanceof Error && /^[A-Z]+ /.test(cause.message)
      ? `Redis: ${cause.message.split(" ")[0]}`
      : "Redis does not answer"
}

const failed = (error: Redis.RedisError) => new StoreFailure({ reason: reasonOf(error) })
const silent = new StoreFailure({ reason: "Redis does not answer" })

/** Only who shares a Redis has the packages that speak to it. */
const nodeRedis = Effect.tryPromise({
  try: () => import("@effect/platform-node/NodeRedis"),
  catch: () =>
    new StoreFailure({
      reason: "Redis needs two packages beside @xingtu/core: npm install @effect/platform-node@4.1 redis@6"
    })
})

/** KEYS: those of the conditions, of the texts, of the counts. ARGV: how many of each, then what belongs to each key. */
const commitScript = Redis.script(
  (keys: ReadonlyArray<string>, args: ReadonlyArray<string | number>) => [...keys, ...args],
  {
    numberOfKeys: (keys) => keys.length,
    lua: `
local whens, puts, adds = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local at = 4
for i = 1, whens do
  local held = redis.call('GET', KEYS[i])
  local expected = ARGV[at]
  at = at + 1
  if expected == '-' then
    if held then return {'Changed'} end
  elseif not held or '=' .. held ~= expected then
    return {'Changed'}
  end
end
local texts = at
local counts = at + puts * 2
for i = 1, adds do
  local name, by, limit = ARGV[counts + (i - 1) * 4], ARGV[counts + (i - 1) * 4 + 1], ARGV[counts + (i - 1) * 4 + 2]
  if limit ~= '' then
    local sum = tonumber(redis.call('HGET', KEYS[whens + puts + i], name) or '0')
    if sum + tonumber(by) > tonumber(limit) then return {'Over', name} end
  end
end
for i = 1, puts do
  local key, value, ttl = KEYS[whens + i], ARGV[texts + (i - 1) * 2], ARGV[texts + (i - 1) * 2 + 1]
  if value == '-' then redis.call('DEL', key) else redis.call('SET', key, string.sub(value, 2), 'PX', ttl) end
end
local sums = {'Done'}
for i = 1, adds do
  local key = KEYS[whens + puts + i]
  sums[i + 1] = redis.call('HINCRBY', key, ARGV[counts + (i - 1) * 4], ARGV[counts + (i - 1) * 4 + 1])
  redis.call('PEXPIRE', key, ARGV[counts + (i - 1) * 4 + 3])
end
return sums
`
  }
).withReturnType<ReadonlyArray<string | number>>()

const held = (value: string | undefined): string => (value === undefined ? "-" : `=${value}`)
const wholeMs = (ms: number): number => Math.max(1, Math.ceil(ms))

const committed = ([tag, ...rest]: ReadonlyArray<string | number>): Committed =>
  tag === "Done"
    ? { _tag: "Done", sums: rest.map(Number) }
    : tag === "Over"
      ? { _tag: "Over", name: String(rest[0]) }
      : { _tag: "Changed" }

/** `*`, `?` and the like in a key are themselves. */
const literally = (text: string): string => text.replace(/[\\*?[\]]/g, "\\$&")

const driver = (redis: Redis.Redis["Service"], prefix: string): Driver => {
  const script = redis.eval(commitScript)
  const inTime = <A>(effect: Effect.Effect<A, Redis.RedisError>): Effect.Effect<A, StoreFailure> =>
    Effect.timeoutOrElse(Effect.mapError(effect, failed), { duration: patience, orElse: () => Effect.fail(silent) })

  const commit = ({ add = [], put = [], when = [] }: Change) =>
    script(
      [
        ...when.map(({ key }) => prefix + key),
        ...put.map(({ key }) => prefix + key),
        ...add.map(({ group }) => prefix + group)
      ],
      [
        when.length,
        put.length,
        add.length,
        ...when.map(({ is }) => held(is)),
        ...put.flatMap(({ ttlMs, value }) => [held(value), wholeMs(ttlMs)]),
        ...add.flatMap(({ by, limit, name, ttlMs }) => [name, Math.round(by), limit ?? "", wholeMs(ttlMs)])
      ]
    )

  const count = (pattern: string, cursor = "0", sum = 0): Effect.Effect<number, Redis.RedisError> =>
    Effect.flatMap(
      redis.send<[string, ReadonlyArray<string>]>("SCAN", cursor, "MATCH", pattern, "COUNT", "1000"),
      ([next, keys]) => (next === "0" ? Effect.succeed(sum + keys.length) : count(pattern, next, sum + keys.length))
    )

  return {
    get: (keys) =>
      keys.length === 0
        ? Effect.succeed([])
        : inTime(
            Effect.map(redis.send<ReadonlyArray<string | null>>("MGET", ...keys.map((key) => prefix + key)), (values) =>
              values.map((value) => value ?? undefined)
            )
          ),
    commit: (change) => inTime(Effect.map(commit(change), committed)),
    counts: (group) =>
      inTime(
        Effect.map(redis.send<unknown>("HGETALL", prefix + group), (found) => {
          const flat = Array.isArray(found) ? found.map(String) : Object.entries(Object(found)).flat().map(String)
          return Object.fromEntries(flat.flatMap((name, i) => (i % 2 === 0 ? [[name, Number(flat[i + 1])]] : [])))
        })
      ),
    size: (prefixOf) => inTime(count(`${literally(prefix + prefixOf)}*`))
  }
}

/** The pace of all processes that share the Redis. */
const spacing = (limiter: RateLimiter.RateLimiter): Spacing["Service"] => ({
  next: (key, everyMs) =>
    limiter
      .consume({ key, algorithm: "token-bucket", onExceeded: "delay", limit: 1, window: Duration.millis(everyMs) })
      .pipe(
        Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.fail(silent) }),
        Effect.mapBoth({ onSuccess: ({ delay }) => Duration.toMillis(delay), onFailure: () => silent })
      )
})

/**
 * Answers, claims, budgets and pace for all processes that name the same Redis. It may be away at the start or go away
 * later: calls then go on with what their process knows, and join again when it returns.
 */
export const openRedis = (
  options: RedisOptions
): Effect.Effect<{ readonly store: Driver; readonly spacing: Spacing["Service"] }, StoreFailure, Scope.Scope> =>
  Effect.gen(function* () {
    const NodeRedis = yield* nodeRedis
    const prefix = options.prefix ?? "xingtu:"
    const connected = yield* Deferred.make<{ readonly store: Driver; readonly spacing: Spacing["Service"] }>()
    const redis = NodeRedis.layer({
      url: options.url,
      disableOfflineQueue: true,
      socket: { connectTimeout: 2_000, reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 2_000) }
    })
    const services = RateLimiter.layer.pipe(
      Layer.provide(RateLimiter.layerStoreRedis({ prefix: `${prefix}pace:` })),
      Layer.provideMerge(redis)
    )
    yield* Layer.build(services).pipe(
      Effect.flatMap((context) =>
        Deferred.succeed(connected, {
          store: driver(Context.get(context, Redis.Redis), prefix),
          spacing: spacing(Context.get(context, RateLimiter.RateLimiter))
        })
      ),
      // The client logs every attempt to connect; the store's own warning says it once.
      Effect.provideService(References.MinimumLogLevel, "None"),
      Effect.forkScoped
    )
    yield* Effect.timeoutOrElse(Deferred.await(connected), { duration: patience, orElse: () => Effect.void })
    // What is not connected yet fails at once instead of waiting.
    const now = Effect.suspend(() =>
      Deferred.isDoneUnsafe(connected) ? Deferred.await(connected) : Effect.fail(silent)
    )
    return {
      store: {
        get: (keys) => Effect.flatMap(now, ({ store }) => store.get(keys)),
        commit: (change) => Effect.flatMap(now, ({ store }) => store.commit(change)),
        counts: (group) => Effect.flatMap(now, ({ store }) => store.counts(group)),
        size: (of) => Effect.flatMap(now, ({ store }) => store.size(of))
      },
      spacing: { next: (key, everyMs) => Effect.flatMap(now, (all) => all.spacing.next(key, everyMs)) }
    }
  })

/** Keeps answers, claims, budgets and pace in Redis. */
export const redisStore = (options: RedisOptions | string): Layer.Layer<Store | Spacing, StoreFailure> =>
  Layer.effectContext(
    Effect.map(openRedis(typeof options === "string" ? { url: options } : options), ({ spacing, store }) =>
      Context.make(Store, store).pipe(Context.add(Spacing, spacing))
    )
  )
