/** From a brief to a decision: rank a list of creators, and spend a budget on it. */
export type * from "./Allocation.ts"
export type * from "./Brief.ts"
export { thresholds, weightsOf } from "./Brief.ts"
export type * from "./Candidate.ts"
export type * from "./Ranking.ts"
export { allocate } from "./allocate.ts"
export { rank } from "./rank.ts"
export { briefOf, type FlatBrief } from "./briefOf.ts"
export { criterionWords } from "./reasons.ts"
export * from "./candidates.ts"
export { fromTable, type TableRead } from "./fromTable.ts"
export { save, type Saved, saved } from "./saved.ts"
export { allocationTable, candidatesTable, rankingTable } from "./tables.ts"
export { fromSearch, type SearchAnswer } from "./readSearch.ts"
export { type SourceName, sourceNames, usualSources } from "./sources.ts"
export {
  type Came,
  compareDelivered,
  type Delivered,
  delivered,
  type DeliveredAnswer,
  planDelivered,
  type Promised
} from "./delivered.ts"
export { keepPlan, type KeptPromise, promisesOf } from "./promises.ts"
