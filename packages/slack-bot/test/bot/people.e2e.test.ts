import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type All, buttonOf, labelsOf, startAll } from "../support/bot.ts"
import { channel, user } from "../support/slack.ts"

const ids = ["6629722295873044494", "6955721930401185805", "7012345678901234567"] as const
const [id, other, third] = ids

let all: All
beforeEach(async () => {
  all = await startAll({ slack: { locales: { [user]: "en-GB" } } })
})
afterEach(() => all.close())

const shown = (posted: { readonly body: { readonly blocks?: unknown } }) => JSON.stringify(posted.body.blocks)

describe("loose words of a search", () => {
  test.each([
    ["search 陈 1", "陈 1"],
    ["search 小米 SU7", "小米 SU7"],
    ["search OPPO 手机", "OPPO 手机"],
    ["search @陈赫", "陈赫"],
    ["search 【陈赫】", "陈赫"]
  ])("%s: they are the name, and the first line says so", async (typed, name) => {
    const { command, slack, sandbox } = all
    await command(typed)
    expect(shown(await slack.answer(1))).toContain(`Read as: Word ${name}`)
    expect(sandbox.ledger().entries.map(({ params }) => params["keyword"])).toEqual([name])
  })

  test.each([
    ["search 南 10w-50w", "followerRange=10w-50w"],
    [
      "search 4.15 复制打开抖音，看看【陈赫的作品】今天吃什么 https://v.douyin.com/iRNBho5m/ abC:/ 01/02",
      "looks like a sentence"
    ],
    ["search please find me some beauty creators", "looks like a sentence"]
  ])("%s is not paid for", async (typed, why) => {
    const { command, slack, sandbox } = all
    await command(typed)
    expect((await slack.call("views.open")).params["view"]).toContain(why)
    expect(sandbox.ledger().requests).toBe(0)
  })

  test("a shared text gives its name to the form", async () => {
    const { command, slack } = all
    await command("search 看看【陈赫的作品】 https://v.douyin.com/iRNBho5m/")
    expect((await slack.call("views.open")).params["view"]).toContain('"initial_value":"陈赫"')
  })
})

describe("a pasted list", () => {
  test.each([
    ["a sheet", `名称\t星图ID\t粉丝\t报价\n张三\t${id}\t12.3w\t5000\n李四\t${other}\t8000\t12,000`],
    ["and", `${id} and ${other}`],
    ["vs", `${id} vs ${other}`],
    ["a slash", `${id}/${other}`],
    ["和", `${id}和${other}`],
    ["numbers", `1. ${id}\n2. ${other}`],
    ["bullets", `• ${id}\n- ${other}`],
    ["wide digits", `６６２９７２２２９５８７３０４４４９４、${other}`],
    ["thousands", `6,629,722,295,873,044,494 ${other}`]
  ])("as %s is a comparison", async (_, pasted) => {
    const { command, slack, sandbox } = all
    await command(`compare ${pasted}`)
    const answer = await slack.answer(1)
    expect(sandbox.ledger().charged).toBe(6)
    expect(new Set(sandbox.ledger().entries.map(({ params }) => params["oAuthorId"]))).toEqual(new Set([id, other]))
    expect(shown(answer).includes("Not read: 名称, 粉丝, 报价, 张三, 12.3w, 5000 and 4 more")).toBe(
      pasted.includes("张三")
    )
  })

  test("without a command is one too", async () => {
    const { command, slack } = all
    await command(`张三 ${id} 12.3w\n李四 ${other} 8.8w`)
    expect(shown(await slack.answer(1))).toContain("Compare creators (2)")
  })

  test("of many creators: the plan first, ten in the message, all in a file", async () => {
    const { click, command, sandbox, slack } = all
    const many = Array.from({ length: 12 }, (_, i) => `69557219304011858${String(10 + i)}`)
    await command(`compare ${many.join("\n")}`)
    const plan = await slack.message(1)
    expect(labelsOf(plan)).toEqual(["Send (36 paid calls)"])
    expect(sandbox.ledger().requests).toBe(0)
    await click(plan, "Send")
    await slack.call("files.completeUploadExternal")
    expect(sandbox.ledger().charged).toBe(36)
    expect(JSON.stringify(slack.posted.map(({ body }) => body))).toContain("The first 10 of 12")
    expect(JSON.stringify(slack.posted.map(({ body }) => body))).toContain("4 of 12 creators looked up")
    expect(slack.uploads.join("")).toContain("6955721930401185821")
    const { files } = (await slack.call("files.completeUploadExternal")).params
    expect(JSON.parse(files ?? "[]")).toHaveLength(2)
    expect(slack.uploads.some((one) => one.includes("PK\u0003\u0004"))).toBe(true)
  })
})

