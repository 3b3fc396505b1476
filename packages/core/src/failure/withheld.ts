import { Data } from "effect"
import { minuteInShanghai } from "../util/time.ts"
import type { Words } from "../util/Words.ts"
import { DailyQuotaExceeded, meaningOf } from "./business.ts"
import { type About, type Facts, facts } from "./common.ts"

/** An instant as a reader's clock in China shows it. */
const moment = (at: number, lang: keyof Words): string =>
  `${minuteInShanghai(at)}${lang === "zh" ? "（上海时间）" : " (Asia/Shanghai)"}`

/** Today's budget of paid calls is used up. Not sent, not charged; `opensAt` says when calls resume. */
export class BudgetSpent extends Data.TaggedError("BudgetSpent")<
  Facts & { readonly budget: number; readonly consumer: string | undefined; readonly opensAt: string }
> {
  constructor(
    input: About & {
      readonly budget: number
      /** Whose budget; undefined when it is the token's. */
      readonly consumer: string | undefined
      readonly opensAt: number
    }
  ) {
    const whose = {
      en: input.consumer === undefined ? "the token" : `"${input.consumer}"`,
      zh: input.consumer === undefined ? "该 Token " : `“${input.consumer}”`
    }
    super({
      budget: input.budget,
      consumer: input.consumer,
      opensAt: new Date(input.opensAt).toISOString(),
      ...facts(
        {
          charged: "no",
          stops: true,
          happened: {
            en: `Today's budget of ${input.budget} paid ${input.budget === 1 ? "call" : "calls"} for ${whose.en} is used up.`,
            zh: `${whose.zh}今日 ${input.budget} 次付费调用的预算已用完。`
          },
          advice: {
            en: `Continue after ${moment(input.opensAt, "en")}, or raise the budget in the settings. Cached results stay available.`,
            zh: `请在 ${moment(input.opensAt, "zh")}后继续，或在设置中提高预算；已缓存的结果仍可使用。`
          }
        },
        { attempts: 0, ...input }
      )
    })
  }
}

/** The time is in the sentence before it. */
const afterwards: Words = {
  en: "Continue after that time. Cached results stay available.",
  zh: "请在该时间之后继续；已缓存的结果仍可使用。"
}

/**
 * The circuit breaker is open after an earlier failure (quota, balance, token, permission). Not sent, not charged;
 * `opensAt` says when calls resume.
 */
export class GateClosed extends Data.TaggedError("GateClosed")<
  Facts & { readonly code: number; readonly reason: Words; readonly opensAt: string }
> {
  constructor(
    input: About & {
      /** The business code that closed it. */
      readonly code: number
      readonly opensAt: number
    }
  ) {
    const meaning = meaningOf(input.code)
    super({
      code: input.code,
      reason: meaning.happened,
      opensAt: new Date(input.opensAt).toISOString(),
      ...facts(
        {
          charged: "no",
          stops: true,
          happened: {
            en: `${meaning.happened.en} Calls resume after ${moment(input.opensAt, "en")}.`,
            zh: `${meaning.happened.zh}将于 ${moment(input.opensAt, "zh")}恢复调用。`
          },
          advice: input.code === DailyQuotaExceeded.code ? afterwards : meaning.advice
        },
        { attempts: 0, ...input }
      )
    })
  }
}

/**
 * The same request was sent before and may have been charged, so it was not sent again. `fresh: true` sends it and
 * risks a second charge.
 */
export class OutcomeUnknown extends Data.TaggedError("OutcomeUnknown")<
  Facts & { readonly since: string; readonly until: string }
> {
  constructor(input: About & { readonly since: number; readonly until: number }) {
    super({
      since: new Date(input.since).toISOString(),
      until: new Date(input.until).toISOString(),
      ...facts(
        {
          charged: "unknown",
          happened: {
            en: `This request was already sent (${moment(input.since, "en")}) and may have been charged; it was not sent again.`,
            zh: `该请求已于 ${moment(input.since, "zh")}发送，可能已计费，因此未再次发送。`
          },
          advice: {
            en: `Wait until ${moment(input.until, "en")}, or refresh now and risk a second charge.`,
            zh: `请等到 ${moment(input.until, "zh")}，或立即刷新（可能重复计费）。`
          }
        },
        { attempts: 0, ...input, uncertain: 0 }
      )
    })
  }
}

const waits = {
  turn: {
    en: "Timed out waiting in the queue (rate limit or other calls).",
    zh: "排队等待超时（受限速或其他调用影响）。"
  },
  answer: {
    en: "The same request from another caller is still running.",
    zh: "另一处正在发送相同的请求，尚未返回。"
  }
} as const satisfies Record<string, Words>

/** The call timed out in the queue (rate limit, or the same request of another caller). Not sent, not charged. */
export class NotInTime extends Data.TaggedError("NotInTime")<Facts & { readonly waitedFor: keyof typeof waits }> {
  constructor(input: About & { readonly waitedFor: keyof typeof waits }) {
    super({
      waitedFor: input.waitedFor,
      ...facts(
        {
          charged: "no",
          retry: true,
          happened: waits[input.waitedFor],
          advice: {
            en: "Retry in a minute. A result that arrives meanwhile is cached and free.",
            zh: "请一分钟后重试；期间返回的结果会被缓存，不再计费。"
          }
        },
        { attempts: 0, ...input }
      )
    })
  }
}

/** The client was closed before the call was sent. Not charged. */
export class ClientClosed extends Data.TaggedError("ClientClosed")<Facts> {
  constructor(input: About) {
    super(
      facts(
        {
          charged: "no",
          stops: true,
          happened: { en: "This client has been closed.", zh: "该客户端已关闭。" },
          advice: { en: "Create a new client and try again.", zh: "请新建客户端后重试。" }
        },
        { attempts: 0, ...input }
      )
    )
  }
}

/**
 * This ID was not looked up, because the run stopped earlier (quota, balance, budget, token). Not charged; `because`
 * names the failure.
 */
export class NotSent extends Data.TaggedError("NotSent")<Facts & { readonly because: string }> {
  constructor(stop: Facts & { readonly _tag: string }) {
    super({
      because: stop._tag,
      ...facts(
        {
          charged: "no",
          stops: true,
          happened: {
            en: `Not sent, because the run stopped: ${stop.happened.en}`,
            zh: `未发送请求，因为任务已停止：${stop.happened.zh}`
          },
          advice: stop.advice
        },
        { endpoint: stop.endpoint, attempts: 0 }
      )
    })
  }
}
