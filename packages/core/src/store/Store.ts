import { Context, Effect, Layer } from "effect"
import type { Driver } from "./Driver.ts"
import { memory } from "./memory.ts"
import { Warn } from "../util/Warn.ts"

export {
  type Add,
  type Change,
  type Committed,
  type Driver,
  type Holds,
  type Outcome,
  type Owing,
  type Put,
  StoreFailure,
  type Unfailing,
  type When
} from "./Driver.ts"
export { memory, type MemoryOptions } from "./memory.ts"
export { tooMany } from "./Warnings.ts"

/**
 * The store of results, requests in progress, circuit breakers and counts, as a service. The memory of this process
 * unless a layer says otherwise.
 */
export class Store extends Context.Service<Store, Driver>()("@xingtu/core/Store") {}

/** A store in the memory of this process. It warns before it drops an answer that is still good. */
export const layerMemory = (capacity?: number): Layer.Layer<Store> =>
  Layer.effect(
    Store,
    Effect.map(Warn, (tell) => memory(capacity === undefined ? { tell } : { count: capacity, tell }))
  )
