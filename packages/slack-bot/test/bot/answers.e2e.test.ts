import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type All, labelsOf, startAll } from "../support/bot.ts"

const id = "6629722295873044494"

let all: All
beforeEach(async () => {
  all = await startAll()
})
afterEach(() => all.close())

interface Chart {
  readonly title: string
  readonly chart: {
    readonly type: string
    readonly segments?: ReadonlyArray<{ readonly label: string; readonly value: number }>
    readonly series?: ReadonlyArray<{ readonly data: ReadonlyArray<unknown> }>
  }
}

type Blocks = ReadonlyArray<Record<string, unknown>> | undefined

/** The schema is checked on the way. */
const isChart = (block: Record<string, unknown>): block is Record<string, unknown> & Chart =>
  block["type"] === "data_visualization"

const chartsOf = (blocks: Blocks): ReadonlyArray<Chart> => (blocks ?? []).filter(isChart)

const types = (blocks: Blocks) => blocks?.map((block) => block["type"])

describe("a signed command through bolt", () => {
  test("is acknowledged before the API answers; a line says what it costs, then the answer comes", async () => {
    const { command, slack, sandbox } = all
    sandbox.faults([{ delayMs: 700 }])
    const before = performance.now()
    const ack = await command(`spread ${id}`)
    expect(ack.status).toBe(200)
    expect(performance.now() - before).toBeLessThan(650)
    expect(await ack.text()).toBe("")
    const notice = await slack.message(1)
    expect(notice.body.text).toContain("1 paid call")
    expect(labelsOf(notice)).toEqual(["Cancel"])
    const answer = await slack.message(2)
    expect(answer.body.response_type).toBe("ephemeral")
    expect(types(answer.body.blocks)).toEqual(["header", "context", "table", "context", "actions"])
    // Notifications, screen readers and search have the text and nothing else.
    expect(answer.body.text).toMatch(
      /^Performance\nCreator \d+\n(.+: .+\n)*Median plays: [\d,]+\n(.+: .+\n)*1 paid call · /
    )
    expect(JSON.stringify(answer.body.blocks)).toContain("CNY")
    expect(sandbox.ledger()).toMatchObject({ requests: 1, charged: 1 })
  })

  test("is answered without that line when it is quick: what was not sent at all, above all", async () => {
    await all.close()
    all = await startAll({ bot: { noticeAfter: "10 seconds" } })
    const { command, slack, sandbox } = all
    sandbox.faults([{ fault: { kind: "code", code: 303 } }])
    await command(`spread ${id}`)
    await command(`spread ${id} live`)
    await slack.message(2)
    expect(slack.posted.map(labelsOf)).toEqual([[], []])
  })

  test("a creator without videos has no expected CPM; the answer says what may have one", async () => {
    await all.command("spread 6955721930401180000")
    const { body } = await all.slack.answer(1)
    expect(JSON.stringify(body.blocks)).toContain("No expected CPM for this period. The last 90 days")
  })

  test("asked again comes from the store, without a notice and without a charge", async () => {
    const { click, command, slack, sandbox } = all
    await command(`spread ${id}`)
    await slack.message(2)
    await command(`传播表现 ${id} 30d`)
    const again = await slack.message(3)
    expect(types(again.body.blocks)).toContain("table")
    expect(JSON.stringify(again.body.blocks)).toContain("未计费")
    expect(sandbox.ledger().charged).toBe(1)
    // A new one is a click away, at its price.
    await click(again, "刷新（计费 1 次）")
    expect(JSON.stringify((await slack.message(5)).body.blocks)).toContain("计费 1 次 ·")
    expect(sandbox.ledger().charged).toBe(2)
  })

  test("the same delivery twice is answered once and paid once", async () => {
    const { commandBody, post, slack, sandbox, command } = all
    const body = await commandBody(`spread ${id}`)
    const [one, two] = await Promise.all([post(body), post(body)])
    expect([one.status, two.status]).toEqual([200, 200])
    await slack.message(2)
    await post(body)
    // A later command's answer shows that nothing else is under way.
    await command("help")
    await slack.message(3)
    expect(slack.posted).toHaveLength(3)
    expect(sandbox.ledger().charged).toBe(1)
  })

  test("two people asking the same at once pay once", async () => {
    const { command, slack, sandbox } = all
    sandbox.faults([{ delayMs: 300 }])
    await Promise.all([
      command(`spread ${id}`, { user_id: "U000000001" }),
      command(`传播表现 ${id} 短视频`, { user_id: "U000000002" })
    ])
    await slack.until(
      () => (slack.posted.filter((one) => types(one.body.blocks)?.includes("table")).length >= 2 ? true : undefined),
      "two answers"
    )
    expect(sandbox.ledger().charged).toBe(1)
  })

  test("a creator is a card with prices and the ways onward, for three paid calls", async () => {
    const { command, click, slack, sandbox } = all
    await command(`creator ${id}`)
    expect((await slack.message(1)).body.text).toContain("3 paid calls")
    const card = await slack.message(2)
    expect(types(card.body.blocks)).toEqual(["card", "table", "context", "actions", "context", "actions"])
    // The price and the CPM of one length of video, not of two.
    expect(JSON.stringify(card.body.blocks?.[0])).toMatch(/Price, placement: [\d,.]+ CNY · Expected CPM, placement: /)
    expect(sandbox.ledger().charged).toBe(3)
    await click(card, "Video topics")
    const distribution = await slack.message(4)
    // The name is stored by now; a bare id means nothing to a channel.
    expect(distribution.body.text).toContain(`Creator 张大仙 (${id})`)
    expect(types(distribution.body.blocks)).toContain("data_visualization")
    expect(distribution.body.replace_original).toBe(false)
    expect(sandbox.ledger().charged).toBe(4)
  })

  test("creators are compared in one table with bars; the same again is free, and so is opening one of them", async () => {
    const { command, select, slack, sandbox } = all
    await command("compare 6955721930401185805 7012345678901234567 6629722295873044494")
    const answer = await slack.message(2)
    expect(types(answer.body.blocks)?.filter((type) => type !== "context")).toEqual([
      "header",
      "table",
      "data_visualization",
      "actions"
    ])
    expect(answer.body.text).toMatch(/\nFollowers; 南栀的小饭桌: [\d,]+; (.*\n)+Median plays; .*(.*\n)+9 paid calls · /)
    expect(sandbox.ledger().charged).toBe(9)
    await command("compare 6955721930401185805 7012345678901234567 6629722295873044494")
    expect(JSON.stringify((await slack.message(3)).body)).toContain("not charged")
    await select(answer, "xingtu.run:menu", "张大仙")
    expect(JSON.stringify((await slack.message(4)).body)).toContain("not charged")
    expect(sandbox.ledger().charged).toBe(9)
  })

  test("a report is one page", async () => {
    const { command, slack, sandbox } = all
    await command(`report ${id}`)
    const answer = await slack.message(2)
    expect(types(answer.body.blocks)).toEqual(["header", "table", "context", "actions", "context", "actions"])
    expect(labelsOf(answer)).not.toContain("Creator report")
    expect(sandbox.ledger().charged).toBe(8)
  })

  test("what would cost more than ten calls is asked for first", async () => {
    const { command, click, slack, sandbox } = all
    const ids = ["6955721930401185805", "7012345678901234567", "6629722295873044494", "7098765432109876543"]
    await command(`compare ${ids.join(" ")}`)
    const consent = await slack.message(1)
    expect(labelsOf(consent)).toEqual(["Send (12 paid calls)"])
    expect(sandbox.ledger().requests).toBe(0)
    await click(consent, "Send (12 paid calls)")
    const answer = await slack.message(3)
    expect(types(answer.body.blocks)).toContain("table")
    expect(sandbox.ledger().charged).toBe(12)
  })
})

