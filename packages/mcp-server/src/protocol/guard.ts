import { Effect } from "effect"
import { Headers, HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"
import { createHash, timingSafeEqual } from "node:crypto"
import type { Options } from "../client/options.ts"

/**
 * What stands before the server over HTTP: it checks neither Host nor keys nor sizes by itself, and its sessions never
 * end.
 */

const mostBytes = 1_000_000
const mostSessions = 1_000

const digest = (text: string) => createHash("sha256").update(text).digest()

const refuse = (status: number, error: string, headers: Record<string, string> = {}) =>
  HttpServerResponse.text(JSON.stringify({ error }), { status, contentType: "application/json", headers })

/** Names of this machine: a page on another one that resolves to it must not reach the server. */
const localHosts = ["127.0.0.1", "localhost", "[::1]"]

export const guard = ({ "allow-host": hosts, "allow-origin": origins, host, keys }: Options) => {
  const known = [...keys.keys()].map(digest)
  const own = [...localHosts, ...hosts, host.includes(":") ? `[${host}]` : host]
  const mayCall = (authorization: string | undefined): boolean => {
    const [, key] = /^Bearer\s+(\S+)$/i.exec(authorization ?? "") ?? []
    if (key === undefined) return false
    const given = digest(key)
    return known.filter((one) => timingSafeEqual(one, given)).length > 0
  }
  const isOwn = (host: string | undefined): boolean =>
    host !== undefined && own.some((name) => host === name || host.replace(/:\d+$/, "") === name)
  let sessions = 0

  return HttpRouter.middleware(
    (handle) =>
      Effect.gen(function* () {
        const request = yield* HttpServerRequest.HttpServerRequest
        const { authorization, host, origin } = request.headers
        const length = request.headers["content-length"]
        if (!isOwn(host)) return refuse(421, `This server is not ${JSON.stringify(host ?? "")}; see --allow-host.`)
        const isLocal = localHosts.includes(URL.parse(origin ?? "")?.hostname ?? "")
        if (origin !== undefined && !isLocal && !origins.includes(origin))
          return refuse(403, "This origin may not call; see --allow-origin.")
        if (!mayCall(authorization))
          return refuse(401, "A key is required: Authorization: Bearer <key>.", { "www-authenticate": "Bearer" })
        if (request.method === "POST" && (length === undefined || !/^\d+$/.test(length)))
          return refuse(411, "The request must say its length.")
        if (Number(length ?? 0) > mostBytes) return refuse(413, `A request has ${mostBytes} bytes at most.`)
        const opens = request.method === "POST" && request.headers["mcp-session-id"] === undefined
        if (opens && sessions >= mostSessions) return refuse(503, "Too many sessions; end some with DELETE.")
        // The server behind knows only origins that are listed, and this machine's have any port.
        const passed = isLocal ? request.modify({ headers: Headers.remove(request.headers, "origin") }) : request
        const response = yield* Effect.provideService(handle, HttpServerRequest.HttpServerRequest, passed)
        if (opens && response.headers["mcp-session-id"] !== undefined) sessions++
        if (request.method === "DELETE" && response.status === 204) sessions--
        return response
      }),
    { global: true }
  )
}
