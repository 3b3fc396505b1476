import { Data } from "effect"
import type { Cause } from "effect"
import type { Words } from "../util/Words.ts"
import { type Facts, facts, type Meaning, type Received, told, type Told } from "./common.ts"

/** The class of one business code. */
interface Answered<Tag extends string, Code extends number> {
  readonly code: Code
  readonly meaning: Meaning
  new (received: Received): Cause.YieldableError & Facts & Told & { readonly _tag: Tag; readonly code: Code }
}

const answered = <const Tag extends string, const Code extends number>(
  tag: Tag,
  code: Code,
  meaning: Meaning
): Answered<Tag, Code> =>
  class extends Data.TaggedError(tag)<Facts & Told & { readonly code: Code }> {
    static readonly code: Code = code
    static readonly meaning: Meaning = meaning
    constructor(received: Received) {
      super({ ...told(received), code, ...facts(meaning, received) })
    }
  }

const contact: Words = {
  en: "If it keeps happening, contact Just One API support with the request ID.",
  zh: "如持续出现，请将请求编号提供给 Just One API 客服。"
}

/** 100: the token is invalid or inactive. Not charged; nothing is sent for a minute, then one call tries. */
export class InvalidToken extends answered("InvalidToken", 100, {
  charged: "no",
  stops: true,
  happened: { en: "The API does not accept the token (100).", zh: "API 不接受该 Token（100）。" },
  advice: {
    en: "Copy the token again from the Just One API console into your settings.",
    zh: "请从 Just One API 控制台重新复制 Token，并更新设置。"
  }
}) {}

/** 201: no data found; the creator or video may not exist. Charged; the result is cached for six hours. */
export class NoContent extends answered("NoContent", 201, {
  charged: "yes",
  happened: { en: "No data found for this request (201).", zh: "未查询到数据（201）。" },
  advice: { en: "Check the ID; the creator or video may not exist.", zh: "请核对 ID，该达人或视频可能不存在。" }
}) {}

/** 202: the API does not support this item. May have been charged; a retry does not help. */
export class ItemNotSupported extends answered("ItemNotSupported", 202, {
  charged: "unknown",
  happened: { en: "The API does not support this item (202).", zh: "API 不支持该条目（202）。" },
  advice: { en: "Remove this ID; retrying will not help.", zh: "请移除该 ID，重试无效。" }
}) {}

/** 300: the endpoint has been discontinued. Not charged; nothing is sent to it for ten minutes. */
export class OutOfService extends answered("OutOfService", 300, {
  charged: "no",
  stops: true,
  happened: { en: "This endpoint has been discontinued (300).", zh: "该接口已停止服务（300）。" },
  advice: {
    en: "Use another endpoint, or contact Just One API for a replacement.",
    zh: "请改用其他接口，或咨询 Just One API 的替代方案。"
  }
}) {}

/** 301: the API failed to collect the data. Not charged; retried after a pause. */
export class CollectionFailed extends answered("CollectionFailed", 301, {
  charged: "no",
  retry: true,
  happened: { en: "The API failed to collect the data (301).", zh: "API 采集失败（301）。" },
  advice: { en: "Retry in a minute.", zh: "请一分钟后重试。" }
}) {}

/** 302: rate limit exceeded. Not charged; retried after a second or more, and the rate limit is halved. */
export class RateLimited extends answered("RateLimited", 302, {
  charged: "no",
  retry: true,
  happened: { en: "Rate limit exceeded (302).", zh: "请求过于频繁（302）。" },
  advice: {
    en: "Retry in a minute; if it keeps happening, send fewer requests at a time.",
    zh: "请一分钟后重试；如持续出现，请减少同时请求的数量。"
  }
}) {}

/** 303: the daily quota of the token is used up. Not charged; nothing is sent before the quota day ends. */
export class DailyQuotaExceeded extends answered("DailyQuotaExceeded", 303, {
  charged: "no",
  stops: true,
  happened: { en: "The token's daily quota is used up (303).", zh: "该 Token 的今日额度已用完（303）。" },
  advice: {
    en: "Continue after the quota resets (midnight, Asia/Shanghai, unless you changed the time zone). Cached results stay available.",
    zh: "请在额度重置后继续（默认上海时间零点）；已缓存的结果仍可使用。"
  }
}) {}

/** 400: the API rejected the parameters. Not charged; the failure is cached for ten minutes. */
export class InvalidParameters extends answered("InvalidParameters", 400, {
  charged: "no",
  happened: { en: "The API rejected the parameters (400).", zh: "API 拒绝了请求参数（400）。" },
  advice: { en: "Check the ID and the options of this request.", zh: "请检查本次请求的 ID 与参数。" }
}) {}

