export type { Choice, Input, Kind, Param } from "../endpoint/Param.ts"
