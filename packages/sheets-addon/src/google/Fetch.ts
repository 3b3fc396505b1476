import { Transport } from "@xingtu/core"
import { Effect, Redacted } from "effect"
import { together } from "./Together.ts"

interface Fetch {
  readonly url: Redacted.Redacted
  readonly timeoutMs: number
}

/** Only what Google refuses before it sends anything. Its messages quote the address, and the address holds the token: none is passed on. */
const refusals: ReadonlyArray<readonly [RegExp, string]> = [
  [/too many times|bandwidth quota|rate limit/i, "Google's limit on web requests is reached"],
  [/permission|authori[sz]ation|whitelist|allowlist/i, "Google does not let this script make web requests"]
]

/** What an alone request that failed to connect says of itself. */
const unreachable = /dns error|address unavailable/i

const noReply = (error: unknown, alone: boolean): Transport.NoReply => {
  // Without the address: what was typed into it may read like a refusal.
  const text = (error instanceof Error ? error.message : String(error)).replace(/https?:\S+/g, "")
  const refused = refusals.find(([pattern]) => pattern.test(text))
  if (refused !== undefined) return new Transport.NoReply({ outcome: "unsent", reason: refused[1] })
  // One of many may have failed to connect while its neighbours were answered and charged.
  if (alone && unreachable.test(text))
    return new Transport.NoReply({ outcome: "unsent", reason: "address unavailable" })
  if (/time[d ]*out/i.test(text)) return new Transport.NoReply({ outcome: "timeout", reason: "no answer in time" })
  return new Transport.NoReply({ outcome: "cut", reason: "the connection broke" })
}

/** `timeoutSeconds` is documented and missing in the published types. */
interface TimedRequest extends GoogleAppsScript.URL_Fetch.URLFetchRequest {
  readonly timeoutSeconds: number
}

/** Everything that is to be asked at the same moment goes out in one `fetchAll`. */
const fetch = together<Fetch, Transport.Reply, Transport.NoReply>((all) => {
  const requests = all.map(({ timeoutMs, url }): TimedRequest => ({
    url: Redacted.value(url),
    muteHttpExceptions: true,
    followRedirects: false,
    timeoutSeconds: Math.max(1, Math.ceil(timeoutMs / 1000))
  }))
  try {
    return UrlFetchApp.fetchAll(requests).map((response) =>
      Effect.succeed({ status: response.getResponseCode(), body: response.getContentText("UTF-8") })
    )
  } catch (error) {
    const failed = Effect.fail(noReply(error, all.length === 1))
    return all.map(() => failed)
  }
})

/** Sends through `UrlFetchApp`, which gives up by itself. */
export const send = (url: Redacted.Redacted, timeoutMs: number): Effect.Effect<Transport.Reply, Transport.NoReply> =>
  fetch({ url, timeoutMs })
