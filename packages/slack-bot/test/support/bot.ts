import { token } from "@xingtu/testing"
import { Redacted } from "effect"
import { type Options, startBot } from "../../src/index.ts"
import { botToken, channel, signed, signingSecret, type Slack, team, user } from "./slack.ts"

/** A bot of one workspace, between a sandbox and a Slack of this machine. */
export const botOptions = (slack: Slack, apiUrl: string): Options => ({
  connection: { _tag: "Http", signingSecret: Redacted.make(signingSecret), botToken: Redacted.make(botToken) },
  port: 0,
  api: { token: Redacted.make(token), baseUrl: apiUrl },
  lang: "en",
  slackApiUrl: slack.apiUrl,
  logLevel: "Warn"
})

let counter = 0

/** A person at the keyboard: what they type and click reaches the bot as Slack would send it. */
export const person = (slack: Slack, botUrl: string, who: string = user) => {
  const post = (body: string) => fetch(`${botUrl}/slack/events`, { method: "POST", headers: signed(body), body })
  const responseUrl = () => `${slack.url}/response/${++counter}`
  return {
    post,
    /** Types `/xingtu ...` and sends it. */
    command: async (text: string, more: Readonly<Record<string, string>> = {}) => {
      const body = new URLSearchParams({
        command: "/xingtu", text, team_id: team, user_id: who, channel_id: channel, api_app_id: "A1",
        trigger_id: await slack.triggerId(), response_url: responseUrl(), ...more
      }).toString()
      return post(body)
    }
  }
}

export { startBot }
