import { describe, expect, it } from "vitest"
import { catalogue, Failure } from "../../src/adapter.ts"

const about = { endpoint: "spreadMetrics" }
const at = Date.parse("2026-11-22T16:00:00Z")
const closed = new Failure.GateClosed({ ...about, code: 303, opensAt: at })

const all: ReadonlyArray<Failure.Any> = [
  ...Failure.codes.map(({ code }) => Failure.fromCode(code, about)),
  closed,
  new Failure.BudgetSpent({ ...about, budget: 3, consumer: undefined, opensAt: at }),
  new Failure.OutcomeUnknown({ ...about, since: at, until: at }),
  new Failure.UnexpectedAnswer({ ...about, status: 502, reason: "no JSON", body: "" }),
  new Failure.UnexpectedAnswer({ ...about, status: 200, reason: "no business code", body: "{}" }),
  new Failure.Unreachable({ ...about, sent: true, reason: "ECONNRESET" }),
  new Failure.ClientClosed(about)
]

const each = [...all, ...all.map((failure) => new Failure.NotSent(failure))]

describe("the sentences of a failure as one text", () => {
  it.each(each)("are the message in English: $_tag", (failure) =>
    expect(Failure.text(failure, "en")).toBe(failure.message)
  )

  it.each(each)("have no blank beside Chinese punctuation, and no English of ours: $_tag", (failure) => {
    const text = Failure.text(failure, "zh")
    expect(text).not.toMatch(/[（），。：；？] | [（），。：；？]/)
    expect(text).not.toMatch(/\b(?:no|not|the|sent)\b/i)
  })

  it("say once that nothing was sent when a run stopped", () => {
    const stopped = new Failure.NotSent(closed)
    expect(stopped.happened.en).toBe(
      "Not sent, because the run stopped: The token's daily quota is used up (303). Calls resume after 2026-11-23 00:00 (Asia/Shanghai)."
    )
    expect(new Failure.NotSent(new Failure.ClientClosed(about)).happened.en.match(/sent/gi)).toHaveLength(1)
  })

  it("name the vendor's message and request ID where there are any", () => {
    const told = Failure.fromCode(500, { ...about, vendorMessage: "busy", requestId: "r-1" })
    expect(Failure.vendorText(told, "en")).toEqual(['Message from the API: "busy".', "Request ID: r-1."])
    expect(Failure.vendorText(told, "zh")).toEqual(["API 信息：“busy”。", "请求编号：r-1。"])
    expect(Failure.vendorText(closed, "en")).toEqual([])
  })
})

it.each(["https://v.douyin.com/iRNBho6u/", "https://www.douyin.com/user/MS4wLjABAAAA"])(
  "a link without a creator's ID says what to paste instead: %s",
  (link) => {
    const read = catalogue.spreadMetrics.params.oAuthorId.parse(link)
    expect(read).toMatchObject({ failure: { en: expect.stringContaining("page on xingtu.cn and paste its address") } })
  }
)
