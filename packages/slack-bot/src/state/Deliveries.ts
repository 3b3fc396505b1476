import { Store } from "@xingtu/core"
import { Effect } from "effect"
import { keys, ttl } from "./keys.ts"

/** Slack may deliver again for some minutes, and so may anyone who recorded a request within its five minutes. */
const remembered = 30 * ttl.minute

/**
 * Whether this delivery is the first of its kind, for all processes of the bot together. A second one must do nothing:
 * the first is answering. When the store cannot tell, it counts as the first, since silence would be worse and a paid
 * call is claimed by core anyway.
 */
export const isFirst = (id: string): Effect.Effect<boolean, never, Store.Store> => isFirstWithin(remembered, id)

/**
 * A second click on the same button so soon is one click of an unsteady hand: it must not share twice or send two
 * files.
 */
export const isNoDoubleClick = (button: string): Effect.Effect<boolean, never, Store.Store> =>
  isFirstWithin(2 * ttl.second, button)

const isFirstWithin = (ttlMs: number, id: string): Effect.Effect<boolean, never, Store.Store> =>
  Store.Store.use((store) =>
    store.commit({
      when: [{ key: keys.delivery(id), is: undefined }],
      put: [{ key: keys.delivery(id), value: "1", ttlMs }]
    })
  ).pipe(
    Effect.map((committed) => committed._tag === "Done"),
    Effect.catch((failure) =>
      Effect.as(
        Effect.logWarning("The store could not be read to check whether a delivery is new").pipe(
          Effect.annotateLogs({ reason: failure.reason })
        ),
        true
      )
    )
  )
