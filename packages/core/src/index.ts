/** Douyin Creator Marketplace (Xingtu) data as typed Effects: endpoints, units, costs and failures. */
export type { Answer, CallOptions, Meta } from "./answers/Answer.ts"
export * as BaseUrl from "./api/BaseUrl.ts"
export { catalogue } from "./catalogue/catalogue.ts"
export { deprecated } from "./catalogue/deprecated.ts"
export {
  compareEnvironments,
  type CompareOptions,
  type Comparison,
  type ComparisonPlan,
  type Measured
} from "./client/compareEnvironments.ts"
export type { PlanOptions } from "./client/Client.ts"
export type { Consumer } from "./quota/Consumers.ts"
export * as Endpoint from "./public/Endpoint.ts"
export * as Failure from "./failure/Failure.ts"
export { find, type NotAnEndpoint } from "./catalogue/find.ts"
export * as Format from "./table/Format.ts"
export type { Spent, Total } from "./quota/Ledger.ts"
export { Spacing } from "./quota/RateLimiter.ts"
export type { Ids } from "./client/ids.ts"
export type { Methods } from "./client/methods.ts"
export type { RowOf } from "./client/pages.ts"
export { type ManyOptions, type ManyProgress, type Outcome } from "./client/many.ts"
export * as Param from "./public/Param.ts"
export { type Closed, type Plan, type QuotaReport } from "./quota/Quota.ts"
export * as Report from "./report/Report.ts"
export * as Retry from "./public/Retry.ts"
export { InvalidSettings, type SettingProblem } from "./settings/InvalidSettings.ts"
export * as Settings from "./public/Settings.ts"
export * as Shortlist from "./shortlist/Shortlist.ts"
export * as Store from "./public/Store.ts"
export * as Table from "./table/Table.ts"
export * as Transport from "./public/Transport.ts"
export * as Watch from "./watch/Watch.ts"
export { Warn } from "./util/Warn.ts"
export * as Wire from "./public/Wire.ts"
export type { Lang, Words } from "./util/Words.ts"
export { call, Xingtu } from "./client/Xingtu.ts"
