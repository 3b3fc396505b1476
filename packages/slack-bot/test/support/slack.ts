import { createEmulator } from "emulate"
import { createHmac } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { WebSocketServer } from "ws"
import { inMessage, inView } from "./validate.ts"

export const signingSecret = "signing-secret-of-tests"
export const botToken = "xoxb-bot-token-of-tests"
export const user = "U000000001"
export const channel = "C000000001"
export const team = "T000000001"

/** What the bot posted to a response address. */
export interface Posted {
  readonly to: string
  /** Slack's name for the message. */
  readonly ts?: string
  readonly body: {
    readonly text: string
    readonly blocks?: ReadonlyArray<Record<string, unknown>>
    readonly response_type?: string
    readonly replace_original?: boolean
    readonly thread_ts?: string
  }
}

/** A call of the Web API. */
export interface Called {
  readonly method: string
  readonly params: Readonly<Record<string, string>>
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const paramsOf = (body: Buffer, type: string): Readonly<Record<string, string>> => {
  if (type.includes("json")) {
    return Object.fromEntries(
      Object.entries(JSON.parse(body.toString() || "{}") as object).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value)
      ])
    )
  }
  return type.includes("urlencoded") ? Object.fromEntries(new URLSearchParams(body.toString())) : {}
}

/** Why Slack does not take a message: a reason, or a rate, with the seconds it asks to wait. */
type Refusal = string | { readonly retryAfter: number }

/** Uses of one response address Slack allows. */
const uses = 5

/**
 * Slack as the bot sees it: `emulate` answers the Web API; in front of it stand the parts it lacks (response addresses
 * with their five uses, locales, refusal of invalid blocks) and a check of every message and view that passes.
 */
