import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type All, labelsOf, startAll } from "../support/bot.ts"
import { user } from "../support/slack.ts"

const id = "6629722295873044494"

let all: All
beforeEach(async () => {
  all = await startAll({ slack: { locales: { U000000001: "en-US" } } })
})
afterEach(() => all.close())

describe("pages", () => {
  test("the next page says that it costs; turned back, it is free; turned again, the button says so", async () => {
    const { command, click, slack, sandbox } = all
    await command("search 小")
    const first = await slack.message(2)
    expect(labelsOf(first)).toContain("Next page (1 paid call)")
    await click(first, "Next page")
    // The clicked message becomes the notice, and then the answer: two edits of one message.
    expect((await slack.message(3)).body.replace_original).toBe(true)
    const second = await slack.message(4)
    expect(second.body.replace_original).toBe(true)
    expect(labelsOf(second)).toContain("Previous page")
    expect(sandbox.ledger().charged).toBe(2)
    await click(second, "Previous page")
    const again = await slack.message(5)
    expect(labelsOf(again)).toContain("Next page (cached, free)")
    await click(again, "Next page")
    await slack.message(6)
    expect(sandbox.ledger().charged).toBe(2)
  })

  test("a creator is opened from the list", async () => {
    const { command, select, slack } = all
    await command("search 小")
    const list = await slack.message(2)
    const menu = list.body.blocks?.flatMap((block) =>
      block["type"] === "actions"
        ? (block["elements"] as ReadonlyArray<{
            readonly options?: ReadonlyArray<{ readonly text: { readonly text: string } }>
          }>)
        : []
    )[0]
    await select(list, "xingtu.run:menu", menu?.options?.[0]?.text.text ?? "")
    const card = await slack.message(4)
    expect(card.body.blocks?.[0]?.["type"]).toBe("card")
    expect(card.body.replace_original).toBe(false)
  })

  test("several of a list are chosen by name and compared", async () => {
    const { click, command, slack, submit, sandbox } = all
    await command("search 小")
    const list = await slack.message(2)
    await click(list, "Choose creators to compare…")
    const opened = await slack.call("views.open")
    const [field] = (
      JSON.parse(opened.params["view"] ?? "{}") as {
        readonly blocks: ReadonlyArray<{
          readonly element: {
            readonly max_selected_items: number
            readonly options: ReadonlyArray<{ readonly value: string; readonly text: { readonly text: string } }>
          }
        }>
      }
    ).blocks
    const [one, two] = field?.element.options ?? []
    expect(field?.element.max_selected_items).toBe(10)
    expect(await (await submit(opened, { creators: one?.value ?? "" })).json()).toMatchObject({
      response_action: "errors"
    })
    await submit(opened, { creators: `${one?.value},${two?.value}` })
    const compared = await slack.message(4)
    expect(compared.body.text).toContain(one?.text.text)
    expect(compared.body.text).toContain(two?.text.text)
    expect(sandbox.ledger().charged).toBe(7)
  })

  test("a double click turns one page and pays once", async () => {
    const { command, click, slack, sandbox } = all
    await command("search 小")
    const first = await slack.message(2)
    sandbox.faults([{ delayMs: 200 }])
    await Promise.all([click(first, "Next page"), click(first, "Next page")])
    const second = await slack.message(4)
    expect(labelsOf(second)).toContain("Previous page")
    expect(sandbox.ledger().charged).toBe(2)
    // A later answer shows that the second click has none of its own.
    await click(second, "Previous page")
    expect(labelsOf(await slack.message(5))).toContain("Next page (cached, free)")
  })
})

