import { Transport } from "@xingtu/core"
import { Effect } from "effect"
import type { Manners } from "./Manners.ts"
import { together } from "./together.ts"

interface Fetch {
  readonly url: () => string
  readonly timeoutMs: number
  /** When the execution has to come to an end. */
  readonly until: number
  readonly manners: Manners
}

/**
 * Only what Google refuses before it sends anything. Its messages quote the address, and the address holds the token:
 * none is passed on.
 */
const refusals: ReadonlyArray<readonly [RegExp, string]> = [
  [/too many times for one day/i, "Google's limit on web requests is reached"],
  [/permission|authori[sz]ation|whitelist|allowlist/i, "Google does not let this script make web requests"]
]

/** These may come when the API has answered already. */
const limits = /too many times|bandwidth quota|rate limit/i

/** What an alone request that failed to connect says of itself. */
const unreachable = /dns error|address unavailable/i

const noReply = (error: unknown, sent: "alone" | "with others"): Transport.NoReply => {
  // Without the address: what was typed into it may read like a refusal.
  const text = (error instanceof Error ? error.message : String(error)).replace(/https?:\S+/g, "")
  const refused = refusals.find(([pattern]) => pattern.test(text))
  if (refused !== undefined) return new Transport.NoReply({ outcome: "unsent", reason: refused[1] })
  // One of many may have failed to connect while its neighbours were answered and charged.
  if (sent === "alone" && unreachable.test(text))
    return new Transport.NoReply({ outcome: "unsent", reason: "address unavailable" })
  if (limits.test(text)) return new Transport.NoReply({ outcome: "cut", reason: "Google's limit on web requests" })
  if (/time[d ]*out/i.test(text)) return new Transport.NoReply({ outcome: "timeout", reason: "no response in time" })
  return new Transport.NoReply({ outcome: "cut", reason: "the connection broke" })
}

/** `timeoutSeconds` is documented and missing in the published types. */
interface TimedRequest extends GoogleAppsScript.URL_Fetch.URLFetchRequest {
  readonly timeoutSeconds: number
}

/** What is not sent, since its answer could not be waited for. */
export const noTime = "not enough time left"

/**
 * With less time than this a request could be paid for and its answer not heard; where Google does not keep to time
 * limits, most of a cell's time.
 */
const shortestMs = ({ timeLimits }: Manners): number => (timeLimits === "ignored" ? 20_000 : 8_000)

/**
 * Requests of the first wave, and of a later one while all is well: what breaks in one takes the answers of its wave
 * with it, unless this account's `fetchAll` was seen to keep them.
 */
const sizes = ({ neighbours, timeLimits }: Manners): readonly [first: number, most: number] =>
  timeLimits === "ignored" ? [4, 8] : neighbours === "kept" ? [32, 64] : [8, 16]

let wave: number | undefined

/** What one of several answered, where Google gives each its own outcome. */
const replyOf = (response: GoogleAppsScript.URL_Fetch.HTTPResponse): Reply => {
  try {
    return Effect.succeed({ status: response.getResponseCode(), body: response.getContentText("UTF-8") })
  } catch (error) {
    return Effect.fail(noReply(error, "alone"))
  }
}

type Reply = Effect.Effect<Transport.Reply, Transport.NoReply>

const sendWave = (all: ReadonlyArray<Fetch>, after: number): ReadonlyArray<Reply> => {
  const requests = all.map(({ timeoutMs, until, url }): TimedRequest => ({
    url: url(),
    muteHttpExceptions: true,
    followRedirects: false,
    timeoutSeconds: Math.max(1, Math.ceil(Math.min(timeoutMs, until - Date.now()) / 1000))
  }))
  try {
    const replies = UrlFetchApp.fetchAll(requests).map(replyOf)
    wave = after
    return replies
  } catch (error) {
    // After a break the next goes out alone, so that one bad request costs one answer.
    wave = 1
    const failed = Effect.fail(noReply(error, all.length === 1 ? "alone" : "with others"))
    return all.map(() => failed)
  }
}

const unsent = Effect.fail(new Transport.NoReply({ outcome: "unsent", reason: noTime }))

/**
 * What is to be asked at the same moment goes out in waves, each in one `fetchAll`; what one brought is written down
 * before the next.
 */
const fetch = together<Fetch, Transport.Reply, Transport.NoReply>((all) => {
  const { manners = {} } = all[0] ?? {}
  const [first, most] = sizes(manners)
  const next = all.slice(0, wave ?? first)
  const late = next.some(({ until }) => until - Date.now() < shortestMs(manners))
  return late ? next.map(() => unsent) : sendWave(next, Math.min(most, (wave ?? first) * 2))
}, "outgoing")

/** Sends through `UrlFetchApp`, which gives up by itself; nothing is waited for beyond `until`. */
export const sender =
  (until: number, manners: Manners) =>
  (url: () => string, timeoutMs: number): Reply =>
    fetch({ url, timeoutMs, until, manners })
