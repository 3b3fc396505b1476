import type { Lang, Words } from "@xingtu/core"
import type { Bill } from "./bill.ts"

/** The sentences of the demo. Those about endpoints, units and failures are core's. */
export const words = {
  fromSandbox: {
    en: "No token is set, so this uses a sandbox on this machine: made-up creators, real rules, no cost.",
    zh: "未设置 Token，以下数据来自本机的模拟 API：达人均为虚构，规则与真实 API 一致，不计费。"
  },
  prices: { en: "Creators and prices", zh: "达人与报价" },
  nobody: { en: "No creator with that name was found.", zh: "没有找到该昵称的达人。" },
  report: { en: "Report", zh: "达人报告" },
  stopping: {
    en: "Stopping: no new requests; results of those already sent are awaited and cached. Press again to quit now.",
    zh: "正在停止：不再发出新的请求，已发出的请求会等待结果并缓存。再按一次立即退出。"
  },
  seeHelp: { en: "All options: npm start -- --help", zh: "全部选项：npm start -- --lang zh --help" },
  none: { en: "No rows in this result.", zh: "该结果没有数据行。" },
  happened: { en: "What happened", zh: "发生了什么" },
  charged: { en: "Was it charged", zh: "是否计费" },
  advice: { en: "What to do", zh: "怎么办" },
  cost: { en: "What it cost", zh: "费用" },
  next: { en: "What to do next", zh: "接下来" }
} as const satisfies Record<string, Words>

/** Where the results come from, and where they are kept. */
export const fromApi = (lang: Lang, baseUrl: string, kept: string | undefined): string => {
  const asks = lang === "zh" ? `以下数据来自 ${baseUrl}` : `Data from ${baseUrl}`
  if (kept === undefined) return asks
  return lang === "zh"
    ? `${asks}\n结果缓存在 ${kept}，有效期内相同的请求不再计费。`
    : `${asks}\nResults are cached in ${kept}; while they are valid, the same request is free.`
}

const calls = (count: number): string => `${count} paid ${count === 1 ? "call" : "calls"}`

/** Said before the first call, so that nobody is surprised. */
export const atMost = (lang: Lang, count: number): string =>
  lang === "zh" ? `最多计费 ${count} 次。` : `At most ${calls(count)}.`

/** The same for every creator at every endpoint. */
export const planned = (lang: Lang, creators: number, endpoints: number): string => {
  const count = creators * endpoints
  return lang === "zh"
    ? `${creators} 位达人 × ${endpoints} 个接口 = 最多计费 ${count} 次。`
    : `${creators} ${creators === 1 ? "creator" : "creators"} x ${endpoints} endpoints = at most ${calls(count)}.`
}

export const moreRows = (lang: Lang, count: number): string =>
  lang === "zh"
    ? `另有 ${count} 行未显示（--json 可查看全部）。`
    : count === 1
      ? "1 more row is not shown (--json has it)."
      : `${count} more rows are not shown (--json has them all).`

/** Whom a search found beside the first. */
export const others = (lang: Lang, found: ReadonlyArray<{ readonly id: string; readonly name: string }>): string => {
  const named = found.map(({ id, name }) => `${name} (${id})`)
  return lang === "zh"
    ? `还找到：${named.join("、")}。可用 --ids 查询。`
    : `Also found: ${named.join(", ")}. Look them up with --ids.`
}

/** What was paid, counted here. */
export const spent = (lang: Lang, { charged, unknown }: Bill): string => {
  const sure = lang === "zh" ? `计费 ${charged} 次` : `${charged} ${charged === 1 ? "call was" : "calls were"} charged`
  if (unknown === 0) return lang === "zh" ? `${sure}。` : `${sure}.`
  return lang === "zh"
    ? `${sure}，另有 ${unknown} 次可能已计费。`
    : `${sure}, and ${unknown} more may have been charged.`
}

/** The other side of the same bill. */
export const counted = (lang: Lang, charged: number): string =>
  lang === "zh" ? `模拟 API 记录的计费次数：${charged}。` : `The sandbox's ledger says ${charged}.`

/** What the same costs a second time. */
export const askedAgain = (lang: Lang, charged: number): string =>
  lang === "zh" ? `全部再查询一遍：计费 ${charged} 次。` : `Requested again: ${charged} charged.`

const inLang = (lang: Lang, command: string): string => (lang === "en" ? command : `${command} --lang ${lang}`)

/**
 * Where to go from here, and what it costs. The id is of a creator there is: for one that is not the API charges as
 * well.
 */
export const nextSteps = (lang: Lang): ReadonlyArray<readonly [string, string]> => [
  [
    { en: "Your own token (6 paid calls):", zh: "使用您的 Token（计费 6 次）：" }[lang],
    inLang(lang, "JUSTONEAPI_TOKEN=... npm start -- --ids 6629722295873044494")
  ],
  [
    { en: "Find by name (free here):", zh: "按昵称查找（此处免费）：" }[lang],
    inLang(lang, "npm start -- --search 晚风")
  ],
  [{ en: "In n8n:", zh: "n8n：" }[lang], "packages/n8n-node/README.md"],
  [{ en: "In Slack:", zh: "Slack：" }[lang], "packages/slack-bot/README.md"],
  [{ en: "In Sheets:", zh: "Google Sheets：" }[lang], "packages/sheets-addon/README.md"],
  [{ en: "How the score is made:", zh: "评分方法：" }[lang], "docs/scoring.md"],
  [{ en: "All options:", zh: "全部选项：" }[lang], inLang(lang, "npm start -- --help")]
]

/** Whose clock a time is of. */
export const zone: Words = { en: "Shanghai time", zh: "上海时间" }

/** How quickly Slack was told that the command arrived. */
export const acknowledged = (lang: Lang, status: number, ms: number): string =>
  lang === "zh"
    ? `${ms} 毫秒后以 HTTP ${status} 确认；随后仅向输入者显示：`
    : `Acknowledged with HTTP ${status} after ${ms} ms; then shown only to whoever typed it:`
