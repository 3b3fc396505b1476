import { Context, Effect, Layer, Option } from "effect"
import * as Gate from "./Gate.ts"
import * as Ledger from "./Ledger.ts"
import * as RateLimiter from "./RateLimiter.ts"
import { InvalidSettings } from "../failure/InvalidSettings.ts"
import type { QuotaDay } from "../settings/QuotaDay.ts"
import * as Settings from "../settings/Settings.ts"
import * as Store from "../store/Store.ts"
import * as W from "../util/Words.ts"

/** A store that never fails, and what there is to write before it is let go of. */
export interface Kept {
  readonly store: Store.Unfailing
  readonly settled: Effect.Effect<void>
}

/**
 * What the clients of one token share: budgets and books, circuit breaker, rate limit, and the store they are kept in.
 */
export interface Shared extends Kept {
  readonly gate: Gate.Gate
  readonly ledger: Ledger.Ledger
  readonly limiter: RateLimiter.Limiter
  readonly day: (now: number) => QuotaDay
}

const anotherStore = new InvalidSettings({
  problems: [
    {
      setting: "Store",
      problem: W.make(
        "Clients that share a Quota must share its store, and this client has another. Provide the store to Quota.layer too.",
        "共用 Quota 的客户端须使用同一存储，而该客户端用了另一个。请将存储同时提供给 Quota.layer。"
      )
    }
  ]
})

/**
 * Budgets, circuit breaker and rate limit of a token as a service, which several clients can share. `Xingtu.layer`
 * makes its own, or takes the one that is provided, so that several clients keep one budget, stop together after a 303
 * or 601, and share one rate limit. Clients with another token have their own counts in it.
 */
export class Quota extends Context.Service<
  Quota,
  {
    /**
     * What the clients of this token share. Budgets are counted in the same commit that claims a request, so the store
     * is theirs too: the one given to the quota, or else the first client's. Fails for a client that has another.
     */
    readonly of: (
      account: string,
      stored: Option.Option<Store.Driver>,
      keep: (stored: Option.Option<Store.Driver>) => Kept
    ) => Effect.Effect<Shared, InvalidSettings>
  }
>()("@xingtu/core/Quota") {
  /** A quota of these settings. Takes a `Store` and a `Spacing` where they are provided. */
  static readonly make = (
    settings: Partial<Settings.QuotaSettings> = {}
  ): Effect.Effect<Quota["Service"], InvalidSettings> =>
    Effect.gen(function* () {
      const resolved = yield* Effect.fromResult(Settings.resolveQuota(settings))
      const spacing = yield* Effect.serviceOption(RateLimiter.Spacing)
      let stored = yield* Effect.serviceOption(Store.Store)
      let kept: Kept | undefined
      const known = new Map<string, Omit<Shared, keyof Kept>>()
      const partsOf = (account: string) => {
        const parts = known.get(account) ?? {
          gate: Gate.make(account, resolved.day),
          ledger: Ledger.make(account, resolved.settings),
          limiter: RateLimiter.make({ ...resolved.settings, account }, Option.getOrUndefined(spacing)),
          day: resolved.day
        }
        known.set(account, parts)
        return parts
      }
      return Quota.of({
        of: (account, wanted, keep) =>
          Effect.suspend(() => {
            if (kept === undefined && Option.isNone(stored)) stored = wanted
            if (Option.isSome(wanted) && wanted.value !== Option.getOrUndefined(stored))
              return Effect.fail(anotherStore)
            kept ??= keep(stored)
            return Effect.succeed({ ...kept, ...partsOf(account) })
          })
      })
    })

  /**
   * One quota for all clients it is provided to; fails with `InvalidSettings`. Provide the clients' `Store` to it as
   * well.
   */
  static readonly layer = (settings: Partial<Settings.QuotaSettings> = {}): Layer.Layer<Quota, InvalidSettings> =>
    Layer.effect(Quota, Quota.make(settings))
}
