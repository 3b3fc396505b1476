import { noToken } from "@xingtu/testing"
import { afterEach, describe, expect, test, vi } from "vitest"
import { description, engine } from "../support/n8n.ts"
import { byId, creatorId, useSandbox } from "../support/sandbox.ts"

const { api, credentials } = useSandbox()

const other = "6955721930401185806"
/** Asked at every poll, so that a test need not wait for hours. */
const watched = (event: string, more = {}) => ({ event, creatorId: byId(creatorId), askAtMost: 0, ...more })

/** Puts values into what the API answers about a creator. */
const drift = (set: Record<string, unknown>) =>
  api().faults([{ params: { oAuthorId: creatorId }, fault: { kind: "drift", set } }])

test("the first poll fires for nothing; a trial in the editor shows what there is and remembers nothing", async () => {
  const { poll, stored } = (await engine()).trigger(credentials(), watched("newVideo"))
  expect((await poll("manual")).length).toBeGreaterThan(0)
  expect(stored()).not.toContain(creatorId)
  expect(await poll()).toEqual([])
  expect(await poll()).toEqual([])
  // A watched creator is asked anew each time.
  expect(api().ledger()).toMatchObject({ charged: 3 })
})

test("trying it out again and again costs one call for each creator", async () => {
  const { poll } = (await engine()).trigger(credentials(), watched("priceChange"))
  const first = await poll("manual")
  expect(await poll("manual")).toEqual(first)
  expect(api().ledger()).toMatchObject({ charged: 1 })
})

describe("n8n polls every minute unless told otherwise", () => {
  afterEach(() => void vi.useRealTimers())

  test.for([
    [1, 24],
    [6, 4],
    [24, 1]
  ] as const)("asked once in %i hours, a creator costs about %i calls a day", async ([hours, calls]) => {
    vi.useFakeTimers({ toFake: ["Date"] })
    const { poll, restart } = (await engine()).trigger(
      credentials(),
      watched("followerChange", { askAtMost: hours, more: other })
    )
    // A poll each ten minutes of a day, a little late each time; n8n starts anew in between.
    for (let minute = 0; minute < 24 * 60; minute += 10) {
      await (minute === 300 ? restart() : poll())
      vi.advanceTimersByTime(10 * 60_000 + 3)
    }
    const { charged } = api().ledger()
    expect(charged / 2).toBeGreaterThanOrEqual(calls)
    expect(charged / 2).toBeLessThanOrEqual(calls * 1.15 + 1)
  })

  test("a poll at its time each hour or day is never taken for one too many", async () => {
    vi.useFakeTimers({ toFake: ["Date"] })
    const hourly = (await engine()).trigger(credentials(), watched("priceChange", { askAtMost: 1 }))
    for (let polls = 0; polls < 3; polls++) {
      await hourly.poll()
      // n8n draws the second of the minute anew whenever a workflow is published.
      vi.advanceTimersByTime(60 * 60_000 - 59_000)
    }
    expect(api().ledger()).toMatchObject({ charged: 3 })
  })

  test("once an hour is what a new trigger does", async () => {
    const { properties } = await description("xingtuTrigger")
    expect(properties.find(({ name }) => name === "pollTimes")?.default).toEqual({ item: [{ mode: "everyMinute" }] })
    expect(properties.find(({ name }) => name === "askAtMost")?.default).toBe(1)
  })

  test.for([
    ["priceChange", { askAtMost: "={{ 'daily' }}" }, "Check at Most"],
    ["priceChange", { askAtMost: "={{ '' }}" }, "Check at Most"],
    ["priceChange", { askAtMost: -1 }, "Check at Most"],
    ["followerChange", { atLeast: "={{ 'five' }}" }, "Change of at Least (Percent)"]
  ] as const)("%s: %o cannot be read, and is refused before anything is paid", async ([event, parameters, field]) => {
    const { poll } = (await engine()).trigger(credentials(), watched(event, parameters))
    for (const mode of ["manual", "trigger"] as const) {
      await expect(poll(mode)).rejects.toMatchObject({
        message: `Invalid input. ${field}: Enter a number, 0 or more.`,
        description: expect.stringContaining("Nothing was charged.")
      })
    }
    expect(api().ledger().requests).toBe(0)
  })

  test("an ID that is none is told once an hour, not each minute, and the others are asked", async () => {
    vi.useFakeTimers({ toFake: ["Date"] })
    const { errors, poll } = (await engine()).trigger(
      credentials(),
      watched("priceChange", { askAtMost: 1, more: "somebody" })
    )
    for (let minute = 0; minute < 58; minute++) {
      await poll()
      vi.advanceTimersByTime(60_000)
    }
    expect(errors().length).toBe(2)
    expect(errors()[0]).toMatchObject({
      message: expect.stringContaining("Creator: "),
      description: expect.stringContaining("somebody")
    })
    expect(api().ledger()).toMatchObject({ charged: 2 })
  })

  test("a creator who cannot be found is not paid for each minute either", async () => {
    const { errors, poll } = (await engine()).trigger(credentials(), watched("priceChange", { askAtMost: 1 }))
    api().faults([{ fault: { kind: "code", code: 201 } }])
    expect(await poll()).toEqual([])
    expect(errors()).toMatchObject([{ message: expect.stringContaining("(201)") }])
    expect(await poll()).toEqual([])
    expect(api().ledger()).toMatchObject({ requests: 1 })
  })
})

