import { catalogue } from "@xingtu/core"
import { request } from "node:http"
import { afterAll, beforeEach, expect, test } from "vitest"
import { startSandbox } from "../src/index.ts"
import { asking, envelope, id, token } from "./asking.ts"

const { ask, get, post, sandbox } = await asking()
afterAll(sandbox.close)
beforeEach(sandbox.reset)

test("/ping answers without a token", async () => {
  expect(await (await fetch(`${sandbox.url}/ping`)).text()).toBe("pong")
})

test("the same id tells the same on every start, and another id something else", async () => {
  const first = await ask("spreadMetrics")
  await using other = await startSandbox()
  const again = await envelope(await fetch(`${other.url}${catalogue.spreadMetrics.path}?token=x&oAuthorId=${id}`))
  expect(again.data).toEqual(first.data)
  expect((await ask("spreadMetrics", { oAuthorId: "6955721930401185806" })).data).not.toEqual(first.data)
})

test.for([
  [{ oAuthorId: "12" }, "oAuthorId"],
  [{ platform: "video" }, "platform"],
  [{ oAuthorId: "" }, "oAuthorId"],
  [{ oAuthorId: ` ${id}` }, "oAuthorId"]
] as const)("bad input %j is answered 400 and names the parameter", async ([params, name]) => {
  const { code, message } = await ask("spreadMetrics", params)
  expect(code).toBe(400)
  expect(message).toContain(name)
  expect(sandbox.ledger().charged).toBe(0)
})

test("an unknown parameter is ignored, an unknown path is 404", async () => {
  expect((await ask("spreadMetrics", { colour: "red" })).code).toBe(0)
  expect((await envelope(await get("/api/douyin-xingtu/nothing", { token }))).code).toBe(404)
})

test("whoever opens it in a browser, or sends something else than a question, is told what to ask", async () => {
  const page = await (await fetch(sandbox.url)).text()
  const [example = ""] = /http:\S+oAuthorId=\S+/.exec(page) ?? []
  expect(await envelope(await fetch(example))).toMatchObject({ code: 0 })
  const sent = await fetch(`${sandbox.url}${catalogue.spreadMetrics.path}`, { method: "POST" })
  expect({ status: sent.status, allow: sent.headers.get("allow"), text: await sent.text() }).toEqual({
    status: 405,
    allow: "GET",
    text: "The API supports GET only, not POST.\n"
  })
  expect(sandbox.ledger()).toMatchObject({ requests: 1, charged: 1 })
})

test("a rule for an endpoint that is none is refused, with the one that was meant", async () => {
  const refused = await post("faults", [{ endpoint: "spreadMetric", fault: { kind: "silence" } }])
  expect({ status: refused.status, text: await refused.text() }).toEqual({
    status: 400,
    text: expect.stringContaining("Unknown endpoint spreadMetric; did you mean spreadMetrics?")
  })
  expect((await ask("spreadMetrics")).code).toBe(0)
})

test("an address that is none does not end the sandbox", async () => {
  const status = await new Promise<number | undefined>((done) => {
    request({ host: "127.0.0.1", port: new URL(sandbox.url).port, path: "//" }, (response) =>
      done(response.resume().statusCode)
    ).end()
  })
  expect(status).toBe(400)
  expect(await (await fetch(`${sandbox.url}/ping`)).text()).toBe("pong")
})

test("no token or another than the accepted ones is answered 100", async () => {
  sandbox.settings({ tokens: [token] })
  expect((await ask("spreadMetrics", { token: "" })).code).toBe(100)
  expect((await ask("spreadMetrics", { token: "other" })).code).toBe(100)
  expect((await ask("spreadMetrics")).code).toBe(0)
})

test("rate, quota and balance answer 302, 303 and 601", async () => {
  await post("settings", { rate: { limit: 1, windowMs: 600_000 } })
  expect([(await ask("spreadMetrics")).code, (await ask("spreadMetrics")).code]).toEqual([0, 302])
  await post("settings", { dailyQuota: 2 })
  expect([(await ask("spreadMetrics")).code, (await ask("spreadMetrics")).code]).toEqual([0, 303])
  await post("settings", { balance: 3 })
  expect([(await ask("spreadMetrics")).code, (await ask("spreadMetrics")).code]).toEqual([0, 601])
  expect(sandbox.ledger()).toMatchObject({ requests: 6, charged: 3 })
})

