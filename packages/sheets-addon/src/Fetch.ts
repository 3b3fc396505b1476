import { Transport } from "@xingtu/core"
import { Effect, Exit, Redacted, Request, RequestResolver } from "effect"
import { whenIdle } from "./Loop.ts"

class Fetch extends Request.Class<{ readonly url: Redacted.Redacted; readonly timeoutMs: number }, Transport.Reply, Transport.NoReply> {}

/** Only what Google refuses before it sends anything. Its messages quote the address, and the address holds the token: none is passed on. */
const refusals: ReadonlyArray<readonly [RegExp, string]> = [
  [/too many times|bandwidth quota|rate limit/i, "Google's limit on web requests is reached"],
  [/permission|authori[sz]ation|whitelist|allowlist/i, "Google does not let this script make web requests"]
]

/** What an alone request that failed to connect says of itself. */
const unreachable = /dns error|address unavailable/i

const noReply = (error: unknown, alone: boolean): Transport.NoReply => {
  const text = error instanceof Error ? error.message : String(error)
  const refused = refusals.find(([pattern]) => pattern.test(text))
  if (refused !== undefined) return new Transport.NoReply({ outcome: "unsent", reason: refused[1] })
  // One of many may have failed to connect while its neighbours were answered and charged.
  if (alone && unreachable.test(text)) return new Transport.NoReply({ outcome: "unsent", reason: "address unavailable" })
  if (/time[d ]*out/i.test(text)) return new Transport.NoReply({ outcome: "timeout", reason: "no answer in time" })
  return new Transport.NoReply({ outcome: "cut", reason: "the connection broke" })
}

/** `timeoutSeconds` is documented and missing in the published types. */
interface TimedRequest extends GoogleAppsScript.URL_Fetch.URLFetchRequest {
  readonly timeoutSeconds: number
}

const fetches = RequestResolver.make<Fetch>((entries) =>
  Effect.sync(() => {
    const requests = entries.map(({ request }): TimedRequest => ({
      url: Redacted.value(request.url),
      muteHttpExceptions: true,
      followRedirects: false,
      timeoutSeconds: Math.max(1, Math.ceil(request.timeoutMs / 1000))
    }))
    try {
      const responses = UrlFetchApp.fetchAll(requests)
      entries.forEach((entry, i) => {
        const response = responses[i]
        entry.completeUnsafe(
          response === undefined
            ? Exit.fail(noReply(undefined, false))
            : Exit.succeed({ status: response.getResponseCode(), body: response.getContentText("UTF-8") })
        )
      })
    } catch (error) {
      const failed = noReply(error, entries.length === 1)
      for (const entry of entries) entry.completeUnsafe(Exit.fail(failed))
    }
  })
).pipe(RequestResolver.setDelayEffect(whenIdle))

/** Sends through `UrlFetchApp`: everything that is to be asked at the same moment goes out in one `fetchAll`. */
export const send = (url: Redacted.Redacted, timeoutMs: number): Effect.Effect<Transport.Reply, Transport.NoReply> =>
  Effect.request(new Fetch({ url, timeoutMs }), fetches)
