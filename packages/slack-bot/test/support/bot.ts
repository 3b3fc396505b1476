import { startSandbox, token } from "@xingtu/testing"
import { Redacted } from "effect"
import { type Options, startBot } from "../../src/index.ts"
import {
  botToken,
  type Called,
  channel,
  type Posted,
  signed,
  signingSecret,
  type Slack,
  startSlack,
  team,
  user
} from "./slack.ts"

/** A bot of one workspace, between a sandbox and a Slack of this machine. */
export const botOptions = (slack: Slack, apiUrl: string): Options => ({
  connection: { _tag: "Http", signingSecret: Redacted.make(signingSecret), botToken: Redacted.make(botToken) },
  port: 0,
  stores: { file: "memory" },
  budgets: {},
  api: { token: Redacted.make(token), baseUrl: apiUrl },
  lang: "en",
  slackApiUrl: slack.apiUrl,
  mayPay: 10,
  patience: "5 seconds",
  logLevel: "Warn"
})

/** A sandbox, a Slack, a bot between them, and a person. */
export const startAll = async (
  options: {
    readonly slack?: Parameters<typeof startSlack>[0]
    readonly bot?: Partial<Options>
    /** Another API than the sandbox of its own. */
    readonly apiUrl?: string
  } = {}
) => {
  const [sandbox, slack] = await Promise.all([startSandbox(), startSlack(options.slack)])
  const bot = await startBot({ ...botOptions(slack, options.apiUrl ?? sandbox.url), ...options.bot })
  return {
    sandbox,
    slack,
    bot,
    ...person(slack, bot.url),
    close: async () => {
      await bot.close()
      await slack.close()
      await sandbox.close()
      // Whatever a test was about: Slack would have taken every message.
      if (slack.problems.length > 0) throw new Error(slack.problems.join("\n"))
    }
  }
}

export type All = Awaited<ReturnType<typeof startAll>>

let counter = 0

interface Clickable {
  readonly action_id?: string
  readonly value?: string
  readonly text?: { readonly text?: string }
  readonly type?: string
  readonly options?: ReadonlyArray<{ readonly value?: string; readonly text?: { readonly text?: string } }>
}

const clickables = (blocks: ReadonlyArray<Record<string, unknown>> | undefined): ReadonlyArray<Clickable> =>
  (blocks ?? [])
    .filter((block) => block["type"] === "actions")
    .flatMap((block) => block["elements"] as ReadonlyArray<Clickable>)

/** A button of a message by its label. */
export const buttonOf = (posted: Posted, label: string): Clickable => {
  const all = clickables(posted.body.blocks)
  const found = all.find((one) => one.text?.text?.startsWith(label))
  if (found === undefined) throw new Error(`No button ${label} among ${all.map((one) => one.text?.text).join(", ")}`)
  return found
}

export const labelsOf = (posted: Posted): ReadonlyArray<string> =>
  clickables(posted.body.blocks).map((one) => one.text?.text ?? one.type ?? "")

/** A person at the keyboard: what they type, click and fill in reaches the bot as Slack would send it. */
export const person = (slack: Slack, botUrl: string | undefined, who: string = user) => {
  const post = (body: string, headers: Readonly<Record<string, string>> = signed(body)) =>
    fetch(`${botUrl}/slack/events`, { method: "POST", headers, body })
  const responseUrl = () => `${slack.url}/response/${++counter}`
  const interact = async (payload: object) =>
    post(
      new URLSearchParams({
        payload: JSON.stringify({ team: { id: team }, user: { id: who, team_id: team }, api_app_id: "A1", ...payload })
      }).toString()
    )
  const commandBody = async (text: string, more: Readonly<Record<string, string>> = {}) =>
    new URLSearchParams({
      command: "/xingtu",
      text,
      team_id: team,
      user_id: who,
      channel_id: channel,
      api_app_id: "A1",
      trigger_id: await slack.triggerId(),
      response_url: responseUrl(),
      ...more
    }).toString()
  const act = async ({ body, ts }: Posted, action: object) =>
    interact({
      type: "block_actions",
      channel: { id: channel },
      container: { type: "message", message_ts: ts, thread_ts: body.thread_ts },
      trigger_id: await slack.triggerId(),
      response_url: responseUrl(),
      actions: [action]
    })
  return {
    post,
    commandBody,
    /** Types `/xingtu ...` and sends it. */
    command: async (text: string, more?: Readonly<Record<string, string>>) => post(await commandBody(text, more)),
    /** Chooses "Look up creators" in the menu of somebody's message. */
    lookUp: async (text: string, thread?: string, more: object = {}) =>
      interact({
        type: "message_action",
        callback_id: "xingtu.message",
        channel: { id: channel, name: "general" },
        trigger_id: await slack.triggerId(),
        response_url: responseUrl(),
        message_ts: "2.000000",
        message: { type: "message", text, ts: "2.000000", thread_ts: thread, ...more }
      }),
    /** Clicks a button of a message. */
    click: async (posted: Posted, label: string) => {
      const { action_id, text, value } = buttonOf(posted, label)
      return act(posted, { type: "button", block_id: "b", action_ts: "1", action_id, text, value })
    },
    /** Chooses from a menu of a message. */
    select: async (posted: Posted, actionId: string, label: string) => {
      const menu = clickables(posted.body.blocks).find((one) => one.action_id === actionId)
      const option = menu?.options?.find((one) => one.text?.text === label)
      if (option === undefined) throw new Error(`No option ${label}`)
      return act(posted, {
        type: "static_select",
        block_id: "b",
        action_ts: "1",
        action_id: actionId,
        selected_option: option
      })
    },
    /** Fills in an open form and sends it. */
    submit: async (opened: Called, values: Readonly<Record<string, string>>) => {
      const view = JSON.parse(opened.params["view"] ?? "{}") as {
        readonly blocks: ReadonlyArray<{ readonly block_id?: string; readonly element?: { readonly type: string } }>
      }
      const state = Object.fromEntries(
        view.blocks.flatMap(({ block_id, element }) => {
          if (block_id === undefined || element === undefined) return []
          const value = values[block_id]
          const chosen =
            element.type === "datepicker"
              ? { selected_date: value ?? null }
              : element.type === "static_select"
                ? { selected_option: value === undefined ? null : { value } }
                : element.type === "multi_static_select"
                  ? { selected_options: value === undefined ? [] : value.split(",").map((one) => ({ value: one })) }
                  : { value: value ?? null }
          return [[block_id, { value: { type: element.type, ...chosen } }]]
        })
      )
      return interact({
        type: "view_submission",
        view: { ...view, id: `V${++counter}`, hash: String(counter), state: { values: state } }
      })
    },
    event: (event: object, id = `Ev${++counter}`, more: object = {}) => {
      const body = JSON.stringify({
        type: "event_callback",
        team_id: team,
        api_app_id: "A1",
        event_id: id,
        event,
        ...more
      })
      return post(body, { ...signed(body), "content-type": "application/json" })
    }
  }
}

export { startBot }
