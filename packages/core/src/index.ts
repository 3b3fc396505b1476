/** Douyin Creator Marketplace (Xingtu) data as typed Effects: endpoints, units, costs and failures. */
export type { Answer, CallOptions, Meta } from "./Answer.ts"
export * as BaseUrl from "./BaseUrl.ts"
export * as Call from "./Call.ts"
export { catalogue } from "./catalogue.ts"
export { deprecated } from "./deprecated.ts"
export * as Client from "./Client.ts"
export {
  compareEnvironments,
  type CompareOptions,
  type Comparison,
  type ComparisonPlan,
  type Measured
} from "./compareEnvironments.ts"
export type { Consumer } from "./quota/Consumers.ts"
export * as Endpoint from "./Endpoint.ts"
export * as Failure from "./Failure.ts"
export { find, type NotAnEndpoint } from "./find.ts"
export * as Format from "./Format.ts"
export type { Spent, Total } from "./quota/Ledger.ts"
export * as Limiter from "./quota/Limiter.ts"
export { type ManyOptions, type ManyProgress, type Outcome } from "./many.ts"
export { nearest } from "./nearest.ts"
export * as Param from "./Param.ts"
export { type Closed, type Plan, type QuotaReport } from "./quota/Quota.ts"
export * as QuotaDay from "./quota/QuotaDay.ts"
export * as Report from "./Report.ts"
export * as Settings from "./Settings.ts"
export * as Store from "./quota/Store.ts"
export * as Table from "./Table.ts"
export * as Transport from "./Transport.ts"
export { Warn } from "./Warn.ts"
export * as Wire from "./Wire.ts"
export type { Lang, Words } from "./Words.ts"
export { call, Xingtu } from "./Xingtu.ts"
