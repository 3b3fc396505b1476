import { Effect, Redacted, Result } from "effect"
import { wrongAddress, wrongToken } from "../api/access.ts"
import * as BaseUrl from "../api/BaseUrl.ts"
import { overFetch } from "../api/overFetch.ts"
import * as Transport from "../api/Transport.ts"
import {
  compareEnvironments as comparison,
  type CompareOptions,
  type Comparison,
  type ComparisonPlan as Planned
} from "../client/compareEnvironments.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import { InvalidSettings } from "../failure/InvalidSettings.ts"
import type { Options } from "./types.ts"

/** A comparison that has not started: `costs` in both languages, and `run()`. */
export interface ComparisonPlan extends Omit<Planned, "run"> {
  readonly run: () => Promise<Comparison>
}

/**
 * Prepares a comparison of `global` and `cn` with real, paid calls; `costs` says how many, `run()` starts it. Nothing
 * is sent before `run()`; `calls` and `costs` say what it will cost.
 *
 * @throws `InvalidSettings` when the token or an address is invalid, `InvalidInput` when the input is
 */
export const compareEnvironments = <P extends Endpoint.Params>(
  options: Omit<CompareOptions<P>, "transports"> &
    Pick<Options, "fetch"> & {
      /** Your Just One API token. */
      readonly token: string
      /** Other addresses than those of Just One API. */
      readonly baseUrls?: Readonly<Record<BaseUrl.Environment, string>>
    }
): ComparisonPlan => {
  const { token, baseUrls = BaseUrl.environments } = options
  const problems = [
    ...Object.entries(baseUrls).flatMap(([name, url]) => wrongAddress(`baseUrls.${name}`, url)),
    ...wrongToken(token)
  ]
  if (problems.length > 0) throw new InvalidSettings({ problems })
  const to = (environment: BaseUrl.Environment) =>
    Transport.makeTimed({
      baseUrl: baseUrls[environment],
      token: Redacted.make(token),
      send: overFetch(options.fetch ?? globalThis.fetch)
    })
  const plan = Result.getOrThrow(comparison({ ...options, transports: { global: to("global"), cn: to("cn") } }))
  return { ...plan, run: () => Effect.runPromise(plan.run) }
}
