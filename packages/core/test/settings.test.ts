import { expect, it, vi } from "vitest"
import { createXingtu } from "../src/promise.ts"
import { Settings } from "../src/index.ts"
import { Result } from "effect"
import { creator } from "./support/api.ts"
import { serve } from "./support/server.ts"

it.each([
  [{ dailyBudget: NaN }, "dailyBudget must be a number, 0 or more, or Infinity."],
  [{ dailyBudget: -1 }, "dailyBudget must be"],
  [{ dailyBudget: "100" as never }, "dailyBudget must be"],
  [{ consumerBudgets: { sheet: NaN } }, "consumerBudgets[\"sheet\"] must be"],
  [{ requestsPerSecond: 0 }, "requestsPerSecond must be a number above 0, or Infinity."],
  [{ endpointRequestsPerSecond: { spreadMetrics: NaN } }, "endpointRequestsPerSecond.spreadMetrics must be"],
  [{ concurrency: 0 }, "concurrency must be"],
  [{ retries: NaN }, "retries must be"],
  [{ deadline: "soon" as never }, "deadline must be a duration"],
  [{ attempt: 0 }, "attempt must be a duration"],
  [{ ttl: { creator: "a day" as never } }, "ttl.creator must be a duration"],
  [{ quotaDayZone: "Asia/Nowhere" }, "\"Asia/Nowhere\" is no time zone."]
] as const)("a setting that would not hold is refused: %o", (settings, problem) => {
  expect(() => createXingtu({ token: "t", ...settings })).toThrow(problem)
})

it("a token that comes with the settings goes no further", () => {
  const options = { token: "the-secret-token", retries: 1 }
  expect(JSON.stringify(Result.getOrThrow(Settings.resolve(options)))).not.toContain("the-secret-token")
})

it("undefined is as by default", () => {
  const none = Object.fromEntries(Object.keys(Settings.defaults).map((name) => [name, undefined]))
  expect(Result.getOrThrow(Settings.resolve(none)).settings).toEqual(Result.getOrThrow(Settings.resolve({})).settings)
})

it("a wall clock that is set back keeps nobody waiting", async () => {
  const server = await serve()
  const xingtu = createXingtu({ token: "t", baseUrl: server.url, requestsPerSecond: 100 })
  await xingtu.spreadMetrics({ oAuthorId: creator(1) })
  const hour = 3_600_000
  const now = Date.now
  const back = vi.spyOn(Date, "now").mockImplementation(() => now() - hour)
  expect((await xingtu.spreadMetrics({ oAuthorId: creator(2) }, { deadline: "2 seconds" })).meta.charged).toBe("yes")
  back.mockRestore()
  await xingtu.close()
  await server.close()
})
