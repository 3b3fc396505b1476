import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type All, buttonOf, labelsOf, person, startAll } from "../support/bot.ts"
import { type Called, channel, user } from "../support/slack.ts"
import { aWhile, hour, movedClock, watcher } from "../support/watching.ts"

const ids = ["6629722295873044494", "6955721930401185805", "7012345678901234567"] as const
const [id] = ids

let all: All
let clock: ReturnType<typeof movedClock>
let me: ReturnType<typeof watcher>

beforeEach(async () => {
  clock = movedClock()
  all = await startAll({ slack: { locales: { [user]: "en-GB" } }, bot: { watchEvery: "20 millis" } })
  me = watcher(all.slack, all)
})
afterEach(async () => {
  await all.close()
  clock.restore()
})

/** Messages the bot posted of its own accord. */
const posts = (): ReadonlyArray<Called> => all.slack.called.filter(({ method }) => method === "chat.postMessage")
const post = (n: number) => all.slack.call("chat.postMessage", n)
const textOf = ({ params }: Called) => params["text"] ?? ""
const charged = () => all.sandbox.ledger().charged

/** Moves to a run and waits for its end, which the list names by the run that follows. */
const run = async (by: number, following: string) => {
  clock.move(by)
  return me.listed(`next ${following}`)
}