test("the ledger tells what was asked, what it cost and whether it arrived, and never the token", async () => {
  await ask("spreadMetrics", { range: "DAY_90", note: `x${token}x` })
  const text = await (await fetch(`${sandbox.url}/_sandbox/ledger`)).text()
  expect(text).not.toContain(token)
  expect(JSON.parse(text)).toMatchObject({
    requests: 1,
    charged: 1,
    endpoints: { spreadMetrics: { requests: 1, charged: 1 } },
    entries: [
      {
        n: 1,
        path: catalogue.spreadMetrics.path,
        caller: 1,
        params: { oAuthorId: id, range: "DAY_90" },
        code: 0,
        charged: true,
        delivered: true
      }
    ]
  })
})

test("a rule applies to the requests it matches, as often as it says", async () => {
  await post("faults", [
    { endpoint: "spreadMetrics", params: { range: "DAY_90" }, fault: { kind: "code", code: 303 } },
    { nth: [2], fault: { kind: "code", code: "500" } },
    { times: 1, fault: { kind: "code", code: 301 } }
  ])
  const codes = []
  for (const range of ["DAY_90", "DAY_30", "DAY_30", "DAY_30", "DAY_90"])
    codes.push((await ask("spreadMetrics", { range })).code)
  expect(codes).toEqual([303, 301, "500", 0, 303])
})

test("chance comes out the same for the same seed", async () => {
  const run = async () => {
    sandbox.faults([{ chance: 0.5, seed: "a", fault: { kind: "code", code: 301 } }])
    const codes = []
    for (let i = 0; i < 12; i++) codes.push((await ask("videoDistribution")).code)
    return codes
  }
  const first = await run()
  expect(await run()).toEqual(first)
  expect(new Set(first)).toEqual(new Set([0, 301]))
})

test("a rule nobody understands is refused with the reason", async () => {
  const answer = await post("faults", [{ fault: { kind: "cut", when: "later" } }])
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain("when")
})

test.for([
  ["beforeCharging", false],
  ["afterCharging", true],
  ["midBody", true]
] as const)("a connection cut %s is charged: %s", async ([when, charged]) => {
  sandbox.faults([{ fault: { kind: "cut", when } }])
  await expect(ask("spreadMetrics")).rejects.toThrow(TypeError)
  expect(sandbox.ledger().entries).toMatchObject([{ charged, delivered: false, fault: "cut" }])
})

test("silence is charged and ends when the caller gives up", async () => {
  sandbox.faults([{ fault: { kind: "silence" } }])
  const caller = new AbortController()
  const asked = fetch(`${sandbox.url}${catalogue.spreadMetrics.path}?token=${token}&oAuthorId=${id}`, {
    signal: caller.signal
  })
  await sandbox.received(1)
  caller.abort()
  await expect(asked).rejects.toThrow("abort")
  expect(sandbox.ledger().entries).toMatchObject([{ charged: true, delivered: false }])
})

test("what a proxy or another version of the API makes of an answer", async () => {
  const path = catalogue.spreadMetrics.path
  sandbox.faults([
    { times: 1, fault: { kind: "html" } },
    { times: 1, fault: { kind: "truncated" } },
    { times: 1, fault: { kind: "code", code: 302, status: 429 } },
    { times: 1, fault: { kind: "status", status: 500 } },
    { times: 1, fault: { kind: "textCode" } },
    { times: 1, fault: { kind: "refusal", statusCode: 7, statusMessage: "busy" } },
    { times: 1, fault: { kind: "drift", set: { "expect_cpm.cpm_60": "dear" } } }
  ])
  const next = async () => {
    const response = await get(path, { token, oAuthorId: id })
    return { status: response.status, body: await response.text() }
  }
  expect(await next()).toMatchObject({ status: 502, body: expect.stringContaining("<h1>") })
  const truncated = await next()
  expect(truncated.body).toMatch(/^\{"code":0/)
  expect(() => JSON.parse(truncated.body)).toThrow(SyntaxError)
  expect(await next()).toMatchObject({ status: 429, body: expect.stringContaining('"code":302') })
  expect(await next()).toMatchObject({ status: 500, body: expect.stringContaining('"code":0') })
  expect((await next()).body).toContain('"code":"0"')
  expect((await next()).body).toContain('"base_resp":{"status_code":7,"status_message":"busy"}')
  expect((await next()).body).toContain('"cpm_60":"dear"')
  expect(sandbox.ledger().charged).toBe(6)
})

test("reset goes back to how it was started", async () => {
  sandbox.settings({ balance: 0 })
  sandbox.faults([{ fault: { kind: "code", code: 301 } }])
  await ask("spreadMetrics")
  await post("reset", {})
  expect(sandbox.ledger()).toMatchObject({ requests: 0, charged: 0 })
  expect((await ask("spreadMetrics")).code).toBe(0)
})
