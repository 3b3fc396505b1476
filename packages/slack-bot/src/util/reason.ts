/** Nobody answers where Slack should be. */
export const unreachable = "Slack cannot be reached"

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
