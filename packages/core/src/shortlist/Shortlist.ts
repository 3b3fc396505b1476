/** From a brief to a decision: rank a list of creators, and spend a budget on it. */
export type * from "../allocation/Allocation.ts"
export type * from "../ranking/Brief.ts"
export { thresholds, weightsOf } from "../ranking/Brief.ts"
export type * from "../candidates/Candidate.ts"
export type * from "../ranking/Ranking.ts"
export { allocate } from "../allocation/allocate.ts"
export { rank } from "../ranking/rank.ts"
export { briefOf, type FlatBrief } from "../ranking/briefOf.ts"
export { criterionWords } from "../ranking/reasons.ts"
export * from "../candidates/candidates.ts"
export { fromTable, type TableRead } from "./fromTable.ts"
export { save, type Saved, saved } from "./saved.ts"
export { missingWords, planWords, weightsWords } from "./sentences.ts"
export { allocationTable, candidatesTable, rankingTable } from "./tables.ts"
export { fromSearch, type SearchAnswer } from "../candidates/readSearch.ts"
export { type SourceName, sourceNames, usualSources } from "../candidates/sources.ts"
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
