import type { Lang, Words } from "@xingtu/core"
import type { Bill } from "./bill.ts"

/** The sentences of the demo. Those about endpoints, units and failures are core's. */
export const words = {
  fromSandbox: {
    en: "No token is set, so this asks a sandbox on this machine: made-up creators, real rules, no cost.",
    zh: "未设置 Token，以下数据来自本机沙箱：虚构达人、真实规则、不产生费用。"
  },
  fromApi: { en: "This asks the real API at", zh: "以下数据来自真实 API：" },
  creator: { en: "Creator", zh: "达人" },
  nobody: { en: "Nobody of that name was found.", zh: "没有找到该昵称的达人。" },
  report: { en: "Report", zh: "达人报告" },
  none: { en: "No rows in this answer.", zh: "该结果没有数据行。" },
  happened: { en: "What happened", zh: "发生了什么" },
  charged: { en: "Was it charged", zh: "是否计费" },
  advice: { en: "What to do", zh: "怎么办" },
  cost: { en: "What it cost", zh: "费用" },
  next: { en: "What to do next", zh: "接下来" }
} as const satisfies Record<string, Words>

/** Said before the first call, so that nobody is surprised. */
export const atMost = (lang: Lang, calls: number): string => (lang === "zh" ? `最多 ${calls} 次计费调用。` : `At most ${calls} charged ${calls === 1 ? "call" : "calls"}.`)

/** The same, where every creator is asked about at every endpoint. */
export const planned = (lang: Lang, creators: number, endpoints: number): string => {
  const calls = creators * endpoints
  return lang === "zh"
    ? `${creators} 位达人 × ${endpoints} 个接口 = 最多 ${calls} 次计费调用。`
    : `${creators} ${creators === 1 ? "creator" : "creators"} x ${endpoints} ${endpoints === 1 ? "endpoint" : "endpoints"} = at most ${calls} charged ${calls === 1 ? "call" : "calls"}.`
}

export const moreRows = (lang: Lang, count: number): string =>
  lang === "zh" ? `另有 ${count} 行未显示（--json 可查看全部）。` : count === 1 ? "1 more row is not shown (--json has it)." : `${count} more rows are not shown (--json has them all).`

/** What was paid, counted here. */
export const spent = (lang: Lang, { charged, unknown }: Bill): string => {
  const sure = lang === "zh" ? `计费 ${charged} 次` : `${charged} ${charged === 1 ? "call was" : "calls were"} charged`
  if (unknown === 0) return lang === "zh" ? `${sure}。` : `${sure}.`
  return lang === "zh" ? `${sure}，另有 ${unknown} 次无法确认。` : `${sure}, and of ${unknown} more nobody can tell from here.`
}

/** The other side of the same bill. */
export const counted = (lang: Lang, charged: number): string =>
  lang === "zh" ? `沙箱账本记录的计费次数：${charged}。` : `The sandbox's own ledger has ${charged} charged.`

/** Where to go from here. */
export const nextSteps: ReadonlyArray<Words> = [
  { en: "Your own token:  JUSTONEAPI_TOKEN=... npm start -- --ids 6955721930401185805", zh: "使用自己的 Token： JUSTONEAPI_TOKEN=... npm start -- --ids 6955721930401185805" },
  { en: "Find by name:    npm start -- --search 晚风", zh: "按昵称查找：       npm start -- --search 晚风" },
  { en: "In n8n:          packages/n8n-node/README.md", zh: "在 n8n 中使用：    packages/n8n-node/README.md" },
  { en: "In Slack:        packages/slack-bot/README.md", zh: "在 Slack 中使用：  packages/slack-bot/README.md" },
  { en: "In Sheets:       packages/sheets-addon/README.md", zh: "在表格中使用：     packages/sheets-addon/README.md" },
  { en: "All options:     npm start -- --help", zh: "全部选项：         npm start -- --help" }
]

/** How quickly Slack was told that the command arrived. */
export const acknowledged = (lang: Lang, status: number, ms: number): string =>
  lang === "zh" ? `${ms} 毫秒后以 HTTP ${status} 确认；随后仅向输入者显示：` : `Acknowledged with HTTP ${status} after ${ms} ms; then, for the one who typed it:`
