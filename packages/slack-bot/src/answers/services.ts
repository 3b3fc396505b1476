import type { Store, Xingtu } from "@xingtu/core"
import type { HttpClient } from "effect/http"
import type { Cancellation } from "../state/Cancellation.ts"
import type { Pending } from "../state/Pending.ts"
import type { Durable } from "../store/Stores.ts"

/** What every result needs. */
export type Services = Xingtu | Store.Store | Durable | Pending | Cancellation | HttpClient.HttpClient
