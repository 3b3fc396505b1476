/** Snapshots of creators, and what changed between two of them. */
export type * from "./Snapshot.ts"
export { carried, changes, watched, watchThresholds } from "./changes.ts"
export { snapshotOf, sourcesOf, type WatchAnswers, type WatchSource } from "./figures.ts"
export { changesTable, check, type Checked, type CheckOptions, history } from "./history.ts"
export { planSnapshot, snapshot, type SnapshotOptions, type SnapshotPlan, type Taken } from "./take.ts"
