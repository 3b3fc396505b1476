import { BaseUrl, Client as Core, Limiter, QuotaDay, Settings, Transport } from "@xingtu/core/adapter"
import { Effect, Exit, Redacted, Result } from "effect"
import * as Fetch from "../google/Fetch.ts"
import * as Manners from "../google/Manners.ts"
import * as Loop from "../google/Loop.ts"
import type { Opened } from "../store/Document.ts"
import * as Snapshots from "../store/Snapshots.ts"
import * as DocumentStore from "../store/Store.ts"

/** Core's client, as formulas, menus and the sidebar use it. */
export type Xingtu = Core.Client

/** Who pays: each has a budget of its own in core's books. */
export const consumers = { outbox: "formulas", sheet: "sidebar" } as const satisfies Record<DocumentStore.Place, string>

/** Daily snapshots pay by themselves, and only so much a day. */
export const snapshots = "snapshots"

/** Who may only wait for what others pay. */
export const waiting = "waiting"

/**
 * How long requests may take together. A cell is given 30 s, which leaves time to write down what came; a step of the
 * sidebar is thought lost after 150 s.
 */
export const longestMs = { outbox: 24_000, sheet: 140_000 } as const satisfies Record<DocumentStore.Place, number>

/** Formulas show what was paid for however old it is; only Refresh renews it. So reopening a document costs nothing. */
const forGood = "400 days" as const

const kept = { creator: forGood, audience: forGood, video: forGood, commerce: forGood, live: forGood, report: forGood }

export const baseUrl = (environment: string): string =>
  Result.getOrElse(BaseUrl.parse(environment), () => ({ url: BaseUrl.environments.global })).url

/**
 * Runs something with core's client of this document, to its end, on this thread. What cannot happen is thrown without
 * its cause, which could quote anything.
 */
export const run = <A>(
  { properties, settings, token }: Opened,
  place: DocumentStore.Place,
  use: (xingtu: Xingtu) => Effect.Effect<A>,
  begun = Date.now()
): A => {
  const transport = Transport.makeTimed({
    baseUrl: baseUrl(settings.environment),
    token: token ?? Redacted.make(""),
    send: Fetch.sender(begun + longestMs[place], Manners.read(properties))
  })
  const xingtu = Core.make({
    // The books are the document's, not a token's or an environment's: another one finds what was paid for with the
    // last.
    transport: {
      ...transport,
      account: "document",
      baseUrl: settings.environment === "cn" ? BaseUrl.environments.global : transport.baseUrl
    },
    store: DocumentStore.make(place, properties),
    limiter: Limiter.unlimited,
    day: QuotaDay.shanghai,
    client: Math.random().toString(36).slice(2),
    settings: {
      ...Settings.defaults,
      ttl: kept,
      retries: settings.retries,
      dailyBudget: settings.dailyLimit ?? Infinity,
      consumerBudgets: {
        [consumers.outbox]: settings.formulasDaily ?? Infinity,
        [waiting]: 0,
        [snapshots]: Snapshots.budget(properties)
      }
    }
  })
  // What was paid for is written down also when nobody waits for it any more.
  const exit = Loop.run(Effect.ensuring(use(xingtu), xingtu.settled))
  if (Exit.isSuccess(exit)) return exit.value
  throw new Error("Xingtu could not finish.")
}
