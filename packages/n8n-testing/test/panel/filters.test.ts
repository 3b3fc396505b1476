// The search's filters of version 2: groups with a minimum and a maximum.
import { catalogue, Endpoint } from "@xingtu/core"
import { isGrouped } from "n8n-nodes-xingtu/source/panel/filters"
import { expect, test } from "vitest"
import { run } from "../support/n8n.ts"
import { useSandbox } from "../support/sandbox.ts"

const { api, credentials } = useSandbox()

const search = { resource: "creator", operation: "creatorSearch", limit: 1 }
const v2 = { node: { typeVersion: 2 } } as const

test("every filter has its group", () => {
  const others = Endpoint.fields(catalogue.creatorSearch).filter(({ name }) => !isGrouped(name))
  expect(others.map(({ name }) => name).sort()).toEqual(["keyword", "page", "searchType", "sort"])
})

test("ranges are sent as the API wants them, with the price and its kind together", async () => {
  const filters = {
    priceFilters: {
      price: { of: { kolPriceType: "CUSTOM_VIDEO", kolPriceRangeMinimum: 10_000, kolPriceRangeMaximum: 50_000 } },
      expectedCpmRangeMaximum: 50
    },
    performanceFilters: {
      followerRangeMinimum: 100_000,
      interactionRateRangeMinimum: 2.5,
      progressTaskRangeMinimum: 8
    },
    audienceFilters: { audienceImage: ["AGE_18_23"] },
    creatorFilters: { gender: "FEMALE", location: "广东省" }
  }
  const { status } = await run(credentials(), { ...search, ...filters }, v2)
  expect(status).toBe("success")
  expect(api().ledger().entries[0]?.params).toMatchObject({
    kolPriceType: "CUSTOM_VIDEO",
    kolPriceRange: "10000-50000",
    expectedCpmRange: "0-50",
    followerRange: "100000-1000000000",
    interactionRateRange: "0.025-1",
    progressTaskRange: "30:8-",
    audienceImage: "AGE_18_23",
    gender: "FEMALE",
    location: "广东省"
  })
})

test("a kind of price without a price is no filter, and a range that starts above its end is refused", async () => {
  const only = { priceFilters: { price: { of: { kolPriceType: "CUSTOM_VIDEO" } } } }
  expect((await run(credentials(), { ...search, ...only }, v2)).status).toBe("success")
  expect(api().ledger().entries[0]?.params).not.toHaveProperty("kolPriceType")
  const wrong = { performanceFilters: { followerRangeMinimum: 10, followerRangeMaximum: 5 } }
  expect((await run(credentials(), { ...search, ...wrong }, v2)).error).toMatchObject({
    message: expect.stringContaining("Followers")
  })
})
