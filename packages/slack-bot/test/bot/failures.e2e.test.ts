import { Failure } from "@xingtu/core"
import { noToken, token } from "@xingtu/testing"
import { Redacted } from "effect"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type All, labelsOf, startAll } from "../support/bot.ts"

const ids = Array.from({ length: 30 }, (_, i) => `69557219304011858${String(i).padStart(2, "0")}`)

let all: All
beforeEach(async () => {
  all = await startAll({ bot: { core: { retries: 1 } } })
})
afterEach(() => all.close())

describe("each code", () => {
  test.each(Failure.codes.map((one) => [one.code] as const))(
    "%i says what happened, whether it was charged, and what to do",
    async (code) => {
      const { command, slack, sandbox } = all
      sandbox.faults([{ fault: { kind: "code", code, message: "quota of {token} <!channel> @here *bold*" } }])
      await command(`spread ${ids[0]}`)
      const told = await slack.message(2)
      const shown = JSON.stringify(told.body)
      const meaning = Failure.meaningOf(code)
      expect(shown).toContain(meaning.happened.en.replaceAll('"', '\\"'))
      expect(shown).toMatch(/Nothing was charged|This call was charged|This call may have been charged/)
      expect(shown).not.toContain("<!channel>")
      noToken({ message: told.body, everything: slack.posted })
    },
    60_000
  )
})

describe("for the buyer and for the one who runs the bot", () => {
  test("a token that is refused is the administrator's to mend", async () => {
    const { command, slack, sandbox } = all
    sandbox.faults([{ fault: { kind: "code", code: 100 } }])
    await command(`spread ${ids[1]}`)
    const shown = JSON.stringify((await slack.message(2)).body.blocks)
    expect(shown).toContain("Contact your bot administrator.")
    expect(shown).toContain("For the bot administrator:")
  })

  test("a quota that is used up closes the gate: the next command costs no request and says when it opens", async () => {
    const { command, slack, sandbox } = all
    sandbox.faults([{ fault: { kind: "code", code: 303 } }])
    await command(`spread ${ids[2]}`)
    await slack.answer(1)
    const before = sandbox.ledger().requests
    await command(`spread ${ids[3]}`)
    expect(JSON.stringify((await slack.answer(2)).body)).toContain("303")
    expect(sandbox.ledger().requests).toBe(before)
    await command("quota")
    expect(JSON.stringify((await slack.answer(3)).body)).toContain("no_entry")
  })
})

describe("what a person can do about it", () => {
  test("an outcome that is unknown is not sent again by itself; the button that sends it says what it may cost", async () => {
    const { click, command, slack, sandbox } = all
    sandbox.faults([{ fault: { kind: "cut", when: "afterCharging" } }])
    await command(`spread ${ids[20]}`)
    expect(labelsOf(await slack.answer(1))).toEqual(["Send again (may be charged twice)"])
    sandbox.faults([])
    await command(`spread ${ids[20]}`)
    const held = await slack.answer(2)
    expect(held.body.text).toContain("and may have been charged; it was not sent again")
    expect(sandbox.ledger().requests).toBe(1)
    await click(held, "Send again")
    expect(labelsOf(await slack.answer(3))).toContain("Export CSV, XLSX")
    expect(sandbox.ledger().requests).toBe(2)
  })

  test("after a top-up the quota's button lets the next command try, and it is answered", async () => {
    const { click, command, slack, sandbox } = all
    sandbox.faults([{ fault: { kind: "code", code: 601 } }])
    await command(`spread ${ids[21]}`)
    await slack.message(2)
    sandbox.faults([])
    await command("quota")
    const quota = await slack.message(3)
    expect(labelsOf(quota)).toEqual(["Fixed or topped up? Try again now"])
    await click(quota, "Fixed")
    expect(labelsOf(await slack.message(4))).toEqual([])
    await command(`spread ${ids[22]}`)
    expect(labelsOf(await slack.message(6))).toContain("Export CSV, XLSX")
  })
})

