import { Endpoint } from "@xingtu/core/adapter"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { endpoints } from "../../src/commands/index.ts"
import { type All, labelsOf, startAll } from "../support/bot.ts"

const id = "6629722295873044494"

let all: All
beforeEach(async () => {
  all = await startAll({ slack: { locales: { U000000001: "zh-CN", U000000002: "en-GB" } } })
})
afterEach(() => all.close())

interface View {
  readonly title: { readonly text: string }
  readonly blocks: ReadonlyArray<{
    readonly type: string
    readonly block_id?: string
    readonly optional?: boolean
    readonly label?: { readonly text: string }
    readonly element?: {
      readonly type: string
      readonly initial_value?: string
      readonly initial_option?: { readonly value: string }
    }
  }>
}

const viewOf = (call: { readonly params: Readonly<Record<string, string>> }) =>
  JSON.parse(call.params["view"] ?? "{}") as View

const inputs = (view: View) => view.blocks.filter((block) => block.type === "input")

describe("a form", () => {
  test("opens for a command without its id, with what was typed filled in, in the reader's language", async () => {
    const { command, slack, submit, sandbox } = all
    await command("spread live")
    const opened = await slack.call("views.open")
    const view = viewOf(opened)
    expect(view.title.text).toBe("传播表现")
    expect(inputs(view).map((block) => block.block_id)).toEqual([
      "oAuthorId",
      "platform",
      "range",
      "type",
      "onlyAssign",
      "flowType"
    ])
    expect(JSON.stringify(view.blocks.at(-1))).toContain("计费 1 次，已缓存的免费。")
    expect(JSON.stringify(view)).toContain("默认 否。")
    expect(view.blocks[1]?.element?.initial_option?.value).toBe("LIVE_STREAMING")
    const answer = await submit(opened, { oAuthorId: id, platform: "LIVE_STREAMING", range: "DAY_90" })
    expect(await answer.text()).toBe("")
    const shown = await slack.message(2)
    expect(JSON.stringify(shown.body.blocks)).toContain("直播，近 90 天")
    expect(sandbox.ledger().entries[0]).toMatchObject({ charged: true })
  })

  test("says at the field what is wrong with it, before anything is sent", async () => {
    const { command, slack, submit, sandbox } = all
    await command("spread")
    const opened = await slack.call("views.open")
    const answer = await submit(opened, { oAuthorId: "6.9557E+18" })
    expect(await answer.json()).toMatchObject({
      response_action: "errors",
      errors: { oAuthorId: expect.stringContaining("末尾几位已丢失") }
    })
    expect(sandbox.ledger().requests).toBe(0)
  })

  test("completes a typo, and names the nearest choice", async () => {
    const { command, slack } = all
    await command(`spread ${id} livee`, { user_id: "U000000002" })
    const view = viewOf(await slack.call("views.open"))
    expect(view.blocks[0]).toMatchObject({ type: "context" })
    expect(JSON.stringify(view.blocks[0])).toContain("Did you mean live?")
    expect(view.blocks[1]?.element?.initial_value).toBe(id)
  })

  test("asks for creators to compare", async () => {
    const { command, slack, submit, sandbox } = all
    await command("compare", { user_id: "U000000002" })
    const opened = await slack.call("views.open")
    expect(await (await submit(opened, { creators: "6955721930401185805" })).json()).toMatchObject({
      response_action: "errors"
    })
    await submit(opened, { creators: "6955721930401185805\n7012345678901234567" })
    await slack.message(2)
    expect(sandbox.ledger().charged).toBe(6)
  })

  test("that Slack would not open becomes a message with a button", async () => {
    const { command, slack, click } = all
    await command("spread", { trigger_id: "expired", user_id: "U000000002" })
    const instead = await slack.message(1)
    expect(labelsOf(instead)).toEqual(["Fill in the form"])
    await click(instead, "Fill in the form")
    expect(inputs(viewOf(await slack.call("views.open", 2)))).toHaveLength(6)
  })

  test("asks for days with a calendar, and keeps the days that were typed", async () => {
    const { command, slack, submit, sandbox } = all
    await command("growth 2026-09-01 2026-09-30", { user_id: "U000000002" })
    const opened = await slack.call("views.open")
    expect(inputs(viewOf(opened)).map(({ element }) => element)).toMatchObject([
      { type: "plain_text_input" },
      { type: "datepicker", initial_date: "2026-09-01" },
      { type: "datepicker", initial_date: "2026-09-30" }
    ])
    await submit(opened, { oAuthorId: id, startDate: "2026-09-01", endDate: "2026-09-30" })
    await slack.message(2)
    expect(sandbox.ledger().charged).toBe(1)
  })

  test("of a search opens for the bare command, which pays for nothing", async () => {
    const { command, slack, submit, click, sandbox } = all
    await command("search", { user_id: "U000000002" })
    const opened = await slack.call("views.open")
    expect(sandbox.ledger().requests).toBe(0)
    await submit(opened, {})
    const found = await slack.message(2)
    await click(found, "分享到频道")
    expect((await slack.message(3)).body.response_type).toBe("in_channel")
    expect(sandbox.ledger().charged).toBe(1)
  })

  test("of a search begins with six filters, and shows the others with what was filled in", async () => {
    const { command, post, sandbox, slack, submit } = all
    await command("search", { user_id: "U000000002" })
    const opened = await slack.call("views.open")
    const names = (view: ReturnType<typeof viewOf>) =>
      view.blocks.flatMap((block) => (block.type === "input" ? [block.block_id] : []))
    expect(names(viewOf(opened))).toEqual([
      "keyword",
      "location",
      "followerRange",
      "kolPriceType",
      "kolPriceRange",
      "contentTag"
    ])
    const view = JSON.parse(opened.params["view"] ?? "{}") as object
    await post(
      new URLSearchParams({
        payload: JSON.stringify({
          type: "block_actions",
          team: { id: "T000000001" },
          user: { id: "U000000002", team_id: "T000000001" },
          api_app_id: "A1",
          container: { type: "view", view_id: "V1" },
          view: {
            ...view,
            id: "V1",
            hash: "1",
            state: { values: { keyword: { value: { type: "plain_text_input", value: "美食" } } } }
          },
          trigger_id: "1.2",
          actions: [{ type: "button", action_id: "xingtu.more", block_id: "b", action_ts: "1", value: "creatorSearch" }]
        })
      }).toString()
    )
    const updated = await slack.call("views.update")
    const whole = viewOf(updated)
    expect(names(whole)).toHaveLength(
      endpoints.flatMap((one) => (one.id === "creatorSearch" ? Endpoint.fields(one) : [])).length
    )
    expect(JSON.stringify(whole)).toContain('"initial_value":"美食"')
    expect(whole.blocks.some(({ type }) => type === "actions")).toBe(false)
    // What is wrong stands at a field that is there.
    const refused = await submit(opened, { keyword: "美食", kolPriceRange: "cheap" })
    expect(await refused.json()).toMatchObject({ errors: { kolPriceRange: expect.any(String) } })
    await submit(updated, { keyword: "美食", gender: "FEMALE" })
    await slack.message(2)
    expect(sandbox.ledger().entries[0]?.params).toMatchObject({ keyword: "美食", gender: "FEMALE" })
  })

  test("of every endpoint is one that Slack takes, and submits what it shows", async () => {
    const { command, slack } = all
    const taking = endpoints.filter((endpoint) => Endpoint.fields(endpoint).some((field) => field.required))
    for (const [i, endpoint] of taking.entries()) {
      await command(Endpoint.kebab(endpoint.id))
      const view = viewOf(await slack.call("views.open", i + 1))
      expect(view.blocks.flatMap((block) => (block.type === "input" ? [block.block_id] : []))).toEqual(
        Endpoint.fields(endpoint).map((field) => field.name)
      )
    }
    expect(taking.length).toBeGreaterThan(25)
  })
})

