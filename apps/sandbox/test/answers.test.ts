import { catalogue, deprecated, Endpoint, type Wire } from "@xingtu/core/adapter"
import { afterAll, beforeEach, expect, test } from "vitest"
import { creatorOf, endings, recorded, recordedIds } from "../src/index.ts"
import { asking, envelope, id, token } from "./asking.ts"

const { ask, get, sandbox } = await asking()
afterAll(sandbox.close)
beforeEach(sandbox.reset)

const fields = (endpoint: Endpoint.Endpoint) => Endpoint.fields(endpoint)

/** What an endpoint must be given: the id, and an example or the first choice of what else it needs. */
const needed = (endpoint: Endpoint.Endpoint, of: string) =>
  Object.fromEntries(
    fields(endpoint)
      .filter((field) => field.required)
      .map(({ choices, example, kind, name }) => [name, kind === "id" ? of : (example ?? choices[0]?.value ?? "1")])
  )

const current = new Map<string, Endpoint.Endpoint>(Object.entries(catalogue))

/** Every path, and the endpoint whose answer it gives. */
const all = [
  ...Object.values(catalogue).map((endpoint): readonly [string, Endpoint.Endpoint, Endpoint.Endpoint] => [
    endpoint.id,
    endpoint,
    endpoint
  ]),
  ...Object.values(deprecated).map((endpoint): readonly [string, Endpoint.Endpoint, Endpoint.Endpoint] => [
    endpoint.id,
    endpoint,
    current.get(endpoint.replacedBy) ?? endpoint
  ])
]

test.for(Object.values(catalogue).map((endpoint): readonly [string, Endpoint.Endpoint] => [endpoint.id, endpoint]))(
  "%s: the recorded id gives the recorded answer",
  async ([name, endpoint]) => {
    const of =
      Endpoint.idParam(endpoint) === undefined
        ? { keyword: recordedIds.keyword }
        : needed(endpoint, recordedIds.creator)
    const { data } = await envelope(await get(endpoint.path, { token, ...of }))
    expect(data).toEqual(recorded(name)?.data)
  }
)

test.for(all)("%s: a made-up answer decodes without drift", async ([, endpoint, { data: wire }]) => {
  const { code, data, message } = await envelope(await get(endpoint.path, { token, ...needed(endpoint, id) }))
  expect({ code, message }).toEqual({ code: 0, message: null })
  const drift: Array<Wire.Drift> = []
  expect(Object.keys(Object(wire.read(data, "", drift)))).not.toEqual([])
  expect(drift).toEqual([])
})

const read = async <D>(
  endpoint: Endpoint.Endpoint<Endpoint.Params, D>,
  params: Readonly<Record<string, string>> = {}
): Promise<D> => {
  const { data } = await envelope(await get(endpoint.path, { token, ...needed(endpoint, id), ...params }))
  return endpoint.data.read(data, "", []) ?? endpoint.data.none
}

const sum = (values: ReadonlyArray<number | undefined>) =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0)

test("name, followers, prices and costs are the same in every endpoint", async () => {
  const creator = creatorOf(id)
  const { nickname: nick_name, followers: follower } = creator
  const price = creator.prices.placement
  const cpm = expect.closeTo((price / creator.expectedPlays) * 1000, 1)
  expect(await read(catalogue.creatorProfile)).toMatchObject({ id, nick_name, follower })
  expect(await read(catalogue.creatorBusinessCard)).toMatchObject({ card_info: { nick_name, follower } })
  expect(await read(catalogue.creatorVisibilityStatus)).toMatchObject({ follower, link_cnt: creator.connected })
  expect(await read(catalogue.creatorLinkStructure)).toMatchObject({ link_struct: { 5: { value: creator.connected } } })
  expect(await read(catalogue.marketingMetrics)).toMatchObject({
    price_info: expect.arrayContaining([expect.objectContaining({ video_type: "2", price })])
  })
  expect(await read(catalogue.spreadMetrics)).toMatchObject({ expect_cpm: { cpm_21_60: cpm } })
  expect(await read(catalogue.costPerformanceAnalysis)).toMatchObject({
    expect_cpm: { cpm_21_60: cpm },
    expect_vv: { value: creator.expectedPlays }
  })
  expect(await read(catalogue.creatorCommerceSpreadInfo)).toMatchObject({ cpm_20_60: cpm })
  expect(await read(deprecated.getKolInfo)).toMatchObject({ nick_name, follower })
})

