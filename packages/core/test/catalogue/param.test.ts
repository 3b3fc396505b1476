import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { catalogue, deprecated, Endpoint, Param } from "../../src/adapter.ts"

const title = { en: "x", zh: "某" }

const sent = (param: Param.Param, input: unknown) => Result.getOrUndefined(param.parse(input))
const wrong = (param: Param.Param, input: unknown) =>
  Result.match(param.parse(input), { onSuccess: () => undefined, onFailure: ({ en }) => en })

const every = Object.values<Endpoint.Endpoint>({ ...catalogue, ...deprecated }).flatMap((endpoint) =>
  Object.values(endpoint.params)
)

describe("every parameter", () => {
  it("answers any input with what is sent or what is wrong, never with a throw", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...every),
        fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
        (param, input) => {
          const parsed = param.parse(input)
          return Result.isSuccess(parsed) ? parsed.success !== "" : parsed.failure.en !== "" && parsed.failure.zh !== ""
        }
      ),
      { numRuns: 2000 }
    )
  })

  it("takes what it sends as input again, unchanged", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...every),
        fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.date(), fc.array(fc.string())),
        (param, input) => {
          const once = sent(param, input)
          fc.pre(once !== undefined)
          return sent(param, once) === once
        }
      ),
      { numRuns: 500, maxSkipsPerRun: 100 }
    )
  })

  it("understands each choice by its value and its words in both languages", () => {
    for (const param of every) {
      for (const choice of param.choices) {
        expect(
          [choice.value, choice.words.en, choice.words.zh, choice.value.toLowerCase()].map((name) => sent(param, name))
        ).toEqual(Array(4).fill(choice.value))
      }
    }
  })
})

describe("digits and signs of a Chinese keyboard", () => {
  it.each([
    [Param.range(title, title), "１，０００～２０００", "1000-2000"],
    [Param.range(title, title), "１０万－２０万", "100000-200000"],
    [Param.count(title, title), "２０", "20"],
    [Param.date(title, title, "yyyy-MM-dd"), "２０２６－０９－３０", "2026-09-30"],
    [Param.id(title, title), "６６２９７２２２９５８７３０４４４９４", "6629722295873044494"]
  ] as const)("are digits and signs: %#", (param, input, expected) => {
    expect(sent(param, input)).toBe(expected)
  })
})

describe("an id", () => {
  const id = Param.id(title, title)

  it("is kept digit by digit, whatever surrounds it", () => {
    const digits = fc.stringMatching(/^[1-9]\d{15,19}$/)
    fc.assert(
      fc.property(
        digits,
        fc.constantFrom("", " ", "\u200b", "\ufeff", "'", "\n"),
        fc.constantFrom("", " ", "\u200b", "\r\n"),
        (text, before, after) =>
          sent(id, before + text + after) === text &&
          sent(id, BigInt(text)) === text &&
          sent(id, `https://www.xingtu.cn/ad/creator/author/douyin/${text}`) === text
      )
    )
  })

  it("is understood in the wide digits of Chinese keyboards", () => {
    expect(sent(id, "６９５５７２１９３０４０１１８５８０５")).toBe("6955721930401185805")
  })

  it("is refused when a number has lost its last digits", () => {
    for (const lost of [Number("6955721930401185805"), "6.9557219304E+18", 7e18])
      expect(wrong(id, lost)).toContain("lost its last digits")
  })

  it("is refused from elsewhere", () => {
    for (const input of [
      "",
      "123",
      "https://example.com/6955721930401185805",
      "https://xingtu.cn.evil.example/6955721930401185805",
      {},
      true
    ]) {
      expect(sent(id, input)).toBeUndefined()
    }
  })
})

describe("a video's id", () => {
  const video = Param.id(title, title, Param.videoPages)

  it("is found in the addresses people copy", () => {
    for (const page of [
      "https://www.douyin.com/video/7566200471448779514",
      "https://www.iesdouyin.com/share/video/7566200471448779514/?region=CN",
      "https://www.douyin.com/note/7566200471448779514",
      "https://www.xingtu.cn/ad/creator/author/item/7566200471448779514",
      "7566200471448779514"
    ])
      expect(sent(video, page)).toBe("7566200471448779514")
  })

  it("is refused from elsewhere, and a creator's id is not taken from a video", () => {
    for (const page of [
      "https://douyin.com.evil.example/video/7566200471448779514",
      "https://www.douyin.com/user/7566200471448779514",
      "https://www.douyin.com/video/1"
    ])
      expect(sent(video, page)).toBeUndefined()
    expect(wrong(Param.id(title, title), "https://www.douyin.com/video/7566200471448779514")).toContain(
      "has no creator ID"
    )
  })
})

