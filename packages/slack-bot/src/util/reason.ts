/** Nobody answers where Slack should be. */
const unreachable = "Slack cannot be reached"

/** Slack's own word for what is wrong. */
export const reasonOf = (error: unknown): string => {
  const data = typeof error === "object" && error !== null && "data" in error ? error.data : undefined
  if (typeof data === "object" && data !== null && "error" in data) return String(data.error)
  return error instanceof Error && "code" in error
    ? error.code === "slack_webapi_request_error"
      ? unreachable
      : String(error.code)
    : "unknown"
}

/** Slack's words for troubles of its own, which say nothing about a token. */
const passing = ["internal_error", "fatal_error", "ratelimited", "request_timeout", "service_unavailable"]

const fieldOf = (error: unknown, name: string): unknown =>
  typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined

/** The settings Slack may refuse, as its refusals name them. */
const settings = {
  bot: ["bot token", "SLACK_BOT_TOKEN"],
  app: ["app-level token", "SLACK_APP_TOKEN and its scope connections:write"]
} as const

/** Why Slack did not take a token, and what to do: only a word of Slack about the token blames the token. */
export const refusal =
  (token: keyof typeof settings) =>
  (error: unknown): string => {
    const reason = reasonOf(error)
    const [what, check] = settings[token]
    if (reason === unreachable) return `${unreachable}; check the network`
    if (reason === "slack_webapi_rate_limited_error" || reason === "ratelimited")
      return `Slack limits the requests of this app; try again in ${String(fieldOf(error, "retryAfter") ?? 60)} s`
    if (reason === "slack_webapi_http_error")
      return `Slack responded with HTTP ${String(fieldOf(error, "statusCode"))}; check https://status.slack.com`
    return fieldOf(error, "data") === undefined || passing.includes(reason)
      ? `Slack had a problem (${reason}); try again in a minute`
      : `Slack does not accept the ${what} (${reason}); check ${check}`
  }
