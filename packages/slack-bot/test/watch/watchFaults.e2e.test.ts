import { startSandbox } from "@xingtu/testing"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { botOptions, person, startBot } from "../support/bot.ts"
import { channel, type Slack, startSlack, user } from "../support/slack.ts"
import { aWhile, hour, movedClock, watcher } from "../support/watching.ts"

const ids = ["6629722295873044494", "6955721930401185805", "7012345678901234567"] as const

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let slack: Slack
let clock: ReturnType<typeof movedClock>
let folder: string
let running: ReadonlyArray<{ readonly close: () => Promise<void> }> = []

beforeEach(async () => {
  clock = movedClock()
  sandbox = await startSandbox()
  slack = await startSlack({ locales: { [user]: "en-GB" } })
  folder = mkdtempSync(join(tmpdir(), "xingtu-watch-"))
})
afterEach(async () => {
  await Promise.all(running.map((bot) => bot.close()))
  await slack.close()
  await sandbox.close()
  clock.restore()
  rmSync(folder, { recursive: true, force: true })
  if (slack.problems.length > 0) throw new Error(slack.problems.join("\n"))
})

const start = async (more: Partial<Parameters<typeof startBot>[0]> = {}) => {
  const bot = await startBot({
    ...botOptions(slack, sandbox.url),
    stores: { file: join(folder, "store.sqlite") },
    watchEvery: "20 millis",
    patience: "100 millis",
    ...more
  })
  running = [...running, bot]
  return { bot, me: watcher(slack, person(slack, bot.url)) }
}

const posts = () => slack.called.filter(({ method }) => method === "chat.postMessage").map(({ params }) => params)
const post = async (n: number) => (await slack.call("chat.postMessage", n)).params
const charged = () => sandbox.ledger().charged

describe("a process that ends in the middle of a run", () => {
  test("leaves it to the next one, which pays for the rest alone and tells it once", async () => {
    const { bot, me } = await start()
    await me.start(`watch ${ids.join(" ")} price cpm daily 9:00`)
    sandbox.faults([{ endpoint: "spreadMetrics", params: { oAuthorId: ids[2] }, delayMs: 700 }])
    clock.move(hour)
    await sandbox.received(6)
    await expect.poll(charged).toBe(6)
    await bot.close()
    expect(posts()).toEqual([])
    sandbox.faults([])
    const next = await start()
    expect((await post(1))["text"]).toContain("Baseline saved for 3 creators")
    await next.me.listed("next 2026-12-01 09:00")
    await aWhile()
    expect(posts()).toHaveLength(1)
    // Six that are looked at and three names.
    expect(charged()).toBe(9)
  })

  test("a run nobody finished in time is told as interrupted, and the next one is as planned", async () => {
    const { bot, me } = await start()
    await me.start(`watch ${ids[0]} cpm daily 9:00`)
    sandbox.faults([{ delayMs: 500 }])
    clock.move(hour)
    await sandbox.received(1)
    await bot.close()
    sandbox.faults([])
    clock.move(3 * hour)
    const next = await start()
    expect((await post(1))["text"]).toContain("The run of 2026-11-30 09:00 was interrupted.")
    await next.me.listed("next 2026-12-01 09:00")
    expect(posts()).toHaveLength(1)
    clock.move(21 * hour)
    await next.me.listed("next 2026-12-02 09:00")
    expect((await post(2))["text"]).toContain("Baseline saved")
  })

  test("a restart does not repeat a run", async () => {
    const { bot, me } = await start()
    await me.start(`watch ${ids[0]} cpm daily 9:00`)
    clock.move(hour)
    await me.listed("next 2026-12-01 09:00")
    await bot.close()
    const { me: again } = await start()
    await again.listed("next 2026-12-01 09:00")
    await aWhile()
    expect(posts()).toHaveLength(1)
    expect(charged()).toBe(2)
  })
})

