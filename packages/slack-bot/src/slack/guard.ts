import type { HTTPReceiver } from "@slack/bolt"
import type { IncomingMessage, ServerResponse } from "node:http"
import { parse } from "node:querystring"

/** Slack sends some hundred kB at most; what is larger is refused unread. */
export const bodyLimit = 1_000_000

/** Bolt refuses what is older than this, and takes what is from the future. */
const toleratedSeconds = 300

/** Where Slack sends to. */
const path = "/slack/events"

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Whether it is a body as Slack sends them: bolt looks into others, and a signed `null` would end the process. */
const isShaped = (text: string, type: string | undefined): boolean => {
  const isForm = type === "application/x-www-form-urlencoded"
  const json = isForm ? parse(text)["payload"] : text
  // A command is a form without a payload.
  if (isForm && typeof json !== "string") return true
  try {
    const body: unknown = JSON.parse(String(json))
    return isRecord(body) && (isRecord(body["event"]) || (!("event" in body) && body["type"] !== "event_callback"))
  } catch {
    return false
  }
}

const isFromTheFuture = (header: string | ReadonlyArray<string> | undefined): boolean => {
  const at = Number(header)
  return header !== undefined && !(at <= Date.now() / 1_000 + toleratedSeconds)
}

/** The body of a request; undefined when it is too large. */
const bodyOf = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  if (Number(request.headers["content-length"]) > bodyLimit) return undefined
  const chunks: Array<Buffer> = []
  let size = 0
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.from(chunk as Buffer) // no encoding was set
    size += bytes.length
    if (size > bodyLimit) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** Refuses what bolt would take or break on; what passes goes to bolt, which checks the signature. */
export const guard = (receiver: HTTPReceiver, log: (reason: string) => void): HTTPReceiver => {
  const bolt = receiver.requestListener
  const refuse = (response: ServerResponse, status: number, reason: string) => {
    log(reason)
    response.writeHead(status, { connection: "close" }).end()
  }
  receiver.requestListener = (request, response) => {
    if (request.method !== "POST" || request.url?.split("?")[0] !== path) return bolt(request, response)
    if (isFromTheFuture(request.headers["x-slack-request-timestamp"]))
      return refuse(response, 401, "A request is dated in the future")
    bodyOf(request).then(
      (body) => {
        if (body === undefined) return refuse(response, 413, "A request's body is too large")
        if (!isShaped(body.toString(), request.headers["content-type"]))
          return refuse(response, 400, "A request's body is not in a form that Slack sends")
        // Bolt takes what was read from here.
        bolt(Object.assign(request, { rawBody: body }), response)
      },
      () => response.destroy()
    )
  }
  return receiver
}
