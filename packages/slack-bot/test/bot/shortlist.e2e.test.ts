import { storyIds } from "@xingtu/testing"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type All, labelsOf, startAll } from "../support/bot.ts"
import { user } from "../support/slack.ts"

const ids = ["6629722295873044494", "6955721930401185805", "7012345678901234567"] as const

let all: All
beforeEach(async () => {
  all = await startAll({ slack: { locales: { [user]: "en-GB" } } })
})
afterEach(() => all.close())

const shown = (posted: { readonly body: { readonly blocks?: unknown } }) => JSON.stringify(posted.body.blocks)

interface Grid {
  readonly type: string
  readonly rows: ReadonlyArray<ReadonlyArray<{ readonly text: string; readonly value?: number }>>
}

const gridOf = (posted: { readonly body: { readonly blocks?: ReadonlyArray<object> } }): Grid["rows"] => {
  const grid = (posted.body.blocks as ReadonlyArray<Grid>).find(({ type }) => type === "data_table")
  if (grid === undefined) throw new Error(`No table in ${shown(posted)}`)
  return grid.rows
}

const columnOf = (rows: Grid["rows"], title: string): ReadonlyArray<string> => {
  const at = rows[0]?.findIndex(({ text }) => text === title) ?? -1
  return rows.slice(1).map((row) => row[at]?.text ?? "")
}

