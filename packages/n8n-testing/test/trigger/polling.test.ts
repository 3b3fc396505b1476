// The three ways in which n8n polls, over its own PollContext: what they cost, and what outlives a process.
import { afterEach, describe, expect, test, vi } from "vitest"
import { engine } from "../support/n8n.ts"
import { byId, creatorId, useSandbox } from "../support/sandbox.ts"

const { api, credentials } = useSandbox()

const ways = ["memory", "scheduler", "cursors"] as const
const other = "6955721930401185806"
const watched = (more = {}) => ({
  event: "followerChange",
  creatorId: byId(creatorId),
  askAtMost: 0,
  atLeast: 0,
  ...more
})

const followers = (follower: number) => api().faults([{ fault: { kind: "drift", set: { follower } } }])
const charged = () => api().ledger().charged

afterEach(() => void vi.useRealTimers())

describe.for(ways)("polled by %s", (polling) => {
  test("once a day is one paid call a day, however often n8n polls and what it keeps of quiet polls", async () => {
    vi.useFakeTimers({ toFake: ["Date"] })
    const { poll, publish } = (await engine()).trigger(credentials(), watched({ askAtMost: 24 }), { polling })
    expect(await publish()).toBe(true)
    for (let minute = 0; minute < 12; minute++) {
      vi.advanceTimersByTime(60_000)
      expect(await poll()).toEqual([])
    }
    expect(charged()).toBe(1)
    vi.advanceTimersByTime(24 * 3_600_000)
    for (let minute = 0; minute < 12; minute++) {
      vi.advanceTimersByTime(60_000)
      await poll()
    }
    expect(charged()).toBe(2)
  })

  test("what was told is not told again after a restart, nor paid again before its turn", async () => {
    vi.useFakeTimers({ toFake: ["Date"] })
    const { poll, publish, restart } = (await engine()).trigger(credentials(), watched({ askAtMost: 1 }), { polling })
    followers(1000)
    await publish()
    followers(2000)
    vi.advanceTimersByTime(3_600_000)
    expect(await poll()).toMatchObject([{ follower: 2000, previous_follower: 1000 }])
    expect(await restart()).toEqual([])
    for (let minute = 0; minute < 3; minute++) {
      vi.advanceTimersByTime(60_000)
      expect(await poll()).toEqual([])
    }
    expect(charged()).toBe(2)
    vi.advanceTimersByTime(3_600_000)
    followers(3000)
    expect(await poll()).toMatchObject([{ follower: 3000, previous_follower: 2000 }])
  })

  test("a paid refusal while publishing is paid once, shown, and does not keep the trigger from starting", async () => {
    vi.useFakeTimers({ toFake: ["Date"] })
    const { errors, poll, publish } = (await engine()).trigger(credentials(), watched({ askAtMost: 1 }), { polling })
    api().faults([{ fault: { kind: "code", code: 201 } }])
    expect(await publish()).toBe(true)
    expect(errors()).toMatchObject([{ description: expect.stringContaining("This call was charged.") }])
    for (let hour = 0; hour < 12; hour++) {
      vi.advanceTimersByTime(3_600_000)
      await poll()
    }
    // Who is not there is asked for once a day.
    expect(charged()).toBe(1)
    vi.advanceTimersByTime(12 * 3_600_000)
    await poll()
    expect(charged()).toBe(2)
  })

  test("a refusal that cost nothing keeps the workflow from being published, and is asked for once", async () => {
    const { errors, poll, publish } = (await engine()).trigger(credentials({ retries: 0 }), watched({ askAtMost: 1 }), {
      polling
    })
    api().faults([{ fault: { kind: "code", code: 400 } }])
    expect(await publish()).toBe(false)
    await expect(poll()).rejects.toThrow("(400)")
    expect(errors()).toEqual([])
    expect(api().ledger()).toMatchObject({ requests: 1, charged: 0 })
  })

  test("news that n8n throws away, since the workflow is published anew meanwhile, come once more and cost nothing", async () => {
    vi.useFakeTimers({ toFake: ["Date"] })
    const { poll, publish, superseded } = (await engine()).trigger(credentials(), watched({ askAtMost: 1 }), {
      polling
    })
    followers(1000)
    await publish()
    followers(2000)
    vi.advanceTimersByTime(3_600_000)
    await superseded()
    vi.advanceTimersByTime(1_000)
    expect(await poll()).toMatchObject([{ follower: 2000, previous_follower: 1000 }])
    expect(await poll()).toEqual([])
    expect(charged()).toBe(2)
  })
})

test.for(["scheduler", "cursors"] as const)(
  "polled by %s: an answer that takes longer than n8n gives a poll counts at the next one, for the same money",
  async (polling) => {
    const slow = watched({ more: other, askAtMost: 1 })
    const { errors, poll, publish } = (await engine()).trigger(credentials(), slow, { polling, budgetMs: 400 })
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000, shouldAdvanceTime: true })
    followers(1000)
    await publish()
    vi.useRealTimers()
    api().faults([
      { params: { oAuthorId: other }, delayMs: 1_500, fault: { kind: "drift", set: { follower: 2000 } } },
      { fault: { kind: "drift", set: { follower: 3000 } } }
    ])
    const began = performance.now()
    expect(await poll()).toMatchObject([{ creator_id: creatorId, follower: 3000 }])
    expect(performance.now() - began).toBeLessThan(1_400)
    const later = () => vi.waitUntil(async () => (await poll())[0], { timeout: 10_000, interval: 200 })
    expect(await later()).toMatchObject({ creator_id: other, follower: 2000 })
    expect(await poll()).toEqual([])
    expect(charged()).toBe(4)
    expect(errors()).toEqual([])
  }
)
