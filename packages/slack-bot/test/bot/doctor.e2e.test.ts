import { noToken, startSandbox, token } from "@xingtu/testing"
import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { freePort } from "../support/port.ts"
import { program } from "../support/program.ts"
import { botToken, signingSecret, type Slack, startSlack } from "../support/slack.ts"

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let slack: Slack
beforeEach(async () => {
  sandbox = await startSandbox()
  slack = await startSlack()
})
afterEach(async () => {
  await slack.close()
  await sandbox.close()
})

const socketMode = { SLACK_APP_TOKEN: "xapp-token-of-tests", SLACK_SIGNING_SECRET: "" }

/** Runs `xingtu-slack doctor` to its end. */
const doctor = async (env: Readonly<Record<string, string>> = {}) => {
  const started = program(["doctor"], {
    JUSTONEAPI_TOKEN: token,
    JUSTONEAPI_BASE_URL: sandbox.url,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: slack.apiUrl,
    XINGTU_STORE: "memory",
    PORT: String(await freePort()),
    ...env
  })
  const code = await started.end("SIGCONT")
  for (const secret of [token, botToken, signingSecret]) noToken({ output: started.output() }, secret)
  return { code, output: started.output() }
}

/** Another server where one of ours is expected. */
const server = async (listener: RequestListener) => {
  const stand = createServer(listener)
  await new Promise<void>((listening) => stand.listen(0, "127.0.0.1", listening))
  const { port } = stand.address() as AddressInfo // it listens on a port, not on a pipe
  return { url: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => void stand.close() }
}

/** A program whose clock is off by so many milliseconds. */
const off = (ms: number) => ({
  NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(`const now=Date.now;Date.now=()=>now()+${ms};`)}`
})

// Each starts a process, which takes seconds on a busy machine.
describe("xingtu-slack doctor", { timeout: 60_000 }, () => {
  test("finds everything well, and pays nothing", async () => {
    const { code, output } = await doctor()
    expect(code).toBe(0)
    expect(output).toMatch(/Ready\.\s*$/)
    expect(output).not.toContain("NO ")
    expect(output).toContain("ok   A signed /xingtu help is acknowledged and gets a reply")
    expect(sandbox.ledger()).toMatchObject({ requests: 1, charged: 0 })
  })

  test("in Socket Mode tells what is used, and nothing else", async () => {
    const { output } = await doctor(socketMode)
    expect(output.match(/^ok +[^(\n]+(?= \(|$)/gm)).toEqual([
      "ok   The store saves and returns data",
      "ok   Just One API accepts the token",
      "ok   This machine's clock agrees with Slack's",
      "ok   Slack accepts the bot token, with every scope",
      "ok   Slack opens a connection for Socket Mode"
    ])
  })

  test.for([
    ["a token that the API does not know", { tokens: ["another"] }, "The API does not accept the token (100)."],
    ["a balance that is used up", { balance: 0 }, "The account's balance is used up (601)."]
  ] as const)("%s", async ([, settings, problem]) => {
    sandbox.settings(settings)
    const { code, output } = await doctor(socketMode)
    expect(code).toBe(1)
    expect(output).toContain(`NO   Just One API accepts the token: ${problem}`)
    expect(sandbox.ledger().charged).toBe(0)
  })

  test.for([
    [404, "Not Found"],
    [400, '{"code":400,"message":"Bad Request","recordTime":null}'],
    [200, '{"code":0,"message":"ok","recordTime":null}'],
    [200, "pong"]
  ] as const)("is not satisfied by another server that answers %i %s", async ([status, body]) => {
    using other = await server((_, response) => response.writeHead(status).end(body))
    const { code, output } = await doctor({ ...socketMode, JUSTONEAPI_BASE_URL: other.url })
    expect(code).toBe(1)
    expect(output).toContain("NO   Just One API accepts the token: The response did not come from the API.")
  })

  test("blames the network for what the network does", async () => {
    const away = "http://127.0.0.1:2"
    const { code, output } = await doctor({
      ...socketMode,
      JUSTONEAPI_BASE_URL: away,
      SLACK_API_URL: `${away}/api/`
    })
    expect(code).toBe(1)
    expect(output).toContain("NO   Just One API accepts the token: Could not reach the API (ECONNREFUSED).")
    expect(output).toContain(
      "NO   Slack accepts the bot token, with every scope: Slack cannot be reached; check the network"
    )
    expect(output).not.toContain("check SLACK")
  })

  test.for([
    [
      "limits its requests",
      429,
      { "retry-after": "30" },
      "",
      "Slack limits the requests of this app; try again in 30 s"
    ],
    ["is broken", 503, {}, "", "Slack responded with HTTP 503; check https://status.slack.com"],
    [
      "has a trouble of its own",
      200,
      {},
      '{"ok":false,"error":"internal_error"}',
      "Slack had a problem (internal_error)"
    ],
    [
      "does not know it",
      200,
      {},
      '{"ok":false,"error":"invalid_auth"}',
      "Slack does not accept the bot token (invalid_auth); check SLACK_BOT_TOKEN"
    ]
  ] as const)("tells a Slack that %s from a wrong token", async ([, status, headers, body, problem]) => {
    using limited = await server((_, response) =>
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(body)
    )
    const { code, output } = await doctor({ ...socketMode, SLACK_API_URL: `${limited.url}/api/` })
    expect(code).toBe(1)
    expect(output).toContain(`NO   Slack accepts the bot token, with every scope: ${problem}`)
    expect(output.includes("check SLACK_BOT_TOKEN")).toBe(problem.includes("check SLACK_BOT_TOKEN"))
    expect(output).not.toContain("check the network")
  })

  test.for([
    [600_000, "it is 600 s ahead"],
    [-600_000, "it is 600 s behind"]
  ] as const)("compares this machine's clock with Slack's: off by %i ms", async ([ms, problem]) => {
    const { code, output } = await doctor({ ...socketMode, ...off(ms) })
    expect(code).toBe(1)
    expect(output.replaceAll(/(59\d|60\d) s/g, "600 s")).toContain(
      `NO   This machine's clock agrees with Slack's: ${problem}, and signatures older than five minutes are refused`
    )
  })

  test("a public address without https is told that https is needed", async () => {
    const manifest = program(["manifest", "--url", "http://bot.example.com"], {})
    expect(await manifest.end("SIGCONT")).toBe(1)
    expect(manifest.output()).toContain("--url needs https: Slack sends to HTTPS only. Try https://bot.example.com")
  })
})