describe("a form", () => {
  test("names the line and the reason, and how many were given", async () => {
    const { command, slack, submit } = all
    await command("compare")
    const opened = await slack.call("views.open")
    const wrong = await submit(opened, { creators: `${id}\n12345` })
    expect(await wrong.json()).toMatchObject({ errors: { creators: expect.stringContaining("Line 2: 12345") } })
    const many = Array.from({ length: 130 }, (_, i) => `6955721930401${String(185_000 + i)}`)
    const tooMany = await submit(opened, { creators: many.join("\n") })
    expect(await tooMany.json()).toMatchObject({
      errors: { creators: expect.stringContaining("130 creators given, at most 100") }
    })
  })

  test("is not needed for a report of two: it says what it costs, and shows both", async () => {
    const { click, command, sandbox, slack } = all
    await command(`report ${id} ${other}`)
    await click(await slack.answer(1), "Send (16 paid calls)")
    expect(shown(await slack.answer(2))).toContain("Creator report (2)")
    expect(sandbox.ledger().charged).toBe(16)
  })
})

test.each(["settings 中文", "settings language zh", "settings 语言=中文"])("%s is understood", async (typed) => {
  const { command, slack } = all
  await command(typed)
  expect(shown(await slack.message(1))).toContain("设置")
})

test.each([
  ["2026/9/1 2026/9/30", { startDate: "2026-09-01", endDate: "2026-09-30" }],
  ["2026年9月1日 2026.9.30", { startDate: "2026-09-01", endDate: "2026-09-30" }]
])("days as %s are understood", async (days, query) => {
  const { command, slack, sandbox } = all
  await command(`growth ${id} ${days}`)
  await slack.answer(1)
  expect(sandbox.ledger().entries[0]?.params).toMatchObject(query)
})

test("a period of days ends yesterday", async () => {
  const { command, slack, sandbox } = all
  await command(`growth ${id} 30d`)
  await slack.answer(1)
  const { endDate, startDate } = sandbox.ledger().entries[0]?.params ?? {}
  expect((Date.parse(String(endDate)) - Date.parse(String(startDate))) / 86_400_000).toBe(29)
})

describe("what is said to the bot", () => {
  const say = (text: string, more: object = {}) => ({
    type: "app_mention",
    user,
    channel,
    ts: "5.000001",
    text,
    ...more
  })

  test("in a mention: it tells what it can do, to the one who asked alone", async () => {
    const { event, slack } = all
    await event(say("<@U999> hello"))
    const told = await slack.call("chat.postEphemeral")
    expect(told.params).toMatchObject({ channel, user })
    expect(told.params["text"]).toContain("/xingtu")
  })

  test("ids and links in it are looked up when somebody has agreed, and nothing is paid before", async () => {
    const { event, slack, sandbox } = all
    await event(say(`<@U999> what about ${id} and <https://www.xingtu.cn/ad/creator/author/douyin/${other}/1>?`))
    const told = await slack.call("chat.postEphemeral")
    expect(told.params["blocks"]).toContain("Send (6 paid calls)")
    expect(told.params["text"]).toContain(id)
    expect(sandbox.ledger().requests).toBe(0)
  })

  test("a name in a direct message is offered as a search, once for each message", async () => {
    const { event, slack, sandbox } = all
    const message = { type: "message", channel_type: "im", user, channel: "D1", ts: "6.000001", text: "陈赫" }
    await event(message)
    await event(message)
    await event({ ...message, ts: "6.000002", bot_id: "B1" })
    const told = await slack.call("chat.postMessage")
    expect(told.params).toMatchObject({ channel: "D1" })
    expect(told.params["blocks"]).toContain("Search creators (1 paid call): 陈赫")
    expect(slack.called.filter(({ method }) => method === "chat.postMessage")).toHaveLength(1)
    expect(sandbox.ledger().requests).toBe(0)
  })
})

describe("a link to a creator", () => {
  const link = `https://www.xingtu.cn/ad/creator/author/douyin/${third}/1`
  const shared = { type: "link_shared", user, channel, message_ts: "7.0", links: [{ url: link, domain: "xingtu.cn" }] }

  test("shows what is stored, and pays nothing; what is not has a button with its price", async () => {
    const { command, event, sandbox, slack } = all
    await event(shared)
    expect((await slack.call("chat.unfurl")).params["unfurls"]).toContain("Look up (3 paid calls)")
    await command(`creator ${third}`)
    await slack.answer(1)
    expect(sandbox.ledger().charged).toBe(3)
    await event(shared)
    expect((await slack.call("chat.unfurl", 2)).params["unfurls"]).toContain("CPM")
    expect(sandbox.ledger().charged).toBe(3)
  })
})

describe("the menu of a message", () => {
  test("lists whom it found, also in blocks and attachments", async () => {
    const { lookUp, slack } = all
    await lookUp("look", undefined, {
      blocks: [{ type: "section", text: { type: "mrkdwn", text: `id ${id}` } }],
      attachments: [{ fallback: "x", title_link: `https://www.xingtu.cn/ad/creator/author/douyin/${other}/1` }]
    })
    const consent = await slack.message(1)
    expect(consent.body.text).toContain(`Found: ${id}, ${other}.`)
    expect(buttonOf(consent, "Send (6 paid calls)")).toBeDefined()
  })

  test("says so when there is nobody", async () => {
    const { lookUp, slack } = all
    await lookUp("good morning")
    const told = await slack.message(1)
    expect(told.body.text).toContain("No creators found in this message")
    expect(labelsOf(told)).toEqual(["Fill in the form"])
  })
})
