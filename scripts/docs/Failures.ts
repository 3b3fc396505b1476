import { catalogue, Failure, type Lang } from "@xingtu/core"
import { table } from "./table.ts"

const endpoint = catalogue.spreadMetrics.id
const at = Date.parse("2026-11-22T16:00:00Z")

type Own = Exclude<Failure.CallFailure | Failure.NotSent, Failure.Business | { readonly code: 0 }>

/** One of each failure that is not an answer of the API; a new one that is missing here does not compile. */
const own: { readonly [T in Own["_tag"]]: Extract<Own, { readonly _tag: T }> } = {
  InvalidInput: new Failure.InvalidInput({
    endpoint,
    problems: [{ param: "oAuthorId", problem: { en: "An ID has 16 to 20 digits.", zh: "ID 应为 16 至 20 位数字。" } }]
  }),
  Timeout: new Failure.Timeout({ endpoint, afterMs: 65_000 }),
  Unreachable: new Failure.Unreachable({ endpoint, sent: false, reason: "ECONNREFUSED" }),
  UnexpectedAnswer: new Failure.UnexpectedAnswer({ endpoint, status: 502, reason: "no JSON", body: "" }),
  BudgetSpent: new Failure.BudgetSpent({ endpoint, budget: 200, consumer: undefined, opensAt: at }),
  GateClosed: new Failure.GateClosed({ endpoint, code: 303, opensAt: at }),
  OutcomeUnknown: new Failure.OutcomeUnknown({ endpoint, since: at - 60_000, until: at + 540_000 }),
  NotInTime: new Failure.NotInTime({ endpoint, waitedFor: "turn" }),
  ClientClosed: new Failure.ClientClosed({ endpoint }),
  NotSent: new Failure.NotSent(new Failure.InsufficientBalance({ endpoint }))
}

const cut = new Failure.Unreachable({ endpoint, sent: true, reason: "ECONNRESET" })
const refused = new Failure.UpstreamRefused({ endpoint, status: 1, raw: {} })
const unknown = new Failure.UnknownCode({ endpoint, code: 101 })

const answered = (code: number) => Failure.fromCode(code, { endpoint })

const headings = {
  en: { code: "Code", name: "Failure", happened: "What happened", charged: "Charged", advice: "What to do" },
  zh: { code: "业务码", name: "类型", happened: "含义", charged: "计费", advice: "处理方式" }
} as const

const words = {
  en: { yes: "yes", no: "no", unknown: "unknown" },
  zh: { yes: "是", no: "否", unknown: "未知" }
} as const

type Any = Failure.CallFailure | Failure.NotSent

const happened = (failure: Any, lang: Lang) => Failure.explain(failure, lang).happened.replace(/ ?[(（]\d+[)）]/, "")

/** The business codes, as a reader who got one looks them up. */
export const codes = (lang: Lang): string =>
  table(
    [headings[lang].code, headings[lang].name, headings[lang].happened, headings[lang].charged, headings[lang].advice],
    Failure.codes
      .map(({ code }) => answered(code))
      .map((failure) => [
        String(failure.code),
        `\`${failure._tag}\``,
        happened(failure, lang),
        words[lang][failure.charged],
        Failure.explain(failure, lang).advice
      ])
  )

/** A row of the page about failures, which is in English. */
const row = (failure: Any): ReadonlyArray<string> => [
  `\`${failure._tag}\``,
  happened(failure, "en"),
  failure.charged,
  failure.retry ? "yes" : "no",
  Failure.explain(failure, "en").advice
]

const head = ["Failure", "What happened", "Charged", "Safe to repeat", "What to do"]

/** What the API answers with. */
export const business = (): string =>
  table(
    ["Code", ...head],
    [
      ...Failure.codes.map(({ code }) => [String(code), ...row(answered(code))]),
      ["any other", ...row(unknown)],
      ["0", ...row(refused)]
    ]
  )

/** What ends a call without an answer of the API. */
export const others = (): string =>
  table(
    head,
    [
      own.InvalidInput,
      own.Unreachable,
      cut,
      own.Timeout,
      own.UnexpectedAnswer,
      own.OutcomeUnknown,
      own.BudgetSpent,
      own.GateClosed,
      own.NotInTime,
      own.ClientClosed,
      own.NotSent
    ].map(row)
  )
