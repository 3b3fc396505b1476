import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { catalogue, type Endpoint, Table, type Wire } from "../../src/index.ts"

const byId: Readonly<Record<string, Endpoint.Endpoint>> = catalogue

/** Every answer of the API that was recorded, by the file it is in. */
const answers = ["../../recorded/", "../../recorded/more/"].flatMap((folder) =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((file) => file.endsWith(".json"))
    .map((file) => {
      const endpoint = byId[file.replace(/(__\d+)?\.json$/, "")]
      if (endpoint === undefined) throw new Error(`${file} is of no endpoint`)
      const drift: Array<Wire.Drift> = []
      const body: { readonly data: unknown } = JSON.parse(readFileSync(new URL(folder + file, import.meta.url), "utf8"))
      return { file, endpoint, data: endpoint.data.read(body.data, "", drift), drift }
    })
)

/** A table's rows by the keys of its columns. */
const records = (endpoint: Endpoint.Endpoint, data: unknown) => {
  const { columns, rows } = Table.of(endpoint, data)
  return rows.map((row) => Object.fromEntries(columns.map(({ key }, i) => [key, row[i]])))
}

const sum = (values: ReadonlyArray<unknown>) =>
  values.reduce<number>((all, value) => all + (typeof value === "number" ? value : 0), 0)

const rounding = 1e-9

describe.each(answers)("$file", ({ data, drift, endpoint }) => {
  it("decodes without drift but for JSON that was cut off in it", () => {
    expect(drift.filter(({ path }) => !path.endsWith(".last_10_items"))).toEqual([])
  })

  it("has no share above its whole", () => {
    const { columns, rows } = Table.of(endpoint, data)
    const shares = columns.flatMap(({ key, unit }, i) =>
      unit === "share" && /share|proportion/.test(key) ? rows.map((row) => row[i]) : []
    )
    expect(shares.filter((share) => typeof share === "number" && share > 1 + rounding)).toEqual([])
  })
})

const distributed = answers.filter(
  ({ endpoint }) => endpoint.table?.rows?.[0] === "distributions[].distribution_list[]"
)

describe.each(distributed)("the people of $file", ({ data, endpoint }) => {
  const rows = records(endpoint, data)
  const of = (type: string) => rows.filter((row) => row["parent.type"] === type)

  it("are parts of one whole", () => {
    for (const type of new Set(rows.map((row) => row["parent.type"]))) {
      const shares = of(String(type)).map((row) => row["share"] ?? row["share_listed"])
      expect(shares).not.toContain(undefined)
      expect(sum(shares)).toBeLessThanOrEqual(1 + rounding)
    }
  })

  it("live in no city that is larger than its province", () => {
    const provinces = new Map(of("province").map((row) => [row["distribution_key"], row["share"]]))
    // The two counts of one place differ a little.
    const larger = of("city").filter(
      ({ distribution_key, share }) => Number(share) > Number(provinces.get(distribution_key) ?? Infinity) * 1.001
    )
    expect(larger).toEqual([])
  })
})

it("Beijing is 2.05 % of the recorded audience as a city too", () => {
  const { data, endpoint } = answers.find(({ file }) => file === "audienceDistribution.json") ?? answers[0]!
  const beijing = records(endpoint, data).filter((row) => row["distribution_key"] === "北京")
  expect(beijing.map((row) => row["parent.type"]).toSorted()).toEqual(["city", "province"])
  for (const { share } of beijing) expect(share).toBeCloseTo(0.0205, 4)
})

it("a list that is cut and has no whole beside it says that its shares are of those listed", () => {
  const cities = [
    { distribution_key: "广州", distribution_value: 3 },
    { distribution_key: "北京", distribution_value: 1 }
  ]
  const { columns, rows } = Table.of(catalogue.audienceDistribution, {
    distributions: [{ type: "city", distribution_list: cities }]
  })
  expect(columns.at(-1)?.title.en).toBe("Share of those listed")
  expect(rows.map((row) => row.slice(-2))).toEqual([
    [undefined, 0.75],
    [undefined, 0.25]
  ])
})

it("a whole that is smaller than its parts is none", () => {
  const list = (people: number) => [{ distribution_key: "x", distribution_value: people }]
  const { rows } = Table.of(catalogue.audienceDistribution, {
    distributions: [
      { type: "gender", distribution_list: list(1) },
      { type: "interest", distribution_list: list(5) }
    ]
  })
  expect(rows.map((row) => row.slice(-2))).toEqual([
    [1, undefined],
    [undefined, 1]
  ])
})