test("n8n polls when it starts; creators who are known are asked at the next poll time, and nothing is missed", async () => {
  const { poll, restart } = (await engine()).trigger(credentials(), watched("followerChange", { atLeast: 10 }))
  const followers = (follower: number) => drift({ follower })
  followers(1000)
  await poll()
  expect(api().ledger()).toMatchObject({ charged: 1 })
  followers(2000)
  for (let starts = 0; starts < 3; starts++) {
    expect(await restart()).toEqual([])
  }
  expect(api().ledger()).toMatchObject({ charged: 1 })
  expect(await poll()).toMatchObject([{ follower: 2000, previous_follower: 1000 }])
})

test("a creator who is not known yet is learned when n8n starts", async () => {
  const { restart, stored } = (await engine()).trigger(credentials(), watched("priceChange"))
  expect(await restart()).toEqual([])
  expect(stored()).toContain(creatorId)
  expect(api().ledger()).toMatchObject({ charged: 1 })
})

test("a creator without an answer when n8n starts does not keep the workflow from starting", async () => {
  const { errors, poll, restart } = (await engine()).trigger(
    credentials({ retries: 0 }),
    watched("followerChange", { atLeast: 0, more: other })
  )
  api().faults([{ params: { oAuthorId: other }, fault: { kind: "code", code: 301 } }])
  expect(await poll()).toEqual([])
  // n8n tries again and again to start a workflow whose first poll throws.
  expect(await restart()).toEqual([])
  expect(errors()).toMatchObject([
    {},
    { message: expect.stringContaining("(301)"), description: expect.stringContaining(other) }
  ])
  api().faults([
    { params: { oAuthorId: other }, fault: { kind: "code", code: 301 } },
    { fault: { kind: "drift", set: { follower: 1 } } }
  ])
  expect(await poll()).toMatchObject([{ creator_id: creatorId, follower: 1 }])
})

test("a creator who is not there is paid for once a day, also when n8n starts anew and at every poll", async () => {
  const { poll, restart } = (await engine()).trigger(credentials(), watched("priceChange", { more: other }))
  api().faults([{ params: { oAuthorId: other }, fault: { kind: "code", code: 201 } }])
  await poll()
  await poll()
  await restart()
  await poll()
  expect(
    api()
      .ledger()
      .entries.filter(({ params }) => params["oAuthorId"] === other)
  ).toHaveLength(1)
})

test("creators without an answer for different reasons: what each of them cost is told", async () => {
  const { errors, poll } = (await engine()).trigger(
    credentials(),
    watched("priceChange", { more: `somebody, ${other}` })
  )
  api().faults([{ params: { oAuthorId: other }, fault: { kind: "code", code: 201 } }])
  expect(await poll()).toEqual([])
  expect(errors()).toMatchObject([
    {
      message: expect.stringContaining("Creator: "),
      description: expect.stringMatching(
        new RegExp(
          `^Nothing was charged\\..* without a result: somebody\\. And ${other}: .*\\(201\\)\\. This call was charged\\.`
        )
      )
    }
  ])
})

