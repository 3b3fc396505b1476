import { startBot } from "@xingtu/slack-bot"
import { Redacted } from "effect"
import { peakMb } from "../measure/memory.ts"

/**
 * The bot as `xingtu-slack` runs it, in a process of its own. Answers any message with the memory it has used at most.
 */
export interface Setup {
  readonly slackApiUrl: string
  readonly signingSecret: string
  readonly botToken: string
  readonly baseUrl: string
}

const setup: Setup = JSON.parse(process.argv[2] ?? "{}")

const bot = await startBot({
  connection: {
    _tag: "Http",
    signingSecret: Redacted.make(setup.signingSecret),
    botToken: Redacted.make(setup.botToken)
  },
  port: 0,
  stores: { file: "memory" },
  budgets: {},
  api: { token: Redacted.make("bench-token-that-nobody-honours"), baseUrl: setup.baseUrl },
  core: { requestsPerSecond: 60, concurrency: 150 },
  lang: "en",
  slackApiUrl: setup.slackApiUrl,
  mayPay: 10,
  patience: "5 seconds",
  logLevel: "Error"
})
process.on("message", () => process.send?.(peakMb()))
process.once("disconnect", () => void bot.close())
process.send?.(bot.url)
