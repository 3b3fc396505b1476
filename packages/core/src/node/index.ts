/**
 * What core offers on Node: stores that outlive a process, a quick transport, and a client set up from the environment.
 */
export { environment, invalidSettings, layerConfig, notSet, readEnvironment } from "./config.ts"
export * as Options from "./Options.ts"
export { acceptsToken, type Finding, lineOf } from "./doctor.ts"
export { openRedis, redisStore, type RedisOptions } from "./redis.ts"
export { openSqlite, sqliteStore } from "./sqlite.ts"
export { layerUndici } from "./undici.ts"
