import { startSandbox } from "@xingtu/testing"
import { Redacted } from "effect"
import { randomUUID } from "node:crypto"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { botOptions, person, startBot } from "../support/bot.ts"
import { databaseUrl } from "../support/database.ts"
import { redisUrl } from "../support/redis.ts"
import { type Slack, startSlack, user } from "../support/slack.ts"
import { aWhile, hour, monday, movedClock, watcher } from "../support/watching.ts"

const ids = ["6629722295873044494", "6955721930401185805", "7012345678901234567"] as const

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let slack: Slack
let clock: ReturnType<typeof movedClock>

beforeEach(async () => {
  clock = movedClock()
  sandbox = await startSandbox()
  slack = await startSlack({ locales: { [user]: "en-GB" } })
})
afterEach(async () => {
  await slack.close()
  await sandbox.close()
  clock.restore()
  if (slack.problems.length > 0) throw new Error(slack.problems.join("\n"))
})

const redis = await redisUrl()
const database = await databaseUrl()

/** Seven days, hour by hour. */
const week = async (stores: Parameters<typeof startBot>[0]["stores"]) => {
  const options = {
    ...botOptions(slack, sandbox.url),
    stores,
    watchEvery: "10 millis" as const,
    core: { requestsPerSecond: 1_000 }
  }
  const bots = await Promise.all([startBot(options), startBot(options)])
  const [one, other] = bots.map((bot) => watcher(slack, person(slack, bot.url)))
  if (one === undefined || other === undefined) throw new Error("two bots")
  await one.start(`watch ${ids.join(" ")} price cpm followers new video daily 9:00`)
  await other.start(`watch ${ids[0]} takes orders daily 18:00`)
  await other.start(`schedule report ${ids[0]} ${ids[1]} weekly thu 12:00`)
  const spent: Array<number> = []
  let planned = 0
  for (let passed = 1; passed <= 7 * 24; passed++) {
    const before = sandbox.ledger().charged
    clock.set(monday + passed * hour)
    const [day, at] = [Math.floor((8 + passed) / 24), (8 + passed) % 24]
    const due = at === 9 ? 12 : at === 18 ? 1 : at === 12 && day === 3 ? 6 : 0
    const names = day === 0 && at === 9 ? 3 : 0
    if (due > 0) {
      const date = new Date(monday + passed * hour + 8 * hour).toISOString().slice(0, 10)
      await other.listed(`last run ${date} ${String(at).padStart(2, "0")}:00`)
    }
    await aWhile(25)
    spent.push(sandbox.ledger().charged - before - due - names)
    planned += due + names
  }
  await Promise.all(bots.map((bot) => bot.close()))
  return {
    // Hour by hour: what was paid beside what was planned.
    beside: spent.filter((more) => more !== 0),
    charged: sandbox.ledger().charged,
    planned,
    told: slack.called.filter(({ method }) => method === "chat.postMessage").length
  }
}

/**
 * Twelve calls and one a day, six for the report, three names; two baselines and a report are told, since nothing
 * changes.
 */
const asPlanned = { beside: [], charged: 7 * 12 + 7 + 6 + 3, planned: 7 * 12 + 7 + 6 + 3, told: 3 }

describe(
  "a week with two processes fires each watch once a day and pays what was planned",
  { timeout: 120_000 },
  () => {
    test.runIf(redis !== undefined)("on one Redis", async () => {
      const store = { url: Redacted.make(redis ?? ""), prefix: `xingtu-test-${randomUUID()}:` }
      expect(await week({ file: "memory", redis: store })).toEqual(asPlanned)
    })

    test.runIf(database !== undefined)("on one PostgreSQL", async () => {
      expect(await week({ file: "memory", database: Redacted.make(database?.url ?? "") })).toEqual(asPlanned)
      await database?.drop()
    })
  }
)

test(
  "over the end of summer time a run happens once a day, at the hour of the one who asked",
  { timeout: 60_000 },
  async () => {
    await slack.close()
    slack = await startSlack({ locales: { [user]: "en-US" }, zones: { [user]: "America/New_York" } })
    // Saturday, midnight in New York; on Sunday 01:30 comes twice.
    const saturday = Date.UTC(2026, 9, 31, 4)
    clock.set(saturday)
    const bot = await startBot({ ...botOptions(slack, sandbox.url), watchEvery: "10 millis" })
    const me = watcher(slack, person(slack, bot.url))
    const plan = await me.type(`watch ${ids[0]} cpm daily 1:30`)
    expect(plan.body.text).toContain("daily 01:30 (America/New_York), first 2026-10-31 01:30")
    await me.press(plan, "Start")
    const runs: Array<number> = []
    for (let half = 1; half <= 3 * 48; half++) {
      clock.set(saturday + (half * hour) / 2)
      const before = sandbox.ledger().requests
      await aWhile(25)
      if (sandbox.ledger().requests > before) runs.push(half / 2)
      await me.listed("next ")
    }
    await bot.close()
    // 01:30 of Saturday, the first 01:30 of Sunday, and 01:30 of Monday, an hour later by the sun.
    expect(runs).toEqual([1.5, 25.5, 50.5])
  }
)
