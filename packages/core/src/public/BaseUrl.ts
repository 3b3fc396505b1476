export type { BaseUrl, Environment } from "../api/BaseUrl.ts"
export { environments, parse } from "../api/BaseUrl.ts"
