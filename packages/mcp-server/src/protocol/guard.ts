import { ByteSize, Effect } from "effect"
import { Headers, HttpEffect, HttpIncomingMessage, HttpServerRequest, HttpServerResponse } from "effect/http"
import { createHash, timingSafeEqual } from "node:crypto"
import type { Options } from "../client/options.ts"

/** What stands before the server over HTTP: by itself it checks neither hosts nor keys, and its sessions never end. */

const mostBytes = 1_000_000
const mostSessions = 1_000

const digest = (text: string) => createHash("sha256").update(text).digest()

const refuse = (status: number, error: string, headers: Record<string, string> = {}) =>
  HttpServerResponse.text(JSON.stringify({ error }), { status, contentType: "application/json", headers })

/** What a client sends that ends its session. */
const closing = (session: string) =>
  HttpServerRequest.fromWeb(
    new Request("http://localhost/mcp", { method: "DELETE", headers: { "mcp-session-id": session } })
  )

/** Names of this machine: a page on another one that resolves to it must not reach the server. */
const localHosts = ["127.0.0.1", "localhost", "[::1]"]

export const guard = ({ "allow-host": hosts, "allow-origin": origins, host, keys }: Options) => {
  const known = [...keys.keys()].map(digest)
  const own = [...localHosts, ...hosts, host.includes(":") ? `[${host}]` : host]
  const isOwn = (name = "") => own.includes(name) || own.includes(name.replace(/:\d+$/, ""))
  const isKnown = (authorization = "") => {
    const [, key = ""] = /^Bearer\s+(\S+)$/i.exec(authorization) ?? []
    const given = digest(key)
    return known.filter((one) => timingSafeEqual(one, given)).length > 0
  }
  /** In the order of their last use. */
  const sessions = new Set<string>()
  const remembered = (request: HttpServerRequest.HttpServerRequest, sent: HttpServerResponse.HttpServerResponse) => {
    const session = sent.headers["mcp-session-id"] ?? request.headers["mcp-session-id"] ?? ""
    sessions.delete(session)
    if (session !== "" && sent.status < 400 && request.method !== "DELETE") sessions.add(session)
    return sent
  }

  return <E, R>(handle: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>) =>
    Effect.gen(function* () {
      const request = yield* HttpServerRequest.HttpServerRequest
      const { authorization, "content-length": length = 0, host = "", origin } = request.headers
      const isLocal = localHosts.includes(URL.parse(origin ?? "")?.hostname ?? "")
      if (!isOwn(host)) return refuse(421, `The host name ${JSON.stringify(host)} is not allowed; see --allow-host.`)
      if (origin !== undefined && !isLocal && !origins.includes(origin))
        return refuse(403, "This origin is not allowed; see --allow-origin.")
      if (!isKnown(authorization))
        return refuse(401, "A key is required: Authorization: Bearer <key>.", { "www-authenticate": "Bearer" })
      if (Number(length) > mostBytes) return refuse(413, `The request is larger than ${mostBytes} bytes.`)
      const serve = (request: HttpServerRequest.HttpServerRequest) =>
        Effect.provideService(handle, HttpServerRequest.HttpServerRequest, request)
      // The server behind knows only origins that are listed, and this machine's have any port.
      const passed = isLocal ? request.modify({ headers: Headers.remove(request.headers, "origin") }) : request
      const [oldest] = sessions
      const opens = request.headers["mcp-session-id"] === undefined
      if (opens && oldest !== undefined && sessions.size >= mostSessions) {
        sessions.delete(oldest)
        yield* serve(closing(oldest))
      }
      const response = yield* serve(passed)
      // The server behind names the session of a response only now.
      yield* HttpEffect.appendPreResponseHandler((_, response) => Effect.sync(() => remembered(request, response)))
      return response
    }).pipe(Effect.provideService(HttpIncomingMessage.MaxBodySize, ByteSize.bytes(mostBytes)))
}
