import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { type All, labelsOf, startAll } from "./support/bot.ts"
import { type Called, user } from "./support/slack.ts"

const ids = ["6629722295873044494", "6955721930401185805", "7012345678901234567"] as const
const hour = 3_600_000
/** Monday, 2026-11-30 08:00 in Shanghai. */
const monday = Date.UTC(2026, 10, 30, 0)

let now = monday
let all: All

beforeEach(async () => {
  now = monday
  vi.spyOn(Date, "now").mockImplementation(() => now)
  all = await startAll({ slack: { locales: { [user]: "en-GB" } }, bot: { watchEvery: "20 millis" } })
})
afterEach(async () => {
  await all.close()
  vi.restoreAllMocks()
})

/** Messages the bot posted of its own accord. */
const posts = (): ReadonlyArray<Called> => all.slack.called.filter(({ method }) => method === "chat.postMessage")
const post = (n: number) => all.slack.call("chat.postMessage", n)
/** Waits until the list of watches says this, which it does when a run is over. */
const listed = async (words: string) => {
  for (let tries = 0; tries < 300; tries++) {
    const n = all.slack.posted.length + 1
    await all.command("watching")
    const { body } = await all.slack.message(n)
    if (body.text.includes(words)) return body.text
    await new Promise((passed) => setTimeout(passed, 10))
  }
  throw new Error(`The list never says ${words}: ${all.slack.posted.at(-1)?.body.text}`)
}

/** Time for two looks of the bot, in which nothing must happen. */
const aWhile = () => new Promise((passed) => setTimeout(passed, 80))

const start = async (typed: string) => {
  const { click, command, slack } = all
  const before = slack.posted.length
  await command(typed)
  await click(await slack.message(before + 1), "Start")
  return slack.message(before + 2)
}

describe("a watch", () => {
  test("is a plan first: what it looks at, when, where, what it costs; nothing is paid before", async () => {
    const { command, click, sandbox, slack } = all
    await command(`watch ${ids.join(" ")} price cpm followers>5% new video takes orders daily 9:00`)
    const plan = await slack.message(1)
    for (const words of [
      "Watch 3 creators",
      "followers &gt; 5",
      "daily 09:00 (Asia/Shanghai), first 2026-11-30 09:00",
      "12 paid calls a day, about 360 in 30 days",
      "3 names",
      "No daily budget"
    ])
      expect(plan.body.text).toContain(words)
    expect(labelsOf(plan)).toEqual(["Start (12 paid calls a run)", "Cancel"])
    await click(plan, "Cancel")
    expect((await slack.message(2)).body.text).toContain("Not started. Nothing was charged.")
    now += 26 * hour
    await aWhile()
    expect(sandbox.ledger().requests).toBe(0)
  })

  test("stores what to compare with, then tells what changed from what to what since when, with cost and link; else is silent", async () => {
    const { sandbox } = all
    const [id] = ids
    await start(`watch ${id} price takes orders daily 9:00`)
    now = monday + hour
    const first = await post(1)
    expect(first.params["channel"]).toBe(user)
    expect(first.params["text"]).toContain("Baseline stored for 1 creator")
    expect(first.params["text"]).toContain("3 paid calls")
    expect(sandbox.ledger().charged).toBe(3)
    await listed("next 2026-12-01 09:00")
    now += 24 * hour
    expect(await listed("next 2026-12-02 09:00")).toContain("last run 2026-12-01 09:00 (2 paid calls, no changes)")
    expect(sandbox.ledger().charged).toBe(5)
    expect(posts()).toHaveLength(1)
    sandbox.faults([{ endpoint: "creatorVisibilityStatus", fault: { kind: "drift", set: { can_receive: false } } }])
    now += 24 * hour
    const alert = await post(2)
    expect(alert.params["text"]).toContain("1 creator changed")
    expect(alert.params["text"]).toContain("No longer takes orders.")
    expect(alert.params["text"]).toContain("since 2026-11-30")
    expect(alert.params["text"]).toContain("2 paid calls")
    expect(alert.params["blocks"]).toContain(`https://www.xingtu.cn/ad/creator/author/douyin/${id}/1`)
    await listed("next 2026-12-03 09:00")
    now += 24 * hour
    await listed("next 2026-12-04 09:00")
    expect(sandbox.ledger().charged).toBe(9)
    expect(posts()).toHaveLength(2)
  })
})