test("a new video fires once, also after a restart, and a deleted one does not make an older one new", async () => {
  const { poll, restart, stored } = (await engine()).trigger(credentials(), watched("newVideo"))
  const at = 1_790_000_000
  const videos = (...ids: ReadonlyArray<number>) =>
    drift({ items: ids.map((n) => ({ item_id: `75662004714487795${n}`, title: `video ${n}`, create_time: at + n })) })
  videos(30, 20)
  expect(await poll()).toEqual([])
  videos(40, 30, 20)
  expect(await poll()).toMatchObject([
    {
      creator_id: creatorId,
      item_id: "7566200471448779540",
      title: "video 40",
      create_time: new Date((at + 40) * 1000).toISOString()
    }
  ])
  expect(await restart()).toEqual([])
  expect(await poll()).toEqual([])
  videos(30, 20, 10)
  expect(await poll()).toEqual([])
  expect(stored().length).toBeLessThan(200)
})

test("followers fire when they have changed enough since the last time, however slowly", async () => {
  const { poll, restart } = (await engine()).trigger(credentials(), watched("followerChange", { atLeast: 10 }))
  const followers = (follower: number) => drift({ follower })
  followers(1000)
  expect(await poll()).toEqual([])
  followers(1060)
  expect(await poll()).toEqual([])
  followers(1120)
  expect(await poll()).toMatchObject([
    { creator_id: creatorId, follower: 1120, previous_follower: 1000, change: 120, change_rate: 0.12 }
  ])
  expect(await restart()).toEqual([])
  expect(await poll()).toEqual([])
  followers(900)
  expect(await poll()).toMatchObject([{ change: -220 }])
})

test("the first number of followers is learned, also after an answer without one", async () => {
  const { poll } = (await engine()).trigger(credentials(), watched("followerChange", { atLeast: 10 }))
  drift({ follower: "none" })
  expect(await poll()).toEqual([])
  drift({ follower: 1000 })
  expect(await poll()).toEqual([])
  drift({ follower: 2000 })
  expect(await poll()).toMatchObject([{ follower: 2000, previous_follower: 1000 }])
})

test("prices fire when one changes, comes or goes", async () => {
  const { poll, restart, stored } = (await engine()).trigger(credentials(), watched("priceChange"))
  const prices = (...price_info: ReadonlyArray<Record<string, unknown>>) => drift({ price_info })
  prices({ video_type: 2, desc: "植入视频", price: 5000 }, { video_type: 71, desc: "定制视频", price: 8000 })
  expect(await poll()).toEqual([])
  expect(await restart()).toEqual([])
  prices({ video_type: 2, desc: "植入视频", price: 6000 }, { video_type: 1, desc: "1-20s", price: 3000 })
  const news = await poll()
  expect(news).toHaveLength(3)
  expect(news).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ video_type: "2", price: 6000, previous_price: 5000, change_rate: 0.2 }),
      expect.objectContaining({ video_type: "1", price: 3000, previous_price: null }),
      expect.objectContaining({ video_type: "71", price: null, previous_price: 8000 })
    ])
  )
  expect(await poll()).toEqual([])
  expect(stored().length).toBeLessThan(200)
})

test("a price fires when it changed by at least the percent of the panel since it last fired, with the creator's name", async () => {
  const { poll } = (await engine()).trigger(credentials(), watched("priceChange", { atLeast: 10 }))
  const price = async (amount: number) => {
    drift({ price_info: [{ video_type: 2, desc: "植入视频", price: amount }] })
    // An answer of the same millisecond would do for the next poll as well.
    await new Promise((wait) => setTimeout(wait, 2))
  }
  await price(5000)
  expect(await poll()).toEqual([])
  await price(5300)
  expect(await poll()).toEqual([])
  await price(5600)
  expect(await poll()).toMatchObject([
    { creator_id: creatorId, name: expect.any(String), price: 5600, previous_price: 5000, change_rate: 0.12 }
  ])
})