describe("an API that is slow or away", () => {
  test("a connection that breaks after sending is told as perhaps charged, and not asked again by itself", async () => {
    const { command, slack, sandbox } = all
    sandbox.faults([{ fault: { kind: "cut", when: "afterCharging" } }])
    await command(`spread ${ids[4]}`)
    const told = await slack.answer(1)
    expect(told.body.text).toContain("may have been charged")
    expect(labelsOf(told)).toEqual(["Send again (may be charged twice)"])
    expect(sandbox.ledger().requests).toBe(1)
    await command(`spread ${ids[4]}`)
    await slack.answer(2)
    expect(sandbox.ledger().requests).toBe(1)
  })

  test("an API that says nothing is given up, and told as perhaps charged", async () => {
    await all.close()
    all = await startAll({ bot: { core: { attempt: "1 second", deadline: "3 seconds" } } })
    const { command, slack, sandbox } = all
    sandbox.faults([{ fault: { kind: "silence" } }])
    await command(`spread ${ids[15]}`)
    const told = await slack.message(2)
    expect(told.body.text).toContain("No response within 1 s.*\nThis call may have been charged")
    expect(labelsOf(told)).toEqual(["Send again (may be charged twice)"])
    expect(sandbox.ledger().requests).toBe(1)
  })

  test("an API that is not there costs nothing and may be asked again", async () => {
    await all.close()
    all = await startAll({
      bot: { api: { token: Redacted.make(token), baseUrl: "http://127.0.0.1:2" }, core: { retries: 0 } }
    })
    const { command, slack } = all
    await command(`spread ${ids[16]}`)
    const told = await slack.message(2)
    expect(told.body.text).toContain("Could not reach the API (ECONNREFUSED).*\nNothing was charged.")
    expect(labelsOf(told)).toEqual(["Retry"])
  })

  test("what failed of a creator, charged or perhaps, is in the sum below; nothing says that nothing was charged", async () => {
    const { command, slack, sandbox } = all
    sandbox.faults([
      { endpoint: "creatorProfile", fault: { kind: "code", code: 301 } },
      { endpoint: "marketingMetrics", fault: { kind: "code", code: 201 } },
      { endpoint: "spreadMetrics", fault: { kind: "cut", when: "afterCharging" } }
    ])
    await command(`creator ${ids[17]}`)
    const told = await slack.message(2)
    const shown = JSON.stringify(told.body)
    expect(shown).not.toContain("Nothing was charged")
    expect(shown).toContain("1 paid call · 1 that may have been charged")
    for (const reason of ["Creator profile: The API failed to collect", "(201)", "The connection broke"])
      expect(shown).toContain(reason)
    expect(labelsOf(told)).toEqual(["Fetch what is missing (1 paid call)"])
    expect(sandbox.ledger().charged).toBe(2)
  })

  test("a report whose calls all broke is told as eight that may have been charged, not as one", async () => {
    const { command, slack, sandbox } = all
    sandbox.faults([{ fault: { kind: "cut", when: "afterCharging" } }])
    await command(`report ${ids[23]}`)
    expect(JSON.stringify((await slack.answer(1)).body.blocks)).toContain("0 paid calls · 8 that may have been charged")
  })

  test("what was answered of a comparison can be shared, taken home and completed when its neighbour failed", async () => {
    const { click, command, slack, sandbox } = all
    sandbox.faults([
      { endpoint: "spreadMetrics", params: { oAuthorId: ids[18] ?? "" }, fault: { kind: "code", code: 301 } }
    ])
    await command(`compare ${ids[18]} ${ids[19]}`)
    const told = await slack.message(2)
    await click(told, "Share to channel")
    const shared = await slack.message(3)
    expect(shared.body.response_type).toBe("in_channel")
    expect(JSON.stringify(shared.body.blocks)).toContain(`Not cached: Performance.`)
    await click(told, "Export CSV, XLSX")
    await slack.message(4)
    expect(slack.uploads.join("")).toContain("Not cached: Performance.")
    expect(sandbox.ledger().charged).toBe(5)
    sandbox.faults([])
    await click(told, "Fetch what is missing (1 paid call)")
    const complete = await slack.message(6)
    expect(complete.body.replace_original).toBe(true)
    expect(labelsOf(complete).slice(0, 4)).toEqual([
      "static_select",
      "Share to channel",
      "Send to my messages",
      "Export CSV, XLSX"
    ])
    expect(sandbox.ledger().charged).toBe(6)
  })

  test("some creators of a comparison fail, the others stay", async () => {
    const { command, slack, sandbox } = all
    sandbox.faults([
      { endpoint: "spreadMetrics", params: { oAuthorId: ids[5] ?? "" }, fault: { kind: "code", code: 202 } }
    ])
    await command(`compare ${ids[5]} ${ids[6]}`)
    const told = JSON.stringify((await slack.message(2)).body.blocks)
    expect(told).toContain('"table"')
    expect(told).toContain("does not support this item (202)")
  })
})

