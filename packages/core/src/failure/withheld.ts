import { Data } from "effect"
import { minuteInShanghai } from "../util/time.ts"
import type { Words } from "../util/Words.ts"
import { meaningOf } from "./business.ts"
import { type About, type Facts, facts } from "./common.ts"

/** An instant as a reader's clock in China shows it. */
const moment = (at: number, lang: keyof Words): string =>
  `${minuteInShanghai(at)}${lang === "zh" ? "（上海时间）" : " (Asia/Shanghai)"}`

/** The day's budget of paid calls is used up; nothing was sent. */
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
            en: `Today's budget of ${input.budget} paid ${input.budget === 1 ? "call" : "calls"} of ${whose.en} is used up.`,
            zh: `${whose.zh}今日 ${input.budget} 次付费调用的预算已用完。`
          },
          advice: {
            en: `Go on after ${moment(input.opensAt, "en")}, or raise the budget in the settings; stored answers still work.`,
            zh: `请在 ${moment(input.opensAt, "zh")} 后继续，或在设置中提高预算；已存储的结果仍可使用。`
          }
        },
        { attempts: 0, ...input }
      )
    })
  }
}

/** An earlier answer of the API closed the way (quota, balance, token, permission); nothing was sent. */
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
            en: `Nothing was sent, because of an earlier answer: ${meaning.happened.en} It is tried again after ${moment(input.opensAt, "en")}.`,
            zh: `因先前的返回而未发送请求：${meaning.happened.zh}将于 ${moment(input.opensAt, "zh")} 后再次尝试。`
          },
          advice: meaning.advice
        },
        { attempts: 0, ...input }
      )
    })
  }
}

/** The same question was sent before and nobody knows what became of it, so it is not sent again unasked. */
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
            en: `This question was sent before (${moment(input.since, "en")}) and its outcome is unknown; it was not sent again.`,
            zh: `该查询此前已发送（${moment(input.since, "zh")}），结果未知，因此未再次发送。`
          },
          advice: {
            en: `Ask for a fresh answer to send it now, which may pay twice, or wait until ${moment(input.until, "en")}.`,
            zh: `如需立即重新请求（可能重复计费），请选择获取最新结果；或等到 ${moment(input.until, "zh")}。`
          }
        },
        { attempts: 0, ...input, doubts: 0 }
      )
    })
  }
}

const waits = {
  turn: {
    en: "Its turn did not come in the time allowed: the limit on pace, or other calls, came first.",
    zh: "受限速或其他调用影响，未能在允许的时间内轮到本次调用。"
  },
  answer: {
    en: "Another caller is still asking the same question.",
    zh: "另一个调用正在请求同一查询，尚未返回。"
  }
} as const satisfies Record<string, Words>

/** The time allowed ran out while the call waited; it was not sent. */
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
            en: "Ask again in a minute; an answer that comes meanwhile is stored and costs nothing.",
            zh: "请一分钟后再试；期间返回的结果会被存储，不会重复计费。"
          }
        },
        { attempts: 0, ...input }
      )
    })
  }
}

/** A stop earlier in the same run (quota, balance, budget, token) kept this id from being asked. */
export class NotSent extends Data.TaggedError("NotSent")<Facts & { readonly because: string }> {
  constructor(stop: Facts & { readonly _tag: string }) {
    super({
      because: stop._tag,
      ...facts(
        {
          charged: "no",
          stops: true,
          happened: {
            en: `It was not asked, because the run stopped: ${stop.happened.en}`,
            zh: `未发出请求，因为本次任务已停止：${stop.happened.zh}`
          },
          advice: stop.advice
        },
        { endpoint: stop.endpoint, attempts: 0 }
      )
    })
  }
}
