import { Limiter, Store, Warn } from "@xingtu/core/adapter"
import { openRedis, openSqlite } from "@xingtu/core/node"
import { Context, Effect, Layer, Redacted, type Scope } from "effect"

/** What must outlive everything: installations and what people chose. Results and claims are in core's `Store`. */
export class Durable extends Context.Service<Durable, Store.Driver>()("@xingtu/slack-bot/Durable") {}

export interface Where {
  /** The path of a file, or `memory`. */
  readonly file: string
  readonly redis?: { readonly url: Redacted.Redacted; readonly prefix: string } | undefined
  readonly database?: Redacted.Redacted | undefined
}

const openFile = (file: string): Effect.Effect<Store.Driver, Store.StoreFailure, Scope.Scope> =>
  file === "memory" ? Effect.map(Warn, (tell) => Store.memory({ tell })) : openSqlite(file)

/** Its client is loaded only where it is used. */
const postgres = (url: Redacted.Redacted): Effect.Effect<Store.Driver, Store.StoreFailure, Scope.Scope> =>
  Effect.flatMap(
    Effect.promise(() => import("./postgres.ts")),
    ({ openPostgres }) => openPostgres(url)
  )

/**
 * Redis is quickest at what many processes share, PostgreSQL surest at what must last; either alone does both, and
 * without them one file does.
 */
export const layer = ({ database, file, redis }: Where): Layer.Layer<Store.Store | Durable, Store.StoreFailure> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const lasting = database === undefined ? undefined : yield* postgres(database)
      const shared =
        redis === undefined ? undefined : yield* openRedis({ url: Redacted.value(redis.url), prefix: redis.prefix })
      const either = shared?.store ?? lasting ?? (yield* openFile(file))
      const stores = Context.make(Store.Store, either).pipe(Context.add(Durable, lasting ?? either))
      return shared === undefined ? stores : Context.add(stores, Limiter.Spacing, shared.spacing)
    })
  )
