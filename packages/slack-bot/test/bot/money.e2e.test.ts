import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type All, labelsOf, startAll } from "../support/bot.ts"
import type { Posted } from "../support/slack.ts"

const id = "6629722295873044494"
const ids = [id, "6955721930401185805", "7012345678901234567"]

const english = { slack: { locales: { U000000001: "en-US" } } }

let all: All
beforeEach(async () => {
  all = await startAll(english)
})
afterEach(() => all.close())

const again = async (bot: NonNullable<Parameters<typeof startAll>[0]>["bot"]) => {
  await all.close()
  all = await startAll({ ...english, bot: { ...bot } })
}

/** Longer than an unsteady hand takes for a double click. */
const later = () => new Promise((passed) => setTimeout(passed, 2_100))

const said = ({ body }: Posted) => JSON.stringify(body.blocks)

describe("a button that asks anew", () => {
  test("pressed again on a message that is out of date pays for nothing: a newer answer is there", async () => {
    const { click, command, slack, sandbox } = all
    await command(`spread ${id}`)
    await slack.answer(1)
    await command(`spread ${id}`)
    const old = await slack.answer(2)
    await click(old, "Refresh")
    await slack.answer(3)
    expect(sandbox.ledger().charged).toBe(2)
    await later()
    await click(old, "Refresh")
    const newest = await slack.answer(4)
    expect(said(newest)).toContain("not charged")
    expect(sandbox.ledger().charged).toBe(2)
    await click(newest, "Refresh")
    await slack.answer(5)
    expect(sandbox.ledger().charged).toBe(3)
  })

  test("or sends again, on one of two messages about the same doubt, is not sent once more by the other", async () => {
    const { click, command, slack, sandbox } = all
    sandbox.faults([{ fault: { kind: "cut", when: "afterCharging" } }])
    await command(`spread ${id}`)
    const first = await slack.answer(1)
    await command(`spread ${id}`)
    const second = await slack.answer(2)
    sandbox.faults([])
    await click(second, "Send again")
    expect(labelsOf(await slack.answer(3))).toContain("Export CSV, XLSX")
    expect(sandbox.ledger().requests).toBe(2)
    await click(first, "Send again")
    expect(said(await slack.answer(4))).toContain("not charged")
    expect(sandbox.ledger().requests).toBe(2)
  })

  test("asks where everything is asked for first: its price stands on it", async () => {
    await again({ mayPay: 0 })
    const { click, command, slack, sandbox } = all
    await command(`spread ${id}`)
    await click(await slack.answer(1), "Send (1 paid call)")
    await slack.answer(2)
    await command(`spread ${id}`)
    await click(await slack.answer(3), "Refresh (1 paid call)")
    expect(said(await slack.answer(4))).toContain("1 paid call ·")
    expect(sandbox.ledger().charged).toBe(2)
  })
})

describe("a price on a button", () => {
  const soonGone = { core: { ttl: { creator: "1 second" as const } } }

  test("is the most it pays: a consent to less is asked for again", async () => {
    await again({ ...soonGone, mayPay: 3 })
    const { click, command, slack, sandbox } = all
    await command(`creator ${ids[0]}`)
    await slack.answer(1)
    await command(`compare ${ids.slice(0, 2).join(" ")} ${ids[2]}`)
    const consent = await slack.answer(2)
    expect(labelsOf(consent)).toEqual(["Send (6 paid calls)"])
    await later()
    await click(consent, "Send")
    const raised = await slack.answer(3)
    expect(labelsOf(raised)).toEqual(["Send (9 paid calls)"])
    expect(sandbox.ledger().charged).toBe(3)
    await click(raised, "Send")
    await slack.answer(4)
    expect(sandbox.ledger().charged).toBe(12)
  })

  test("of nothing pays nothing: a page that was stored and is gone is asked for first", async () => {
    await again(soonGone)
    const { click, command, slack, sandbox } = all
    await command("search 小")
    const first = await slack.answer(1)
    await click(first, "Next page (1 paid call)")
    const second = await slack.answer(2)
    await click(second, "Previous page")
    const back = await slack.answer(3)
    expect(labelsOf(back)).toContain("Next page (cached, free)")
    await later()
    await click(back, "Next page (cached, free)")
    expect(labelsOf(await slack.answer(4))).toEqual(["Send (1 paid call)"])
    expect(sandbox.ledger().charged).toBe(2)
  })

  test("to complete a creator counts what else would be asked by then", async () => {
    await again({ core: { retries: 0, unknownFor: "1 second" } })
    const { click, command, slack, sandbox } = all
    sandbox.faults([
      { endpoint: "creatorProfile", fault: { kind: "code", code: 301 } },
      { endpoint: "spreadMetrics", fault: { kind: "cut", when: "afterCharging" } }
    ])
    await command(`creator ${id}`)
    const told = await slack.answer(1)
    expect(labelsOf(told)).toContain("Fetch what is missing (1 paid call)")
    sandbox.faults([])
    const before = sandbox.ledger().charged
    await later()
    await click(told, "Fetch what is missing (1 paid call)")
    expect(labelsOf(await slack.answer(2))).toEqual(["Send (2 paid calls)"])
    expect(sandbox.ledger().charged).toBe(before)
  })

  test("names all calls when what was shown is gone", async () => {
    const { click, slack, sandbox } = all
    const shown = {
      to: "",
      body: {
        text: "",
        blocks: [
          {
            type: "actions",
            elements: [
              { type: "button", action_id: "xingtu.share", value: `report ${id}`, text: { text: "Share to channel" } }
            ]
          }
        ]
      }
    }
    await click(shown, "Share")
    expect(said(await slack.answer(1))).toContain("8 paid calls")
    expect(sandbox.ledger().requests).toBe(0)
  })
})

test("an answer that Slack did not take for a while is told when it does again, and says that it was paid for", async () => {
  const { command, slack, sandbox } = all
  slack.refuse(() => "expired_url")
  slack.keepAway("chat.postMessage")
  await command(`spread ${id}`)
  await slack.call("chat.postMessage", 2)
  slack.refuse(undefined)
  slack.keepAway()
  await expect.poll(() => slack.posted.length, { timeout: 20_000 }).toBe(1)
  const [told] = slack.posted
  expect(told?.body.text).toContain("This result is late")
  expect(told?.body.text).toContain("Median plays")
  expect(sandbox.ledger().charged).toBe(1)
}, 30_000)

test("a comparison that is cancelled is not promised for nothing: only what had been sent is", async () => {
  const { click, command, slack, sandbox } = all
  sandbox.faults([{ delayMs: 500 }])
  await command(`compare ${ids.join(" ")}`)
  await sandbox.received(1)
  await click(await slack.message(1), "Cancel")
  const cancelled = (await slack.message(2)).body.text
  expect(cancelled).toContain("Requests already sent may be charged")
  expect(cancelled).not.toContain("asking again costs nothing")
})
