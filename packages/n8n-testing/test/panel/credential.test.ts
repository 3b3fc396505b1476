import { Failure } from "@xingtu/core"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { noToken, startSandbox } from "@xingtu/testing"
import { expect, test } from "vitest"
import { accountOf } from "n8n-nodes-xingtu/source/run/account"
import { testCredential } from "../support/credential.ts"
import { run } from "../support/n8n.ts"
import { byId, creatorId, useSandbox } from "../support/sandbox.ts"

const { api, credentials } = useSandbox()

test("a good token passes, and the test costs nothing", async () => {
  const account = credentials()
  api().settings({ tokens: [account.token] })
  expect(await testCredential(account)).toEqual({ status: "OK", message: "" })
  expect(api().ledger()).toMatchObject({ requests: 1, charged: 0, entries: [{ code: 400 }] })
})

test("spaces around a pasted address are no fault", async () => {
  const account = credentials()
  expect(await testCredential({ ...account, baseUrl: ` ${account.baseUrl}\n` })).toMatchObject({ status: "OK" })
})

test("a bad token is told so", async () => {
  api().settings({ tokens: ["another"] })
  const account = credentials()
  const verdict = await testCredential(account)
  expect(verdict).toMatchObject({ status: "Error", message: expect.stringContaining("does not accept the token") })
  noToken({ verdict }, account.token)
})

test.for(
  Failure.codes.filter(({ code }) => code !== 400).map(({ code, meaning }) => [code, meaning.happened.en] as const)
)("code %s: %s", async ([code, happened]) => {
  api().faults([{ fault: { kind: "code", code } }])
  expect(await testCredential(credentials())).toMatchObject({
    status: "Error",
    message: expect.stringContaining(happened)
  })
})

test("a code as text, as before July 2026, is read like any other", async () => {
  api().faults([{ fault: { kind: "code", code: "100" } }])
  expect(await testCredential(credentials())).toMatchObject({
    status: "Error",
    message: expect.stringContaining("does not accept the token")
  })
  api().faults([{ fault: { kind: "code", code: "400", message: "oAuthorId is required" } }])
  expect(await testCredential(credentials())).toMatchObject({ status: "OK" })
})

test.for([
  { code: 400 },
  { code: 400, message: "Bad Request", recordTime: null },
  { code: 400, message: null },
  { statusCode: 400, error: "Bad Request", message: ["id must be a string"] },
  { code: 0, message: "ok" }
])("another server that says %j is not taken for the API", async (body) => {
  const server = createServer((_, response) => response.writeHead(400).end(JSON.stringify(body)))
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
  try {
    expect(await testCredential(credentials({ baseUrl: `http://127.0.0.1:${port}` }))).toMatchObject({
      status: "Error"
    })
  } finally {
    server.close()
  }
})

test("what another address closed is open after the address was corrected", async () => {
  const parameters = { resource: "creator", operation: "spreadMetrics", creatorId: byId(creatorId) }
  const account = credentials()
  await using elsewhere = await startSandbox({})
  elsewhere.settings({ tokens: ["another"] })
  expect((await run({ ...account, baseUrl: elsewhere.url }, parameters)).error).toMatchObject({
    context: { code: 100 }
  })
  expect((await run(account, parameters)).status).toBe("success")
})

test.for([400, 401, 429])("an envelope under HTTP %s is read all the same", async (status) => {
  api().faults([{ fault: { kind: "code", code: 400, status } }])
  expect(await testCredential(credentials())).toMatchObject({ status: "OK" })
})

test("a page of something else is not taken for the API", async () => {
  for (const status of [200, 404, 502]) {
    api().faults([{ fault: { kind: "html", status } }])
    const account = credentials()
    const verdict = await testCredential(account)
    expect(verdict).toMatchObject({ status: "Error" })
    noToken({ verdict }, account.token)
  }
})

test("a token without an address, or an address that is none, is told before anything is sent", () => {
  expect(accountOf({ token: " ", environment: "global" })).toMatchObject({
    _tag: "Failure",
    failure: expect.stringContaining("no token")
  })
  expect(accountOf({ token: "12345678", environment: "custom", baseUrl: "example" })).toMatchObject({
    _tag: "Failure",
    failure: expect.stringContaining("base URL")
  })
  expect(accountOf({ token: "12345678", environment: "global", retries: -1 })).toMatchObject({
    _tag: "Failure",
    failure: expect.stringContaining("retries")
  })
  expect(accountOf({ token: " 12345678 ", environment: "cn", requestsPerMinute: 0, dailyBudget: 0 })).toMatchObject({
    _tag: "Success",
    success: {
      token: "12345678",
      baseUrl: "http://47.117.133.51:30015",
      settings: { requestsPerSecond: Infinity, dailyBudget: Infinity }
    }
  })
})

