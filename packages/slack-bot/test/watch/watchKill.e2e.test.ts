import { startSandbox, token } from "@xingtu/testing"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { person } from "../support/bot.ts"
import { freePort } from "../support/port.ts"
import { type Program, program } from "../support/program.ts"
import { botToken, signingSecret, type Slack, startSlack, user } from "../support/slack.ts"
import { watcher } from "../support/watching.ts"

const ids = ["6629722295873044494", "6955721930401185805", "7012345678901234567"] as const

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let slack: Slack
let folder: string
let running: ReadonlyArray<Program> = []

beforeEach(async () => {
  sandbox = await startSandbox()
  slack = await startSlack({ locales: { [user]: "en-GB" } })
  folder = mkdtempSync(join(tmpdir(), "xingtu-watch-"))
})
afterEach(async () => {
  await Promise.all(running.map((one) => one.end("SIGKILL")))
  await slack.close()
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

const start = async (laterMs = 0) => {
  const port = await freePort()
  const later = `const now=Date.now;Date.now=()=>now()+${laterMs};`
  const started = program(["start"], {
    JUSTONEAPI_TOKEN: token,
    JUSTONEAPI_BASE_URL: sandbox.url,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: slack.apiUrl,
    XINGTU_STORE: join(folder, "store.sqlite"),
    PORT: String(port),
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(later)}`
  })
  running = [...running, started]
  await started.says("listens on port")
  return { ...started, me: watcher(slack, person(slack, `http://127.0.0.1:${port}`)) }
}

const posts = () =>
  slack.called.filter(({ method }) => method === "chat.postMessage").map(({ params }) => params["text"])

// Each starts processes, which take seconds on a busy machine.
test(
  "killed in the middle of a run: the next process finishes it, and pays for nothing twice",
  { timeout: 90_000 },
  async () => {
    const first = await start()
    await first.me.start(`watch ${ids.join(" ")} price cpm daily 9:00`)
    // Of six and three names, one answer is charged and never heard.
    sandbox.faults([{ endpoint: "spreadMetrics", params: { oAuthorId: ids[2] }, delayMs: 60_000, times: 1 }])
    await first.me.press(await first.me.type("watching"), "Run now")
    await sandbox.received(6)
    await expect.poll(() => sandbox.ledger().charged).toBe(6)
    await new Promise((passed) => setTimeout(passed, 300))
    await first.end("SIGKILL")
    expect(posts()).toEqual([])
    // A process counts as gone after two minutes of silence.
    await start(4 * 60_000)
    const told = (await slack.call("chat.postMessage")).params["text"]
    expect(told).toContain("Baseline saved for 3 creators")
    expect(told).toContain("1 more may have been charged")
    expect(told).toContain("Resumed after an interruption; calls paid before it are not counted here.")
    expect(posts()).toHaveLength(1)
    const paid = sandbox.ledger().entries.map(({ endpoint, params }) => `${endpoint} ${params["oAuthorId"]}`)
    expect(new Set(paid).size).toBe(paid.length)
    expect(sandbox.ledger().charged).toBe(9)
  }
)
