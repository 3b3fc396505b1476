import { Result } from "effect"
import * as W from "../util/Words.ts"

/** The addresses of the vendor's two environments, by name. */
export const environments = {
  global: "https://api.justoneapi.com",
  cn: "http://47.117.133.51:30015"
} as const

/** One of the vendor's two environments: `global` (HTTPS), or `cn` (plain HTTP, the token is sent unencrypted). */
export type Environment = keyof typeof environments

const loopback = /^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?(\/|$)/i

/** The address of the API, with a warning where the token would be sent unencrypted. */
export interface BaseUrl {
  readonly url: string
  readonly warning?: W.Words
}

/** A host, an IPv6 one in brackets, perhaps with a port, then a path. */
const address = /^https?:\/\/(?:[^\s/?#@:[\]]+|\[[\da-f:.]+\])(?::(\d+))?(?:\/[^\s?#]*)?$/i

/** The highest number a port can have. */
const lastPort = 65_535

const inClear = W.make(
  "This address uses plain HTTP: the token is sent unencrypted, and anyone on the network path can read it. Use it only if you accept that.",
  "该地址使用未加密的 HTTP，Token 将以未加密方式传输，途中任何人都可能读取。请确认接受后再选择。"
)

const noAddress = W.make(
  "The base URL must be global, cn, or an address such as https://example.com, without user name or query.",
  "服务地址应为 global、cn 或形如 https://example.com 的地址，且不含用户名与查询参数。"
)

const noPort = W.make(
  `The base URL has a port that does not exist: it must be from 1 to ${lastPort}.`,
  `服务地址的端口不存在，应为 1 到 ${lastPort}。`
)

/** Everything that can be wrong with one. */
export const problems: ReadonlyArray<W.Words> = [noAddress, noPort]

/**
 * Reads `global`, `cn` or a URL such as `http://127.0.0.1:4100`; fails with the reason in both languages. Plain HTTP
 * outside this machine carries a warning.
 */
export const parse = (input: string = "global"): Result.Result<BaseUrl, W.Words> => {
  const text = String(input).trim()
  const url = text === "global" || text === "cn" ? environments[text] : text.replace(/\/+$/, "")
  const [found, port = "443"] = address.exec(url) ?? []
  if (found === undefined) return Result.fail(noAddress)
  if (Number(port) < 1 || Number(port) > lastPort) return Result.fail(noPort)
  return Result.succeed(/^http:/i.test(url) && !loopback.test(url) ? { url, warning: inClear } : { url })
}