describe("help", () => {
  test("lists every command, in one message that Slack takes, in both languages", async () => {
    const { command, slack } = all
    await command("help all")
    await slack.message(1)
    await command("help all", { user_id: "U000000002" })
    const [zh, en] = [JSON.stringify((await slack.message(1)).body), JSON.stringify((await slack.message(2)).body)]
    for (const endpoint of endpoints) {
      expect(en).toContain(
        `\`${endpoint.aliases?.[0] ?? Endpoint.kebab(endpoint.id)}\` ${endpoint.title.en.replaceAll("&", "&amp;")}`
      )
      expect(zh).toContain(endpoint.title.zh)
    }
  })

  test("begins with what a buyer does, not with all there is", async () => {
    const { click, command, slack } = all
    await command("help", { user_id: "U000000002" })
    const told = await slack.message(1)
    const shown = JSON.stringify(told.body.blocks)
    for (const job of ["*Find*", "*Look at one*", "*Compare and decide*", "*Watch*", "*Keep*", "*Money and settings*"])
      expect(shown).toContain(job)
    expect(shown.match(/`\/xingtu/g)?.length).toBeLessThan(20)
    await click(told, "All data commands")
    expect(JSON.stringify((await slack.message(2)).body.blocks)).toContain("`search`")
  })

  test("of every endpoint lists its parameters", async () => {
    const { command, slack } = all
    for (const [i, endpoint] of endpoints.entries()) {
      await command(`help ${Endpoint.kebab(endpoint.id)}`, { user_id: "U000000002" })
      const shown = JSON.stringify((await slack.message(i + 1)).body.blocks)
      for (const field of Endpoint.fields(endpoint))
        expect(shown).toContain(field.required ? `${field.name} *` : field.name)
    }
  })

  test("answers what nobody knows", async () => {
    const { command, slack } = all
    await command("spraed <!channel>", { user_id: "U000000002" })
    expect((await slack.message(1)).body.text).toBe(
      "Unknown command spraed. Did you mean /xingtu spread ‹!channel&gt;? /xingtu help shows the commands."
    )
    await command("help nothing", { user_id: "U000000002" })
    expect((await slack.message(2)).body.text).toBe("Unknown command nothing. /xingtu help shows the commands.")
  })

  test("of a command of our own says what it costs, and opens its form", async () => {
    const { click, command, slack } = all
    await command("help compare", { user_id: "U000000002" })
    const told = await slack.message(1)
    expect(JSON.stringify(told.body.blocks)).toContain("3 paid calls each")
    await click(told, "Fill in a form")
    expect(viewOf(await slack.call("views.open")).title.text).toBe("达人对比")
  })
})

describe("the first word", () => {
  test("may be missing: ways in, each with its price, and no call", async () => {
    const { click, command, slack, sandbox } = all
    await command("", { user_id: "U000000002" })
    const start = await slack.message(1)
    expect(labelsOf(start)).toEqual([
      "Creator search",
      "Creator",
      "Compare creators",
      "Shortlist",
      "Help",
      "Quota today"
    ])
    expect(JSON.stringify(start.body.blocks)).toContain("3 paid calls each")
    await click(start, "Creator search")
    expect(viewOf(await slack.call("views.open")).title.text).toBe("达人搜索")
    await click(start, "Help")
    expect((await slack.message(2)).body.replace_original).toBe(false)
    expect(sandbox.ledger().requests).toBe(0)
  })

  test("may be misspelt: a click asks what was meant", async () => {
    const { click, command, slack, sandbox } = all
    await command(`spraed ${id} live`)
    await click(await slack.message(1), `/xingtu spread ${id} live`)
    expect(JSON.stringify((await slack.message(3)).body.blocks)).toContain("直播")
    expect(sandbox.ledger().charged).toBe(1)
  })

  test("may be a creator's name: a click searches for it, at the price on the button", async () => {
    const { click, command, slack, sandbox } = all
    await command("阿南的厨房")
    const told = await slack.message(1)
    expect(labelsOf(told)).toEqual(["搜索达人（计费 1 次）：阿南的厨房"])
    await click(told, "搜索达人")
    expect(JSON.stringify((await slack.message(3)).body.blocks)).toContain("阿南的厨房")
    expect(sandbox.ledger().charged).toBe(1)
  })
})

describe("every endpoint", () => {
  test("answers its command with a message that Slack takes", async () => {
    const { command, slack, sandbox } = all
    const ids: Readonly<Record<string, string>> = { itemId: "7566200471448779514" }
    let messages = 0
    for (const endpoint of endpoints) {
      const input =
        endpoint.id === "creatorSearch"
          ? ["小"]
          : Endpoint.fields(endpoint)
              .filter((field) => field.required)
              .map(
                (field) =>
                  `${field.name}=${ids[field.name] ?? (field.kind === "id" ? id : field.kind === "date" ? (field.notBefore === undefined ? "2026-09-01" : "2026-09-30") : (field.choices[0]?.value ?? "food"))}`
              )
      await command([Endpoint.kebab(endpoint.id), ...input].join(" "))
      messages += 2
      const answer = await slack.message(messages)
      expect({ endpoint: endpoint.id, first: answer.body.blocks?.[0]?.["type"] }).toEqual({
        endpoint: endpoint.id,
        first: "header"
      })
    }
    expect(sandbox.ledger().charged).toBe(endpoints.length)
  })
})
