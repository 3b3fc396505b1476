import { Data } from "effect"
import { isRecord } from "../util/path.ts"

/**
 * No response came; `outcome` says whether the request was sent. `unsent`: the request never reached the server;
 * `cut`: the connection broke after it was sent; `timeout`: it was sent and nothing came in time.
 */
export class NoReply extends Data.TaggedError("NoReply")<{
  readonly outcome: "unsent" | "cut" | "timeout"
  readonly reason: string
}> {}

/**
 * Codes of Node, undici, DNS and TLS that are raised before a request leaves the machine and never later: without a
 * handshake nothing can be sent.
 */
const beforeSending = new RegExp(
  `^(${[
    "ECONNREFUSED|ENOTFOUND|EAI_\\w+|UND_ERR_CONNECT_TIMEOUT|ERR_PROXY_TUNNEL",
    "ERR_INVALID_(URL|CHAR)|ERR_UNESCAPED_CHARACTERS",
    "ERR_TLS_(CERT_ALTNAME_\\w+|HANDSHAKE_TIMEOUT|INVALID_\\w+|PROTOCOL_VERSION_CONFLICT|REQUIRED_SERVER_NAME)",
    "ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|NO_PROTOCOLS_AVAILABLE|UNSUPPORTED_PROTOCOL|\\w*HANDSHAKE_FAILURE|\\w*ALERT_PROTOCOL_VERSION)",
    "CERT_\\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\\w+|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE"
  ].join("|")})$`
)

/** The same where the code says nothing of it, by the whole message of Node, undici or a tunnel through a proxy. */
const refused = new RegExp(
  `^(${[
    "bad port|Client network socket disconnected before secure TLS connection was established",
    "Proxy response \\(\\d+\\) !== 200 when HTTP Tunneling|tunneling socket could not be established, .*"
  ].join("|")})$`
)

const connecting = /^(connect|getaddrinfo|query\w*)$/
const talking = /^(read|write|send|recv|shutdown)$/

const inTime = /^(ETIMEDOUT|ESOCKETTIMEDOUT|ECONNABORTED|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|TimeoutError)$/

/**
 * What one error says: no more of its message than what the system was asked, since messages may quote the address, and
 * the address holds the token.
 */
interface Sign {
  readonly codes: ReadonlyArray<string>
  readonly when: "connecting" | "talking" | undefined
  readonly isRefused: boolean
}

const signOf = (error: Readonly<Record<string, unknown>>): Sign => {
  const message = typeof error["message"] === "string" ? error["message"] : ""
  const call = error["syscall"] ?? /\b(connect|getaddrinfo|read|write) E[A-Z]/.exec(message)?.[1]
  return {
    codes: [error["code"], error["name"]].filter((code) => typeof code === "string"),
    when:
      typeof call !== "string"
        ? undefined
        : connecting.test(call)
          ? "connecting"
          : talking.test(call)
            ? "talking"
            : undefined,
    isRefused: refused.test(message)
  }
}

/** An error and what caused it, outermost first. */
const signsOf = (error: unknown, depth = 0): ReadonlyArray<Sign> => {
  if (!isRecord(error) || depth > 6) return []
  const inner = Array.isArray(error["errors"]) ? error["errors"] : []
  return [signOf(error), ...[error["cause"], error["reason"], ...inner].flatMap((next) => signsOf(next, depth + 1))]
}

/** Whether a network error means that the request was sent; if in doubt, it was. */
export const noReply = (error: unknown): NoReply => {
  const signs = signsOf(error)
  const codes = signs.flatMap((sign) => sign.codes)
  const specific = codes.find((code) => /^[A-Z][A-Z0-9_]+$/.test(code))
  const before = codes.find((code) => beforeSending.test(code))
  // Whoever reads or writes is connected, whatever the code.
  const isTalking = signs.some(({ when }) => when === "talking")
  if (!isTalking && (before !== undefined || signs.some(({ isRefused, when }) => isRefused || when === "connecting")))
    return new NoReply({ outcome: "unsent", reason: before ?? specific ?? "the address is refused" })
  const late = codes.find((code) => inTime.test(code))
  if (late !== undefined) return new NoReply({ outcome: "timeout", reason: late })
  return new NoReply({ outcome: "cut", reason: specific ?? "the connection broke" })
}
