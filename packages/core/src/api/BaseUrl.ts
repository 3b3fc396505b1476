import { Result } from "effect"
import { nearest } from "../util/nearest.ts"
import * as W from "../util/Words.ts"

/** The addresses of Just One API's two environments, by name. */
export const environments = {
  global: "https://api.justoneapi.com",
  cn: "http://47.117.133.51:30015"
} as const

/** One of Just One API's two environments: `global` (HTTPS), or `cn` (plain HTTP, the token is sent unencrypted). */
export type Environment = keyof typeof environments

const loopback = /^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?(\/|$)/i

/** The address of the API, with a warning where the token would be sent unencrypted. */
export interface BaseUrl {
  readonly url: string
  readonly warning?: W.Words
}

/** A host, an IPv6 one in brackets, possibly with a port, then a path in the letters of an address. */
const address =
  /^https?:\/\/(?:([\p{L}\p{N}\p{M}_-]+(?:\.[\p{L}\p{N}\p{M}_-]+)*)\.?|\[([\da-f:.]+)\])(?::(\d+))?(?:\/[!-"$->@-~]*)?$/iu

const byte = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)"
const ipv4 = new RegExp(`^(?:${byte}\\.){3}${byte}$`)

/** The highest number a port can have. */
const lastPort = 65_535

/** Ports that belong to other protocols: no `fetch` opens them (https://fetch.spec.whatwg.org/#port-blocking). */
const closed: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080
])

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

const closedPort = W.make(
  "The base URL has a port that is never opened for HTTP. Use another one, such as 443 or 8080.",
  "服务地址的端口不能用于 HTTP 请求，请改用其他端口，例如 443 或 8080。"
)

const noScheme = W.make(
  "The base URL must be global, cn, or an address that starts with http:// or https://.",
  "服务地址应为 global、cn，或以 http:// 或 https:// 开头的地址。"
)

/** What people mean who leave something out or mistype it. */
const meant = [...Object.keys(environments), ...Object.values(environments)].map((text) => {
  const { en, zh } = W.didYouMean(text)
  return { text, problem: W.make(noAddress.en + en, noAddress.zh + zh) }
})

/** Everything that can be wrong with one. It quotes nothing of it, which may hold a password. */
export const problems: ReadonlyArray<W.Words> = [
  ...meant.map(({ problem }) => problem),
  noAddress,
  noPort,
  closedPort,
  noScheme
]

/** Eight groups, or fewer around one pair of colons; the last two may be an IPv4 address. */
const isIpv6 = (text: string): boolean => {
  const last = text.slice(text.lastIndexOf(":") + 1)
  const sides = (ipv4.test(last) ? `${text.slice(0, -last.length)}0:0` : text).split("::")
  const groups = sides.flatMap((side) => (side === "" ? [] : side.split(":")))
  const fits = sides.length === 1 ? groups.length === 8 : sides.length === 2 && groups.length < 8
  return fits && groups.every((group) => /^[\da-f]{1,4}$/i.test(group))
}

/** What ends in a number is an IPv4 address or nothing. */
const isHost = (name: string | undefined, ipv6 = ""): boolean =>
  name === undefined ? isIpv6(ipv6) : !/(^|\.)(\d+|0x[\da-f]*)$/i.test(name) || ipv4.test(name)

/** Why a text that is no address is none. */
const misspelt = (text: string): W.Words => {
  const bare = text.replace(/^(https?:)?\/*/i, "")
  const near = nearest(text.toLowerCase(), Object.keys(environments))
  const found = meant.find((one) => one.text === near || one.text.endsWith(`//${bare}`))
  if (found !== undefined) return found.problem
  const [, name, ipv6] = /[.:]|^localhost$/i.test(bare) ? (address.exec(`https://${bare}`) ?? []) : []
  return (name ?? ipv6) !== undefined && isHost(name, ipv6) ? noScheme : noAddress
}

/**
 * Reads `global`, `cn` or a URL such as `http://127.0.0.1:4100`; fails with the reason in both languages. Plain HTTP
 * outside this machine carries a warning.
 */
export const parse = (input: string = "global"): Result.Result<BaseUrl, W.Words> => {
  const text = String(input).trim()
  const url = text === "global" || text === "cn" ? environments[text] : text.replace(/\/+$/, "")
  const [found, name, ipv6, port = "443"] = address.exec(url) ?? []
  if (found === undefined) return Result.fail(/^https?:\/\//i.test(text) ? noAddress : misspelt(text))
  if (!isHost(name, ipv6)) return Result.fail(noAddress)
  if (Number(port) < 1 || Number(port) > lastPort) return Result.fail(noPort)
  if (closed.has(Number(port))) return Result.fail(closedPort)
  return Result.succeed(/^http:/i.test(url) && !loopback.test(url) ? { url, warning: inClear } : { url })
}