test("groups of people add up to the people", async () => {
  const creator = creatorOf(id)
  for (const [endpoint, whole] of [
    [catalogue.followerDistribution, creator.followers],
    [catalogue.audienceDistribution, creator.connected]
  ] as const) {
    const { distributions = [] } = await read(endpoint)
    expect(distributions.map(({ type }) => type)).toEqual([
      "gender",
      "age",
      "province",
      "device",
      "city tier",
      "interest",
      "city",
      "crowd"
    ])
    // Cities are a list that is cut.
    for (const { distribution_list = [] } of distributions.filter(({ type }) => type !== "city"))
      expect(sum(distribution_list.map(({ distribution_value }) => distribution_value))).toBe(whole)
  }
})

test("no city has more people than its province, and a city that is a province has as many", async () => {
  for (let i = 0; i < 50; i++) {
    const { distributions = [] } = await read(catalogue.audienceDistribution, {
      oAuthorId: String(6_955_721_930_401_200_000n + BigInt(i * 37))
    })
    const people = (type: string) =>
      new Map(
        distributions
          .find((one) => one.type === type)
          ?.distribution_list?.map((group) => [group.distribution_key, group.distribution_value ?? 0])
      )
    const [provinces, cities] = [people("province"), people("city")]
    for (const name of ["北京", "上海", "重庆"]) expect(cities.get(name)).toBe(provinces.get(name))
    const inGuangdong = (cities.get("广州") ?? 0) + (cities.get("深圳") ?? 0)
    expect(inGuangdong).toBeGreaterThan(0)
    expect(inGuangdong).toBeLessThan(provinces.get("广东") ?? 0)
    expect([...cities.values()]).toEqual([...cities.values()].toSorted((a, b) => b - a))
  }
})

test("followers grow by the days asked for, and the changes add up", async () => {
  const {
    daily = [],
    delta = [],
    fans_growth_v2
  } = await read(catalogue.followerGrowthTrend, { startDate: "2026-10-30", endDate: "2026-11-02" })
  expect(daily.map(({ date }) => date)).toEqual(["2026-10-30", "2026-10-31", "2026-11-01", "2026-11-02"])
  expect(sum(delta.map(({ fans_cnt }) => fans_cnt))).toBe(fans_growth_v2?.value)
  expect((daily[1]?.fans_cnt ?? 0) - (daily[0]?.fans_cnt ?? 0)).toBe(delta[1]?.fans_cnt)
})

test("a video is the same wherever it is listed, and its report names its creator", async () => {
  const { newest_videos = [] } = await read(catalogue.recommendedVideos)
  const { items = [] } = await read(catalogue.creatorHomepageVideos)
  const [first] = newest_videos
  expect(items[0]).toMatchObject({ item_id: first?.item_id, create_time: first?.create_time, watch_cnt: first?.play })
  const report = await read(catalogue.videoDetails, { itemId: first?.item_id ?? "" })
  expect(report).toMatchObject({
    video_info: { vv_cnt: first?.play, title: items[0]?.title },
    author_info: { author_id: id, name: creatorOf(id).nickname }
  })
})

test("homepage videos page by date, word and kind", async () => {
  const seen: Array<string | undefined> = []
  for (let page = 1, rows = 1; rows > 0; page++) {
    const { items = [] } = await read(catalogue.creatorHomepageVideos, {
      page: String(page),
      startDate: "20260901",
      endDate: "20260930"
    })
    rows = items.length
    seen.push(...items.map(({ create_time }) => create_time))
  }
  expect(seen.length).toBeGreaterThan(2)
  for (const at of seen) expect(at).toMatch(/^2026-0(9-|8-31T1[6-9]|8-31T2)/)
  const { items: paid = [] } = await read(catalogue.creatorHomepageVideos, { videoType: "XINGTU" })
  const { items: own = [] } = await read(catalogue.creatorHomepageVideos, { videoType: "PERSONAL" })
  const both = new Set(own.map(({ item_id }) => item_id))
  expect(paid.some(({ item_id }) => both.has(item_id))).toBe(false)
})

const search = (params: Readonly<Record<string, string>>) => read(catalogue.creatorSearch, params)

