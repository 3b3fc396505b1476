import { ConfigProvider, Effect } from "effect"
import { describe, expect, test } from "vitest"
import { settings } from "../src/settings.ts"

const read = (env: Readonly<Record<string, string>>) =>
  Effect.runPromise(
    Effect.match(settings, { onSuccess: (options) => options, onFailure: ({ message }) => message.split("\n") }).pipe(
      Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env })))
    )
  )

const api = { JUSTONEAPI_TOKEN: "token-of-tests" }
const http = { ...api, SLACK_SIGNING_SECRET: "s", SLACK_BOT_TOKEN: "xoxb-1" }

describe("the settings", () => {
  test("of each mode are enough", async () => {
    expect(await read({ ...api, SLACK_APP_TOKEN: "xapp-1", SLACK_BOT_TOKEN: "xoxb-1" })).toMatchObject({
      connection: { _tag: "Socket" },
      port: 3000,
      mayPay: 10
    })
    expect(await read({ ...http, SLACK_APP_TOKEN: "" })).toMatchObject({ connection: { _tag: "Http" } })
    const oauth = {
      SLACK_CLIENT_ID: "1.2",
      SLACK_CLIENT_SECRET: "s",
      SLACK_STATE_SECRET: "s",
      XINGTU_ENCRYPTION_KEY: "0".repeat(64)
    }
    expect(await read({ ...http, ...oauth, XINGTU_WORKSPACES: "T1, T2" })).toMatchObject({
      connection: { _tag: "OAuth", workspaces: ["T1", "T2"] }
    })
  })

  test("of a budget: 0 pays for nothing, an empty one is no limit", async () => {
    expect(await read({ ...http, XINGTU_USER_BUDGET: "0", XINGTU_CHANNEL_BUDGET: "" })).toMatchObject({
      budgets: { user: 0, channel: undefined }
    })
    expect(await read({ ...http, XINGTU_USER_BUDGET: "-1" })).toEqual([expect.stringContaining("XINGTU_USER_BUDGET")])
  })

  test("that are missing are told all at once, each with where it is found", async () => {
    expect(await read({})).toEqual([
      expect.stringMatching(/^JUSTONEAPI_TOKEN is not set\. Find it at: /),
      expect.stringMatching(/^SLACK_BOT_TOKEN is not set\. Find it at: .*xoxb-/),
      expect.stringMatching(
        /^SLACK_APP_TOKEN is not set\. Find it at: .*; or set SLACK_SIGNING_SECRET, if Slack reaches this machine over HTTP$/
      )
    ])
  })

  test.each([
    ["PORT", "many", "PORT is invalid: expected a port such as 3000. "],
    ["XINGTU_LANGUAGE", "fr", "XINGTU_LANGUAGE is invalid: expected en or zh. "],
    ["XINGTU_LOG_LEVEL", "loud", "XINGTU_LOG_LEVEL is invalid: expected Debug, Info, Warn or Error. "],
    ["XINGTU_USER_BUDGET", "some", "XINGTU_USER_BUDGET is invalid: expected a number of calls such as 50. "],
    ["JUSTONEAPI_BASE_URL", "api", "JUSTONEAPI_BASE_URL is invalid: The base URL must be global, cn, or an address"],
    [
      "XINGTU_QUOTA_ZONE",
      "Mars",
      "XINGTU_QUOTA_ZONE is invalid: Must be a time zone such as Asia/Shanghai, or an offset such as +08:00. "
    ],
    ["SLACK_BOT_TOKEN", "xoxp-1", "SLACK_BOT_TOKEN does not start with xoxb-. "]
  ])("%s does not take %j, and says what it takes", async (name, value, told) => {
    expect(await read({ ...http, [name]: value })).toEqual([expect.stringContaining(told)])
  })

  test("with a key that is no key do not say that it is missing", async () => {
    const oauth = {
      SLACK_CLIENT_ID: "1.2",
      SLACK_CLIENT_SECRET: "s",
      SLACK_STATE_SECRET: "s",
      XINGTU_ENCRYPTION_KEY: "short"
    }
    expect(await read({ ...http, ...oauth })).toEqual([
      "XINGTU_ENCRYPTION_KEY is not 32 bytes in hexadecimal or Base64. Make one: openssl rand -hex 32"
    ])
  })
})
