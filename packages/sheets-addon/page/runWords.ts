import type { Lang } from "@xingtu/core"

/** What the page says about runs of several people, tables that are renewed in place, and Google's requests. */

/** A cost in words. */
export const calls = (n: number) => `${n} paid ${n === 1 ? "call" : "calls"}`

const en = {
  lostAnswers:
    "The sheet with cached results was deleted, or this document is a copy. Undo the deletion if you can: pending data may already have been paid for, and fetching it is charged again.",
  log: (runs: number) => `Automatic runs (${runs})`,
  mail: "E-mail me about automatic runs",
  mailHint: "Sent once when a run fails or a creator in the daily snapshot changes, to the person who switched it on.",
  protectedSheets: (sheets: string) => `Protected sheets, left unchanged: ${sheets}.`,
  takeOver: "Take over",
  otherRuns: (who: string) =>
    `${who === "" ? "Somebody else" : who} is running this now. If you take it over, it continues here and stops there.`,
  retryRows: (rows: number) => `Retry the ${rows} failed ${rows === 1 ? "row" : "rows"}`,
  tablesTitle: "Tables",
  rows: (n: number) => `${n} ${n === 1 ? "row" : "rows"}`,
  retry: (ids: number, paid: number) =>
    `Retry the ${ids} failed ${ids === 1 ? "row" : "rows"} (${paid === 0 ? "free" : calls(paid)})`,
  renewTable: (ids: number, paid: number) =>
    `Refresh ${ids} ${ids === 1 ? "row" : "rows"} in place (${paid === 0 ? "free" : calls(paid)})`,
  network: "Google's web requests",
  tryNetwork: "Test (free)",
  neighbours: {
    kept: "A failed request does not affect the others sent with it, so many are sent together.",
    lost: "A failed request loses the results of those sent with it, so few are sent together.",
    unknown: "Not tested yet, so few are sent together."
  },
  timeLimits: {
    kept: "Time limits work.",
    ignored: "Time limits do not work, so formulas send fewer requests.",
    unknown: "Time limits: not observed yet."
  }
}

const zh: typeof en = {
  lostAnswers:
    "缓存结果的工作表已被删除，或本文档为副本。请尽量撤销删除：等待刷新的数据可能已付过费，获取时会再次计费。",
  log: (runs) => `自动任务（${runs}）`,
  mail: "自动任务发送邮件通知",
  mailHint: "任务失败或每日快照中的达人有变化时发送，同一情况只发一次，发送给开启者。",
  protectedSheets: (sheets) => `以下工作表受保护，保持不变：${sheets}。`,
  takeOver: "接管",
  otherRuns: (who) => `${who === "" ? "其他人" : who} 正在运行此任务。接管后将在此处继续，对方处停止。`,
  retryRows: (rows) => `重试失败的 ${rows} 行`,
  tablesTitle: "表格",
  rows: (n) => `${n} 行`,
  retry: (ids, paid) => `重试失败的 ${ids} 行（${paid === 0 ? "免费" : `计费 ${paid} 次`}）`,
  renewTable: (ids, paid) => `就地刷新 ${ids} 行（${paid === 0 ? "免费" : `计费 ${paid} 次`}）`,
  network: "Google 的网络请求",
  tryNetwork: "测试（免费）",
  neighbours: {
    kept: "一个请求失败不影响同批其他结果：每批发送较多。",
    lost: "一个请求失败会丢失同批其他结果：每批发送较少。",
    unknown: "尚未测试：每批发送较少。"
  },
  timeLimits: {
    kept: "超时限制有效。",
    ignored: "超时限制无效：公式会减少发送。",
    unknown: "超时限制：尚未观察到。"
  }
}

/** The page's texts about runs, by language. */
export const runs: Readonly<Record<Lang, typeof en>> = { en, zh }