describe("what was shown can be kept", () => {
  test("shared with the channel, by name, without buttons that pay, and without paying", async () => {
    const { command, click, slack, sandbox } = all
    await command(`spread ${id}`)
    await click(await slack.message(2), "Share to channel")
    const shared = await slack.message(3)
    expect(shared.body.response_type).toBe("in_channel")
    expect(labelsOf(shared)).toEqual([])
    expect(JSON.stringify(shared.body.blocks)).toContain(`Shared by <@${user}>`)
    expect(sandbox.ledger().charged).toBe(1)
  })

  test("shared once by a double click, and again by a later one", async () => {
    const { command, click, slack } = all
    await command(`spread ${id}`)
    const answer = await slack.message(2)
    await Promise.all([click(answer, "Share to channel"), click(answer, "Share to channel")])
    await slack.message(3)
    const shares = () => slack.posted.filter(({ body }) => body.response_type === "in_channel").length
    await command("help")
    await slack.message(4)
    expect(shares()).toBe(1)
    await expect
      .poll(async () => (await click(answer, "Share to channel"), shares()), { timeout: 10_000, interval: 300 })
      .toBe(2)
  })

  test("sent as a CSV file to a direct message, under a name that says what it is", async () => {
    const { command, click, slack } = all
    await command("设置 语言=中文")
    await slack.message(1)
    await command(`传播指标 ${id}`)
    await click(await slack.message(3), "导出 CSV")
    const upload = await slack.call("files.completeUploadExternal")
    expect(upload.params["channel_id"]).toMatch(/^D/)
    expect((await slack.call("files.getUploadURLExternal")).params["filename"]).toBe(`传播表现-达人-${id}.csv`)
    expect((await slack.message(4)).body.text).toBe("文件已发送：CSV 与 XLSX。")
    const file = slack.uploads.find((one) => one.includes("\ufeff")) ?? ""
    expect(file).toContain('\r\n\r\n\ufeff"作品数",')
    expect(file).toContain('"预期 CPM（植入视频） (元)"')
  })

  test("to the channel when the person chose so", async () => {
    const { command, click, slack } = all
    await command("settings files=channel")
    await slack.message(1)
    await command(`spread ${id}`)
    await click(await slack.message(3), "Export CSV, XLSX")
    expect((await slack.call("files.completeUploadExternal")).params["channel_id"]).toMatch(/^C/)
  })

  test("what is no longer cached is offered again, not bought again", async () => {
    const { click, slack, sandbox } = all
    const message = {
      to: "",
      body: {
        text: "",
        blocks: [
          {
            type: "actions",
            elements: [
              {
                type: "button",
                action_id: "xingtu.share",
                value: `spread-metrics oAuthorId="${id}"`,
                text: { text: "Share to channel" }
              }
            ]
          }
        ]
      }
    }
    await click(message, "Share to channel")
    const gone = await slack.message(1)
    expect(gone.body.text).toContain("no longer cached")
    expect(labelsOf(gone)).toEqual(["Retry"])
    expect(sandbox.ledger().requests).toBe(0)
  })
})

describe("a message of somebody else", () => {
  const message = `怎么选? <https://www.xingtu.cn/ad/creator/author/douyin/${id}/1|小店> 或 6955721930401185805，不是 123 和 <https://www.douyin.com/user/MS4wLjABAAAA>`

  test("is looked up: the creators in it are compared, once somebody has agreed to what it costs", async () => {
    const { click, lookUp, slack, sandbox } = all
    await lookUp(message)
    const consent = await slack.message(1)
    expect(labelsOf(consent)).toEqual(["Send (6 paid calls)"])
    expect(sandbox.ledger().requests).toBe(0)
    await click(consent, "Send")
    expect(JSON.stringify((await slack.message(3)).body.blocks)).toContain('"table"')
    expect(sandbox.ledger().charged).toBe(6)
  })

  test("in a thread is answered, and shared, in the thread", async () => {
    const { click, command, lookUp, slack } = all
    await command(`creator ${id}`)
    await slack.message(2)
    await lookUp(`<https://www.xingtu.cn/ad/creator/author/douyin/${id}>`, "1.000000")
    const answer = await slack.message(3)
    expect(answer.body.thread_ts).toBe("1.000000")
    await click(answer, "Share to channel")
    expect((await slack.message(4)).body).toMatchObject({ response_type: "in_channel", thread_ts: "1.000000" })
  })
})

describe("cancel", () => {
  test("stops waiting at once; paid results are saved", async () => {
    const { command, click, slack, sandbox } = all
    sandbox.faults([{ times: 1, delayMs: 1_000 }])
    await command(`spread ${id}`)
    const notice = await slack.message(1)
    await sandbox.received(1)
    await click(notice, "Cancel")
    const cancelled = await slack.message(2)
    expect(cancelled.body.text).toContain("Cancelled")
    expect(cancelled.body.replace_original).toBe(true)
    await command(`spread ${id}`)
    // The paid answer arrives for whoever asks again, without a second charge.
    await slack.until(
      () => (slack.posted.some((one) => labelsOf(one).includes("Export CSV, XLSX")) ? true : undefined),
      "the answer"
    )
    expect(sandbox.ledger()).toMatchObject({ charged: 1, requests: 1 })
  })
})

describe("settings", () => {
  test("a language is chosen from a menu and holds", async () => {
    const { command, select, slack } = all
    await command("settings")
    await select(await slack.message(1), "xingtu.turn:language", "中文")
    const changed = await slack.message(2)
    expect(changed.body.replace_original).toBe(true)
    expect(changed.body.text).toMatch(/^设置\n/)
    await command("help")
    expect((await slack.message(3)).body.text).toContain("星图")
    await command("settings colour=red")
    expect((await slack.message(4)).body.text).toContain("colour=red")
  })
})