it("a distribution nobody knows is called what the answer calls it, its shares of those listed", () => {
  const data = catalogue.followerDistribution.data.read(
    {
      distributions: [
        {
          type: 9999,
          type_display: "新的分布",
          distribution_list: [{ distribution_key: "a", distribution_value: "2" }]
        }
      ]
    },
    "",
    []
  )
  expect(records(catalogue.followerDistribution, data)).toEqual([
    expect.objectContaining({ "parent.type": "新的分布", share: undefined, share_listed: 1 })
  ])
})

describe("a price", () => {
  const creators = answers
    .filter(({ endpoint }) => endpoint.id === "creatorSearch")
    .flatMap(({ data, endpoint, file }) => records(endpoint, data).map((row, i) => ({ at: `${file} ${i}`, row })))
  const tiers = [
    ["price_20_60", "prospective_20_60_cpm"],
    ["price_60", "prospective_60_cpm"]
  ] as const
  const told = creators.flatMap(({ at, row }) =>
    tiers.flatMap(([price, cpm]) => {
      const [yuan, thousand, plays] = [price, cpm, "expected_play_num"].map((key) => row[`attribute_datas.${key}`])
      return typeof yuan === "number" && typeof thousand === "number" && typeof plays === "number"
        ? [{ at: `${at} ${price}`, yuan, thousand, plays }]
        : []
    })
  )

  it("stands in at least two answers with its CPM and its plays", () => {
    expect(told.length).toBeGreaterThanOrEqual(2)
  })

  it.each(told)("is CPM by plays in $at", ({ plays, thousand, yuan }) => {
    // The CPM is rounded to four places.
    expect(Math.abs((thousand * plays) / 1000 - yuan)).toBeLessThanOrEqual((0.00005 * plays) / 1000 + 1)
  })

  it("of a type nobody knows goes by its description; type 92 is a CPM", () => {
    const data = catalogue.marketingMetrics.data.read(
      {
        price_info: [
          { video_type: 2, desc: "植入视频", price: 6000 },
          { video_type: 92, desc: "自然播放", price: 18 },
          { video_type: 777, desc: "全新类型", price: 5 }
        ]
      },
      "",
      []
    )
    expect(records(catalogue.marketingMetrics, data)).toMatchObject([
      { kind: "placement video", video_type: "2", price: 6000 },
      { price: undefined, cpm: 18 },
      { kind: "全新类型", video_type: "777", price: 5, cpm: undefined }
    ])
    expect(Table.of(catalogue.marketingMetrics, data, "zh").rows[0]?.[0]).toBe("植入视频")
  })
})

it("stages of connected users sum to all of them in a search", () => {
  const creators = answers
    .filter(({ endpoint }) => endpoint.id === "creatorSearch")
    .flatMap(({ data }) => {
      const read: Endpoint.Data<typeof catalogue.creatorSearch> = Object(data)
      return read.authors ?? []
    })
  const told = creators.flatMap(({ attribute_datas: of = {} }) => {
    const stages = [
      of.link_l_cnt_by_industry,
      of.link_i_cnt_by_industry,
      of.link_n_cnt_by_industry,
      of.link_k_cnt_by_industry
    ]
    return stages.includes(undefined) ? [] : [[sum(stages), of.link_link_cnt_by_industry]]
  })
  expect(told.length).toBeGreaterThan(0)
  for (const [stages, whole] of told) expect(stages).toBe(whole)
})

it("a rank of 0 % is under 0.01 %, and without a rank no data", () => {
  const rows = Table.of(catalogue.creatorLinkMetrics, {
    link_star_index: { value: 99, rank: 66, rank_percent: 0 },
    cp_index: { value: 1, rank_percent: 0 }
  }).rows
  expect(rows.map((row) => row.at(-1))).toEqual(["under 0.01 %", undefined])
})

it("a gender that was not said is no data", () => {
  expect(catalogue.creatorProfile.data.read({ gender: "0" }, "", [])).toEqual({})
  expect(catalogue.creatorProfile.data.read({ gender: 0 }, "", [])).toEqual({})
})

it("without videos, performance says who knows a CPM", () => {
  const empty = Table.of(catalogue.spreadMetrics, { expect_cpm: {} })
  expect(empty.notes?.[0]?.en).toMatch(/90 days.*Cost of paid videos/)
  expect(Table.of(catalogue.spreadMetrics, { expect_cpm: { cpm_21_60: 5 } }).notes).toBeUndefined()
})
