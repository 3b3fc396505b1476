import { Effect } from "effect"
import { Alarm, whenOver } from "./Alarm.ts"
import { largestBody, tooLarge } from "./size.ts"
import * as Transport from "./Transport.ts"

/** The text of a body, given up as soon as it is too large, whatever its headers say. */
const textOf = async (response: Response): Promise<string> => {
  const length = Number(response.headers?.get("content-length") ?? Number.NaN)
  const packed = response.headers?.has("content-encoding") ?? false
  if (length > largestBody) {
    await response.body?.cancel()
    throw tooLarge()
  }
  if (!response.body || (!packed && length >= 0)) return response.text()
  const decoder = new TextDecoder()
  let text = ""
  let size = 0
  // Left early, the loop cancels the body.
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > largestBody) throw tooLarge()
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
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
        const read = async () => {
          try {
            // Followed, a redirect would carry the token elsewhere.
            const response = await fetch(url(), { signal: stop.signal, redirect: "manual" })
            resume(Effect.succeed({ status: response.status, body: await textOf(response) }))
          } catch (error) {
            resume(Effect.fail(error instanceof Transport.NoReply ? error : Transport.noReply(error)))
          } finally {
            callOff()
          }
        }
        void read()
        return Effect.sync(() => stop.abort())
      })
    )
