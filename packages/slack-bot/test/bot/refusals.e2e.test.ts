import { request } from "node:http"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type All, startAll } from "../support/bot.ts"
import { signed } from "../support/slack.ts"

const id = "6629722295873044494"

let all: All
beforeAll(async () => {
  all = await startAll()
})
afterAll(() => all.close())

/** Nothing of what was refused has any effect: the answer to a later command is the first message. */
const nothingHappened = async () => {
  const { command, slack, sandbox } = all
  const before = slack.posted.length
  await command("help")
  await slack.message(before + 1)
  expect(slack.posted).toHaveLength(before + 1)
  expect(sandbox.ledger().requests).toBe(0)
}

describe("is refused and has no effect", () => {
  test("a wrong signature", async () => {
    const body = await all.commandBody(`spread ${id}`)
    expect((await all.post(body, signed(body, { secret: "another secret" }))).status).toBe(401)
    await nothingHappened()
  })

  test("a changed body", async () => {
    const body = await all.commandBody(`spread ${id}`)
    expect((await all.post(body.replace(id, "6955721930401185805"), signed(body))).status).toBe(401)
    await nothingHappened()
  })

  test("no signature", async () => {
    expect(
      (await all.post(await all.commandBody(`spread ${id}`), { "content-type": "application/x-www-form-urlencoded" }))
        .status
    ).toBe(401)
    await nothingHappened()
  })

  test("a request older than five minutes, and one from the future", async () => {
    const body = await all.commandBody(`spread ${id}`)
    const now = Math.floor(Date.now() / 1000)
    for (const at of [now - 301, now + 301, now + 86_400, Number.NaN, 1e99])
      expect({ at, status: (await all.post(body, signed(body, { at }))).status }).toEqual({ at, status: 401 })
    await nothingHappened()
  })

  test("a body of more than a megabyte", async () => {
    const body = await all.commandBody("x".repeat(1_100_000))
    // The rest is not even read, so this takes a connection of its own.
    const status = await new Promise((answered, failed) => {
      request(`${all.bot.url}/slack/events`, { method: "POST", agent: false, headers: signed(body) }, (response) =>
        answered(response.statusCode)
      )
        .on("error", failed)
        .end(body)
    })
    expect(status).toBe(413)
    await nothingHappened()
  })

  test("a body that is no command, and one that is nothing", async () => {
    const statuses = await Promise.all(
      ["", "payload=%7Bnot json", "a=b"].map(async (body) => (await all.post(body)).status)
    )
    expect(statuses).toEqual([404, 400, 404])
    await nothingHappened()
  })

  test.each(["null", "[]", '"x"', "7", "true", "[null]", '{"event":null}', '{"type":"event_callback"}'])(
    "a signed body that is %s",
    async (json) => {
      for (const [body, type] of [
        [json, "application/json"],
        [`payload=${encodeURIComponent(json)}`, "application/x-www-form-urlencoded"]
      ] as const) {
        const answered = await all.post(body, { ...signed(body), "content-type": type })
        expect(answered.status).toBeGreaterThanOrEqual(400)
        expect(answered.status).toBeLessThan(500)
      }
      await nothingHappened()
    }
  )

  test("a recorded request sent again within the five minutes", async () => {
    const { commandBody, post, slack } = all
    const body = await commandBody("help spread")
    const headers = signed(body)
    const before = slack.posted.length
    await post(body, headers)
    await slack.message(before + 1)
    expect((await post(body, headers)).status).toBe(200)
    await nothingHappened()
  })

  test("a button nobody made", async () => {
    const { click, slack } = all
    const before = slack.posted.length
    const forged = (action_id: string, value: string) => ({
      to: "",
      body: {
        text: "",
        blocks: [{ type: "actions", elements: [{ type: "button", action_id, value, text: { text: "x" } }] }]
      }
    })
    await click(forged("somebody.else", "spread"), "x")
    await click(forged("xingtu.run", "<!channel>你好"), "x")
    const answer = await slack.message(before + 1)
    expect(answer.body.text).toContain("‹!channel")
  })
})

test("/healthz answers without a signature, other addresses do not", async () => {
  const base = all.bot.url ?? ""
  const health = await fetch(`${base}/healthz`)
  expect([health.status, await health.text()]).toEqual([200, '{"status":"ok"}'])
  expect((await fetch(`${base}/slack/install`)).status).toBe(404)
  expect((await fetch(`${base}/`)).status).toBe(404)
})
