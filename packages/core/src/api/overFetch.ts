import { Effect } from "effect"
import { Alarm, whenOver } from "./Alarm.ts"
import { largestBody, tooLarge } from "./size.ts"
import * as Transport from "./Transport.ts"
import { whole } from "./whole.ts"

/** The text of a response. Where it says that it is small, and is not packed, it is read at once. */
const read = async (response: Response): Promise<string> => {
  const length = Number(response.headers?.get("content-length") ?? Number.NaN)
  const packed = response.headers?.has("content-encoding") ?? false
  if (length > largestBody) {
    await response.body?.cancel()
    throw tooLarge()
  }
  if (!response.body || (!packed && length >= 0)) return response.text()
  return new TextDecoder().decode(await whole(response.body))
}

/** One GET with `fetch`, stopped when its time is over or nobody waits for it any more. */
export const overFetch =
  (fetch: typeof globalThis.fetch): Transport.Send =>
  (url, timeoutMs) =>
    Effect.flatMap(Alarm, (alarm) =>
      Effect.callback((resume) => {
        const stop = new AbortController()
        const callOff = whenOver(alarm, timeoutMs, () => {
          // Said before it is heard: a fetch that is given may not listen to its signal.
          resume(Effect.fail(new Transport.NoReply({ outcome: "timeout", reason: "TimeoutError" })))
          stop.abort()
        })
        const ask = async () => {
          try {
            // Followed, a redirect would carry the token elsewhere.
            const response = await fetch(url(), { signal: stop.signal, redirect: "manual" })
            resume(Effect.succeed({ status: response.status, body: await read(response) }))
          } catch (error) {
            resume(Effect.fail(error instanceof Transport.NoReply ? error : Transport.noReply(error)))
          } finally {
            callOff()
          }
        }
        void ask()
        return Effect.sync(() => stop.abort())
      })
    )