describe("Slack that is away", () => {
  test("when a run is due: nothing is paid until it is back", async () => {
    const { me } = await start()
    await me.start(`watch ${ids[0]} cpm daily 9:00`)
    slack.keepAway("auth.test")
    clock.move(hour)
    await aWhile()
    expect(sandbox.ledger().requests).toBe(0)
    slack.keepAway()
    await me.listed("next 2026-12-01 09:00")
    expect(charged()).toBe(2)
  })

  test("when an outcome is told: it is told later, and paid once", async () => {
    const { me } = await start()
    await me.start(`watch ${ids[0]} cpm daily 9:00`)
    slack.keepAway("chat.postMessage")
    clock.move(hour)
    await expect.poll(charged).toBe(2)
    await slack.call("chat.postMessage", 2)
    slack.keepAway()
    await me.listed("next 2026-12-01 09:00")
    expect(posts().at(-1)?.["text"]).toContain("Baseline saved")
    expect(charged()).toBe(2)
  })

  test("as a whole (503) when an outcome is told: nothing is lost", async () => {
    const { me } = await start()
    await me.start(`watch ${ids[0]} cpm daily 9:00`)
    let asked = 0
    slack.refusePosts(() => {
      asked++
      return 503
    })
    clock.move(hour)
    await expect.poll(() => asked, { timeout: 10_000 }).toBeGreaterThan(2)
    slack.refusePosts(() => undefined)
    expect((await post(1))["text"]).toContain("Baseline saved")
    await me.listed("next 2026-12-01 09:00")
    expect(charged()).toBe(2)
  })

  test("a workspace that took the token back costs nothing more", async () => {
    const { me } = await start()
    await me.start(`watch ${ids[0]} cpm daily 9:00`)
    slack.refuseAuth("token_revoked")
    clock.move(hour)
    await me.listed("paused")
    clock.move(48 * hour)
    await aWhile()
    expect(sandbox.ledger().requests).toBe(0)
  })
})

describe("an owner whom Slack does not reach", () => {
  test("ends the trying: three runs in vain, and it pauses", async () => {
    const { me } = await start()
    await me.start(`watch ${ids[0]} takes orders daily 9:00`)
    slack.refusePosts(() => "user_disabled")
    for (const [i, following] of ["2026-12-01", "2026-12-02", "2026-12-03"].entries()) {
      sandbox.faults([
        { endpoint: "creatorVisibilityStatus", fault: { kind: "drift", set: { can_receive: i % 2 === 0 } } }
      ])
      clock.move(i === 0 ? hour : 24 * hour)
      await me.listed(i === 2 ? "paused" : `next ${following} 09:00`)
    }
    expect(charged()).toBe(4)
    expect(posts()).toEqual([])
  })
})

test("a balance that is empty pauses it even if its owner cannot be told", async () => {
  const { me } = await start()
  await me.start(`watch ${ids[0]} cpm daily 9:00`)
  sandbox.faults([{ fault: { kind: "code", code: 601 } }])
  slack.refusePosts(() => "user_disabled")
  clock.move(hour)
  expect(await me.listed("paused")).toContain("(601)")
})

describe("many changes at once", () => {
  test("are ten in the message and all in the file; a file that Slack refuses is told", async () => {
    const { me } = await start({ core: { requestsPerSecond: 1_000 } })
    const many = Array.from({ length: 30 }, (_, i) => String(6_955_721_930_401_185_000n + BigInt(i)))
    const orders = (can: boolean) =>
      sandbox.faults([{ endpoint: "creatorVisibilityStatus", fault: { kind: "drift", set: { can_receive: can } } }])
    orders(true)
    await me.start(`watch ${many.join("\n")} takes orders daily 9:00`)
    clock.move(hour)
    await me.listed("next 2026-12-01 09:00")
    orders(false)
    clock.move(24 * hour)
    await me.listed("next 2026-12-02 09:00")
    expect((await post(2))["text"]).toContain("30 creators changed")
    expect((await post(2))["text"]).toContain("20 creators more changed, and the file has all.")
    await slack.call("files.completeUploadExternal")
    for (const id of many) expect(slack.uploads.join("")).toContain(id)
    slack.keepAway("files.getUploadURLExternal")
    orders(true)
    clock.move(24 * hour)
    await me.listed("next 2026-12-03 09:00")
    expect((await post(4))["text"]).toContain("could not be sent: Slack refused it")
    // Names, and thirty a run.
    expect(charged()).toBe(30 + 3 * 30)
  })
})

