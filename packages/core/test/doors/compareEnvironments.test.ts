import { expect, it } from "vitest"
import { BaseUrl, catalogue } from "../../src/index.ts"
import { compareEnvironments } from "../../src/promise.ts"
import { creator } from "../support/api.ts"
import { serve } from "../support/server.ts"

const { spreadMetrics } = catalogue
const token = "the-secret-token"

const compare = async (globalMs: number, cnMs: number) => {
  const [globally, locally] = [await serve(() => globalMs), await serve(() => cnMs)]
  const plan = compareEnvironments({
    endpoint: spreadMetrics,
    input: { oAuthorId: creator(1) },
    token,
    baseUrls: { global: globally.url, cn: locally.url }
  })
  expect(plan.calls).toBe(6)
  expect(plan.costs.en).toContain("6 paid calls")
  expect([globally.charged.length, locally.charged.length]).toEqual([0, 0])
  const comparison = await plan.run()
  expect([globally.charged.length, locally.charged.length]).toEqual([3, 3])
  await Promise.all([globally.close(), locally.close()])
  return comparison
}

it("recommends cn when it is clearly faster, with the warning that the token is sent unencrypted", async () => {
  const comparison = await compare(150, 1)
  expect(comparison.recommended).toBe("cn")
  expect(comparison.measured.map(({ durations }) => durations.length)).toEqual([3, 3])
  expect(comparison.warning?.en).toContain("unencrypted")
})

it("stays with global when cn is no faster, or fails", async () => {
  expect(await compare(1, 100)).toMatchObject({ recommended: "global", warning: undefined })
  const globally = await serve()
  const { recommended, measured } = await compareEnvironments({
    endpoint: spreadMetrics,
    input: { oAuthorId: creator(1) },
    token,
    rounds: 1,
    baseUrls: { global: globally.url, cn: "http://127.0.0.1:2" }
  }).run()
  expect(recommended).toBe("global")
  expect(measured[1]?.failures.map(({ _tag }) => _tag)).toEqual(["Unreachable"])
  await globally.close()
})

it("checks the input before it says what it costs", () => {
  expect(() => compareEnvironments({ endpoint: spreadMetrics, input: { oAuthorId: "6.9E+18" }, token })).toThrow(
    /lost its last digits/
  )
  expect(BaseUrl.environments.cn).toMatch(/^http:/)
})
