import { Effect } from "effect"
import { overFetch } from "./api/overFetch.ts"
import { client } from "./promise/client.ts"
import type { Options, XingtuPromise } from "./promise/types.ts"

export type { Answer, CallOptions } from "./answers/Answer.ts"
export { catalogue } from "./catalogue/catalogue.ts"
export type { Outcome } from "./client/many.ts"
export * as Failure from "./failure/Failure.ts"
export { isFailure } from "./failure/Failure.ts"
export { compareEnvironments, type ComparisonPlan } from "./promise/compare.ts"
export type { CreatorReport, Options, PromiseCallOptions, XingtuPromise } from "./promise/types.ts"
export type { Consumer } from "./quota/Consumers.ts"
export type { Plan, QuotaReport } from "./quota/QuotaReport.ts"
export { InvalidSettings, type SettingProblem } from "./failure/InvalidSettings.ts"
export * as Retry from "./public/Retry.ts"
export * as Format from "./table/Format.ts"
export * as Shortlist from "./shortlist/Shortlist.ts"
export * as Table from "./table/Table.ts"
export * as Watch from "./watch/Watch.ts"

/**
 * Makes a client with promises: `createXingtu({ token, dailyBudget: 200 })`. Throws `InvalidSettings`. Call `close()`
 * at the end. Results are `{ data, raw, drift, meta }`; failures are rejected as the same objects Effect sees: `_tag`,
 * `code`, `charged`, `message`, `advice`.
 *
 * @throws `InvalidSettings` when there is no token, or the base URL or a setting is not usable
 *
 */
export const createXingtu = (options: Options = {}): XingtuPromise =>
  client(options, () => Effect.succeed((url, timeoutMs) => overFetch(globalThis.fetch)(url, timeoutMs)))
