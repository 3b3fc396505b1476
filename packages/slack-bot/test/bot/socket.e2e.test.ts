import { Redacted } from "effect"
import { randomUUID } from "node:crypto"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type All, labelsOf, startAll } from "../support/bot.ts"
import { freePort } from "../support/port.ts"
import { botToken, channel, team, user } from "../support/slack.ts"

let all: All
let port: number
beforeEach(async () => {
  port = await freePort()
  all = await startAll({
    bot: {
      port,
      connection: { _tag: "Socket", appToken: Redacted.make("xapp-token-of-tests"), botToken: Redacted.make(botToken) }
    }
  })
})
afterEach(() => all.close())

const command = (text: string) => ({
  command: "/xingtu",
  text,
  team_id: team,
  user_id: user,
  channel_id: channel,
  trigger_id: randomUUID(),
  response_url: `${all.slack.url}/response/${randomUUID()}`
})

describe("Socket Mode", () => {
  test("answers a command without any address of its own", async () => {
    const { slack, sandbox, bot } = all
    expect(bot.url).toBeUndefined()
    await slack.envelope("slash_commands", command("spread 6629722295873044494"))
    const answer = await slack.message(2)
    expect(labelsOf(answer)).toEqual(["Share to channel", "Send to my messages", "Export CSV, XLSX", "Open in Xingtu"])
    expect(sandbox.ledger().charged).toBe(1)
  })

  test("the same envelope twice is answered once", async () => {
    const { slack, sandbox } = all
    const once = command("spread 6629722295873044494")
    await slack.envelope("slash_commands", once)
    await slack.message(2)
    await slack.envelope("slash_commands", once)
    await slack.envelope("slash_commands", command("help"))
    await slack.message(3)
    expect(slack.posted).toHaveLength(3)
    expect(sandbox.ledger().charged).toBe(1)
  })

  test("connects again when the connection breaks", async () => {
    const { slack } = all
    await slack.envelope("slash_commands", command("help"))
    await slack.message(1)
    slack.hangUp()
    await slack.call("apps.connections.open", 2)
    await slack.envelope("slash_commands", command("help spread"))
    expect((await slack.message(2)).body.text).toContain("Performance")
  })

  test("outlives a connection that Slack closes and for a while does not open again; /healthz tells", async () => {
    const { slack } = all
    const healthy = async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).status
    expect(await healthy()).toBe(200)
    slack.keepOut("invalid_auth")
    slack.hangUp()
    await expect.poll(healthy, { timeout: 10_000 }).toBe(503)
    await slack.call("apps.connections.open", 3)
    expect(await healthy()).toBe(503)
    slack.keepOut(undefined)
    await expect.poll(healthy, { timeout: 10_000 }).toBe(200)
    await slack.envelope("slash_commands", command("help"))
    await slack.message(1)
  })
})