describe("a date", () => {
  const dashed = Param.date(title, title, "yyyy-MM-dd")
  const compact = Param.date(title, title, "yyyyMMdd")

  it("is one day in every spelling, and sent as the endpoint wants it", () => {
    const day = fc
      .date({ min: new Date("1990-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, (text) => {
        const bare = text.replaceAll("-", "")
        const inputs = [
          text,
          bare,
          text.replaceAll("-", "/"),
          `${text} 00:00:00`,
          `${text}T23:59:59.000`,
          new Date(`${text}T12:00:00+08:00`),
          `${text}T08:00:00Z`,
          `${text} 23:30:00+0800`,
          `${text}T15:59:59.999Z`
        ]
        return inputs.every((input) => sent(dashed, input) === text && sent(compact, input) === bare)
      })
    )
  })

  it("is written in many ways", () => {
    for (const day of ["2026/9/1", "2026.9.1", "2026-9-1", "2026年9月1日", "2026 年 9 月 1 日", "２０２６-０９-０１"])
      expect([sent(dashed, day), sent(compact, day)]).toEqual(["2026-09-01", "20260901"])
  })

  it("is the day in Asia/Shanghai", () => {
    expect(sent(dashed, new Date("2026-09-30T16:00:00Z"))).toBe("2026-10-01")
    expect(sent(dashed, new Date("2026-09-30T15:59:59Z"))).toBe("2026-09-30")
    for (const instant of [
      "2026-09-30T16:30:00Z",
      "2026-09-30 16:30:00Z",
      "2026-09-30T12:30:00.000-04:00",
      "2026-10-01T01:30+09:00"
    ])
      expect(sent(dashed, instant)).toBe("2026-10-01")
  })

  it("is refused when it does not exist", () => {
    for (const input of [
      "2026-02-30",
      "2026-13-01",
      "2026-00-10",
      "30.9.2026",
      "soon",
      "2026-09-30 evening",
      "2026-09-30T25:00:00Z",
      new Date(Number.NaN),
      5
    ])
      expect(wrong(dashed, input)).toContain("valid date")
  })

  it("is refused when the end comes before the start, by name", () => {
    const question = Endpoint.question(catalogue.creatorHomepageVideos, {
      oAuthorId: "6955721930401185805",
      startDate: "2026-09-30",
      endDate: "20260929"
    })
    expect(Result.isFailure(question) && question.failure.problems).toMatchObject([
      { param: "endDate", problem: { en: "Must not be before startDate." } }
    ])
  })
})

describe("a range", () => {
  const range = Param.range(title, title)
  const shares = Param.shares(title, title)

  it("is sent as min-max", () => {
    expect(
      ["1000-2000", "1,000 - 2,000", "10万-20万", "1.5w~3W", "1k–2k", "5至9", [1000, 2000], "１０００－２０００"].map(
        (input) => sent(range, input)
      )
    ).toEqual(["1000-2000", "1000-2000", "100000-200000", "15000-30000", "1000-2000", "5-9", "1000-2000", "1000-2000"])
  })

  it("is any two numbers in order", () => {
    const number = fc.nat({ max: 2_000_000_000 })
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)]
        return sent(range, [min, max]) === `${min}-${max}` && (min === max || sent(range, [max, min]) === undefined)
      })
    )
  })

  it("is refused with what is wrong", () => {
    expect(wrong(range, "2000-1000")).toContain("starts above its end")
    expect(wrong(range, "1-2万")).toContain("both ends their unit")
    for (const input of ["1000", "1000-", "-", "a-b", "", 1000, [1], {}])
      expect(wrong(range, input)).toContain("Enter a range")
  })

  it("of shares understands percent and stays below one", () => {
    expect(sent(shares, "2%-10%")).toBe("0.02-0.1")
    expect(sent(shares, "0.1-1")).toBe("0.1-1")
    expect(wrong(shares, "2-10")).toContain("must not go above 1")
  })
})

describe("lists", () => {
  const { contentTag, audienceImage, progressTaskRange } = catalogue.creatorSearch.params

  it("are sent with commas, whatever separated them", () => {
    for (const input of ["美妆,穿搭", "美妆，穿搭", "美妆、 穿搭", ["美妆", "穿搭"]])
      expect(sent(contentTag, input)).toBe("美妆,穿搭")
    expect(sent(audienceImage, "女性 50% 以上, 精致妈妈")).toBe("GENDER_FEMALE_50,CROWD_REFINED_MOTHER")
  })

  it("name the choice that was probably meant", () => {
    expect(wrong(audienceImage, "GENDER_FEMALE_5")).toContain("GENDER_FEMALE_50")
  })

  it("of running orders may leave one end open", () => {
    for (const input of ["30:8-", "30:2-5", "7:-3"]) expect(sent(progressTaskRange, input)).toBe(input)
    for (const input of ["30:", "30:-", "8-", "x:1-2"]) expect(wrong(progressTaskRange, input)).toContain("30:8-")
  })
})