describe("budgets", () => {
  test("of a person and of a channel, named as such; low ones are announced", async () => {
    await all.close()
    all = await startAll({ bot: { budgets: { user: 3, channel: 4 } } })
    const { command, slack, sandbox } = all
    await command(`spread ${ids[7]}`)
    expect(JSON.stringify((await slack.answer(1)).body)).toContain("Only 2 paid calls are left today.")
    await command(`spread ${ids[8]}`)
    await slack.answer(2)
    await command(`spread ${ids[9]}`)
    await slack.answer(3)
    await command(`spread ${ids[10]}`)
    expect((await slack.answer(4)).body.text).toContain(
      "Your budget of 3 paid calls a day is used up.*\nNothing was charged."
    )
    await command(`spread ${ids[11]}`, { user_id: "U000000002" })
    await slack.answer(5)
    await command(`spread ${ids[12]}`, { user_id: "U000000002" })
    expect((await slack.answer(6)).body.text).toContain("This channel's budget of 4")
    expect(sandbox.ledger().charged).toBe(4)
    await command("quota")
    const quota = (await slack.answer(7)).body.text
    for (const line of [
      "*You*: 3 paid calls today, 0 of 3 calls left today",
      "*This channel*: 4 paid calls today, 0 of 4 calls left today",
      "*This workspace*: 4 paid calls today, no budget set"
    ])
      expect(quota).toContain(line)
  })

  test("of a workspace; what another one asked is not shown in its quota", async () => {
    await all.close()
    all = await startAll({ bot: { budgets: { workspace: 1 } } })
    const { command, slack, sandbox } = all
    await command(`spread ${ids[7]}`)
    await slack.answer(1)
    await command(`spread ${ids[8]}`)
    expect((await slack.answer(2)).body.text).toContain(
      "This workspace's budget of 1 paid call a day is used up.*\nNothing was charged."
    )
    await command(`spread ${ids[8]}`, { team_id: "T000000002" })
    await slack.answer(3)
    expect(sandbox.ledger().charged).toBe(2)
    await command("quota", { team_id: "T000000003" })
    const quota = (await slack.answer(4)).body
    expect(quota.text).toContain("*This workspace*: 0 paid calls today")
    expect(quota.text).not.toContain("Performance")
  })
})

describe("Slack itself", () => {
  test("that refuses a table gets it as text, with the buttons", async () => {
    const { command, slack } = all
    slack.refuse((body) => (JSON.stringify(body.blocks ?? []).includes('"table"') ? "invalid_blocks" : undefined))
    await command(`spread ${ids[13]}`)
    const text = await slack.message(2)
    expect(JSON.stringify(text.body.blocks)).toContain("Median plays")
    expect(labelsOf(text)).toContain("Export CSV, XLSX")
  })

  test("that refuses a chart loses the chart alone", async () => {
    const { command, slack } = all
    slack.refuse((body) =>
      JSON.stringify(body.blocks ?? []).includes("data_visualization") ? "invalid_blocks" : undefined
    )
    await command(`compare ${ids[13]} ${ids[12]}`)
    const told = await slack.message(2)
    expect(told.body.blocks?.map((block) => block["type"])).toContain("table")
    expect(labelsOf(told)).toContain("Export CSV, XLSX")
  })

  test("that refuses every block gets the answer as text", async () => {
    const { command, slack } = all
    slack.refuse((body) => (JSON.stringify(body.blocks ?? []).includes("Median plays") ? "invalid_blocks" : undefined))
    await command(`spread ${ids[13]}`)
    const text = await slack.message(2)
    expect(text.body.blocks).toBeUndefined()
    expect(text.body.text).toContain("Median plays")
    expect(text.body.text).toContain("CNY")
  })

  test("whose response address has expired: the paid answer comes as a direct message", async () => {
    const { command, slack } = all
    slack.refuse(() => "expired_url")
    await command(`spread ${ids[14]}`)
    const direct = await slack.call("chat.postMessage", 2)
    expect(direct.params["channel"]).toBe("U000000001")
    expect(direct.params["text"]).toContain("Median plays")
    // With its table and its buttons, as it would have come.
    expect(direct.params["blocks"]).toContain("Export CSV, XLSX")
  })

  test("that asks to wait is waited for: the answer stands where it was asked for", async () => {
    const { command, slack } = all
    let since: number | undefined
    const retryAfter = 4
    slack.refuse(() => (Date.now() - (since ??= Date.now()) < retryAfter * 1_000 ? { retryAfter } : undefined))
    await command("help spread")
    expect((await slack.message(1)).body.text).toContain("Performance")
    expect(slack.called.map(({ method }) => method)).not.toContain("chat.postMessage")
  })
})