test.for([
  [{ token: "1234\n5678" }, "Token: It contains characters that no token has"],
  [{ token: "\u4ee4\u724c12345678" }, "Token: It contains characters that no token has"],
  [{ token: "x".repeat(5_000) }, "Token: It is too long"],
  [{ environment: "custom", baseUrl: "http://127.0.0.1:6000" }, "a port that is never opened"],
  [{ environment: "custom", baseUrl: "http://localhost:0" }, "a port that does not exist"],
  [{ environment: "custom", baseUrl: "http://localhost:65536" }, "a port that does not exist"],
  [{ environment: "custom", baseUrl: "http://localhost:abc" }, "The base URL must be"],
  [{ environment: "custom", baseUrl: "http://local host" }, "The base URL must be"],
  [{ environment: "custom", baseUrl: "localhost:4100" }, "starts with http:// or https://"],
  [{ environment: "custom", baseUrl: "" }, "The base URL must be"],
  [{ environment: "Global" }, "Did you mean global?"],
  [{ retries: "abc" }, "retries"],
  [{ retries: 1.5 }, "retries"],
  [{ retries: -1 }, "retries"],
  [{ paidCallsPerDay: "1.5" }, "dailyBudget"],
  [{ requestsPerMinute: -1 }, "Requests per Minute"],
  [{ quotaDayZone: "Mars" }, "quotaDayZone"],
  [{ quotaDayZone: "+99:00" }, "quotaDayZone"]
] as const)("a credential of %j is refused with what to do", ([given, told]) => {
  expect(accountOf({ token: "12345678", environment: "global", ...given })).toMatchObject({
    _tag: "Failure",
    failure: expect.stringContaining(told)
  })
})

test.for(["1,000", "ten", "", -5, Number.NaN])(
  "a budget of %s, as an expression may give it, is refused, and not taken for none",
  async (dailyBudget) => {
    const { error } = await run(credentials({ dailyBudget }), {
      resource: "creator",
      operation: "spreadMetrics",
      creatorId: byId(creatorId)
    })
    expect(error).toMatchObject({ message: "Paid Calls per Day: Enter a number, 0 or more." })
    expect(api().ledger().requests).toBe(0)
  }
)

test.for([
  [{}, Infinity],
  [{ dailyBudget: 0 }, Infinity],
  [{ dailyBudget: 50 }, 50],
  [{ dailyBudget: 50, paidCallsPerDay: "" }, 50],
  [{ dailyBudget: 50, paidCallsPerDay: " 7 " }, 7],
  [{ paidCallsPerDay: "0" }, 0],
  [{ paidCallsPerDay: 0 }, 0]
] as const)(
  "paid calls per day of %j are %d: 0 pays for nothing, and a saved credential keeps what it meant",
  ([saved, dailyBudget]) => {
    expect(accountOf({ token: "12345678", ...saved })).toMatchObject({ success: { settings: { dailyBudget } } })
  }
)

test("a budget of 0 gives stored answers only, and says so", async () => {
  const { error } = await run(credentials({ paidCallsPerDay: "0" }), {
    resource: "creator",
    operation: "spreadMetrics",
    creatorId: byId(creatorId)
  })
  expect(error).toMatchObject({ message: expect.stringContaining("budget of 0 paid calls") })
  expect(api().ledger().requests).toBe(0)
})

test.for(["ten", "1,000", -5, {}])("paid calls per day of %j are refused", async (paidCallsPerDay) => {
  expect(accountOf({ token: "12345678", paidCallsPerDay: paidCallsPerDay as string })).toMatchObject({
    failure: "Paid Calls per Day: Enter a number, 0 or more."
  })
})

test("a budget in a text is one, and a pace that cannot be read is told as well", () => {
  expect(accountOf({ token: "12345678", dailyBudget: " 100 " })).toMatchObject({
    success: { settings: { dailyBudget: 100, requestsPerSecond: 10 } }
  })
  expect(accountOf({ token: "12345678", requestsPerMinute: "fast" })).toMatchObject({
    failure: "Requests per Minute: Enter a number, 0 or more."
  })
})