describe("a shortlist", () => {
  test("of a search costs one call, ranks twenty and shows ten; from there everything is free", async () => {
    const { command, click, sandbox, slack } = all
    await command("shortlist followerRange=100w-300w brief: reach")
    const answer = await slack.answer(1)
    expect(sandbox.ledger().charged).toBe(1)
    const rows = gridOf(answer)
    expect(rows).toHaveLength(11)
    const scores = columnOf(rows, "Score").map(Number)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    expect(shown(answer)).toContain("The first 10 of 20; the file has all.")
    expect(shown(answer)).toContain("Followers 1000000-3000000")

    await click(answer, "Reasons")
    const reasons = await slack.answer(2)
    expect(shown(reasons)).toContain("under the list's median")
    expect(shown(reasons)).toContain("Score: CPM")

    await click(answer, "Export CSV, XLSX")
    await slack.call("files.completeUploadExternal")
    const file = slack.uploads.find((one) => one.includes("To check")) ?? ""
    expect(file.split("\r\n").filter((line) => /^"\d+","/.test(line))).toHaveLength(20)
    expect(file).toContain(',"\t')

    await click(answer, "Share to channel")
    const shared = await slack.until(
      () => slack.posted.find(({ body }) => body.response_type === "in_channel"),
      "the shared one"
    )
    expect(columnOf(gridOf(shared), "Score")).toEqual(columnOf(rows, "Score"))
    expect(labelsOf(shared)).toEqual([])
    expect(sandbox.ledger().charged).toBe(1)
  })

  test("of ids says what it costs first, and pays that once; the planted creators come out as a buyer would decide", async () => {
    const { command, click, sandbox, slack } = all
    const story = Object.values(storyIds)
    await command(`shortlist ${[...ids, ...story].join(" ")} female`)
    const plan = await slack.answer(1)
    expect(labelsOf(plan)).toEqual(["Send (30 paid calls)"])
    expect(sandbox.ledger().requests).toBe(0)
    await click(plan, "Send")
    const answer = await slack.answer(2)
    expect(sandbox.ledger().charged).toBe(30)
    const rows = gridOf(answer)
    const order = columnOf(rows, "Creator id")
    expect(order[0]).toBe(storyIds.steady)
    expect(shown(answer)).toContain("off target")
    await command(`shortlist ${[...ids, ...story].join(" ")} female`)
    expect(columnOf(gridOf(await slack.answer(3)), "Score")).toEqual(columnOf(rows, "Score"))
    expect(sandbox.ledger().charged).toBe(30)
  })

  test("a group that no audience is divided by is named, with those there are", async () => {
    const { command, slack } = all
    await command(`shortlist ${ids[0]} ${ids[1]} brief: age=18-25`)
    expect(shown(await slack.answer(1))).toContain("No audience data for 18-25. Available: 18-23, 24-30")
  })

  test("what one failure left is shown, told, and taken home for nothing", async () => {
    const { command, click, sandbox, slack } = all
    sandbox.faults([{ endpoint: "spreadMetrics", fault: { kind: "code", code: 201 } }])
    await command(`shortlist ${ids.join(" ")}`)
    await click(await slack.answer(1), "Send")
    const answer = await slack.answer(2)
    expect(columnOf(gridOf(answer), "Creator")).toHaveLength(3)
    expect(shown(answer)).toContain("Performance: ")
    const before = sandbox.ledger().requests
    await click(answer, "Export CSV")
    await slack.call("files.completeUploadExternal")
    expect(sandbox.ledger().requests).toBe(before)
  })

  test.each([
    ["shortlist", "Search words, IDs or a list"],
    ["shortlist 美食 brief: mony", "Unknown condition mony."],
    ["shortlist 美食 brief: price=abc", "abc isn't a valid amount"],
    ["shortlist 美食 brief: price=5w-1w", "The minimum 50000 is over the maximum 10000."],
    ["shortlist 美食 goal=fame", "Unknown value fame"],
    ["plan 美食", "Budget (CNY)"],
    ["plan 美食 budget=-5", "-5 isn't a valid budget"],
    ["plan 美食 $50k", "$50k isn't a valid budget. Enter an amount in CNY"],
    ["plan 0 美食", "0 isn't a valid budget"],
    ["shortlist 美食 brief: max=0", "0 isn't a valid number of creators"]
  ])("%s is a form that says why, and pays nothing", async (typed, told) => {
    const { command, sandbox, slack } = all
    await command(typed)
    expect((await slack.call("views.open")).params["view"]).toContain(told)
    expect(sandbox.ledger().requests).toBe(0)
  })

  test.each([
    [10, "en", "More than 10 paid calls ask for confirmation."],
    [3, "zh", "超过 3 次会先请您确认。"],
    [0, "en", "Every paid call asks for confirmation."],
    [0, "zh", "计费前会先请您确认。"]
  ] as const)("with %i calls without confirmation, its form says so (%s)", async (mayPay, lang, told) => {
    const { command, slack, close } = await startAll({ bot: { lang, mayPay }, slack: { locales: { [user]: lang } } })
    try {
      await command("shortlist")
      const form = await slack.call("views.open")
      expect(form.params["view"]).toContain(told)
    } finally {
      await close()
    }
  })

  test("in its form what is wrong stands at its field, and the rest is kept", async () => {
    const { command, sandbox, slack, submit } = all
    await command("shortlist")
    const form = await slack.call("views.open")
    const refused = await submit(form, { creators: "美食", brief: "price<abc", goal: "sales" })
    expect(await refused.json()).toMatchObject({ response_action: "errors", errors: { brief: expect.any(String) } })
    await submit(form, { creators: "美食", brief: "price<5w", goal: "sales" })
    expect(shown(await slack.answer(1))).toContain("sales · price ≤")
    expect(sandbox.ledger().charged).toBe(1)
  })

  test("in Chinese it is asked and answered in Chinese", async () => {
    const { command, slack } = all
    await command("settings 中文")
    await slack.answer(1)
    await command("候选名单 粉丝数=10w-300w 要求: 转化 植入 报价<50万 粉丝>1万")
    const answer = shown(await slack.answer(2))
    expect(answer).toContain("要求：转化 · 植入视频 · 报价 ≤ ")
    expect(answer).toContain("评分")
  })
})

describe("a budget", () => {
  const money = /Spends ([\d,]+) of 500,000 CNY; ([\d,]+) CNY are left/

  test("over a search that finds nobody says so, instead of a plan that spends nothing", async () => {
    const { command, slack } = all
    await command("plan 500k nobodyhasthisname")
    const answer = shown(await slack.answer(1))
    expect(answer).toContain("The search found no creators.")
    expect(answer).not.toContain("Spends")
  })

  test("is planned by a command over a search, within it to the yuan, and says who is out and why", async () => {
    const { command, sandbox, slack } = all
    await command("plan 500k followerRange=100w-300w brief: max=4")
    const answer = await slack.answer(1)
    const [, cost = "", left = ""] = money.exec(shown(answer)) ?? []
    const [spent, rest] = [cost, left].map((text) => Number(text.replaceAll(",", "")))
    expect((spent ?? 0) + (rest ?? 0)).toBe(500_000)
    const prices = columnOf(gridOf(answer), "Price").map((text) => Number(text.replace(/[^\d.]/g, "")))
    expect(prices.reduce((sum, price) => sum + price, 0)).toBe(spent)
    expect(prices.length).toBeGreaterThan(0)
    expect(prices.length).toBeLessThanOrEqual(4)
    expect(shown(answer)).toContain("Not in the plan: ")
    expect(sandbox.ledger().charged).toBe(1)
  })

  test("is asked for in a form under a shortlist, free of charge, and can be changed", async () => {
    const { command, click, sandbox, slack, submit } = all
    await command("shortlist followerRange=100w-300w")
    await click(await slack.answer(1), "Plan a budget")
    const form = await slack.call("views.open")
    expect(form.params["view"]).not.toContain("Search words, IDs")
    expect(await (await submit(form, { budget: "lots" })).json()).toMatchObject({ response_action: "errors" })
    await submit(form, { budget: "50万", min: "2", max: "3" })
    const plan = await slack.answer(2)
    expect(shown(plan)).toMatch(money)
    await click(plan, "Plan a budget")
    expect((await slack.call("views.open", 2)).params["view"]).toContain('"initial_value":"500000"')
    expect(sandbox.ledger().charged).toBe(1)
  })

  test("that nobody can meet says which condition", async () => {
    const { command, slack } = all
    await command("plan 1000 followerRange=100w-300w brief: min=3")
    expect(shown(await slack.answer(1))).toContain("(3 creators) costs")
  })
})

describe("lists", () => {
  test("what was shown last is saved, and its name stands wherever ids are taken", async () => {
    const { command, sandbox, slack } = all
    await command(`compare ${ids[0]} ${ids[1]}`)
    await slack.answer(1)
    await command("save 我的 清单")
    expect(shown(await slack.answer(2))).toContain("Saved 2 creators as 我的-清单")
    const before = sandbox.ledger().charged
    await command("compare 我的-清单")
    expect(shown(await slack.answer(3))).toContain("Compare creators (2)")
    expect(sandbox.ledger().charged).toBe(before)
    await command("report 我的-清单")
    expect(shown(await slack.answer(4))).toContain("Creator report (2)")
    await command("compare last")
    expect(shown(await slack.answer(5))).toContain("Compare creators (2)")
    await command(`compare 我的-清单 ${ids[2]}`)
    expect(shown(await slack.answer(6))).toContain("Compare creators (3)")
  })

  test("a click under a search saves it; a list is opened, renamed, deleted, and comes back", async () => {
    const { command, click, slack, submit } = all
    await command("search followerRange=100w-300w")
    await click(await slack.answer(1), "Save list")
    const form = await slack.call("views.open")
    await submit(form, { name: "beauty" })
    expect(shown(await slack.answer(2))).toContain("Saved 20 creators as beauty")
    await command("lists rename beauty games")
    await slack.answer(3)
    await command("lists")
    expect(shown(await slack.answer(4))).toContain("*games*")
    await command("lists gmes")
    expect(shown(await slack.answer(5))).toContain("Did you mean games?")
    await command("lists delete games")
    const deleted = await slack.answer(6)
    await click(deleted, "Undo")
    expect(shown(await slack.answer(7))).toContain("Saved 20 creators as games")
    await command("lists games")
    expect(labelsOf(await slack.answer(8))).toContain("Delete")
  })

  test("in a form a list's name is understood, and an unknown one is refused with what to write", async () => {
    const { command, slack, submit } = all
    await command(`save two ${ids[0]} ${ids[1]}`)
    await slack.answer(1)
    await command("compare")
    const form = await slack.call("views.open")
    const refused = await submit(form, { creators: "tow" })
    expect(JSON.stringify(await refused.json())).toContain("/xingtu lists")
    await submit(form, { creators: "two" })
    expect(shown(await slack.answer(2))).toContain("Compare creators (2)")
  })

  test("a name with signs of Slack is text", async () => {
    const { command, slack } = all
    await command(`save <!channel>*x* ${ids[0]}`)
    expect(shown(await slack.answer(1))).not.toContain("<!channel>")
  })
})
