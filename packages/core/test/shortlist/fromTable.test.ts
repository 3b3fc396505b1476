import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { catalogue, Format, type Lang, Report, Shortlist, Table } from "../../src/index.ts"

const raw = JSON.parse(readFileSync(new URL("../../recorded/creatorSearch.json", import.meta.url), "utf8"))
const data = catalogue.creatorSearch.data.read(raw.data, "", [])
const searched = Shortlist.fromSearch({ raw })[0]

describe("a table as candidates", () => {
  test.for<[Lang]>([["en"], ["zh"]])("is read by titles and by what people see in cells, in %s", ([lang]) => {
    const { columns, rows } = Table.of(catalogue.creatorSearch, data, lang)
    const shown = rows.map((row) => columns.map(({ unit }, i) => Format.cell(row[i], unit, lang)))
    const { candidates } = Shortlist.fromTable(
      columns.map(({ title }) => title[lang]),
      shown
    )
    expect(candidates).toMatchObject([
      {
        id: searched?.id,
        name: searched?.name,
        followers: searched?.followers,
        interactionRate: searched?.interactionRate,
        completionRate: searched?.completionRate,
        offers: [{ kind: "placement", price: 337_500, expectedPlays: 3_535_761 }]
      }
    ])
  })

  test("is read by keys as well, and scores as the search itself does", () => {
    const { columns, rows } = Table.of(catalogue.creatorSearch, data)
    const { candidates } = Shortlist.fromTable(
      columns.map(({ key }) => key),
      rows
    )
    const score = (list: ReadonlyArray<Shortlist.Candidate>) => {
      const ranking = Shortlist.rank(list, { goal: "reach" })
      return ranking._tag === "Ranked" ? ranking.rows.map(({ score: of }) => of) : ranking
    }
    expect(score(candidates)).toEqual(score(searched === undefined ? [] : [searched]))
  })

  test("knows every column of a report that a decision needs", () => {
    const columns = Report.columns({ endpoints: Report.all })
    for (const lang of ["en", "zh"] as const) {
      const { unknown } = Shortlist.fromTable(
        columns.map(({ title }) => title[lang]),
        []
      )
      const needed = new Set([
        "id",
        "nick_name",
        "follower",
        "tags_relation",
        "price_2",
        "price_71",
        "play_mid",
        "female_share",
        "order_cnt"
      ])
      const titles = columns.filter(({ key }) => needed.has(key)).map(({ title }) => title[lang])
      expect(titles.length).toBeGreaterThan(6)
      expect(unknown.filter((title) => titles.includes(title))).toEqual([])
    }
  })

  test.for<[unknown, number | undefined]>([
    [1300, 1300],
    ["1,300 CNY", 1300],
    ["1,300.50 元", 1300.5],
    ["¥1300", 1300],
    ["1.2万", 12_000],
    ["50k", 50_000],
    ["1.2M", 1_200_000],
    ["$5,000", undefined],
    ["no data", undefined],
    ["-", undefined],
    ["", undefined],
    [null, undefined],
    ["=HYPERLINK()", undefined],
    [Number.NaN, undefined],
    [-5, undefined]
  ])("reads %j as %j", ([cell, expected]) => {
    const { candidates } = Shortlist.fromTable(
      ["star_id", "price_20_60", "Whatever"],
      [
        ["7", cell, 1],
        ["", 5, 1]
      ]
    )
    expect(candidates).toHaveLength(1)
    expect(candidates[0]?.offers[0]?.price).toBe(expected)
  })

  const id = "6629722295873044494"
  const page = `https://www.xingtu.cn/ad/creator/author-homepage/douyin-video/${id}`

  test.for([[` ${id} `], [`'${id}`], ["６６２９７２２２９５８７３０４４４９４"], [page], [`${page}?tab=1`]])(
    "%j is the creator's ID, as everywhere",
    ([given]) => {
      const { candidates, lost } = Shortlist.fromTable(
        ["creator_id", "price_placement"],
        [
          [given, 900],
          [id, 900]
        ]
      )
      expect([candidates.map((one) => one.id), lost]).toEqual([[id], []])
    }
  )

  test("rows whose ID lost its last digits are told: two of them may look like one", () => {
    const { candidates, lost } = Shortlist.fromTable(
      ["price_placement", "creator_id"],
      [
        [900, Number(id)],
        [900, id],
        [900, "6.62972E+18"],
        [900, ""]
      ]
    )
    expect([candidates.map((one) => one.id), lost]).toEqual([[id], [0, 2]])
  })

  test("the number of a row in a database is not the ID of its creator", () => {
    const { candidates } = Shortlist.fromTable(["id", "creator_id"], [[1, id]])
    expect(candidates.map((one) => one.id)).toEqual([id])
  })
})
