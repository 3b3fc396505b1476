export type { Plan, Repeatable, Retry, Schedules } from "../api/Retry.ts"
export { schedules } from "../api/Retry.ts"
