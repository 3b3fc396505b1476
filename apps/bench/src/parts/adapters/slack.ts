import { botToken, channel, signed, signingSecret, startSlack, team, user } from "@xingtu/slack-bot/support/slack"
import { createServer } from "node:http"
import { text } from "node:stream/consumers"
import type { AddressInfo } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { asPublished } from "../../clients/asPublished.ts"
import { startChild } from "../../measure/child.ts"
import type { Found, Pace } from "../../Part.ts"
import { distinct, type Sandbox } from "../../hosts/sandbox.ts"
import type { Setup } from "../../servers/slackBot.ts"
import { median, quantile, round } from "../../measure/stats.ts"

const perSecond = 50

/** For how long commands are sent, and how long the API takes. */
const loads = {
  full: { seconds: 60, latencyMs: 2_000 },
  quick: { seconds: 3, latencyMs: 1_000 }
} satisfies Record<Pace, object>

/** What the bot's Dockerfile sets. */
const asInDockerfile = ["--max-semi-space-size=2", "--max-old-space-size=256"]

/** Where the bot's messages arrive: the last one of each command. */
const inbox = async () => {
  const last = new Map<string, string>()
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      last.set(request.url ?? "", body)
      response.end("ok")
    })
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    last,
    close: () => {
      server.closeAllConnections()
      server.close()
    }
  }
}

const command = (id: string, responseUrl: string): string =>
  new URLSearchParams({
    command: "/xingtu",
    text: `spread ${id}`,
    team_id: team,
    user_id: user,
    channel_id: channel,
    api_app_id: "A1",
    // Another one for each command; the same one is a redelivery.
    trigger_id: `1.2.${id}`,
    response_url: responseUrl
  }).toString()

/** A result has a table; a notice of work under way, or a failure, has none. */
const isResult = (body: string): boolean => /"type":"(data_)?table"/.test(body)

export const slackLoad = async (pace: Pace, sandbox: Sandbox): Promise<Found> => {
  const { latencyMs, seconds } = loads[pace]
  await sandbox.prepare({}, [{ delayMs: latencyMs }])
  const slack = await startSlack()
  const messages = await inbox()
  const setup: Setup = { slackApiUrl: slack.apiUrl, signingSecret, botToken, baseUrl: sandbox.url }
  await using built = await asPublished(new URL("../../servers/slackBot.ts", import.meta.url))
  await using bot = await startChild<string>(built.program, [JSON.stringify(setup)], asInDockerfile)
  const acks: Array<number> = []
  let refused = 0
  const send = async (n: number) => {
    const body = command(String(6_955_721_930_400_000_001n + BigInt(n) * 10n), `${messages.url}/${n}`)
    const start = performance.now()
    const response = await fetch(`${bot.ready}/slack/events`, { method: "POST", headers: signed(body), body })
    acks.push(performance.now() - start)
    if (response.status !== 200) refused++
    await response.text()
  }
  // A bot that has been up for a moment, as one in use has.
  for (let n = 1; n <= 40; n++) await send(-n)
  await sleep(latencyMs + 1_000)
  acks.length = 0
  messages.last.clear()
  const total = seconds * perSecond
  const sent: Array<Promise<void>> = []
  const start = performance.now()
  for (let n = 0; n < total; n++) {
    await sleep(Math.max(0, start + (n * 1000) / perSecond - performance.now()))
    sent.push(send(n))
  }
  await Promise.all(sent)
  const delivered = () => [...messages.last.values()].filter(isResult).length
  for (let looks = 0; delivered() < total && looks < 300; looks++) await sleep(100)
  const peakMb = Math.round(await bot.ask<number>("memory"))
  const ledger = await sandbox.ledger()
  messages.close()
  await slack.close()
  const lost = total - delivered()
  return {
    tables: [
      {
        title: `Slack: ${perSecond} commands a second for ${seconds} s, an API that takes ${latencyMs / 1000} s`,
        columns: [
          "commands",
          "median acknowledgement, ms",
          "99 of 100 within, ms",
          "slowest, ms",
          "rejected",
          "results lost",
          "charges per request",
          "peak memory, MB"
        ],
        rows: [
          [
            total,
            round(median(acks), 1),
            round(quantile(acks, 0.99), 1),
            round(Math.max(...acks), 1),
            refused,
            lost,
            round(ledger.charged / distinct(ledger), 3),
            peakMb
          ]
        ]
      }
    ],
    figures: {
      "slack p99": round(quantile(acks, 0.99), 1),
      "slack slowest": round(Math.max(...acks), 1),
      "slack lost": lost,
      "slack memory": peakMb
    },
    notes: []
  }
}
