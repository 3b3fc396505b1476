import type { draw } from "@xingtu/slack-bot"
import { Redacted } from "effect"
import { createHmac, randomUUID } from "node:crypto"
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { acknowledged } from "../words.ts"
import type { Part, Stage } from "./Part.ts"

type Posted = Parameters<typeof draw>[0]

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = ""
  for await (const chunk of request) body += String(chunk)
  return body
}

/** As much of Slack as one command needs: it accepts the bot's token and takes messages at a result address. */
const slack = async () => {
  const posted: Array<Posted> = []
  let posting: (() => void) | undefined
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const message: { readonly blocks?: Posted } = request.url === "/answer" ? JSON.parse(body) : {}
      response.setHeader("content-type", "application/json")
      response.end(
        JSON.stringify(
          request.url === "/api/auth.test"
            ? { ok: true, user_id: "U1", bot_id: "B1" }
            : { ok: request.url === "/answer" }
        )
      )
      if (message.blocks !== undefined) posted.push(message.blocks)
      posting?.()
    })
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const { port } = server.address() as AddressInfo // a port, not a pipe
  return {
    url: `http://127.0.0.1:${port}`,
    message: (n: number) =>
      new Promise<Posted>((found) => {
        posting = () => {
          const blocks = posted[n - 1]
          if (blocks !== undefined) found(blocks)
        }
        posting()
      }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    }
  }
}

/** A slash command, signed as Slack signs it. */
const send = async (botUrl: string | undefined, secret: string, text: string, answerTo: string) => {
  const body = new URLSearchParams({
    command: "/xingtu",
    text,
    team_id: "T1",
    user_id: "U2",
    channel_id: "C1",
    trigger_id: randomUUID(),
    response_url: answerTo
  }).toString()
  const at = String(Math.floor(Date.now() / 1000))
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${at}:${body}`).digest("hex")}`
  const before = performance.now()
  const { status } = await fetch(`${botUrl}/slack/events`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": at,
      "x-slack-signature": signature
    },
    body
  })
  return { status, ms: Math.round(performance.now() - before) }
}

/** A command through the real bot and back, its result drawn as text. */
export const slackCommand = ({ lang, sandbox, shortlist }: Stage): Part => ({
  title: { en: "In Slack", zh: "在 Slack 中" },
  show: async () => {
    const { draw, startBot } = await import("@xingtu/slack-bot")
    await using there = await slack()
    const secret = randomUUID()
    await using bot = await startBot({
      connection: { _tag: "Http", signingSecret: Redacted.make(secret), botToken: Redacted.make("xoxb-demo") },
      port: 0,
      stores: { file: "memory" },
      budgets: {},
      api: { token: Redacted.make("sandbox"), baseUrl: sandbox.url },
      lang,
      slackApiUrl: `${there.url}/api/`,
      mayPay: 10,
      patience: "10 seconds",
      logLevel: "Error"
    })
    const text = `spread ${shortlist[0]}`
    const { status, ms } = await send(bot.url, secret, text, `${there.url}/answer`)
    // What costs something is announced first.
    const answer = await there.message(2)
    return [`> /xingtu ${text}`, acknowledged(lang, status, ms), "", draw(answer)].join("\n")
  }
})
