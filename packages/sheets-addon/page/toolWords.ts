import type { Lang } from "@xingtu/core"

/** What the page says about tables that are there: how they look, what they tell. */

const en = {
  format: "Format these columns",
  snapshot: "Keep a daily snapshot",
  snapshotHint:
    "A row for each creator and day, with prices, CPM, followers and median plays, in a tab of its own with a chart.",
  chartOf: "Chart of",
  creatorsPlanned: "creators",
  callsPerDay: "calls a day",
  answeredToday: "answered today",
  snapshotCost: (creators: number, calls: number) =>
    `${creators} ${creators === 1 ? "creator" : "creators"}: ${calls} paid calls a day, the first ones now. What was answered today is free.`,
  snapshotBudget: "Calls it may pay for a day",
  tooFewPerDay: (limit: number) => `The daily limit in Settings is ${limit}: raise it, or choose fewer creators.`,
  snapshotStart: "Start",
  snapshotOn: (creators: number, calls: number) =>
    `On: ${creators} ${creators === 1 ? "creator" : "creators"}, ${calls} paid calls a day. Google runs it every hour as you, and it takes one snapshot a day.`,
  snapshotDone: (day: string, done: number, all: number) => `${day}: ${done} of ${all}`,
  missed: (days: number, last: string) => `${days} ${days === 1 ? "day was" : "days were"} missed: ${last}.`,
  snapshotNow: "Today's again",
  openTab: "Open the tab",
  snapshotStop: "Switch it off",
  formatHint:
    "Percent, yuan and thousands by the headings, for the selected columns; a single cell stands for its table."
}

const zh: typeof en = {
  format: "设置列格式",
  snapshot: "每日快照",
  snapshotHint: "每位达人每天一行：报价、CPM、粉丝数、播放量中位数，写入单独的工作表并附图表。",
  chartOf: "图表内容",
  creatorsPlanned: "位达人",
  callsPerDay: "次调用 / 天",
  answeredToday: "次今日已有",
  snapshotCost: (creators, calls) =>
    `${creators} 位达人：每日 ${calls} 次付费调用，首次立即执行。今日已获取的数据不再计费。`,
  snapshotBudget: "每日付费上限（次）",
  tooFewPerDay: (limit) => `设置中的每日付费上限为 ${limit} 次，请提高上限或减少达人。`,
  snapshotStart: "开启",
  snapshotOn: (creators, calls) =>
    `已开启：${creators} 位达人，每日 ${calls} 次付费调用。Google 每小时以您的身份运行，每天只记录一次。`,
  snapshotDone: (day, done, all) => `${day}：${done} / ${all}`,
  missed: (days, last) => `缺失 ${days} 天：${last}。`,
  snapshotNow: "重新记录今日",
  openTab: "打开工作表",
  snapshotStop: "关闭快照",
  formatHint: "按标题将所选列设为百分比、元、千位分隔；只选一个单元格表示其所在表格。"
}

export const tools: Readonly<Record<Lang, typeof en>> = { en, zh }
