import { Data } from "effect"
import type { Words } from "../util/Words.ts"
import { type About, type Facts, facts, type Received, told, type Told } from "./common.ts"

/** The API returned code 0, but Xingtu rejected the request (`base_resp.status_code` is not 0). Charged. */
export class UpstreamRefused extends Data.TaggedError("UpstreamRefused")<
  Facts & Told & { readonly code: 0; readonly status: number; readonly raw: unknown }
> {
  constructor(received: Received & { readonly status: number; readonly raw: unknown }) {
    super({
      ...told(received),
      code: 0,
      status: received.status,
      raw: received.raw,
      ...facts(
        {
          charged: "yes",
          happened: {
            en: `Xingtu rejected this request (status ${received.status}).`,
            zh: `星图拒绝了该请求（状态 ${received.status}）。`
          },
          advice: {
            en: "Check the ID; the creator may have left Xingtu.",
            zh: "请核对 ID，该达人可能已退出星图。"
          }
        },
        received
      )
    })
  }
}

/** A problem with one parameter, in both languages. */
export interface Problem {
  readonly param: string
  readonly problem: Words
}

/** The input is invalid; `problems` names each parameter. Not sent, not charged. */
export class InvalidInput extends Data.TaggedError("InvalidInput")<
  Facts & { readonly problems: ReadonlyArray<Problem> }
> {
  constructor(input: { readonly endpoint: string; readonly problems: ReadonlyArray<Problem> }) {
    const list = (lang: keyof Words) => input.problems.map((p) => `${p.param}: ${p.problem[lang]}`).join(" ")
    super({
      problems: input.problems,
      ...facts(
        {
          charged: "no",
          happened: { en: `Invalid input. ${list("en")}`, zh: `输入有误。${list("zh")}` },
          advice: { en: "Correct it and try again.", zh: "请更正后重试。" }
        },
        { endpoint: input.endpoint, attempts: 0 }
      )
    })
  }
}

/** No response within the timeout, after the request was sent. May have been charged. */
export class Timeout extends Data.TaggedError("Timeout")<Facts & { readonly afterMs: number }> {
  constructor(input: About & { readonly afterMs: number }) {
    const seconds = Math.round(input.afterMs / 1000)
    super({
      afterMs: input.afterMs,
      ...facts(
        {
          charged: "unknown",
          happened: { en: `No response within ${seconds} s.`, zh: `${seconds} 秒内未返回结果。` },
          advice: {
            en: "Check your usage in the Just One API console before retrying; a retry may be charged again.",
            zh: "重试前请先在 Just One API 控制台查看用量；重试可能重复计费。"
          }
        },
        input
      )
    })
  }
}

/**
 * The API could not be reached (`sent` is false: not charged), or the connection broke afterwards (`sent` is true: may
 * have been charged). `sent` tells whether the request may have arrived.
 */
export class Unreachable extends Data.TaggedError("Unreachable")<
  Facts & { readonly sent: boolean; readonly reason: string }
> {
  constructor(input: About & { readonly sent: boolean; readonly reason: string }) {
    super({
      sent: input.sent,
      reason: input.reason,
      ...facts(
        input.sent
          ? {
              charged: "unknown",
              happened: {
                en: `The connection broke after the request was sent (${input.reason}).`,
                zh: `请求发出后连接中断（${input.reason}）。`
              },
              advice: {
                en: "Check your usage in the Just One API console before retrying; a retry may be charged again.",
                zh: "重试前请先在 Just One API 控制台查看用量；重试可能重复计费。"
              }
            }
          : {
              charged: "no",
              retry: true,
              happened: {
                en: `Could not reach the API (${input.reason}).`,
                zh: `无法连接 API（${input.reason}）。`
              },
              advice: { en: "Check the network and the base URL.", zh: "请检查网络与服务地址。" }
            },
        input
      )
    })
  }
}

/** What stands in `reason`, for a reader of Chinese. */
const reasonInChinese: Readonly<Record<string, string>> = { "no JSON": "非 JSON", "no business code": "无业务码" }

/**
 * The response is incomplete or not from the API: cut off, HTML of a proxy, or another format. May have been charged;
 * `body` keeps it.
 */
export class UnexpectedAnswer extends Data.TaggedError("UnexpectedAnswer")<
  Facts & { readonly status: number; readonly reason: string; readonly body: string }
> {
  constructor(
    input: About & {
      readonly status: number
      readonly reason: string
      /** The body as it came, so that a paid result is not lost. */
      readonly body: string
    }
  ) {
    super({
      status: input.status,
      reason: input.reason,
      body: input.body,
      ...facts(
        {
          charged: "unknown",
          happened: {
            en: `The response is incomplete or not from the API (HTTP ${input.status}, ${input.reason}).`,
            zh: `返回内容不完整，或并非来自 API（HTTP ${input.status}，${reasonInChinese[input.reason] ?? input.reason}）。`
          },
          advice: {
            en: "Check the base URL and any proxy before retrying; a retry may be charged again.",
            zh: "重试前请检查服务地址与代理；重试可能重复计费。"
          }
        },
        input
      )
    })
  }
}