test("whom the panel no longer names is remembered for a while, but not without end; who is watched always is", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_800_000_000_000 })
  try {
    // Another list at each poll, made of what is no ID, so that it costs nothing.
    const more = "={{ Array.from({ length: 50 }, (_, i) => 'list-' + $now.toMillis() + '-' + i).join() }}"
    const { errors, poll, stored } = (await engine()).trigger(
      credentials(),
      watched("followerChange", { atLeast: 0, more })
    )
    const sizes: Array<number> = []
    for (let polls = 0; polls < 30; polls++) {
      drift({ follower: 1000 + polls })
      expect(await poll()).toHaveLength(polls === 0 ? 0 : 1)
      vi.advanceTimersByTime(60_000)
      sizes.push(stored().length)
    }
    expect(errors()).toHaveLength(30)
    expect(sizes.at(-1)).toBe(sizes.at(-2))
    expect(stored().length).toBeLessThan(20_000)
  } finally {
    vi.useRealTimers()
  }
})

test("a creator who leaves the panel and comes back is compared with what was remembered", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_800_000_000_000 })
  try {
    const away = 1_800_000_000_000 + 60_000
    const { poll } = (await engine()).trigger(
      credentials(),
      watched("followerChange", {
        atLeast: 0,
        creatorId: byId(other),
        more: `={{ $now.toMillis() === ${away} ? '' : '${creatorId}' }}`
      })
    )
    drift({ follower: 1000 })
    expect(await poll()).toEqual([])
    vi.setSystemTime(away)
    expect(await poll()).toEqual([])
    expect(api().ledger().charged).toBe(3)
    vi.advanceTimersByTime(60_000)
    drift({ follower: 2000 })
    expect(await poll()).toMatchObject([{ creator_id: creatorId, follower: 2000, previous_follower: 1000 }])
  } finally {
    vi.useRealTimers()
  }
})

test("a panel whose expression names nobody is told, instead of watching nobody in silence", async () => {
  const { poll } = (await engine()).trigger(credentials(), watched("priceChange", { creatorId: byId("={{ '' }}") }))
  for (const mode of ["manual", "trigger"] as const) {
    await expect(poll(mode)).rejects.toMatchObject({
      message: "Invalid input. Creator: Required.",
      description: expect.stringContaining("Nothing was charged.")
    })
  }
})

test("several creators: one that fails keeps its place and is shown as a failed execution, the others fire", async () => {
  const { errors, poll } = (await engine()).trigger(
    credentials({ retries: 0 }),
    watched("followerChange", {
      atLeast: 0,
      more: `https://www.xingtu.cn/ad/creator/author-homepage/douyin-video/${other}, ${other}`
    })
  )
  expect(await poll()).toEqual([])
  expect(api().ledger()).toMatchObject({ charged: 2 })
  api().faults([
    { params: { oAuthorId: other }, fault: { kind: "code", code: 301 } },
    { fault: { kind: "drift", set: { follower: 1 } } }
  ])
  expect(await poll()).toMatchObject([{ creator_id: creatorId, follower: 1 }])
  expect(errors()).toMatchObject([
    { message: expect.stringContaining("(301)"), description: expect.stringContaining(other) }
  ])
  api().faults([{ fault: { kind: "drift", set: { follower: 1 } } }])
  expect(await poll()).toMatchObject([{ creator_id: other, follower: 1 }])
})

test("a poll of which nothing succeeds is an error without the token", async () => {
  api().faults([{ fault: { kind: "code", code: 303 } }])
  const account = credentials()
  const failed = await (
    await engine()
  )
    .trigger(account, watched("priceChange"))
    .poll()
    .catch((error: unknown) => error)
  expect(failed).toMatchObject({ context: { code: 303 } })
  noToken({ failed }, account.token)
})

test("API access: fires when the quota is used up and when calls go through again, and costs nothing", async () => {
  const { poll, restart } = (await engine()).trigger(credentials(), { event: "access" })
  expect(await poll("manual")).toMatchObject([{ open: true }])
  expect(await poll()).toEqual([])
  api().faults([{ fault: { kind: "code", code: 303 } }])
  expect(await poll()).toMatchObject([{ open: false, code: 303, reason: expect.stringContaining("quota") }])
  expect(await restart()).toEqual([])
  expect(await poll()).toEqual([])
  api().faults([{ fault: { kind: "html" } }])
  expect(await poll()).toEqual([])
  api().faults([])
  expect(await poll()).toMatchObject([{ open: true, code: null }])
  expect(api().ledger().charged).toBe(0)
})
