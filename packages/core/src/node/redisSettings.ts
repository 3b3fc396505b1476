import { Effect } from "effect"
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

/** Only the kind of error: a message may quote the address, and the address may hold a password. */
const reasonOf = (error: unknown): string => {
  const { code } = Object(rootOf(error))
  if (typeof code === "string") return `Redis: ${code}`
  const [, kind] = /^([A-Z]{2,}) /.exec(messageOf(error)) ?? []
  return kind === undefined ? "Redis does not respond" : `Redis: ${kind}`
}

export const failed = (error: Redis.RedisError): StoreFailure => new StoreFailure({ reason: reasonOf(error) })
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
    /^MOVED/,
    "This node of the Redis Cluster does not hold the store's keys. Name the node that does in the address, or choose another prefix (REDIS_URL, XINGTU_REDIS_PREFIX)."
  ]
]

/** Why these settings can never work; undefined for an outage. */
export const refused = (error: unknown): StoreFailure | undefined => {
  if (error instanceof StoreFailure) return error
  const message = messageOf(error)
  const problem = refusals.find(([answer]) => answer.test(message))?.[1]
  return problem === undefined ? undefined : new StoreFailure({ reason: problem })
}

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

/** Asks Redis once whether it does what the store needs; fails only where it never will. */
export const checked = (redis: Redis.Redis["Service"], prefix: string): Effect.Effect<void, StoreFailure> =>
  Effect.gen(function* () {
    const held = yield* Effect.result(redis.send("MGET", `${prefix}start`))
    const wrong = held._tag === "Failure" ? refused(held.failure) : undefined
    if (wrong !== undefined) return yield* Effect.fail(wrong)
    const cluster = yield* Effect.orElseSucceed(redis.send<string>("INFO", "cluster"), () => "")
    if (/cluster_enabled:1/.test(cluster) && !/\{[^}]+\}/.test(prefix)) return yield* Effect.fail(needsTag)
  })