export const startSlack = async (
  options: {
    readonly locales?: Readonly<Record<string, string>>
    readonly zones?: Readonly<Record<string, string>>
    readonly seed?: object
  } = {}
) => {
  const emulator = await createEmulator({
    service: "slack",
    port: 0,
    seed: {
      slack: {
        signing_secret: signingSecret,
        users: [{ name: "xingtu" }],
        tokens: [{ token: botToken, user: "xingtu" }],
        ...options.seed
      }
    }
  })
  const posted: Array<Posted> = []
  const called: Array<Called> = []
  const problems: Array<string> = []
  const used = new Map<string, number>()
  const uploads: Array<string> = []
  let waiting: ReadonlyArray<() => void> = []
  let refuse: ((body: Posted["body"]) => Refusal | undefined) | undefined
  let refusedToken: string | undefined
  let refusePost: ((channel: string) => string | number | undefined) | undefined
  let closed: string | undefined
  const away = new Set<string>()
  const changed = () => waiting.forEach((wake) => wake())

  const respond = (path: string, body: Buffer, response: ServerResponse): void => {
    const refused = (status: number, reason: string) => void response.writeHead(status).end(reason)
    const parsed = JSON.parse(body.toString()) as Posted["body"]
    const count = (used.get(path) ?? 0) + 1
    used.set(path, count)
    if (count > uses) return refused(404, "used_url")
    const refusal = refuse?.(parsed)
    if (typeof refusal === "string") return refused(400, refusal)
    if (refusal !== undefined)
      return void response.writeHead(429, { "retry-after": String(refusal.retryAfter) }).end("rate_limited")
    const found = inMessage(parsed)
    problems.push(...found)
    if (found.length > 0) return refused(400, "invalid_blocks")
    posted.push({ to: path, ts: `${posted.length + 1}.000000`, body: parsed })
    response.writeHead(200).end("ok")
    changed()
  }

  const pass = async (request: IncomingMessage, path: string, body: Buffer, response: ServerResponse) => {
    const type = request.headers["content-type"] ?? ""
    const method = path.replace(/^\/api\//, "").replace(/\?.*$/, "")
    if (path.startsWith("/upload/")) uploads.push(body.toString())
    const params = path.startsWith("/api/") ? paramsOf(body, type) : {}
    if (method === "apps.connections.open") {
      called.push({ method, params })
      changed()
      const answer =
        closed === undefined ? { ok: true, url: front.replace("http:", "ws:") } : { ok: false, error: closed }
      return void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer))
    }
    // emulate does not know it; its blocks are checked like those of a message.
    if (method === "chat.unfurl") {
      for (const { blocks } of Object.values(JSON.parse(params["unfurls"] ?? "{}") as Record<string, { blocks: [] }>))
        problems.push(...inMessage({ text: "unfurled", blocks }))
      called.push({ method, params })
      changed()
      return void response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}')
    }
    if (away.has(method)) {
      called.push({ method, params })
      changed()
      return void response
        .writeHead(200, { "content-type": "application/json" })
        .end('{"ok":false,"error":"internal_error"}')
    }
    const refusedPost =
      method === "chat.postMessage"
        ? refusePost?.(params["channel"] ?? "")
        : method === "auth.test"
          ? refusedToken
          : undefined
    if (typeof refusedPost === "number") return void response.writeHead(refusedPost).end("upstream")
    if (refusedPost !== undefined)
      return void response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ ok: false, error: refusedPost }))
    if (params["blocks"] !== undefined)
      problems.push(...inMessage({ text: params["text"], blocks: JSON.parse(params["blocks"]) }))
    if (params["view"] !== undefined) problems.push(...inView(JSON.parse(params["view"])))
    const named = method === "chat.postMessage" && params["channel"]?.startsWith("#") === true
    const answer = await fetch(`${emulator.url}${path}`, {
      method: request.method ?? "GET",
      redirect: "manual",
      headers: { "content-type": type, authorization: request.headers.authorization ?? "" },
      // Slack takes a channel's name with its sign, emulate without.
      ...(request.method === "GET" ? {} : { body: named ? body.toString().replace("channel=%23", "channel=") : body })
    })
    let text = await answer.text()
    const who = params["user"] ?? ""
    const [locale, tz] = method === "users.info" ? [options.locales?.[who], options.zones?.[who]] : []
    if (locale !== undefined || tz !== undefined) {
      const parsed = JSON.parse(text) as { user?: object }
      text = JSON.stringify({ ...parsed, user: { ...parsed.user, locale, tz } })
    }
    text = text.replaceAll(emulator.url, front)
    response
      .writeHead(answer.status, {
        "content-type": answer.headers.get("content-type") ?? "text/plain",
        ...(answer.headers.get("location") === null ? {} : { location: answer.headers.get("location") ?? "" })
      })
      .end(text)
    called.push({ method, params })
    changed()
  }

  const server = createServer((request, response) => {
    const path = request.url ?? "/"
    void bodyOf(request)
      .then((body) =>
        path.startsWith("/response/") ? respond(path, body, response) : pass(request, path, body, response)
      )
      .catch((error: unknown) => {
        problems.push(String(error))
        response.destroy()
      })
  })
  // Socket Mode: every connection is greeted; what is sent goes to the newest, and envelopes that come back are
  // acknowledgements.
  const sockets = new WebSocketServer({ server })
  const acknowledged: Array<string> = []
  sockets.on("connection", (socket) => {
    socket.send(JSON.stringify({ type: "hello", num_connections: sockets.clients.size }))
    socket.on("message", (message) => {
      acknowledged.push(String((JSON.parse(String(message)) as { readonly envelope_id?: string }).envelope_id))
      changed()
    })
    changed()
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const front = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  /** Waits until something is there, and gives it. */
  const until = <A>(look: () => A | undefined, what: string): Promise<A> =>
    new Promise((found, failed) => {
      const late = setTimeout(
        () =>
          failed(
            new Error(
              `Waited for ${what} in vain; posted: ${JSON.stringify(posted.map((p) => p.body.text))}; problems: ${problems.join("; ")}`
            )
          ),
        15_000
      )
      const look1 = () => {
        const value = look()
        if (value === undefined) return
        clearTimeout(late)
        waiting = waiting.filter((wake) => wake !== look1)
        found(value)
      }
      waiting = [...waiting, look1]
      look1()
    })

  return {
    url: front,
    apiUrl: `${front}/api/`,
    posted,
    called,
    problems,
    uploads,
    until,
    /** The n-th message posted to a response address, from 1. */
    message: (n: number) => until(() => posted[n - 1], `message ${n}`),
    /** The n-th of them that is no line saying that something is being asked for. */
    answer: (n: number) =>
      until(
        () => posted.filter(({ body }) => !JSON.stringify(body.blocks).includes("xingtu.cancel"))[n - 1],
        `answer ${n}`
      ),
    /** The n-th call of a Web API method, from 1. */
    call: (method: string, n = 1) =>
      until(() => called.filter((one) => one.method === method)[n - 1], `${method} ${n}`),
    refuse: (rule: ((body: Posted["body"]) => Refusal | undefined) | undefined) => {
      refuse = rule
    },
    /** Why the bot's token is no longer good. */
    refuseAuth: (reason: string) => {
      refusedToken = reason
    },
    /** Channels that take no message, with the reason or an HTTP status. */
    refusePosts: (rule: (channel: string) => string | number | undefined) => {
      refusePost = rule
    },
    /** The methods of the Web API that fail from now on. */
    keepAway: (...methods: ReadonlyArray<string>) => {
      away.clear()
      for (const method of methods) away.add(method)
    },
    /** Socket Mode: sends an envelope through the newest connection, and waits for its acknowledgement. */
    envelope: async (type: string, payload: object): Promise<void> => {
      const id = `envelope-${acknowledged.length + 1}`
      const socket = await until(
        () => [...sockets.clients].findLast((one) => one.readyState === one.OPEN),
        "a connection"
      )
      socket.send(JSON.stringify({ type, envelope_id: id, payload, accepts_response_payload: true }))
      await until(() => acknowledged.find((one) => one === id), `the acknowledgement of ${id}`)
    },
    /** Why Slack opens no connection for Socket Mode from now on; nothing when it does again. */
    keepOut: (reason: string | undefined) => {
      closed = reason
    },
    /** Breaks every connection of Socket Mode. */
    hangUp: () => {
      for (const socket of sockets.clients) socket.terminate()
    },
    triggerId: async (): Promise<string> => {
      const answer = await fetch(`${emulator.url}/api/views.generateTriggerId`, {
        method: "POST",
        headers: { authorization: `Bearer ${botToken}`, "content-type": "application/json" },
        body: "{}"
      })
      return String(((await answer.json()) as { trigger_id?: string }).trigger_id)
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      await emulator.close()
    }
  }
}

export type Slack = Awaited<ReturnType<typeof startSlack>>

/** The headers under which Slack sends a body. */
export const signed = (body: string, options: { readonly at?: number; readonly secret?: string } = {}) => {
  const at = String(options.at ?? Math.floor(Date.now() / 1000))
  return {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": at,
    "x-slack-signature": `v0=${createHmac("sha256", options.secret ?? signingSecret)
      .update(`v0:${at}:${body}`)
      .digest("hex")}`
  }
}
