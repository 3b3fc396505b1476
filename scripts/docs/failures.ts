import { catalogue, Failure, type Lang } from "@xingtu/core"
import { table } from "./table.ts"

const endpoint = catalogue.spreadMetrics.id
const at = Date.parse("2026-11-22T16:00:00Z")

type Own = Exclude<Failure.CallFailure | Failure.NotSent, Failure.Business | { readonly code: 0 }>

/** One of each failure that is not an answer of the API; a new one that is missing here does not compile. */
const own: { readonly [T in Own["_tag"]]: Extract<Own, { readonly _tag: T }> } = {
  InvalidInput: new Failure.InvalidInput({ endpoint, problems: [{ param: "oAuthorId", problem: { en: "An id has 16 to 20 digits.", zh: "ID 应为 16 至 20 位数字。" } }] }),
  Timeout: new Failure.Timeout({ endpoint, afterMs: 65_000 }),
  Unreachable: new Failure.Unreachable({ endpoint, sent: false, reason: "ECONNREFUSED" }),
  UnexpectedAnswer: new Failure.UnexpectedAnswer({ endpoint, status: 502, reason: "no JSON", body: "" }),
  BudgetSpent: new Failure.BudgetSpent({ endpoint, budget: 200, consumer: undefined, opensAt: at }),
  GateClosed: new Failure.GateClosed({ endpoint, code: 303, opensAt: at }),
  OutcomeUnknown: new Failure.OutcomeUnknown({ endpoint, since: at - 60_000, until: at + 540_000 }),
  NotInTime: new Failure.NotInTime({ endpoint, waitedFor: "turn" }),
  NotSent: new Failure.NotSent(new Failure.InsufficientBalance({ endpoint }))
}

const cut = new Failure.Unreachable({ endpoint, sent: true, reason: "ECONNRESET" })
const refused = new Failure.UpstreamRefused({ endpoint, status: 1, raw: {} })
const unknown = new Failure.UnknownCode({ endpoint, code: 101 })

const answered = (code: number) => Failure.fromCode(code, { endpoint })

const headings = {
  en: { code: "Code", name: "Failure", happened: "What happened", charged: "Charged", advice: "What to do", again: "Safe to repeat" },
  zh: { code: "业务码", name: "类型", happened: "含义", charged: "计费", advice: "处理方式", again: "可安全重试" }
} as const

const words = {
  en: { yes: "yes", no: "no", unknown: "unknown", again: "yes", final: "no" },
  zh: { yes: "是", no: "否", unknown: "未知", again: "是", final: "否" }
} as const

type Any = Failure.CallFailure | Failure.NotSent

const happened = (failure: Any, lang: Lang) => Failure.explain(failure, lang).happened.replace(/ ?[(（]\d+[)）]/, "")

/** The business codes, as a reader who got one looks them up. */
export const codes = (lang: Lang): string =>
  table(
    [headings[lang].code, headings[lang].name, headings[lang].happened, headings[lang].charged, headings[lang].advice],
    Failure.codes.map(({ code }) => answered(code)).map((failure) => [
      String(failure.code),
      `\`${failure._tag}\``,
      happened(failure, lang),
      words[lang][failure.charged],
      Failure.explain(failure, lang).advice
    ])
  )

const rows = (failures: ReadonlyArray<Any>, first: (failure: Any) => string, lang: Lang) =>
  failures.map((failure) => [
    first(failure),
    `\`${failure._tag}\``,
    happened(failure, lang),
    words[lang][failure.charged],
    words[lang][failure.retry ? "again" : "final"],
    Failure.explain(failure, lang).advice
  ])

/** What the API answers with. */
export const business = (lang: Lang): string =>
  table(
    [headings[lang].code, headings[lang].name, headings[lang].happened, headings[lang].charged, headings[lang].again, headings[lang].advice],
    rows([...Failure.codes.map(({ code }) => answered(code)), unknown, refused], (failure) => ("code" in failure ? String(failure.code) : ""), lang)
      .map(([code = "", ...rest]) => [code === "101" ? { en: "any other", zh: "其他" }[lang] : code, ...rest])
  )

/** What ends a call without an answer of the API. */
export const others = (lang: Lang): string =>
  table(
    [headings[lang].name, headings[lang].happened, headings[lang].charged, headings[lang].again, headings[lang].advice],
    rows([own.InvalidInput, own.Unreachable, cut, own.Timeout, own.UnexpectedAnswer, own.OutcomeUnknown, own.BudgetSpent, own.GateClosed, own.NotInTime, own.NotSent], () => "", lang)
      .map(([, ...rest]) => rest)
  )