describe("charts", () => {
  test.each(["audience", "followers", "live-audience"])(
    "of %s show parts of one whole each, not genders beside provinces",
    async (name) => {
      const { command, slack } = all
      await command(`${name} ${id}`)
      const charts = chartsOf((await slack.message(2)).body.blocks)
      expect(charts.map(({ title }) => title.split(": ")[1])).toContain("gender")
      for (const { chart, title } of charts) {
        const segments = chart.segments ?? []
        expect({ title, whole: segments.reduce((sum, { value }) => sum + value, 0) }).toEqual({
          title,
          whole: expect.closeTo(1, 1)
        })
        expect(segments.map(({ label }) => label)).not.toContain("gender")
      }
    }
  )

  test("are not made of ranks", async () => {
    const { command, slack } = all
    await command(`scores ${id}`)
    expect(chartsOf((await slack.message(2)).body.blocks)).toEqual([])
  })

  test("of days are a line over all of them; videos are bars", async () => {
    const { command, slack } = all
    await command("trends 7566200471448779514")
    const trends = (await slack.message(2)).body.blocks
    const [line] = chartsOf(trends)
    const days = trends?.find((block) => block["type"] === "data_table")?.["rows"] as ReadonlyArray<
      ReadonlyArray<{ readonly text: string }>
    >
    expect(line?.chart.type).toBe("line")
    // 30 days are more than the 20 points Slack takes; the first ones, where the plays are, must not be what is left
    // out.
    expect(days.length).toBeGreaterThan(21)
    expect(JSON.stringify(line)).toContain(days[2]?.[0]?.text)
    expect(JSON.stringify(line)).toContain(days.at(-1)?.[0]?.text)
    expect(JSON.stringify(trends)).toContain("The chart shows one day in 2.")
    await command(`showcase ${id}`)
    expect(chartsOf((await slack.message(4)).body.blocks)[0]?.chart.type).toBe("bar")
  })
})
