import { amountIn, catalogue, Endpoint } from "@xingtu/core/adapter"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Command from "../src/commands/index.ts"
import { quoted, tokens, typed } from "../src/commands/index.ts"

const id = "6955721930401185805"
const other = "7012345678901234567"

const asked = (text: string) => {
  const command = Command.parse(typed(text))
  return command._tag === "Ask" ? { endpoint: command.endpoint.id, input: command.input } : command
}

describe("what people type", () => {
  test.each([
    [`spread ${id}`, "spreadMetrics", { oAuthorId: id }],
    [`spread-metrics ${id}`, "spreadMetrics", { oAuthorId: id }],
    [`Spread Metrics ${id}`, "spreadMetrics", { oAuthorId: id }],
    [`spreadMetrics ${id}`, "spreadMetrics", { oAuthorId: id }],
    [`传播指标 ${id}`, "spreadMetrics", { oAuthorId: id }],
    [`spread ${id} live 30d`, "spreadMetrics", { oAuthorId: id, platform: "LIVE_STREAMING", range: "DAY_30" }],
    [`spread ${id} 直播 近 90 天`, "spreadMetrics", { oAuthorId: id, platform: "LIVE_STREAMING", range: "DAY_90" }],
    [
      `spread 30d ${id} live streaming`,
      "spreadMetrics",
      { oAuthorId: id, platform: "LIVE_STREAMING", range: "DAY_30" }
    ],
    [`spread ${id} platform=LIVE_STREAMING`, "spreadMetrics", { oAuthorId: id, platform: "LIVE_STREAMING" }],
    [`spread ${id} 平台＝直播`, "spreadMetrics", { oAuthorId: id, platform: "LIVE_STREAMING" }],
    [
      `spread ${id} platform="Live streaming" only-assign=yes`,
      "spreadMetrics",
      { oAuthorId: id, platform: "LIVE_STREAMING", onlyAssign: "true" }
    ],
    [`spread <https://www.xingtu.cn/ad/creator/author/douyin/${id}/1|xingtu.cn>`, "spreadMetrics", { oAuthorId: id }],
    [`search 小小 美食`, "creatorSearch", { keyword: "小小 美食" }],
    [`search "a b" page=2`, "creatorSearch", { keyword: "a b", page: "2" }],
    [
      `growth ${id} 2026-09-01 2026-09-30`,
      "followerGrowthTrend",
      { oAuthorId: id, startDate: "2026-09-01", endDate: "2026-09-30" }
    ],
    [`conversions ${id} 商品`, "conversionResources", { oAuthorId: id, detailType: "PRODUCT" }]
  ])("%s", (text, endpoint, input) => {
    expect(asked(text)).toEqual({ endpoint, input })
  })

  test.each([
    [`creator ${id}`, { _tag: "Creator", id }],
    [`达人 ${id}`, { _tag: "Creator", id }],
    [id, { _tag: "Creator", id }],
    [`https://www.xingtu.cn/ad/creator/author/douyin/${id}/1`, { _tag: "Creator", id }],
    [`compare ${id} ${other}`, { _tag: "Compare", ids: [id, other] }],
    [`对比 ${id}，${other}、${id}`, { _tag: "Compare", ids: [id, other] }],
    [`report ${id}`, { _tag: "Report", ids: [id] }],
    ["quota", { _tag: "Quota" }],
    ["settings language=zh", { _tag: "Settings", words: ["language=zh"] }],
    [`${id} ${other}`, { _tag: "Compare", ids: [id, other] }],
    [`creator ${id} ${other}`, { _tag: "Compare", ids: [id, other] }],
    ["", { _tag: "Start" }],
    ["help", { _tag: "Help" }],
    ["help spread", { _tag: "Help", topic: "spread" }]
  ])("%s", (text, expected) => {
    expect(Command.parse(text)).toEqual(expected)
  })

  test.each([
    `shortlist ${id} ${other} sales custom female 24-30 price=1w-5w cpm<40 followers>10万 budget=50万`,
    `候选名单 美食 要求: 互动 定制 女 省份=上海,浙江 报价<5万 分类=美食`,
    `shortlist "小米 SU7" followerRange=10w-50w brief:engagement max=5 why`,
    `plan 500k 美食 brief min=2 category="美妆,生活 记录"`,
    `plan ${id} ${other} ¥300,000`,
    `save beauty-q4 ${id} ${other}`,
    "save 美妆 清单",
    "lists rename a b",
    "lists delete my list",
    "lists a",
    "lists"
  ])("a button carries the same: %s", (text) => {
    const command = Command.parse(text)
    expect(command._tag).not.toMatch(/Incomplete|Unknown/)
    expect(Command.parse(Command.print(command))).toEqual(command)
  })

  test("a pasted sheet is no brief, and what stands beside the ids is named", () => {
    const command = Command.parse(`shortlist 张三\t${id}\t女\t12.3w\n李四\t${other}\t男\t5000`)
    expect(command).toMatchObject({
      _tag: "Shortlist",
      from: { ids: [id, other] },
      wanted: { brief: { goal: "reach" } },
      leftOut: expect.arrayContaining(["张三", "女", "12.3w"])
    })
  })

  test.each([
    ["500k", 500_000],
    ["50万", 500_000],
    ["¥1,000,000", 1_000_000],
    ["1.5m", 1_500_000],
    ["3千元", 3_000],
    ["0.5亿", 50_000_000],
    ["５０万", 500_000],
    ["12x", undefined],
    ["", undefined],
    ["1e6", undefined]
  ])("%s is %s", (typed, amount) => {
    expect(amountIn(typed)).toBe(amount)
  })

  test.each([
    ["1-5万", { min: 10_000, max: 50_000 }],
    ["1w-5w", { min: 10_000, max: 50_000 }],
    ["<5万", { max: 50_000 }],
    [">=10k", { min: 10_000 }],
    ["10万以上", { min: 100_000 }],
    ["5000-", { min: 5_000 }],
    ["-5000", { max: 5_000 }],
    ["5000", { max: 5_000 }]
  ])("a price of %s is %j", (typed, price) => {
    expect(Command.parse(`shortlist ${id} brief price=${typed}`)).toMatchObject({
      wanted: { brief: { bounds: { price } } }
    })
  })

  test.each([
    ["price < 50000 followers > 100k", { price: { max: 50_000 }, followers: { min: 100_000 } }],
    ["price under 50000, followers at least 100k,", { price: { max: 50_000 }, followers: { min: 100_000 } }],
    ["报价＜５万，粉丝 ＞ 10万", { price: { max: 50_000 }, followers: { min: 100_000 } }],
    ["报价5万以下、粉丝10万以上", { price: { max: 50_000 }, followers: { min: 100_000 } }],
    ["报价低于5万 粉丝不少于10万", { price: { max: 50_000 }, followers: { min: 100_000 } }],
    ["price>20000 price<50000", { price: { min: 20_000, max: 50_000 } }],
    ["price<50k RMB", { price: { max: 50_000 } }]
  ])("a brief of %s has the bounds %j", (brief, bounds) => {
    expect(Command.parse(`shortlist beauty brief: ${brief}`)).toMatchObject({
      _tag: "Shortlist",
      wanted: { brief: { bounds } }
    })
  })

  test.each(["price<50 000", "price<50k USD", "price<$50"])("a brief of %s is unclear", (brief) => {
    expect(Command.parse(`shortlist beauty brief: ${brief}`)).toMatchObject({ _tag: "Incomplete" })
  })

  test.each(["female、转化、省份=上海,浙江", "女，销售，省份=上海，浙江"])("a brief may be a list: %s", (brief) => {
    expect(Command.parse(`shortlist beauty brief: ${brief}`)).toMatchObject({
      wanted: { brief: { goal: "sales", audience: { gender: ["female"], province: ["上海", "浙江"] } } }
    })
  })

  test.each(["50k RMB beauty", "RMB 50k beauty", "beauty CNY 50,000", "5 万 beauty", "beauty 5万元", "预算5万 beauty"])(
    "the budget of %s is 50,000 yuan, and its currency no search",
    (typed) => {
      expect(Command.parse(`plan ${typed}`)).toMatchObject({
        _tag: "Plan",
        from: { search: { keyword: "beauty" } },
        wanted: { budget: 50_000 }
      })
    }
  )

  test.each(["$50k", "€5.000", "50k USD", "-5", "0", "1e6"])(
    "a budget of %s is none, and no search either",
    (typed) => {
      const command = Command.parse(`plan ${typed} beauty`)
      expect(command).toMatchObject({ _tag: "Incomplete", problems: [{ param: "brief" }] })
      expect(JSON.stringify(command)).toContain("isn't a valid budget")
    }
  )

  test("words of a search stay as they were typed", () => {
    for (const keyword of ["wunder5", "预算超过5万", "a＜5", "price < 5"]) {
      const command = Command.parse(`shortlist keyword=${quoted(keyword)}`)
      expect(command).toMatchObject({ from: { search: { keyword } } })
      expect(Command.parse(Command.print(command))).toEqual(command)
    }
    for (const keyword of ["wunder5", "game over 5", "beauty = 5"])
      expect(Command.parse(`shortlist ${keyword} brief: sales`)).toMatchObject({ from: { search: { keyword } } })
  })

  test.each(["search ()", "search ...", "search <@U000000001>", "search 。，"])(
    "%s names nobody, and is a form",
    (typed) => {
      expect(Command.parse(typed)).toMatchObject({ _tag: "Incomplete", form: "creatorSearch" })
    }
  )

  test.each(["/xingtu search 美食", "xingtu search 美食"])(
    "%s may begin with the program, as documents show it",
    (text) => {
      expect(asked(text)).toEqual({ endpoint: "creatorSearch", input: { keyword: "美食" } })
      expect(Command.parse("/xingtu")).toEqual({ _tag: "Start" })
    }
  )

  test.each([
    `spread id:${id}`,
    `spread ID ${id}`,
    `spread 达人ID：${id}`,
    `spread \`${id}\``,
    "spread 6,955,721,930,401,185,805",
    `spread ${id}, and`
  ])("the id of an endpoint is found as in a list: %s", (text) => {
    expect(asked(text)).toEqual({ endpoint: "spreadMetrics", input: { oAuthorId: id } })
  })

  test.each([
    [`growth ${id} 2026-09-01 to 2026-09-30`],
    [`growth ${id} 2026-09-01~2026-09-30`],
    [`growth ${id} 2026年9月1日到2026年9月30日`],
    [`growth ${id} startDate=２０２６/9/1 endDate=20260930`]
  ])("%s is a period", (text) => {
    expect(asked(text)).toEqual({
      endpoint: "followerGrowthTrend",
      input: { oAuthorId: id, startDate: "2026-09-01", endDate: "2026-09-30" }
    })
  })

  test("what was meant for a field stands there, with what is wrong with it", () => {
    expect(Command.parse("spread 123")).toMatchObject({
      input: { oAuthorId: "123" },
      problems: [{ param: "oAuthorId", problem: { en: "An ID has 16 to 20 digits." } }]
    })
    expect(Command.parse(`growth ${id} 2026-13-45`)).toMatchObject({
      input: { startDate: "2026-13-45" },
      problems: [{ param: "startDate" }, { param: "endDate" }]
    })
    expect(Command.parse(`spread ${id} ${other}`)).toMatchObject({
      problems: [{ param: other, problem: { en: expect.stringContaining("takes one ID") } }]
    })
  })

  test("a typo gets a suggestion: the whole command, with what stood behind it", () => {
    expect(Command.parse(`spraed ${id} platform="Live streaming"`)).toEqual({
      _tag: "Unknown",
      typed: "spraed",
      meant: `spread ${id} "platform=Live streaming"`
    })
    expect(Command.parse("helpp")).toEqual({ _tag: "Unknown", typed: "helpp", meant: "help" })
  })

  test("what is like no command may be a creator's name", () => {
    expect(Command.parse("南栀的 小饭桌")).toEqual({ _tag: "Unknown", typed: "南栀的", name: "南栀的 小饭桌" })
    expect(JSON.stringify(Command.parse("creator 南栀的小饭桌"))).toContain(
      "To find a creator by name: /xingtu search 南栀的小饭桌"
    )
  })

  test("a search without a word is a form, since it costs something", () => {
    expect(Command.parse("search")).toEqual({ _tag: "Incomplete", form: "creatorSearch", input: {}, problems: [] })
    const all = Command.ask(catalogue.creatorSearch, {})
    expect(all).toMatchObject({ _tag: "Ask", input: { page: "1" } })
    expect(Command.parse(Command.print(all))).toEqual(all)
  })

  test("a missing id asks for it in a form", () => {
    expect(Command.parse("spread live")).toMatchObject({
      _tag: "Incomplete",
      form: "spreadMetrics",
      input: { platform: "LIVE_STREAMING" }
    })
    expect(Command.parse("compare")).toMatchObject({ _tag: "Incomplete", form: "compare", input: {} })
  })

  test("an unclear word names the nearest choice", () => {
    const command = Command.parse(`spread ${id} livee`)
    expect(command).toMatchObject({ _tag: "Incomplete", problems: [{ param: "livee" }] })
    expect(JSON.stringify(command)).toContain("Did you mean live?")
  })

  test("an id that lost digits is refused with the cure", () => {
    for (const typed of ["spread 6.9E+18", "6.9E+18", "creator 6.9557e18"])
      expect(JSON.stringify(Command.parse(typed))).toContain("lost its last digits")
  })

  test("a link that is no Xingtu page is refused as a link, not as a command", () => {
    expect(JSON.stringify(Command.parse("https://www.douyin.com/user/MS4wLjABAAAA"))).toContain("has no creator ID")
  })

  test("more than a hundred creators are too many, and a hundred fit into a button", () => {
    const ids = Array.from({ length: 101 }, (_, i) => `6955721930401185${String(i).padStart(3, "0")}`)
    const most = Command.parse(`compare ${ids.slice(1).join(" ")}`)
    expect(Command.print(most).length).toBeLessThan(2_000)
    expect(Command.parse(Command.print(most))).toEqual(most)
    expect(Command.parse(`compare ${ids.join(" ")}`)).toMatchObject({ _tag: "Incomplete", form: "compare" })
  })
})