/** 404: not found. Just One API lists this code without explaining it. May have been charged; not retried. */
export class NotFound extends answered("NotFound", 404, {
  charged: "unknown",
  happened: { en: "Not found (404).", zh: "未找到（404）。" },
  advice: { en: "Check the ID and the base URL.", zh: "请核对 ID 与服务地址。" }
}) {}

/** 500: the API had an internal error. Not charged; retried after a pause. */
export class ServerError extends answered("ServerError", 500, {
  charged: "no",
  retry: true,
  happened: { en: "The API had an internal error (500).", zh: "API 内部出错（500）。" },
  advice: { en: `Retry later. ${contact.en}`, zh: `请稍后重试。${contact.zh}` }
}) {}

/** 503: the API is unavailable. May have been charged; retried because Just One API advises it. */
export class ServiceUnavailable extends answered("ServiceUnavailable", 503, {
  charged: "unknown",
  retry: true,
  happened: { en: "The API is unavailable (503).", zh: "API 暂不可用（503）。" },
  advice: { en: "Retry in a few minutes.", zh: "请几分钟后重试。" }
}) {}

/** 600: the token has no permission for this endpoint. Not charged; nothing is sent to it for a minute. */
export class PermissionDenied extends answered("PermissionDenied", 600, {
  charged: "no",
  stops: true,
  happened: { en: "The token has no permission for this endpoint (600).", zh: "该 Token 无权使用此接口（600）。" },
  advice: {
    en: "Contact Just One API to enable the endpoint for your token.",
    zh: "请联系 Just One API 为您的 Token 开通该接口。"
  }
}) {}

/** 601: the balance of the account is used up. Not charged; nothing is sent for ten minutes, or until `reopen`. */
export class InsufficientBalance extends answered("InsufficientBalance", 601, {
  charged: "no",
  stops: true,
  happened: { en: "The account's balance is used up (601).", zh: "账户余额不足（601）。" },
  advice: {
    en: "Top up at Just One API, then resume. You won't be charged again for results you already have.",
    zh: "请在 Just One API 充值后继续；已获取的结果不会重复计费。"
  }
}) {}

/**
 * 602: the token has reached a limit. Just One API does not explain this code; one public client reads it this way. May
 * have been charged; nothing is sent for ten minutes.
 */
export class TokenLimitReached extends answered("TokenLimitReached", 602, {
  charged: "unknown",
  stops: true,
  happened: { en: "The token has reached its limit (602).", zh: "该 Token 已达到上限（602）。" },
  advice: {
    en: "Check the token's limits in the Just One API console.",
    zh: "请在 Just One API 控制台查看该 Token 的限制。"
  }
}) {}

const unknownMeaning = (code: number): Meaning => ({
  charged: "unknown",
  happened: {
    en: `The API returned an unknown code (${code}).`,
    zh: `API 返回了未知业务码（${code}）。`
  },
  advice: contact
})

/** A business code that this version does not know, such as 101. May have been charged. */
export class UnknownCode extends Data.TaggedError("UnknownCode")<Facts & Told & { readonly code: number }> {
  constructor(received: Received & { readonly code: number }) {
    super({
      ...told(received),
      code: received.code,
      ...facts(unknownMeaning(received.code), received)
    })
  }
}

const classes = [
  InvalidToken,
  NoContent,
  ItemNotSupported,
  OutOfService,
  CollectionFailed,
  RateLimited,
  DailyQuotaExceeded,
  InvalidParameters,
  NotFound,
  ServerError,
  ServiceUnavailable,
  PermissionDenied,
  InsufficientBalance,
  TokenLimitReached
] as const

const byCode = new Map<number, (typeof classes)[number]>(classes.map((c) => [c.code, c]))

/** A failure with a business code of the API, such as 303 or 601. */
export type Business = InstanceType<(typeof classes)[number]> | UnknownCode

/** The failure classes of all known business codes, each with its code, charge and texts. */
export const codes: ReadonlyArray<(typeof classes)[number]> = classes

/**
 * Makes the failure of a business code: `fromCode(303, { endpoint: "spreadMetrics" })`. An unlisted code gives
 * `UnknownCode`.
 */
export const fromCode = (code: number, received: Received): Business => {
  const Class = byCode.get(code)
  return Class === undefined ? new UnknownCode({ ...received, code }) : new Class(received)
}

/** The charge, retry rule and texts of a business code. */
export const meaningOf = (code: number): Meaning => byCode.get(code)?.meaning ?? unknownMeaning(code)