test("the search finds a creator by nickname, who says the same when asked", async () => {
  const [some] = (await search({ page: "3" })).authors ?? []
  const name = some?.attribute_datas?.nick_name ?? ""
  const { authors = [] } = await search({ keyword: name })
  expect(authors.map(({ star_id }) => star_id)).toContain(some?.star_id)
  for (const author of authors) expect(author.attribute_datas?.nick_name).toContain(name)
  expect(await read(catalogue.creatorProfile, { oAuthorId: some?.star_id ?? "" })).toMatchObject({
    nick_name: name,
    follower: some?.attribute_datas?.follower
  })
  expect((await search({ keyword: "没有这个人" })).authors).toEqual([])
})

test("the search pages through everybody once, most followers first", async () => {
  const followers: Array<number> = []
  const ids = new Set<string | undefined>()
  for (let page = 1, more = true; more; page++) {
    const { authors = [], pagination } = await search({ page: String(page) })
    for (const { attribute_datas, star_id } of authors) {
      ids.add(star_id)
      followers.push(attribute_datas?.follower ?? 0)
    }
    more = pagination?.has_more ?? false
  }
  expect(ids.size).toBe(601)
  expect(followers).toEqual([...followers].sort((a, b) => b - a))
})

test.for([
  [{ followerRange: "1000000-2000000" }, "follower", 1_000_000, 2_000_000],
  [{ kolPriceType: "PRODUCT_PLACEMENT_VIDEO", kolPriceRange: "10000-50000" }, "price_20_60", 10_000, 50_000],
  [{ kolPriceType: "CUSTOM_VIDEO", kolPriceRange: "1000-100000" }, "price_60", 1_000, 100_000],
  [{ expectedCpmRange: "0-50" }, "prospective_20_60_cpm", 0, 50],
  [{ expectedPlayRange: "500000-900000" }, "expected_play_num", 500_000, 900_000],
  [{ interactionRateRange: "0.05-1" }, "interact_rate_within_30d", 0.05, 1]
] as const)("the filter %j is honoured", async ([params, name, least, most]) => {
  const { authors = [], pagination } = await search(params)
  expect(authors.length).toBeGreaterThan(0)
  expect(pagination?.total_count).toBeLessThan(600)
  for (const { attribute_datas } of authors) {
    const value = attribute_datas?.[name] ?? -1
    expect(value).toBeGreaterThanOrEqual(least)
    expect(value).toBeLessThanOrEqual(most)
  }
})

test("people, place and category are honoured as well", async () => {
  const { authors = [] } = await search({ gender: "FEMALE", location: "四川省,杭州", contentTag: "美食" })
  expect(authors.length).toBeGreaterThan(0)
  for (const { attribute_datas } of authors) {
    expect(attribute_datas?.gender).toBe("female")
    expect(`${attribute_datas?.province}${attribute_datas?.city}`).toMatch(/四川|杭州/)
    expect(Object.keys(attribute_datas?.tags_relation ?? {})).toEqual(["美食"])
  }
})

test("a creator without videos has labels and no figures", async () => {
  const quiet = `695572193040118${endings.quiet}`
  const { code, data } = await ask("spreadMetrics", { oAuthorId: quiet })
  expect(code).toBe(0)
  expect(data).not.toHaveProperty("item_num")
  expect(data["expect_cpm"]).toEqual({})
  expect(Object.keys(Object(data["interact_rate"]))).toEqual(["label"])
})

test("an id that does not exist is a paid 201", async () => {
  expect((await ask("spreadMetrics", { oAuthorId: `695572193040118${endings.gone}` })).code).toBe(201)
  expect(sandbox.ledger().charged).toBe(1)
})

test("pages end when total_count is reached, and no row comes twice", async () => {
  const rows: Array<unknown> = []
  const totals = new Set<unknown>()
  let more = true
  for (let page = 1; more; page++) {
    const { data } = await ask("conversionResources", { page: String(page) })
    const read = catalogue.conversionResources.data.read(data, "", [])
    rows.push(...(read?.video_list ?? []))
    more = read?.pagination?.has_more ?? false
    expect(read?.pagination?.page).toBe(page)
    totals.add(read?.pagination?.total_count)
  }
  expect([...totals]).toEqual([rows.length])
  expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length)
  expect(rows.length).toBeGreaterThan(10)
})
