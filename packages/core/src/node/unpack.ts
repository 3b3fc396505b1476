import { Result } from "effect"
import { brotliDecompress, brotliDecompressSync, gunzip, gunzipSync } from "node:zlib"
import { largestBody, tooLarge } from "../api/size.ts"
import { type NoReply, noReply } from "../api/Transport.ts"

const bound = { maxOutputLength: largestBody }

/** So small that a thread of its own costs more than the work. */
const little = 32 * 1024

const broken = (error: unknown): NoReply =>
  Object(error).code === "ERR_BUFFER_TOO_LARGE" ? tooLarge() : noReply(error)

/**
 * A body as it was before it was packed, never larger than the bound. What is packed in another way is left as it is.
 */
export const unpacked = (
  body: Uint8Array,
  encoding: string,
  then: (whole: Result.Result<Uint8Array, NoReply>) => void
): void => {
  const way = encoding.trim().toLowerCase()
  if (!["br", "gzip", "x-gzip"].includes(way)) return then(Result.succeed(body))
  if (body.length <= little) {
    return then(
      Result.try({
        try: () => (way === "br" ? brotliDecompressSync : gunzipSync)(body, bound),
        catch: broken
      })
    )
  }
  const done = (error: Error | null, whole: Uint8Array) =>
    then(error === null ? Result.succeed(whole) : Result.fail(broken(error)))
  if (way === "br") brotliDecompress(body, bound, done)
  else gunzip(body, bound, done)
}
