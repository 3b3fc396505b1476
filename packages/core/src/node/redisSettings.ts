import { Effect, Schedule } from "effect"
import type { Redis } from "effect/persistence"
import { StoreFailure } from "../store/Store.ts"
import * as W from "../util/Words.ts"

/** An error of Redis or of its client, under all that is wrapped around it. */
const rootOf = (error: unknown): unknown => {
  const { cause, originalError } = Object(error)
  const inner = originalError ?? cause
  return inner === undefined ? error : rootOf(inner)
}

const messageOf = (error: unknown): string => {
  const root = rootOf(error)
  return root instanceof Error ? root.message : ""
}

/** Redis's own words for an error begin with its kind. */
const reply = /^([A-Z]{2,}) /

/** Only the kind of error: a message may quote the address, and the address may hold a password. */
const reasonOf = (error: unknown): string => {
  const { code } = Object(rootOf(error))
  if (typeof code === "string") return `Redis: ${code}`
  const message = messageOf(error)
  if (full.test(message)) return "Redis: its maxclients is reached"
  const [, kind] = reply.exec(message) ?? []
  return kind === undefined ? "Redis does not respond" : `Redis: ${kind}`
}

/** It takes no further connection. */
const full = /^ERR max number of clients/

export const silent = new StoreFailure({ reason: "Redis does not respond" })

/**
 * What Redis replies to settings that are wrong, and what to do about it. It quotes neither the address nor the
 * password.
 */
const refusals: ReadonlyArray<readonly [answer: RegExp, problem: string]> = [
  [
    /^WRONGPASS|^ERR invalid password/,
    "Redis refuses the user or the password of its address. Correct redis://user:password@host:port (REDIS_URL)."
  ],
  [
    /^ERR AUTH |^ERR Client sent AUTH/,
    "The address of Redis has a password, but this Redis has none set. Leave it out, or set one there (REDIS_URL)."
  ],
  [/^NOAUTH/, "Redis wants a password, and its address has none. Add it: redis://user:password@host:port (REDIS_URL)."],
  [/^NOPERM/, "Redis does not allow this user what the store needs: reading and writing its keys, and scripts."],
  [
    /^ERR (DB index|invalid DB index|SELECT is not allowed)/,
    "Redis has no database of the number at the end of its address. Correct redis://host:port/number (REDIS_URL); a cluster has only 0."
  ],
  [
    /^ERR_SSL_WRONG_VERSION_NUMBER/,
    "There is no TLS at the address of Redis. Write redis:// instead of rediss://, or the port with TLS (REDIS_URL)."
  ],
  [
    /^(DEPTH_ZERO|SELF_SIGNED|CERT_|UNABLE_TO_|ERR_TLS_CERT|HOSTNAME_MISMATCH)/,
    "The certificate of Redis is not trusted here, or is another host's. Name its authority in NODE_EXTRA_CA_CERTS, or correct the address (REDIS_URL)."
  ],
  [
    /^MOVED/,
    "This node of the Redis Cluster does not hold the store's keys. Name the node that does in the address, or choose another prefix (REDIS_URL, XINGTU_REDIS_PREFIX)."
  ]
]

/** Why these settings can never work; undefined for an outage. */
export const refused = (error: unknown): StoreFailure | undefined => {
  if (error instanceof StoreFailure) return error
  const { code } = Object(rootOf(error))
  const said = typeof code === "string" ? code : messageOf(error)
  const problem = refusals.find(([answer]) => answer.test(said))?.[1]
  return problem === undefined ? undefined : new StoreFailure({ reason: problem })
}

/** What a person is told of it. */
export const failed = (error: unknown): StoreFailure => refused(error) ?? new StoreFailure({ reason: reasonOf(error) })

/** Nothing was sent, since there is no connection now: why is known already. */
export const isOffline = (error: unknown): boolean => Object(rootOf(error)).constructor?.name === "ClientOfflineError"

/** Redis is there, and is not ready yet: it loads what it holds, or has no place for another client. */
export const isNotReady = (error: unknown): boolean =>
  /^(LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN) /.test(messageOf(error)) || full.test(messageOf(error))

const address = (en: string, zh: string): W.Words =>
  W.make(
    `${en} Write redis://host:port, with user:password@ and /database where needed.`,
    `${zh}请填写 redis://host:port，需要时加上 user:password@ 与 /数据库编号。`
  )

const wrong = {
  scheme: address(
    "The address of Redis does not start with redis:// or rediss://.",
    "Redis 地址应以 redis:// 或 rediss:// 开头。"
  ),
  unreadable: address("The address of Redis cannot be read.", "无法识别 Redis 地址。"),
  host: address("The address of Redis names no host.", "Redis 地址缺少主机。"),
  port: address("The address of Redis has a port that does not exist.", "Redis 地址的端口不存在。"),
  database: address("The database at the end of Redis's address is not a number.", "Redis 地址末尾的数据库不是数字。")
}

/** Everything that can be wrong with an address of Redis. It quotes nothing of it, which may hold a password. */
export const addressProblems: ReadonlyArray<W.Words> = Object.values(wrong)

const isDecodable = (text: string): boolean => {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** Why an address is none; undefined when it may be one. */
export const addressProblem = (url: string): W.Words | undefined => {
  if (url.startsWith("unix:")) return undefined
  if (!/^rediss?:\/\//i.test(url)) return wrong.scheme
  if (!URL.canParse(url)) return wrong.unreadable
  const { hostname, password, pathname, port, username } = new URL(url)
  if (hostname === "") return wrong.host
  // Of a scheme that URL does not know it keeps whatever stands there.
  if (/[\s%]/.test(hostname) || !isDecodable(username) || !isDecodable(password)) return wrong.unreadable
  if (port === "0") return wrong.port
  return /^\/?\d*$/.test(pathname) ? undefined : wrong.database
}

const needsTag = new StoreFailure({
  reason:
    "On a Redis Cluster the prefix needs a part in braces, such as {xingtu}:, so that all keys are in one place (XINGTU_REDIS_PREFIX)."
})

/** Asks Redis, as soon as it is ready, whether it does what the store needs; fails only where it never will. */
export const checked = (
  redis: Redis.Redis["Service"],
  prefix: string,
  hear: (error: Redis.RedisError) => void
): Effect.Effect<void, StoreFailure> =>
  Effect.gen(function* () {
    const held = yield* Effect.result(
      redis.send("MGET", `${prefix}start`).pipe(
        Effect.tapError((error) => Effect.sync(() => hear(error))),
        Effect.retry({ while: isNotReady, schedule: Schedule.spaced("100 millis") })
      )
    )
    const wrong = held._tag === "Failure" ? refused(held.failure) : undefined
    if (wrong !== undefined) return yield* Effect.fail(wrong)
    const cluster = yield* Effect.orElseSucceed(redis.send<string>("INFO", "cluster"), () => "")
    if (/cluster_enabled:1/.test(cluster) && !/\{[^}]+\}/.test(prefix)) return yield* Effect.fail(needsTag)
  })
