import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as Failure from "../failure/Failure.ts"

/**
 * The IDs of a call over many: an array, or any iterable of IDs. A single text is a list of letters to TypeScript, and
 * is refused.
 */
export type Ids<I = Endpoint.Id> = Iterable<I> & { readonly charAt?: never }

/** What is wrong when one text, or no list at all, came where many ids are expected; nothing when they came. */
export const notAList = (endpoint: string, ids: unknown): Failure.InvalidInput | undefined =>
  typeof ids === "string" || typeof Object(ids)[Symbol.iterator] !== "function"
    ? new Failure.InvalidInput({
        endpoint,
        problems: [
          {
            param: "ids",
            problem: { en: "Pass a list of IDs, such as [id].", zh: "请提供 ID 列表，例如 [id]。" }
          }
        ]
      })
    : undefined
