export type { Add, Change, Committed, Driver, Holds, Put, When } from "../store/Store.ts"
export { layerMemory, Store, StoreFailure } from "../store/Store.ts"