describe("budgets", () => {
  test("of the person who made it hold, and the run says so", async () => {
    const { me } = await start({ budgets: { user: 4 } })
    const plan = await me.type(`watch ${ids.join(" ")} price cpm daily 9:00`)
    expect(plan.body.text).toContain("Budget left today: 4 of 4. One run costs more than is left today.")
    await me.press(plan, "Start")
    clock.move(hour)
    await me.listed("next 2026-12-01 09:00")
    expect(charged()).toBe(4)
    const told = posts().find(({ text }) => text?.includes("budget"))
    expect(told?.["channel"]).toBe(user)
    expect(told?.["text"]).toContain("Your budget of 4 paid calls a day is used up.")
    expect(told?.["text"]).toContain("Next run 2026-12-01 09:00")
  })
})

describe("a scheduled report", () => {
  test("is a plan, then a table with its file, and from the second on what changed", async () => {
    const { me } = await start()
    const plan = await me.type(`schedule report ${ids.join(" ")} weekly mon 9:00 here`)
    expect(plan.body.text).toContain("9 paid calls each time, once a week, about 39 in 30 days")
    await me.press(plan, "Start")
    clock.move(hour)
    await me.listed("next 2026-12-07 09:00")
    const first = posts().find(({ text }) => text?.includes("first report"))
    expect(first?.["channel"]).toBe(channel)
    expect(first?.["blocks"]).toContain('"table"')
    expect(charged()).toBe(9)
    await slack.call("files.completeUploadExternal")
    expect(slack.uploads.join("")).toContain(ids[2])
    sandbox.faults([
      { endpoint: "creatorProfile", params: { oAuthorId: ids[1] }, fault: { kind: "drift", set: { follower: 99 } } }
    ])
    clock.move(7 * 24 * hour)
    await me.listed("next 2026-12-14 09:00")
    const second = posts().at(-1)
    expect(second?.["text"]).toContain("Changes since the last report")
    expect(second?.["text"]).toMatch(/Followers fell from [\d,]+ to 99/)
    expect(charged()).toBe(18)
    await slack.call("files.completeUploadExternal", 2)
    sandbox.faults([])
  })

  test("of a hundred creators stays inside what Slack takes", async () => {
    const { me } = await start({ mayPay: 1_000, core: { requestsPerSecond: 1_000, concurrency: 50 } })
    const many = Array.from({ length: 100 }, (_, i) => String(6_955_721_930_401_185_000n + BigInt(i)))
    sandbox.faults([
      { endpoint: "creatorProfile", fault: { kind: "drift", set: { nick_name: `<!channel> *${"达".repeat(200)}*` } } }
    ])
    await me.start(`schedule report ${many.join("\n")} daily 9:00`)
    clock.move(hour)
    await me.listed("next 2026-12-01 09:00")
    expect(charged()).toBe(300)
    expect(posts()[0]?.["text"]).toContain("300 paid calls")
    await slack.call("files.completeUploadExternal")
  })
})

test("a workspace that removed the app has no watches any more", async () => {
  const { bot, me } = await start()
  await me.start(`watch ${ids[0]} cpm daily 9:00`)
  await person(slack, bot.url).event({ type: "app_uninstalled" })
  await me.listed("No watches or scheduled reports yet")
  clock.move(hour)
  await aWhile()
  expect(sandbox.ledger().requests).toBe(0)
})