describe("the catalogue decides", () => {
  test("every endpoint is reachable by its kebab id, its title in both languages and each alias, and none hides another", () => {
    for (const endpoint of Object.values<Endpoint.Endpoint>(catalogue)) {
      const taken: ReadonlyArray<string> = Object.values(Command.own).flat()
      for (const name of [
        Endpoint.kebab(endpoint.id),
        endpoint.title.en,
        endpoint.title.zh,
        ...(endpoint.aliases ?? [])
      ]) {
        expect(taken).not.toContain(name)
        expect({ name, means: Command.endpointNamed(name)?.id }).toEqual({ name, means: endpoint.id })
      }
    }
  })

  test("every choice of every parameter is understood as a bare word or by name", () => {
    for (const endpoint of Object.values<Endpoint.Endpoint>(catalogue)) {
      for (const field of Endpoint.fields(endpoint)) {
        for (const choice of field.choices) {
          expect(Command.argumentsOf(endpoint, [`${field.name}=${choice.value}`]).input).toEqual({
            [field.name]: choice.value
          })
        }
      }
    }
  })
})

describe("whatever is typed", () => {
  test("parsing never throws and always means something", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" })), (text) => {
        expect(Command.parse(text)._tag).toBeTypeOf("string")
        expect(Command.parse(`spread ${text}`)._tag).toBeTypeOf("string")
      }),
      { numRuns: 500 }
    )
  })

  test("a keyword of a form is printed as it is: a button for another one would pay for another question", () => {
    const command = Command.ask(catalogue.creatorSearch, { keyword: "a＝b", page: "2" })
    expect(Command.parse(Command.print(command))).toEqual(command)
  })

  test("a printed command reads back as the same command", () => {
    const value = fc
      .string({ unit: "grapheme" })
      .map((text) => text.replace(/["'“”‘’「」『』«»＝\s]/g, "x").trim())
      .filter((text) => text !== "")
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: 99 }), (keyword, page) => {
        const command = Command.ask(catalogue.creatorSearch, { keyword, page: String(page) })
        expect(Command.parse(Command.print(command))).toEqual(command)
      }),
      { numRuns: 300 }
    )
    for (const word of ["a b", 'it\'s "quoted"', "「引号」"]) expect(tokens(`x=${quoted(word)}`)).toEqual([`x=${word}`])
  })

  test("quotation marks keep words together", () => {
    expect(tokens('a “b c” 「d e」 f="g h" it\'s')).toEqual(["a", "b c", "d e", "f=g h", "it's"])
  })
})
