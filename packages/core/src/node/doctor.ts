import { Clock, Effect, Result } from "effect"
import type * as Transport from "../api/Transport.ts"
import * as BaseUrl from "../api/BaseUrl.ts"
import { verify } from "../client/TokenCheck.ts"
import { layerUndici } from "./undici.ts"

/** What the `doctor` of a program found out about one thing. */
export interface Finding {
  /** What holds where there is no problem. */
  readonly what: string
  readonly problem?: string
  readonly detail?: string
}

/** A finding in one line, as people read it in a terminal. */
export const lineOf = ({ detail, problem, what }: Finding): string =>
  problem === undefined ? `ok   ${what}${detail === undefined ? "" : ` (${detail})`}` : `NO   ${what}: ${problem}`

/** Whether the API accepts the token. Free. */
export const acceptsToken = (options: Pick<Transport.Options, "baseUrl" | "token">): Effect.Effect<Finding> => {
  const what = "Just One API accepts the token"
  const address = Result.getOrUndefined(BaseUrl.parse(options.baseUrl))
  const shown = address?.url ?? options.baseUrl
  return Effect.gen(function* () {
    const before = yield* Clock.currentTimeMillis
    yield* verify
    const ms = (yield* Clock.currentTimeMillis) - before
    const warning = address?.warning
    return { what, detail: [`${shown}, ${ms} ms`, ...(warning === undefined ? [] : [warning.en])].join("; ") }
  }).pipe(
    Effect.provide(layerUndici(options)),
    Effect.catch((refused) => {
      const { en } = refused._tag === "InvalidSettings" ? refused.happened : refused.words
      return Effect.succeed({ what, problem: `${en} (${shown})` })
    })
  )
}
