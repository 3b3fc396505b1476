import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { run } from "./support/n8n.ts"
import { byId, creators, useSandbox } from "./support/sandbox.ts"

const { api, credentials } = useSandbox()

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date", "performance", "setTimeout", "clearTimeout"] }))
afterEach(() => void vi.useRealTimers())

const realTimer = setTimeout

/** Runs while a clock of its own goes by, a hundred times as fast. */
const hurried = async (...asked: Parameters<typeof run>) => {
  const ended = new AbortController()
  const running = run(...asked).finally(() => ended.abort())
  while (!ended.signal.aborted) {
    await vi.advanceTimersByTimeAsync(500)
    await new Promise((resolve) => realTimer(resolve, 5))
  }
  return running
}

const spread = { resource: "creator", operation: "spreadMetrics", creatorId: byId("={{ $json.id }}") }
const report = { resource: "creator", operation: "creatorReport", creatorId: byId("={{ $json.id }}") }

test.for([
  [2, spread, 12],
  [20, report, 10]
] as const)(
  "at %i requests per minute a run takes long, and loses nothing it paid for",
  async ([requestsPerMinute, parameters, count]) => {
    const { error, items } = await hurried(credentials({ requestsPerMinute }), parameters, { items: creators(count) })
    expect(error).toBeUndefined()
    expect(items).toHaveLength(count)
    expect(items.filter(({ json }) => (json["missing"] ?? null) !== null)).toEqual([])
    expect(api().ledger().charged).toBe(api().ledger().requests)
  }
)
