import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type All, labelsOf, startAll } from "./support/bot.ts"

const id = "6629722295873044494"

let all: All
beforeEach(async () => {
  all = await startAll()
})
afterEach(async () => {
  await all.close()
  expect(all.slack.problems).toEqual([])
})

const types = (blocks: ReadonlyArray<Record<string, unknown>> | undefined) => blocks?.map((block) => block["type"])

describe("a signed command through bolt", () => {
  test("is acknowledged before the API answers; a line says what it costs, then the answer comes", async () => {
    const { command, slack, sandbox } = all
    sandbox.faults([{ delayMs: 700 }])
    const before = performance.now()
    const ack = await command(`spread ${id}`)
    expect(ack.status).toBe(200)
    expect(performance.now() - before).toBeLessThan(650)
    expect(await ack.text()).toBe("")
    const notice = await slack.message(1)
    expect(notice.body.text).toContain("1 paid call")
    expect(labelsOf(notice)).toEqual(["Cancel"])
    const answer = await slack.message(2)
    expect(answer.body.response_type).toBe("ephemeral")
    expect(types(answer.body.blocks)).toEqual(["header", "context", "table", "context", "actions"])
    expect(JSON.stringify(answer.body.blocks)).toContain("CNY")
    expect(sandbox.ledger()).toMatchObject({ requests: 1, charged: 1 })
  })

  test("asked again comes from the store, without a notice and without a charge", async () => {
    const { command, slack, sandbox } = all
    await command(`spread ${id}`)
    await slack.message(2)
    await command(`传播指标 ${id} 30d`)
    const again = await slack.message(3)
    expect(types(again.body.blocks)).toContain("table")
    expect(JSON.stringify(again.body.blocks)).toContain("未计费")
    expect(sandbox.ledger().charged).toBe(1)
  })

  test("the same delivery twice is answered once and paid once", async () => {
    const { commandBody, post, slack, sandbox, command } = all
    const body = await commandBody(`spread ${id}`)
    const [one, two] = await Promise.all([post(body), post(body)])
    expect([one.status, two.status]).toEqual([200, 200])
    await slack.message(2)
    await post(body)
    // A later command's answer shows that nothing else is under way.
    await command("help")
    await slack.message(3)
    expect(slack.posted).toHaveLength(3)
    expect(sandbox.ledger().charged).toBe(1)
  })

  test("two people asking the same at once pay once", async () => {
    const { command, slack, sandbox } = all
    sandbox.faults([{ delayMs: 300 }])
    await Promise.all([command(`spread ${id}`, { user_id: "U000000001" }), command(`spread ${id} live=no`, { user_id: "U000000002" }).catch(() => undefined), command(`spread ${id}`, { user_id: "U000000003" })])
    await slack.until(() => slack.posted.filter((one) => types(one.body.blocks)?.includes("table")).length >= 2 ? true : undefined, "two answers")
    expect(sandbox.ledger().charged).toBe(1)
  })
})
