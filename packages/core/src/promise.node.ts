import { client } from "./promise/client.ts"
import type { Options, XingtuPromise } from "./promise/types.ts"
import { pooled } from "./node/undici.ts"

export * from "./promise.ts"

/**
 * Makes a client with promises: `createXingtu({ token, dailyBudget: 200 })`. Throws `InvalidSettings`. Call `close()`
 * at the end. Results are `{ data, raw, drift, meta }`; failures are rejected as the same objects Effect sees: `_tag`,
 * `code`, `charged`, `message`, `advice`.
 *
 * @throws `InvalidSettings` when there is no token, or the base URL or a setting is not usable
 *
 */
export const createXingtu = (options: Options = {}): XingtuPromise => client(options, pooled)
