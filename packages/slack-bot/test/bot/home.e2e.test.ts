import { afterEach, beforeEach, expect, test } from "vitest"
import { type All, startAll } from "../support/bot.ts"
import { channel, user } from "../support/slack.ts"

const ids = Array.from({ length: 100 }, (_, n) => String(6629722295873044000n + BigInt(n)))
const hostile = "<!channel>*x*`<@U1>`\u202e</script>"

let all: All
beforeEach(async () => {
  all = await startAll({ slack: { locales: { [user]: "en-GB" } } })
})
afterEach(() => all.close())

interface Home {
  readonly type: string
  readonly blocks: ReadonlyArray<{
    readonly type: string
    readonly text?: { readonly text: string }
    readonly accessory?: { readonly action_id: string; readonly value: string }
    readonly elements?: ReadonlyArray<{ readonly action_id?: string; readonly value?: string; readonly text?: object }>
  }>
}

const open = async (who: string, n: number): Promise<Home> => {
  await all.event({ type: "app_home_opened", user: who, channel: "D1", tab: "home" })
  const { params } = await all.slack.call("views.publish", n)
  expect(params["user_id"]).toBe(who)
  return JSON.parse(params["view"] ?? "{}") as Home
}

test("the home of somebody new says how to begin, in their language", async () => {
  const english = await open(user, 1)
  await all.command("settings 中文")
  await all.slack.answer(1)
  const chinese = await open(user, 2)
  expect(JSON.stringify(english)).toContain("What you look up appears here.")
  expect(JSON.stringify(english)).toContain("Quota today")
  expect(JSON.stringify(chinese)).toContain("您的查询会显示在这里。")
  await all.event({ type: "app_home_opened", user, channel: "D1", tab: "messages" })
  expect(all.slack.called.filter(({ method }) => method === "views.publish")).toHaveLength(2)
  expect(all.sandbox.ledger().requests).toBe(0)
})

test("lists, watches, quota, recent lookups and settings are there, within Slack's limits and harmless", async () => {
  const { command, click, slack } = all
  for (let n = 0; n < 20; n++) {
    await command(`save ${hostile}${n} ${ids.join(" ")}`)
    await slack.answer(n + 1)
  }
  await command(`watch ${ids[0]} price daily 9:00 me`)
  const plan = await slack.answer(21)
  await click(plan, "Start")
  await slack.answer(22)
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    await command(`search keyword="${hostile}${n}"`)
    await slack.answer(22 + n)
  }
  const home = await open(user, 1)
  expect(home.blocks.length).toBeLessThanOrEqual(100)
  // What a button carries is not shown.
  const shown = JSON.stringify(home, (key, value: unknown) => (key === "value" ? undefined : value))
  expect(shown).not.toMatch(/<!channel>|<@U1>|\u202e/)
  expect(shown).toContain("12 more: /xingtu lists")
  expect(shown.match(/Creator search/g)?.length).toBeGreaterThan(8)
  expect(shown).toContain("*You*: 9 paid calls")
  expect(shown).not.toContain("This channel")
  expect(shown).toContain("→ ")
})

const click = async (element: object, home: Home) =>
  all.post(
    new URLSearchParams({
      payload: JSON.stringify({
        type: "block_actions",
        team: { id: "T000000001" },
        user: { id: user, team_id: "T000000001" },
        api_app_id: "A1",
        container: { type: "view", view_id: "V1" },
        view: { ...home, id: "V1" },
        trigger_id: await all.slack.triggerId(),
        actions: [{ ...element, block_id: "b", action_ts: "1" }]
      })
    }).toString()
  )

test("what is clicked there is answered in direct messages; a setting changes the home itself", async () => {
  const { command, slack } = all
  await command("search 南")
  await slack.answer(1)
  const home = await open(user, 1)
  const recent = home.blocks.find(({ accessory }) => accessory?.value.includes("南"))
  await click({ type: "button", ...recent?.accessory }, home)
  const sent = await slack.call("chat.postMessage")
  expect(sent.params["channel"]).toBe(user)
  expect(sent.params["blocks"]).toContain("cached, not charged")
  expect(all.sandbox.ledger().charged).toBe(1)

  await click(
    { type: "static_select", action_id: "xingtu.turn:language", selected_option: { value: "settings language=zh" } },
    home
  )
  expect((await slack.call("views.publish", 2)).params["view"]).toContain("最近查询")
  // A form that is opened there leads to direct messages as well.
  const form = home.blocks
    .flatMap(({ elements = [] }) => elements)
    .find(({ action_id }) => action_id === "xingtu.form:search")
  await click({ type: "button", ...form }, home)
  const opened = await slack.call("views.open")
  await all.submit(opened, { keyword: "北" })
  expect((await slack.call("chat.postMessage", 2)).params["channel"]).toBe(user)
  expect(slack.called.some(({ params }) => params["channel"] === channel)).toBe(false)
})
