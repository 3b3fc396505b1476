import { noToken, startSandbox, token } from "@xingtu/testing"
import { Redacted } from "effect"
import { randomUUID } from "node:crypto"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer as createHttpServer } from "node:http"
import { type AddressInfo, connect, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { botOptions, labelsOf, person, startBot } from "../support/bot.ts"
import { databaseUrl } from "../support/database.ts"
import { freePort } from "../support/port.ts"
import { type Program, program } from "../support/program.ts"
import { botToken, signingSecret, type Slack, startSlack } from "../support/slack.ts"

const id = "6955721930401185805"

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let slack: Slack
let folder: string
let running: Array<Program> = []

beforeEach(async () => {
  sandbox = await startSandbox()
  slack = await startSlack()
  folder = mkdtempSync(join(tmpdir(), "xingtu-slack-"))
  running = []
})
afterEach(async () => {
  await Promise.all(running.map((one) => one.end("SIGKILL")))
  await slack.close()
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

const start = async (env: Readonly<Record<string, string>> = {}) => {
  const port = await freePort()
  const started = program(["start"], {
    JUSTONEAPI_TOKEN: token,
    JUSTONEAPI_BASE_URL: sandbox.url,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: slack.apiUrl,
    XINGTU_STORE: join(folder, "store.sqlite"),
    XINGTU_LOG_LEVEL: "Debug",
    PORT: String(port),
    ...env
  })
  running.push(started)
  return { ...started, ...person(slack, `http://127.0.0.1:${port}`) }
}

const isAnswer = (posted: Slack["posted"][number]) => labelsOf(posted).includes("Export CSV, XLSX")

// Each starts processes, which take seconds on a busy machine.
describe("the program", { timeout: 60_000 }, () => {
  test("on SIGTERM finishes what is paid for, shows it, and ends without error; nothing it printed holds a secret", async () => {
    const bot = await start()
    await bot.says("listens on port")
    sandbox.faults([{ delayMs: 1_500 }])
    await bot.command(`spread ${id}`)
    await sandbox.received(1)
    expect(await bot.end("SIGTERM")).toBe(0)
    expect(slack.posted.filter(isAnswer)).toHaveLength(1)
    expect(sandbox.ledger().charged).toBe(1)
    for (const secret of [token, botToken, signingSecret, "/response/"]) noToken({ output: bot.output() }, secret)
    noToken({ store: readFileSync(join(folder, "store.sqlite"), "latin1") })
    for (const line of bot.output().trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("message")
  })

  test("killed in mid-work: the next one tells who waited, once, that it may have been charged", async () => {
    const bot = await start()
    await bot.says("listens on port")
    sandbox.faults([{ delayMs: 60_000 }])
    await bot.command(`spread ${id} live`)
    await slack.message(1)
    await sandbox.received(1)
    await bot.end("SIGKILL")
    sandbox.faults([])
    // A process counts as gone after a while of silence; the clock of the next one is set beyond it.
    const next = await start({
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent("const now=Date.now;Date.now=()=>now()+60_000;")}`
    })
    await next.says("listens on port")
    const told = await slack.message(2)
    expect(told.body.text).toContain(
      "the bot restarted during the request, or Slack did not accept the result. Requests sent may have been charged"
    )
    expect(labelsOf(told)).toEqual(["Retry"])
    expect(JSON.stringify(told.body.blocks)).toContain("LIVE_STREAMING")
    expect(await next.end("SIGTERM")).toBe(0)
    expect(slack.posted).toHaveLength(2)
  })

  test("killed while it asked anew: the old answer, which cost nothing, is not told instead", async () => {
    const bot = await start()
    await bot.says("listens on port")
    await bot.command(`spread ${id}`)
    await slack.answer(1)
    await bot.command(`spread ${id}`)
    const old = await slack.answer(2)
    sandbox.faults([{ delayMs: 60_000 }])
    await bot.click(old, "Refresh")
    await sandbox.received(2)
    await bot.end("SIGKILL")
    const next = await start({
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent("const now=Date.now;Date.now=()=>now()+60_000;")}`
    })
    await next.says("listens on port")
    const told = await slack.answer(3)
    expect(told.body.text).toContain("may have been charged")
    await next.end("SIGTERM")
  })

  test("killed in the middle of a creator: the next one says what asking for the rest costs", async () => {
    const bot = await start()
    await bot.says("listens on port")
    sandbox.faults([{ endpoint: "spreadMetrics", delayMs: 60_000 }])
    await bot.command(`creator ${id}`)
    await sandbox.received(3)
    await expect.poll(() => sandbox.ledger().charged).toBeGreaterThanOrEqual(2)
    // The two that came are written down.
    await new Promise((passed) => setTimeout(passed, 300))
    await bot.end("SIGKILL")
    sandbox.faults([])
    const next = await start({
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent("const now=Date.now;Date.now=()=>now()+60_000;")}`
    })
    await next.says("listens on port")
    expect((await slack.answer(1)).body.text).toContain(
      "results that arrived are cached and free. Fetching the rest costs at most 1 paid call."
    )
    await next.end("SIGTERM")
  })

  test("on a Node that is too old says which one it needs", async () => {
    const bot = await start({
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent("Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.2'}})")}`
    })
    expect(await bot.end("SIGCONT")).toBe(1)
    expect(bot.output()).toMatch(/^xingtu-slack needs Node \d+\.\d+ or newer; this is v/)
  })

  test("that cannot start says what to mend in one line", async () => {
    const bot = await start({ SLACK_BOT_TOKEN: "xoxp-wrong-kind" })
    expect(await bot.end("SIGCONT")).not.toBe(0)
    expect(bot.output().trim()).toBe(
      "SLACK_BOT_TOKEN does not start with xoxb-. Find it at: api.slack.com/apps > your app > OAuth & Permissions > Bot User OAuth Token (xoxb-...)"
    )
  })

  test("sends its spans and logs to OpenTelemetry, without a secret", async () => {
    const heard: Array<string> = []
    const collector = createHttpServer((request, response) => {
      let body = ""
      request
        .on("data", (chunk) => (body += String(chunk)))
        .on("end", () => {
          heard.push(`${request.url} ${body}`)
          response.end("{}")
        })
    })
    await new Promise<void>((listening) => collector.listen(0, "127.0.0.1", listening))
    const address = collector.address()
    const bot = await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`
    })
    await bot.says("listens on port")
    await bot.command(`spread ${id}`)
    await slack.answer(1)
    expect(await bot.end("SIGTERM")).toBe(0)
    collector.close()
    const spans = heard.filter((one) => one.startsWith("/v1/traces")).join()
    for (const name of ["slack.delivery", "xingtu.call", "xingtu.attempt"]) expect(spans).toContain(name)
    for (const secret of [token, botToken, signingSecret, "/response/"]) noToken({ heard }, secret)
  })

  test("says when the token is sent unencrypted", async () => {
    const bot = await start({ JUSTONEAPI_BASE_URL: "http://api.example.com" })
    await bot.says("listens on port")
    expect(bot.output()).toContain("the token is sent unencrypted")
  })
})

describe("a bot that cannot start", () => {
  const why = (options: Partial<Parameters<typeof startBot>[0]>) =>
    startBot({ ...botOptions(slack, sandbox.url), ...options }).then(
      () => "it started",
      (error: unknown) => String(error)
    )
  const socket = {
    _tag: "Socket",
    appToken: Redacted.make("xapp-token-of-tests"),
    botToken: Redacted.make(botToken)
  } as const

  test("because its port is taken says so, in both modes", async () => {
    const taken = createServer()
    const port = await new Promise<number>((found) =>
      taken.listen(0, () => found((taken.address() as AddressInfo).port))
    ) // a port, not a pipe
    const told = new RegExp(`The bot cannot listen on port ${port} \\(listen EADDRINUSE.*\\); set PORT to a free one$`)
    expect(await why({ port })).toMatch(told)
    expect(await why({ port, connection: socket })).toMatch(told)
    taken.close()
  })

  test("because it does not reach Slack does not blame the token", async () => {
    expect(await why({ slackApiUrl: "http://127.0.0.1:1/api/" })).toMatch(/Slack cannot be reached; check the network$/)
  })

  test("because Slack refuses a token names which one", async () => {
    slack.keepOut("invalid_auth")
    expect(await why({ connection: socket })).toMatch(
      /Slack does not accept the app-level token \(invalid_auth\); check SLACK_APP_TOKEN/
    )
  })
})

const redis = process.env["REDIS_URL"] ?? "redis://127.0.0.1:6379"

/** Whether someone listens there. Named in the environment, it has to be there. */
const reachable =
  process.env["REDIS_URL"] !== undefined ||
  (await new Promise<boolean>((known) => {
    const { hostname, port } = new URL(redis)
    const socket = connect(Number(port), hostname, () => known(true))
      .on("error", () => known(false))
      .on("connect", () => socket.destroy())
  }))
const database = await databaseUrl()

test("a bot that must end before the answer comes leaves word for the next one, which tells the answer at once", async () => {
  const options = {
    ...botOptions(slack, sandbox.url),
    stores: { file: join(folder, "store.sqlite") },
    patience: "100 millis" as const
  }
  const first = await startBot(options)
  sandbox.faults([{ delayMs: 1_500 }])
  await person(slack, first.url).command(`spread ${id}`)
  await slack.message(1)
  await sandbox.received(1)
  // Its client still hears the answer that is out, and stores it.
  await first.close()
  expect(slack.posted.filter(isAnswer)).toHaveLength(0)
  const next = await startBot(options)
  await slack.until(() => (slack.posted.filter(isAnswer).length === 1 ? true : undefined), "the answer")
  await next.close()
  expect(sandbox.ledger().charged).toBe(1)
})

describe("two processes", () => {
  test("a Cancel that reaches the other one stops what has not been sent, and says what may be charged", async () => {
    const options = { ...botOptions(slack, sandbox.url), stores: { file: join(folder, "store.sqlite") }, mayPay: 30 }
    const [one, other] = await Promise.all([startBot(options), startBot(options)])
    sandbox.faults([{ delayMs: 2_000 }])
    await person(slack, one.url).command(
      `compare ${Array.from({ length: 10 }, (_, i) => `695572193040118580${i}`).join(" ")}`
    )
    await sandbox.received(1)
    await person(slack, other.url).click(await slack.message(1), "Cancel")
    expect((await slack.message(2)).body.text).toContain("Requests already sent may be charged")
    await Promise.all([one.close(), other.close()])
    // Four creators at a time, with three calls each.
    expect(sandbox.ledger().requests).toBeLessThanOrEqual(12)
    expect(slack.posted).toHaveLength(2)
  })

  const both = async (stores: Parameters<typeof startBot>[0]["stores"]) => {
    const options = { ...botOptions(slack, sandbox.url), stores }
    const bots = await Promise.all([startBot(options), startBot(options)])
    const people = bots.map((bot) => person(slack, bot.url))
    sandbox.faults([{ delayMs: 400 }])
    await Promise.all(people.flatMap((one) => [one.command(`spread ${id}`), one.command(`spread ${id} 30d`)]))
    await slack.until(() => (slack.posted.filter(isAnswer).length === 4 ? true : undefined), "four answers")
    // One delivery that reaches both is answered by one of them.
    const [first, second] = people
    const before = slack.posted.length
    const body = (await first?.commandBody("help")) ?? ""
    await Promise.all([first?.post(body), second?.post(body)])
    await slack.message(before + 1)
    await Promise.all(bots.map((bot) => bot.close()))
    expect(slack.posted).toHaveLength(before + 1)
    return sandbox.ledger().charged
  }

  test.runIf(reachable)("on one Redis pay once for a question and answer a delivery once", async () => {
    expect(
      await both({ file: "memory", redis: { url: Redacted.make(redis), prefix: `xingtu-test-${randomUUID()}:` } })
    ).toBe(1)
  })

  test.runIf(database !== undefined)("on one PostgreSQL too", async () => {
    expect(await both({ file: "memory", database: Redacted.make(database?.url ?? "") })).toBe(1)
    await database?.drop()
  })
})
