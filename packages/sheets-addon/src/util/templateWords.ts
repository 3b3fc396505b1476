import type { Words } from "@xingtu/core"

/** What templates say. */

const w = (en: string, zh: string): Words => ({ en, zh })

/** Texts of the templates. */
export const templates = {
  shortlist: w("Shortlist", "候选名单"),
  priceWatch: w("Price watch", "报价监控"),
  weekly: w("Weekly report", "达人周报"),
  noTemplate: w("Unknown template. Nothing was charged.", "没有该模板。未计费。"),
  target: w("Target price (CNY)", "目标报价（元）"),
  changeOf: (title: Words, days: number): Words => w(`${title.en}, ${days} days`, `${title.zh}，${days} 天`),
  made: (sheet: string, last: number): Words =>
    w(
      `Created the tab "${sheet}": enter IDs in its first column, rows 2 to ${last}.`,
      `已生成新工作表“${sheet}”：请在第一列第 2 至 ${last} 行填入 ID。`
    ),
  madeWith: (sheet: string, ids: number): Words =>
    w(
      `Created the tab "${sheet}" with ${ids} ${ids === 1 ? "ID" : "IDs"}.`,
      `已生成新工作表“${sheet}”，共 ${ids} 个 ID。`
    ),
  needsSnapshots: w(
    "It reads the daily snapshots. Until there are enough days, its cells say so. Switch snapshots on here under Keep a daily snapshot.",
    "本模板读取每日快照：天数不足时单元格会说明原因。可在此处的“每日快照”中开启。"
  )
} as const
