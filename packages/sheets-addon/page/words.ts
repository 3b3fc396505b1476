import type { Lang, Words } from "@xingtu/core"
import { calls, runs } from "./runWords.ts"
import { tools } from "./toolWords.ts"

/** What the page itself says; everything about endpoints, failures and runs comes from the document. */

const en = {
  ...tools.en,
  ...runs.en,
  fetch: "Get data",
  formulas: "Formulas",
  tools: "Tools",
  settings: "Settings",
  other: "中文",
  loading: "Loading ...",
  working: "Working ...",
  again: "Retry",
  pages: "Pages",
  lost: "Google did not respond. Nothing is lost. Retry.",
  default: (value: string) => `${value} (default)`,
  notSet: "not set",
  today: (n: number) => `${n} charged today`,
  unknown: (n: number) => `${n} may have been charged`,
  left: (n: number) => `${n} left`,
  noLimit: "no daily limit",
  opens: (time: string) => `Requests resume after ${time} (Shanghai time).`,
  tryNow: "Retry now",

  welcome: "Creator data in your sheet",
  welcomeText: "Douyin Creator Marketplace (Xingtu) data of Just One API, paid once and kept in this document.",
  steps: [
    "Copy your token from the Just One API console.",
    "Paste it here. It is saved in this document and never shown again.",
    "Type =XINGTU_REPORT(A2:A9) beside your creator IDs, or get a table of hundreds here."
  ],
  token: "Token",
  save: "Save",
  shared: "Everyone who can edit this document can make paid calls with this token.",

  what: "What",
  ids: "Creator IDs or links (cells or pasted)",
  videoIds: "Video IDs or links (cells or pasted)",
  keyword: "Keyword, or cells with keywords",
  useSelection: "Use selection",
  options: "Options",
  columns: (n: number) => `Columns: ${n} chosen`,
  usualColumns: (n: number) => `Columns: the usual ${n}`,
  usual: "Usual",
  all: "All",
  to: "Where",
  newSheet: "A new sheet",
  toHint: "Or the first cell of the table, such as Sheet1!H1.",
  plan: "Plan",
  queries: (n: number) => `Saved queries (${n})`,
  queryName: "Save this query as",
  runAgain: (name: string) => `Plan "${name}" again`,
  remove: "Delete",
  removeQuery: (name: string) => `Delete "${name}"`,
  needed: "required",

  creators: "IDs",
  keywords: "keywords",
  toPay: "paid calls",
  stored: "cached",
  run: (n: number) => (n === 0 ? "Run (free)" : `Run (${calls(n)})`),
  change: "Change",
  wrong: "Rows with invalid IDs",
  leftToday: (n: number) => `${calls(n)} left today.`,
  tooFew: "This is more than is left today: the run pauses at the limit and can continue tomorrow.",
  unsettled: (n: number) =>
    `${n} ${n === 1 ? "call" : "calls"} may have been charged already and can be requested again in ten minutes.`,
  more: (n: number) => `and ${n} more`,

  state: { running: "Running", stopped: "Stopped", blocked: "Paused", finished: "Done" },
  stop: "Stop",
  stopping: "Stopping after this step ...",
  resume: "Resume",
  open: "Open the table",
  newTable: "New table",
  back: "Back to formulas",
  progress: (done: number, total: number) => `${done} of ${total}`,
  paid: (n: number) => `${n} charged`,
  failed: (n: number) => `${n} failed`,
  reopened: "This run was open when the sidebar was closed.",
  closing: "You can close the sidebar; the run pauses, and you can continue it here.",
  into: (sheet: string) => `Into the sheet "${sheet}".`,

  use: "Type a formula beside a column of IDs:",
  useHint: "Each new ID costs one paid call, once. Reopening the document costs nothing.",
  sample: "Median plays, Interaction rate",
  pending: "requests pending",
  old: (days: number) => `results older than ${days} days`,
  share: (pending: number, old: number) =>
    [pending > 0 && `${pending} pending`, old > 0 && `${old} stale`].filter(Boolean).join(", "),
  refresh: (n: number) => `Fetch pending (${calls(n)})`,
  renew: (n: number) => `Also refresh stale data (${calls(n)})`,
  nothing: "Nothing is pending.",
  calculate: "Recalculate",
  calculated: "Sheets is recalculating the formulas.",
  freeze: "Replace formulas with values",
  freezeHint:
    "Converts the selected formulas; with one cell selected, the whole sheet. Values remain if you remove the add-on.",
  hourly: "Refresh every hour",
  hourlyHint: (days: number, limit: string) =>
    `Runs as you and pays without confirmation for pending data and for data older than ${days} days. Limit: ${limit}.`,
  perDay: (n: number) => `${calls(n)} a day`,
  noneSet: "none; set one in Settings first",

  environment: "Environment",
  global: "global (https)",
  cn: "cn (plain HTTP)",
  otherUrl: "Another address",
  address: "Address",
  inClear:
    "This address uses plain HTTP: the token is sent unencrypted. Google lets a script reach it only without a urlFetchWhitelist in its manifest.",
  accept: "I understand; use it",
  language: "Language of formulas and tables",
  asDocument: "As the document",
  formulasPay: "Formulas may pay for new IDs",
  formulasPayHint: "Off: formulas show cached results, and the rest stays pending.",
  atOnce: "Max new IDs per formula",
  formulasDaily: "Daily limit of paid calls for formulas (empty: unlimited)",
  daily: "Daily limit of paid calls for this document (0: none, empty: unlimited)",
  freshDays: "Consider data stale after (days)",
  saved: "Saved.",
  hasToken: "A token is saved.",
  replace: "Replace token",
  forget: "Forget token"
}