describe("a watch", () => {
  test("is a plan first: what it looks at, when, where, what it costs; nothing is paid before", async () => {
    const { sandbox } = all
    const plan = await me.type(`watch ${ids.join(" ")} price cpm followers>5% new video takes orders daily 9:00`)
    for (const words of [
      "Watch 3 creators",
      "followers &gt; 5 %",
      "daily 09:00 (Asia/Shanghai), first 2026-11-30 09:00",
      "12 paid calls a day, about 360 in 30 days",
      "3 names",
      "No daily budget"
    ])
      expect(plan.body.text).toContain(words)
    expect(labelsOf(plan)).toEqual(["Start (12 paid calls a run)", "Cancel"])
    expect((await me.press(plan, "Cancel")).body.text).toContain("Not started. Nothing was charged.")
    clock.move(26 * hour)
    await aWhile()
    expect(sandbox.ledger().requests).toBe(0)
  })

  test("stores what to compare with, then tells what changed from what to what since when, with cost and link; else is silent", async () => {
    const { sandbox } = all
    await me.start(`watch ${id} price takes orders daily 9:00`)
    clock.move(hour)
    const first = await post(1)
    expect(first.params["channel"]).toBe(user)
    expect(textOf(first)).toContain("Baseline saved for 1 creator")
    expect(textOf(first)).toContain("3 paid calls")
    expect(charged()).toBe(3)
    await me.listed("next 2026-12-01 09:00")
    expect(await run(24 * hour, "2026-12-02 09:00")).toContain("last run 2026-12-01 09:00 (2 paid calls, no changes)")
    expect(charged()).toBe(5)
    expect(posts()).toHaveLength(1)
    sandbox.faults([{ endpoint: "creatorVisibilityStatus", fault: { kind: "drift", set: { can_receive: false } } }])
    await run(24 * hour, "2026-12-03 09:00")
    const alert = await post(2)
    for (const words of ["1 creator changed", "No longer takes orders.", "since 2026-11-30", "2 paid calls"])
      expect(textOf(alert)).toContain(words)
    expect(alert.params["blocks"]).toContain(`https://www.xingtu.cn/ad/creator/author/douyin/${id}/1`)
    await run(24 * hour, "2026-12-04 09:00")
    expect(charged()).toBe(9)
    expect(posts()).toHaveLength(2)
  })

  test("measures slow growth from where it began", async () => {
    const followers = (count: number) =>
      all.sandbox.faults([{ endpoint: "creatorVisibilityStatus", fault: { kind: "drift", set: { follower: count } } }])
    followers(100_000)
    await me.start(`watch ${id} followers>5% daily 9:00`)
    await run(hour, "2026-12-01 09:00")
    followers(103_000)
    await run(24 * hour, "2026-12-02 09:00")
    expect(posts()).toHaveLength(1)
    followers(106_000)
    await run(24 * hour, "2026-12-03 09:00")
    expect(textOf(await post(2))).toContain("Followers rose from 100,000 to 106,000")
    followers(103_000)
    await run(24 * hour, "2026-12-04 09:00")
    expect(posts()).toHaveLength(2)
  })

  test("in Chinese words speaks Chinese", async () => {
    await me.type("settings zh")
    await me.start(`监控 ${id} 接单 每天 上午9点`, "开始")
    clock.move(hour)
    expect(textOf(await post(1))).toContain("已保存 1 位达人的对比基准")
  })

  test("of the last list and of a list that is not there", async () => {
    expect((await me.type("watch last daily")).body.text).toContain("You have no recent search, comparison or list")
    expect((await me.type("watch 美妆达人号 daily")).body.text).toContain("You have no list")
    expect((await me.type("watch hourly")).body.text).toContain("runs are daily or weekly")
    expect(all.sandbox.ledger().requests).toBe(0)
  })

  test("of a list begins with a click, and keeps the list's name", async () => {
    await me.type(`save beauty ${ids.join(" ")}`)
    const plan = await me.press(await me.type("lists"), "Watch…")
    expect(plan.body.text).toContain("Watch 3 creators")
    expect(plan.body.text).toContain("Uses the creators in “beauty” as of now")
    await me.press(plan, "Start")
    expect((await me.type("watching")).body.text).toContain("Watch: beauty")
    const typed = await me.type("watch beauty price daily 10:00")
    expect(typed.body.text).toContain("3 paid calls a day")
    expect(all.sandbox.ledger().requests).toBe(0)
  })

  test("started twice is one", async () => {
    await me.start(`watch ${id} cpm`)
    expect((await me.start(`watch ${id} cpm`)).body.text).toContain("already exists")
    await run(hour, "2026-12-01 09:00")
    expect(charged()).toBe(2)
  })

  test("a button pays no more than it names", async () => {
    await me.start(`watch ${id} cpm`)
    const list = await me.type("watching")
    expect(labelsOf(list)).toEqual(["Run now (1 paid call)", "Pause", "Stop"])
    await me.press(list, "Run now")
    expect(textOf(await post(1))).toContain("Baseline saved")
    await me.listed("next 2026-11-30 09:00")
    clock.move(60_000)
    await me.press(await me.type("watching"), "Run now")
    expect(textOf(await post(2))).toContain("Nothing changed.")
    expect(charged()).toBe(3)
  })

  test("paused does nothing, resumed goes on with the next one, stopped is gone", async () => {
    await me.start(`watch ${id} cpm daily 9:00`)
    const paused = await me.press(await me.type("watching"), "Pause")
    expect(paused.body.text).toContain("Paused: Watch")
    clock.move(30 * hour)
    await aWhile()
    expect(all.sandbox.ledger().requests).toBe(0)
    expect((await me.press(paused, "Resume")).body.text).toContain("Next run 2026-12-02 09:00")
    await run(19 * hour, "2026-12-03 09:00")
    expect(charged()).toBe(2)
    expect((await me.press(await me.type("watching"), "Stop")).body.text).toContain("Stopped")
    clock.move(48 * hour)
    await aWhile()
    expect(charged()).toBe(2)
    expect((await me.type("watching")).body.text).toContain("No watches or scheduled reports yet")
  })

  test("that is the only one needs no name", async () => {
    await me.start(`watch ${id} cpm daily 9:00`)
    expect((await me.type("watching pause")).body.text).toContain("Paused: Watch")
    expect((await me.type("watch resume")).body.text).toContain("Resumed: Watch")
    await me.start(`watch ${ids[1]} cpm daily 9:00`)
    expect((await me.type("watching stop")).body.text).toContain("Specify which one")
  })

  test("of somebody else is not run at their cost, nor stopped from elsewhere", async () => {
    await me.start(`watch ${id} cpm here`)
    const list = await me.type("watching")
    const stranger = watcher(all.slack, person(all.slack, all.bot.url, "U000000009"))
    expect(labelsOf(await stranger.type("watching"))).toEqual(["Pause", "Stop"])
    const key = buttonOf(list, "Stop").value?.split(" ").at(-1) ?? ""
    expect((await stranger.type(`watching run ${key}`)).body.text).toContain("Someone else created it")
    await all.command(`watching stop ${key}`, { user_id: "U000000009", channel_id: "C000000002" })
    expect((await all.slack.message(all.slack.posted.length + 1)).body.text).toContain("may have been stopped")
    expect(all.sandbox.ledger().requests).toBe(0)
  })
})

describe("what was missed", () => {
  test("is told once with the next one, and never made up for", async () => {
    await me.start(`watch ${id} cpm daily 9:00`)
    clock.move(hour + 2 * 24 * hour + 2 * hour)
    expect(textOf(await post(1))).toContain(
      "Missed 3 runs since 2026-11-30 09:00, because the bot was not running. Nothing was charged. Next run 2026-12-03 09:00."
    )
    await me.listed("next 2026-12-03 09:00")
    await aWhile()
    expect(posts()).toHaveLength(1)
    expect(all.sandbox.ledger().requests).toBe(0)
  })

  test("by less than half an hour was not missed", async () => {
    await me.start(`watch ${id} cpm daily 9:00`)
    await run(hour + hour / 3, "2026-12-01 09:00")
    expect(charged()).toBe(2)
  })
})

