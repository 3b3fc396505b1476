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

  test.each([
    ["JUSTONEAPI_TOKEN", ["abcd\nefgh", "\u4ee4\u724c", "\u201cabc\u201d"], "characters that no token has"],
    ["JUSTONEAPI_BASE_URL", ["http://127.0.0.1:6000"], "a port that is never opened"],
    ["JUSTONEAPI_BASE_URL", ["http://localhost:0", "http://localhost:65536"], "a port that does not exist"],
    ["JUSTONEAPI_BASE_URL", ["http://local host", "http://localhost:abc"], "an address such as https://example.com"],
    ["JUSTONEAPI_BASE_URL", ["api.justoneapi.com"], "Did you mean https://api.justoneapi.com?"],
    ["REDIS_URL", ["localhost:6379", "http://localhost"], "does not start with redis:// or rediss://"],
    ["REDIS_URL", ["redis://localhost:0"], "a port that does not exist"],
    [
      "REDIS_URL",
      ["redis://:secret@/", "redis://local host", "redis://:secret@localhost:65536"],
      "The address of Redis"
    ],
    [
      "DATABASE_URL",
      ["localhost", "mysql://:secret@db/x", "postgres://:secret@db:99999/x"],
      "postgres://user:password@host"
    ],
    [
      "SLACK_API_URL",
      ["slack.com/api", "ftp://slack.com", "http://localhost:0/", "https://a b/"],
      "https://slack.com/api/"
    ],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", ["localhost:4318", "http://a b"], "http://localhost:4318"],
    ["SLACK_BOT_TOKEN", ["xoxb-1\n2", "xoxb-\u4e2d", "xoxb-1 2"], "contains characters that it cannot have"],
    ["SLACK_SIGNING_SECRET", ["a\u0001b", "\u201cs\u201d"], "contains characters that it cannot have"],
    ["PORT", ["0", "65536", "-1", "1.5", "NaN"], "a port such as 3000"],
    ["XINGTU_USER_BUDGET", ["-1", "1.5", "NaN", "Infinity", "1e400"], "a number of calls such as 50"],
    ["XINGTU_CHANNEL_BUDGET", ["-1", "0.5"], "a number of calls such as 50"],
    ["XINGTU_WORKSPACE_BUDGET", ["-1", "0.5"], "a number of calls such as 200"],
    ["XINGTU_DAILY_BUDGET", ["-1", "0.5"], "a number of calls such as 500"],
    ["XINGTU_CONFIRM_ABOVE", ["-1", "0.5", "NaN"], "a number of calls such as 10"],
    ["XINGTU_CONCURRENCY", ["0", "0.5", "-1"], "a number such as 8"],
    ["XINGTU_REQUESTS_PER_SECOND", ["0", "-1", "Infinity"], "a number such as 10"],
    ["XINGTU_RETRIES", ["-1", "1.5"], "a whole number"],
    ["XINGTU_DEADLINE", ["-1 second", "0 seconds", "60"], "a duration such as 65 seconds"],
    ["XINGTU_ATTEMPT", ["-1 second", "NaN"], "a duration such as 65 seconds"]
  ] as const)("%s does not take %j", async (name, values, told) => {
    for (const value of values) {
      const [problem, ...others] = Object.values(await read({ ...http, [name]: value })).map(String)
      expect({ value, others, problem }).toEqual({ value, others: [], problem: expect.stringContaining(told) })
      expect(problem).toMatch(new RegExp(`^${name} `))
      expect(problem).not.toContain("secret@")
    }
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