const zh: typeof en = {
  ...tools.zh,
  ...runs.zh,
  fetch: "获取数据",
  formulas: "公式",
  tools: "工具",
  settings: "设置",
  other: "English",
  loading: "加载中……",
  working: "处理中……",
  again: "重试",
  pages: "页面",
  lost: "Google 没有响应。数据没有丢失，请重试。",
  default: (value) => `${value}（默认）`,
  notSet: "未设置",
  today: (n) => `今日计费 ${n} 次`,
  unknown: (n) => `${n} 次可能已计费`,
  left: (n) => `剩余 ${n} 次`,
  noLimit: "无每日上限",
  opens: (time) => `${time}（上海时间）后恢复请求。`,
  tryNow: "立即重试",

  welcome: "在表格中使用达人数据",
  welcomeText: "Just One API 提供的抖音巨量星图数据，只付费一次，结果保存在本文档中。",
  steps: [
    "从 Just One API 控制台复制 Token。",
    "粘贴到此处。Token 保存在本文档中，不会再次显示。",
    "在达人 ID 旁输入 =XINGTU_REPORT(A2:A9)，或在此处一次获取数百位达人的表格。"
  ],
  token: "Token",
  save: "保存",
  shared: "所有可编辑本文档的人都可使用此 Token 产生费用。",

  what: "内容",
  ids: "达人 ID 或链接（单元格或粘贴）",
  videoIds: "视频 ID 或链接（单元格或粘贴）",
  keyword: "关键词，或关键词所在单元格",
  useSelection: "使用选区",
  options: "选项",
  columns: (n) => `列：已选 ${n} 列`,
  usualColumns: (n) => `列：常用 ${n} 列`,
  usual: "常用",
  all: "全部",
  to: "输出位置",
  newSheet: "新工作表",
  toHint: "或表格的第一个单元格，例如 Sheet1!H1。",
  plan: "预览费用",
  queries: (n) => `已保存的查询（${n}）`,
  queryName: "将此查询保存为",
  runAgain: (name) => `重新预览“${name}”`,
  remove: "删除",
  removeQuery: (name) => `删除“${name}”`,
  needed: "必填",

  creators: "个 ID",
  keywords: "个关键词",
  toPay: "次需计费",
  stored: "次已缓存",
  run: (n) => (n === 0 ? "运行（免费）" : `运行（计费 ${n} 次）`),
  change: "修改",
  wrong: "ID 无效的行",
  leftToday: (n) => `今日剩余 ${n} 次。`,
  tooFew: "超出今日剩余次数：任务会在用完时暂停，可于次日继续。",
  unsettled: (n) => `${n} 次调用可能已计费，十分钟后可再次查询。`,
  more: (n) => `等另外 ${n} 个`,

  state: { running: "进行中", stopped: "已停止", blocked: "已暂停", finished: "已完成" },
  stop: "停止",
  stopping: "此步完成后停止……",
  resume: "继续",
  open: "打开表格",
  newTable: "新表格",
  back: "返回公式",
  progress: (done, total) => `${done} / ${total}`,
  paid: (n) => `已计费 ${n} 次`,
  failed: (n) => `失败 ${n} 个`,
  reopened: "上次关闭侧边栏时此任务尚未完成。",
  closing: "可以关闭侧边栏：任务会暂停，之后可在此处继续。",
  into: (sheet) => `写入工作表“${sheet}”。`,

  use: "在一列 ID 旁输入公式：",
  useHint: "每个新 ID 只付费一次，重新打开文档不会产生费用。",
  sample: "播放量中位数, 互动率",
  pending: "次等待刷新",
  old: (days) => `项结果超过 ${days} 天`,
  share: (pending, old) =>
    [pending > 0 && `等待 ${pending} 次`, old > 0 && `过期 ${old} 次`].filter(Boolean).join("，"),
  refresh: (n) => `获取等待中的数据（计费 ${n} 次）`,
  renew: (n) => `同时刷新过期数据（计费 ${n} 次）`,
  nothing: "没有等待刷新的数据。",
  calculate: "重新计算公式",
  calculated: "表格正在重新计算公式。",
  freeze: "将公式替换为数值",
  freezeHint: "替换选区内的公式；只选一个单元格时处理整张工作表。移除插件后数值仍会保留。",
  hourly: "每小时刷新",
  hourlyHint: (days, limit) =>
    `以您的身份运行，自动获取等待刷新和超过 ${days} 天的数据并计费，不再确认。上限：${limit}。`,
  perDay: (n) => `每日 ${n} 次`,
  noneSet: "未设置，请先在“设置”中填写",

  environment: "服务环境",
  global: "global（https）",
  cn: "cn（未加密 HTTP）",
  otherUrl: "其他地址",
  address: "地址",
  inClear: "该地址使用 HTTP，Token 将以未加密方式传输。仅当清单中未设 urlFetchWhitelist 时，Google 才允许脚本访问它。",
  accept: "我已了解，使用此地址",
  language: "公式与表格的语言",
  asDocument: "与文档一致",
  formulasPay: "允许公式为新 ID 付费",
  formulasPayHint: "关闭后公式只显示已缓存的数据，其余等待刷新。",
  atOnce: "单个公式最多新 ID 数",
  formulasDaily: "公式每日计费上限（次，留空为不限）",
  daily: "本文档每日计费上限（次，0 为不计费，留空为不限）",
  freshDays: "超过多少天视为过期",
  saved: "已保存。",
  hasToken: "已保存 Token。",
  replace: "更换 Token",
  forget: "删除 Token"
}

const words: Readonly<Record<Lang, typeof en>> = { en, zh }

let lang: Lang = "en"

export const t = (): typeof en => words[lang]

/** In both languages at once, where the language may still be turned. */
export const both = (of: (words: typeof en) => string): Words => ({ en: of(en), zh: of(zh) })

export const say = (said: Words): string => said[lang]

export const speak = (next: Lang): void => {
  lang = next
}

export const spoken = (): Lang => lang
