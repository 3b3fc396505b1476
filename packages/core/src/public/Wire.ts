export type { Decoded, Drift, Struct, Type, Unit, Wire } from "../endpoint/Wire.ts"
