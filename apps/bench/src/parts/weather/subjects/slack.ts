import { botToken, signingSecret, startSlack, user } from "@xingtu/slack-bot/support/slack"
import { labelsOf, person } from "@xingtu/slack-bot/support/bot"
import { freePort } from "@xingtu/slack-bot/support/port"
import { program } from "@xingtu/slack-bot/support/program"
import { once } from "node:events"
import { message } from "../../faults/readable.ts"
import type { Kept, Put, Session, Subject } from "../Subject.ts"

const storeOf = (kept: Kept): Readonly<Record<string, string>> => {
  if (kept === "own") return { XINGTU_STORE: "memory" }
  if ("file" in kept) return { XINGTU_STORE: kept.file }
  if ("redis" in kept) return { XINGTU_STORE: "memory", REDIS_URL: kept.redis }
  return { XINGTU_STORE: "memory", DATABASE_URL: kept.database }
}

const paid = /\*This workspace\*: (\d+) paid calls? today(.*)$/m
const maybe = /(\d+) that may have been charged/

/** `xingtu-slack` as a program of its own, between its API and a Slack of this machine. */
export const slack = async (): Promise<Subject> => {
  const workspace = await startSlack({ locales: { [user]: "en-US" } })
  let asked = 0
  const open = async ({ baseUrl, dailyBudget, kept, token }: Put): Promise<Session> => {
    const port = await freePort()
    const bot = program(["start"], {
      JUSTONEAPI_TOKEN: token,
      JUSTONEAPI_BASE_URL: baseUrl,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_BOT_TOKEN: botToken,
      SLACK_API_URL: workspace.apiUrl,
      XINGTU_LOG_LEVEL: "Warn",
      XINGTU_RETRIES: "1",
      PORT: String(port),
      ...(dailyBudget === undefined ? {} : { XINGTU_DAILY_BUDGET: String(dailyBudget) }),
      ...storeOf(kept)
    })
    const ended = once(bot.process, "close").then(() => {
      throw new Error(bot.output())
    })
    ended.catch(() => undefined)
    await Promise.race([bot.says("listens on port"), ended])
    const command = async (text: string) => {
      const to = `/response/weather-${++asked}`
      const before = workspace.called.length
      await person(workspace, `http://127.0.0.1:${port}`).command(text, { response_url: `${workspace.url}${to}` })
      // What can be cancelled is not the end of it; what cannot be asked opens a form that says why.
      const end = () =>
        workspace.posted.find((one) => one.to === to && !JSON.stringify(one.body).includes("xingtu.cancel")) ??
        workspace.called.slice(before).find(({ method }) => method === "views.open")
      const last = await workspace.until(end, "an answer")
      return "body" in last
        ? { answered: labelsOf(last).some((label) => label.startsWith("Export")), text: message(last.body) }
        : { answered: false, text: message(last.params) }
    }
    return {
      ask: (oAuthorId) => command(`spread ${oAuthorId}`),
      search: (keyword) => command(`search ${keyword}`),
      booked: async () => {
        const { text } = await command("quota")
        const [, charged, rest = ""] = paid.exec(text) ?? []
        if (charged === undefined) throw new Error(`no quota: ${text}`)
        return { charged: Number(charged), unknown: Number(maybe.exec(rest)?.[1] ?? 0) }
      },
      told: bot.output,
      close: async () => {
        const code = await bot.end("SIGTERM")
        if (code !== 0) throw new Error(`the bot ended with ${code}: ${bot.output()}`)
      }
    }
  }
  return { name: "Slack", open, close: () => workspace.close() }
}
