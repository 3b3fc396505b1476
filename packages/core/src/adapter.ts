/**
 * What adapters put together: the root's names, and below them the parts of a client, how an input becomes a question, and
 * the descriptions endpoints are made of. It may change in any release: semantic versioning does not cover it.
 */
export * from "./index.ts"
export * as Client from "./client/Client.ts"
export * as Endpoint from "./endpoint/Endpoint.ts"
export * as Param from "./endpoint/Param.ts"
export * as Wire from "./endpoint/Wire.ts"
export * as Transport from "./api/Transport.ts"
export * as Limiter from "./quota/RateLimiter.ts"
export * as QuotaDay from "./settings/QuotaDay.ts"
export { tokenProblem } from "./api/access.ts"
export * as TokenCheck from "./client/TokenCheck.ts"
export * as Settings from "./settings/Settings.ts"
export * as Store from "./store/Store.ts"
export { type Meter, metered, newMeter } from "./client/metered.ts"
export { callsOf } from "./client/together.ts"
export { many } from "./client/many.ts"
export { pages } from "./client/pages.ts"
export * as Csv from "./table/Csv.ts"
export { defined } from "./util/defined.ts"
export { nearest } from "./util/nearest.ts"
export { splitList, splitWords } from "./util/list.ts"