describe("what stops a run", () => {
  test.each([
    [303, "The token&#39;s daily quota is used up (303)."],
    [601, "(601)"],
    [602, "(602)"]
  ])("%i pauses it, says so, and charges nothing until it is resumed", async (code) => {
    await me.start(`watch ${ids.join(" ")} cpm daily 9:00 here`)
    const announced = await post(1)
    expect(announced.params["channel"]).toBe(channel)
    await run(hour, "2026-12-01 09:00")
    expect(charged()).toBe(6)
    all.sandbox.faults([{ fault: { kind: "code", code } }])
    clock.move(24 * hour)
    const told = await post(3)
    expect(told.params["channel"]).toBe(user)
    expect(textOf(told)).toContain(`(${code})`)
    expect(textOf(told)).toContain("is paused")
    await me.listed("paused")
    all.sandbox.faults([])
    clock.move(48 * hour)
    await aWhile()
    expect(charged()).toBe(6)
    const list = await me.type("watching")
    expect(list.body.text).toContain(`(${code})`)
    await me.press(list, "Resume")
    await run(24 * hour, "2026-12-05 09:00")
    expect(charged()).toBe(9)
  })

  test("a creator that vanished (201) is told once, and not paid for again", async () => {
    await me.start(`watch ${ids.join(" ")} cpm daily 9:00`)
    await run(hour, "2026-12-01 09:00")
    all.sandbox.faults([{ params: { oAuthorId: ids[1] }, fault: { kind: "code", code: 201 } }])
    await run(24 * hour, "2026-12-02 09:00")
    expect(textOf(await post(2))).toContain("No longer found by the API (201, charged)")
    const before = all.sandbox.ledger().requests
    await run(24 * hour, "2026-12-03 09:00")
    expect(all.sandbox.ledger().requests - before).toBe(2)
    expect(posts()).toHaveLength(2)
  })

  test("a failure of everything is told with what it cost", async () => {
    await me.start(`watch ${id} cpm daily 9:00`)
    await run(hour, "2026-12-01 09:00")
    all.sandbox.faults([{ fault: { kind: "code", code: 202 } }])
    await run(24 * hour, "2026-12-02 09:00")
    expect(textOf(await post(2))).toContain("(202)")
    expect(await me.listed("1 more may have been charged")).toContain("1 failed")
  })
})

describe("a channel", () => {
  test("that takes nothing is told at the start, and nothing is started", async () => {
    const told = await me.start(`watch ${id} cpm daily 9:00 #nowhere-at-all`)
    expect(told.body.text).toContain("Invite me there with /invite")
    // The plan stays, with its button.
    expect(told.body.replace_original).toBe(false)
    expect(told.body.text).toContain("Nothing was started, nothing was charged.")
    expect((await me.type("watching")).body.text).toContain("No watches or scheduled reports yet")
  })

  test("by its name is found, and kept by its id", async () => {
    await me.start(`watch ${id} cpm daily 9:00 #general`)
    const announced = await post(1)
    expect(announced.params["channel"]).toBe("#general")
    expect(textOf(announced)).toContain(`<@${user}> set up here: Watch`)
    await run(hour, "2026-12-01 09:00")
    expect((await post(2)).params["channel"]).toMatch(/^C[A-Z0-9]+$/)
  })

  test("that takes nothing later: it comes to the owner with the reason, and pauses after three times", async () => {
    await me.start(`watch ${id} takes orders daily 9:00 here`)
    await run(hour, "2026-12-01 09:00")
    all.slack.refusePosts((to) => (to === channel ? "is_archived" : undefined))
    const days = ["2026-12-02", "2026-12-03", "2026-12-04"]
    for (const [i, day] of days.entries()) {
      const before = posts().length
      all.sandbox.faults([
        { endpoint: "creatorVisibilityStatus", fault: { kind: "drift", set: { can_receive: i % 2 === 1 } } }
      ])
      clock.move(24 * hour)
      await me.listed(i === 2 ? "paused" : `next ${day} 09:00`)
      const own = posts()
        .slice(before)
        .filter(({ params }) => params["channel"] === user)
        .map(textOf)
      expect(own[0]).toContain("(is_archived)")
      expect(own[1]).toContain(i % 2 === 1 ? "Takes orders again." : "No longer takes orders.")
    }
    const paid = charged()
    clock.move(48 * hour)
    await aWhile()
    expect(charged()).toBe(paid)
  })
})
