export type { Data, Endpoint, Field, Group, Id, Input, InputOf, OthersOf, Pages, Params } from "../endpoint/Endpoint.ts"
export { fields, groups } from "../endpoint/Endpoint.ts"
