import { startSandbox } from "@xingtu/testing"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { botOptions, person, startBot } from "./support/bot.ts"
import { startSlack } from "./support/slack.ts"

const setup = async () => {
  const [sandbox, slack] = await Promise.all([startSandbox(), startSlack()])
  const bot = await startBot(botOptions(slack, sandbox.url))
  return { sandbox, slack, bot, ...person(slack, bot.url) }
}

let all: Awaited<ReturnType<typeof setup>>
beforeAll(async () => {
  all = await setup()
})
afterAll(async () => {
  await all.bot.close()
  await all.slack.close()
  await all.sandbox.close()
})

describe("a signed command through bolt", () => {
  test("is acknowledged at once and answered with blocks", async () => {
    const { command, slack, sandbox } = all
    sandbox.faults([{ delayMs: 500 }])
    const before = performance.now()
    const ack = await command("spread 6629722295873044494")
    const took = performance.now() - before
    expect(ack.status).toBe(200)
    expect(sandbox.ledger().charged).toBe(0)
    expect(took).toBeLessThan(450)
    const answer = await slack.message(1)
    expect(answer.body.response_type).toBe("ephemeral")
    expect(answer.body.blocks?.map((block) => block["type"])).toEqual(["header", "context", "table", "context", "actions"])
    expect(JSON.stringify(answer.body.blocks)).toContain("CNY")
    expect(sandbox.ledger()).toMatchObject({ requests: 1, charged: 1 })
    expect(slack.problems).toEqual([])
  })
})
