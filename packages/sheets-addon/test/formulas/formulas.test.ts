import { catalogue, Endpoint } from "@xingtu/core/adapter"
import { recordedIds, token } from "@xingtu/testing"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { built, column, ids, type Open, open, type Rows } from "../support/document.ts"

/** What people type into a formula, and what they see. */

let opened: Open
let from = 0

beforeAll(async () => {
  opened = await open()
})
afterAll(() => opened.close())
beforeEach(() => {
  opened.sandbox.reset()
  from += 100
})

const cell = (name: string, ...args: ReadonlyArray<unknown>) => opened.document.cell(name, ...args)
const rows = async (name: string, ...args: ReadonlyArray<unknown>) => (await cell(name, ...args)) as Rows

/** The recorded creator. */
const known = recordedIds.creator

describe("ids", () => {
  test.each([
    ["a number that Sheets has cut to 15 digits", 6_955_721_930_401_190_000, /lost its last digits/],
    ["a 16 digit number, which Sheets cuts as well", 1_234_567_890_123_450, /lost its last digits/],
    ["what such a number looks like", "6.95572193040119E+18", /lost its last digits/],
    ["a number too short", 12_345, /16 to 20 digits/],
    ["a word", "abc", /16 to 20 digits/],
    ["an address that is no page of Xingtu", "https://example.com/6955721930401185805", /has no creator ID/],
    ["a date", { $date: "2026-01-01T00:00:00Z" }, /holds a date/],
    ["an error of the cell", "#N/A", /itself has an error \(#N\/A\)/],
    ["a checkbox", true, /TRUE or FALSE/],
    ["zero", 0, /holds 0/]
  ])("%s has its own text, and nothing is sent", async (_, id, text) => {
    expect(await cell("XINGTU_SPREAD_METRICS", id, "Median plays")).toMatch(text)
    // In a range it stands in its row.
    expect(await rows("XINGTU_SPREAD_METRICS", [[""], [id]], "Median plays, noHeaders")).toEqual([
      ["", ""],
      ["", expect.stringMatching(text)]
    ])
    expect(opened.sandbox.ledger().requests).toBe(0)
  })

  test("quotes, blanks, zero-width signs and page addresses are understood, as one id", async () => {
    const forms = [
      known,
      ` ${known} `,
      `'${known}`,
      `"${known}"`,
      `“${known}”`,
      `\u200b${known}`,
      `https://www.xingtu.cn/ad/creator/author-homepage/douyin-video/${known}`
    ]
    const values = await rows("XINGTU_SPREAD_METRICS", column(forms), "Median plays, noHeaders")
    expect(values.map(([value]) => value)).toEqual(forms.map(() => 3_642_403))
    expect(opened.sandbox.ledger().requests).toBe(1)
  })

  test("rows keep their order and their blanks; one bad id never costs the others", async () => {
    const [a, b] = ids(2, from)
    const values = await rows("XINGTU_SPREAD_METRICS", column([a, "", "abc", b, "", ""]), "Videos")
    expect(values).toHaveLength(5)
    expect(values[2]).toEqual(["", ""])
    expect(values[3]?.[1]).toMatch(/16 to 20 digits/)
    expect(opened.sandbox.ledger().charged).toBe(2)
  })

  test.each(["id", "ID", "Creator id", "达人ID", "达人 id", "kol_id", "oAuthorId", "编号"])(
    "a heading (%s) in the range is the table's own heading, so that every line stays beside its id",
    async (heading) => {
      const [a, b] = ids(2, from)
      const values = await rows("XINGTU_SPREAD_METRICS", column([heading, a, "", b, "", ""]), "Videos")
      expect(values.map(([, error]) => error)).toEqual(["error", "", "", ""])
      expect(await rows("XINGTU_SPREAD_METRICS", column([heading, a, b]), "Videos, noHeaders")).toEqual([
        ["", ""],
        ...values.slice(1).filter((_, i) => i !== 1)
      ])
      expect(opened.sandbox.ledger().charged).toBe(2)
    }
  )

  test("a name in place of an id is no heading: it says what is wrong in its own line", async () => {
    const values = await rows("XINGTU_SPREAD_METRICS", column(["张大仙", ...ids(2, from)]), "Videos, noHeaders")
    expect(values).toHaveLength(3)
    expect(values[0]?.[1]).toMatch(/16 to 20 digits/)
  })

  test("a row of cells is as good as a column; a block is not", async () => {
    const two = ids(2, from)
    expect(await rows("XINGTU_SPREAD_METRICS", [two], "Videos, noHeaders")).toHaveLength(2)
    expect(await cell("XINGTU_SPREAD_METRICS", [two, two])).toMatch(/one column/)
  })
})

describe("values", () => {
  test("numbers are natural, with their unit in the header; a time is text", async () => {
    const [header = [], line = []] = await rows("XINGTU_SPREAD_METRICS", column([known]))
    const at = (title: string) => line[header.indexOf(title)]
    expect(at("Average length (s)")).toBe(26)
    expect(at("Interaction rate")).toBe(0.0244)
    expect(at("Expected CPM, placement (CNY)")).toBe(140.43)
    const videos = await rows("XINGTU_RECOMMENDED_VIDEOS", known)
    expect(videos[0]).toEqual(["List", "Video id", "Published", "Plays", "error"])
    expect(videos[1]).toEqual([
      "Representative",
      expect.stringMatching(/^\d{16,20}$/),
      expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/),
      expect.any(Number),
      ""
    ])
  })

  test.each(['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])(
    "%j from outside is never a formula",
    async (text) => {
      opened.sandbox.faults([{ fault: { kind: "drift", set: { nick_name: text } } }])
      const [id] = ids(1, from++)
      expect(await cell("XINGTU_CREATOR_PROFILE", id, "Name")).toBe(`'${text}`)
    }
  )

  test("absent is an empty cell, and an answer without rows says so", async () => {
    opened.sandbox.faults([{ fault: { kind: "drift", set: { video_content_distribution: [] } } }])
    expect(await rows("XINGTU_VIDEO_DISTRIBUTION", column(ids(1, from)))).toEqual([
      ["id", "Content type", "Videos", "Share", "error"],
      [ids(1, from)[0], "", "", "", "no data"]
    ])
  })
})

describe("fields and options", () => {
  test("columns by name in either language, in the order asked, also those not shown otherwise", async () => {
    const values = await rows(
      "XINGTU_SPREAD_METRICS",
      column([known]),
      "互动率, median_plays, Interaction rate: beats, Expected CPM, placement"
    )
    expect(values).toEqual([
      ["Interaction rate", "Median plays", "Interaction rate: beats", "Expected CPM, placement (CNY)", "error"],
      [0.0244, 3_642_403, expect.any(Number), 140.43, ""]
    ])
    const all = await rows("XINGTU_SPREAD_METRICS", column([known]), "all")
    expect(all[0]?.length).toBeGreaterThan((await rows("XINGTU_SPREAD_METRICS", column([known])))[0]?.length ?? 99)
    expect(await rows("XINGTU_SPREAD_METRICS", known, [["Videos", "Median plays"]])).toEqual([
      ["Videos", "Median plays", "error"],
      [3, 3_642_403, ""]
    ])
  })

  test.each([
    ["platform=LIVE_STREAMING; range=DAY_90"],
    ["live; 90d"],
    ["平台：直播；时间范围：近 90 天"],
    [
      [
        ["platform", "live"],
        ["Period", "90d"]
      ]
    ],
    [[["live"], ["90d"]]],
    ["platform=live, range=90d"],
    ["live, 90d"],
    ["直播，90天"],
    ["range=DAY_90; live"]
  ])("%j means the same", async (options) => {
    const [id] = ids(1, 90_000)
    expect(String(await cell("XINGTU_SPREAD_METRICS", id, "Videos", options))).not.toMatch(/option/i)
    const { entries } = opened.sandbox.ledger()
    // Asked by the first of them, stored for the others.
    for (const { params } of entries) expect(params).toMatchObject({ platform: "LIVE_STREAMING", range: "DAY_90" })
  })

  test.each([
    [
      "Interacton rate",
      "",
      /Unknown field "Interacton rate"\. Did you mean Interaction rate; [^;?]+; [^;?]+\? All \d+ are listed in/
    ],
    ["cpm", "", /Unknown field "cpm"\. Did you mean Expected CPM, placement; Expected CPM, custom; [^;?]+\?/],
    ["zzz", "", /Unknown field "zzz"\. Did you mean [^;?]+; [^;?]+; [^;?]+\?/],
    ["", "platform=live, rage=90d", /Unknown option "rage"\. Did you mean range\?/],
    ["", "platfrom=live", /Unknown option "platfrom"\. Did you mean platform\?/],
    ["", "platform=LIVE_STREAMNG", /Option platform \(Platform\): .*did you mean LIVE_STREAMING/],
    ["", "sideways", /Unknown option "sideways"/]
  ])("a mistake in %j or %j costs nothing and is explained", async (fields, options, text) => {
    expect(await cell("XINGTU_SPREAD_METRICS", column(ids(3, from)), fields, options)).toMatch(text)
    expect(opened.sandbox.ledger().requests).toBe(0)
  })

  const endpoints: ReadonlyArray<Endpoint.Endpoint> = Object.values(catalogue)

  test.each(endpoints.map((endpoint) => [Endpoint.formula(endpoint), endpoint] as const))(
    "%s shows its usual columns, and all of them",
    async (name, endpoint) => {
      const given = Endpoint.idParam(endpoint) === undefined ? [["美妆"]] : column(ids(1, from))
      const options = Endpoint.fields(endpoint)
        .filter(({ name, required }) => required && name !== Endpoint.idParam(endpoint))
        .map(({ example, name }) => [name, example])
      const [usual = []] = await rows(name, given, "", options)
      const [all = []] = await rows(name, given, "all", options)
      expect(usual.at(-1)).toBe("error")
      expect(all.length).toBeGreaterThanOrEqual(usual.length)
    }
  )

  test("what an endpoint needs is asked for, and a date cell is a date", async () => {
    expect(await cell("XINGTU_FOLLOWER_GROWTH_TREND", ids(1, from)[0])).toMatch(/Option startDate \(.+\): Required/)
    await cell("XINGTU_FOLLOWER_GROWTH_TREND", ids(1, from)[0], "", [
      ["startDate", { $date: "2026-09-01T00:00:00" }],
      ["endDate", "2026-09-05"]
    ])
    expect(opened.sandbox.ledger().entries[0]?.params).toMatchObject({ startDate: "2026-09-01", endDate: "2026-09-05" })
  })
})

describe("report, search and quota", () => {
  test("a report asks only the endpoints whose columns are shown, and says in its row what failed", async () => {
    const [a, b] = ids(2, from)
    opened.sandbox.faults([
      { endpoint: "marketingMetrics", params: { oAuthorId: b ?? "" }, fault: { kind: "code", code: 202 } }
    ])
    const values = await rows("XINGTU_REPORT", column([a, b]), "Name, Price, placement")
    expect(opened.sandbox.ledger().endpoints).toEqual({
      creatorProfile: { requests: 2, charged: 2 },
      marketingMetrics: expect.objectContaining({ requests: 2 })
    })
    expect(values[2]?.[0]).not.toBe("")
    expect(values[2]?.[2]).toMatch(/^Prices and industries: .*202/)
  })

  test("a report takes no options, and says so instead of overlooking them", async () => {
    expect(await cell("XINGTU_REPORT", column(ids(2, from)), "Name", "platform=live")).toBe(
      "Creator report takes no options. Nothing was charged."
    )
    expect(opened.sandbox.ledger().requests).toBe(0)
  })

  test("a search takes a keyword, filters, and pages", async () => {
    const values = await rows("XINGTU_SEARCH", "美食", "Creator id, Name", "page=1")
    expect(values[0]).toEqual(["Creator id", "Name", "error"])
    expect(opened.sandbox.ledger().entries[0]?.params).toMatchObject({ keyword: "美食", page: "1" })
    await cell("XINGTU_SEARCH", "美食", "Creator id, Name", "page=1")
    expect(opened.sandbox.ledger().requests).toBe(1)
  })

  test("the quota says what was charged and what is left", async () => {
    const values = new Map((await rows("XINGTU_QUOTA")).map(([name, value]) => [name, value]))
    expect(values.get("Charged today")).toEqual(expect.any(Number))
    expect(values.get("Left today")).toBe("no limit")
    expect(values.get("Left for formulas")).toEqual(expect.any(Number))
  })
})

describe("money", () => {
  test("more new ids than a formula may pay for wait, and those that are stored are shown", async () => {
    const wanted = ids(14, from)
    await cell("XINGTU_SPREAD_METRICS", column(wanted.slice(0, 2)), "Videos")
    const values = await rows("XINGTU_SPREAD_METRICS", column(wanted), "Videos, noHeaders")
    expect(values.slice(0, 2).map(([, error]) => error)).toEqual(["", ""])
    expect(new Set(values.slice(2).map(([, error]) => error))).toEqual(
      new Set(["Pending: Extensions > Xingtu > Refresh (12 IDs)"])
    )
    await opened.document.turn({ locale: "zh_CN" })
    expect((await rows("XINGTU_SPREAD_METRICS", column(wanted), "Videos, noHeaders"))[2]?.[1]).toBe(
      "等待刷新：扩展程序 > Xingtu > 刷新（12 个 ID）"
    )
    await opened.document.turn({ locale: "en_US" })
    expect(opened.sandbox.ledger().charged).toBe(2)
  })

  test("where every id waits, the formula's own cell says so", async () => {
    expect(await cell("XINGTU_REPORT", column(ids(12, from)))).toBe("Pending: Extensions > Xingtu > Refresh (12 IDs)")
    expect(opened.sandbox.ledger().requests).toBe(0)
  })

  test("a daily cap holds for all formulas together, and says who can go on", async () => {
    const own = await open()
    await own.set({ formulasDaily: 1 })
    const values = (await own.document.cell("XINGTU_SPREAD_METRICS", column(ids(3)), "Videos, noHeaders")) as Rows
    expect(
      values.filter(([, error]) =>
        String(error).startsWith(
          "Formulas have reached their limit of 1 paid call today. This formula was not charged. Fetch it with Extensions > Xingtu > Refresh"
        )
      )
    ).toHaveLength(2)
    expect(own.sandbox.ledger().charged).toBe(1)
    await own.close()
  })

  test("more ids than Refresh can know of are sent where they can be fetched, not into waiting for ever", async () => {
    expect(await cell("XINGTU_SPREAD_METRICS", column(ids(2_001, 10_000)), "Videos")).toMatch(
      /^A formula takes up to 2000 new IDs\. Nothing was charged\. For more IDs: Extensions > Xingtu > Get data/
    )
  })

  test("another token finds what was paid for with the last one", async () => {
    const [id] = ids(1, from)
    const before = await cell("XINGTU_SPREAD_METRICS", id, "Videos")
    await opened.document.ask("properties.set", "document", { token: "a-token-that-came-later" })
    expect(await cell("XINGTU_SPREAD_METRICS", id, "Videos")).toBe(before)
    expect(opened.sandbox.ledger().requests).toBe(1)
    await opened.document.ask("properties.set", "document", { token })
  })

  test("the language is the document's, or the one that was chosen", async () => {
    await opened.set({ lang: "zh" })
    expect((await rows("XINGTU_SPREAD_METRICS", column([known]), "Videos"))[0]).toEqual(["作品数", "错误"])
    await opened.set({})
    await opened.document.turn({ locale: "zh_CN" })
    expect((await rows("XINGTU_SPREAD_METRICS", column([known]), "Videos"))[0]).toEqual(["作品数", "错误"])
    await opened.document.turn({ locale: "en_US" })
  })

  test("without a token the cell says where to enter it; what is stored is shown", async () => {
    await cell("XINGTU_SPREAD_METRICS", known, "Median plays")
    await opened.document.ask("properties.delete", "document", "token")
    expect(await cell("XINGTU_SPREAD_METRICS", ids(1, from)[0])).toMatch(
      /No token yet: Extensions > Xingtu > Token and settings/
    )
    const values = await rows("XINGTU_SPREAD_METRICS", column([known, ids(1, from)[0]]), "Median plays, noHeaders")
    expect(values).toEqual([
      [3_642_403, ""],
      ["", expect.stringMatching(/^No token yet/)]
    ])
    await opened.document.ask("properties.set", "user", { "token:1stand-in-document": token })
    // An installed add-on shows formulas only what belongs to the document's owner.
    expect(await cell("XINGTU_SPREAD_METRICS", known, "Median plays")).toBe(3_642_403)
  })
})

test("every function is a real declaration with one block of help, and none calls a service before it is called", () => {
  const declared = [...built.matchAll(/\/\*\*\n( \* .*\n)+ \*\/\nfunction (XINGTU_\w+)\(([^)]*)\) \{/g)]
  // One for each endpoint; report, quota, rank, allocate, change.
  expect(declared.length).toBe(Object.keys(catalogue).length + 5)
  for (const [text, , name, args = ""] of declared) {
    expect(text).toContain(" * @customfunction\n")
    expect(text).not.toMatch(/[<>]/)
    // What stands where a type would is the example that Sheets shows.
    const params = [...text.matchAll(/@param \{(.+?)\} (\w+) /g)]
    expect(params.map((param) => param[2])).toEqual(args.split(", "))
    for (const [, example = ""] of params) expect(example).toMatch(/^([A-Z]\d+(:[A-Z]\d+)?|\d+|"[^"]+")$/)
    expect(name).not.toMatch(/_$/)
  }
})
