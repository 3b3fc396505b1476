import { short, w } from "./text.ts"

/** What a run came to. */
export interface Ran {
  readonly done: number
  readonly total: number
  readonly charged: number
  readonly failed: number
}

/** What runs say of themselves and of the tables they make. */

/** Texts of runs and of the tables they make. */
export const runs = {
  otherDocument: w(
    "Use another document for more. Values in cells stay.",
    "更多数据请使用另一个文档；单元格中的值会保留。"
  ),
  automatic: w("Hourly run", "每小时任务"),
  formulas: w("Formulas", "公式"),
  tableOf: (sheet: string) => w(`Table in "${short(sheet)}"`, `“${short(sheet)}”中的表格`),
  endedByGoogle: w(
    "Google ended the run before it was done. Paid results are saved; it continues in the next hour.",
    "任务未完成即被 Google 终止。已付费的结果均已缓存，下一小时继续。"
  ),
  keptLost: w(
    "The sheet with cached results was deleted, or this is a copy. No request was sent: what looks new may already have been paid for. Undo the deletion, or open Extensions > Xingtu > Refresh.",
    "缓存结果的工作表已被删除，或本文档为副本。未发送请求：看似新的内容可能已付过费。请撤销删除，或打开“扩展程序 > Xingtu > 刷新”。"
  ),
  ran: ({ charged, done, failed, total }: Ran) =>
    w(
      `${done} of ${total} done, ${charged} charged, ${failed} failed`,
      `已完成 ${done} / ${total}，计费 ${charged} 次，失败 ${failed} 个`
    ),
  failureSubject: w("Xingtu: an hourly run failed", "星图：每小时任务失败"),
  changesSubject: (creators: number, day: string) =>
    w(
      `Xingtu: ${creators} ${creators === 1 ? "creator has" : "creators have"} changed (${day})`,
      `星图：${creators} 位达人有变化（${day}）`
    ),
  moreChanges: (creators: number) =>
    w(`And ${creators} more, in the history tab.`, `另有 ${creators} 位，见历史工作表。`),
  mailFoot: w(
    "Sent once by the Xingtu add-on of this document. Extensions > Xingtu > Token and settings switches these e-mails off.",
    "由本文档的星图插件发送，同一情况只通知一次。可在“扩展程序 > Xingtu > Token 与设置”中关闭邮件。"
  ),
  keptGone: (ids: number) =>
    w(
      `Pending: Extensions > Xingtu > Refresh (${ids} ${ids === 1 ? "ID" : "IDs"}; the sheet with cached results was deleted, or this is a copy: undo the deletion, or pay again)`,
      `等待刷新：扩展程序 > Xingtu > 刷新（${ids} 个 ID；缓存结果的工作表已被删除，或本文档为副本：请撤销删除，或重新付费获取）`
    ),
  refreshTable: w("Refresh this table", "刷新此表格"),
  refreshPlan: (rows: number, calls: number) =>
    w(
      `${rows} ${rows === 1 ? "row is" : "rows are"} stale or failed. Refresh in place for ${calls} paid ${calls === 1 ? "call" : "calls"}?`,
      `有 ${rows} 行已过期或失败。是否就地刷新（计费 ${calls} 次）？`
    ),
  refreshed: (rows: number, charged: number, failed: number) =>
    w(
      `${rows} ${rows === 1 ? "row" : "rows"} refreshed: ${charged} charged, ${failed} failed.`,
      `已刷新 ${rows} 行：计费 ${charged} 次，失败 ${failed} 个。`
    ),
  goesOn: (done: number, total: number) =>
    w(
      `${done} of ${total} so far. To continue: Extensions > Xingtu > Get data.`,
      `已完成 ${done} / ${total}。请打开“扩展程序 > Xingtu > 获取数据”继续。`
    ),
  busyBy: (who: string) =>
    w(
      `${who === "" ? "Somebody else" : who} is running something in this document. Wait until it ends, or reopen the sidebar and take it over.`,
      `${who === "" ? "其他人" : who} 正在本文档中运行任务。请等待其结束，或重新打开侧边栏接管该任务。`
    ),
  takenOver: (who: string) =>
    w(
      `${who === "" ? "Somebody else" : who} has taken over this run. Paid results are saved.`,
      `${who === "" ? "其他人" : who} 已接管此任务。已付费的结果均已缓存。`
    ),
  tabDeleted: w(
    "The sheet with this table was deleted. Nothing was requested; paid results are saved. Undo the deletion and continue, or fetch the table again: cached results are free.",
    "该表格所在的工作表已被删除。未发送请求，已付费的结果均已缓存。请撤销删除后继续，或重新获取表格（已缓存的结果免费）。"
  ),
  tableDeleted: (sheet: string) =>
    w(
      `The rows of this table were deleted from the sheet "${short(sheet)}". Nothing was requested; paid results are saved. Undo the deletion and continue, or fetch the table again: cached results are free.`,
      `工作表“${short(sheet)}”中该表格的行已被删除。未发送请求，已付费的结果均已缓存。请撤销删除后继续，或重新获取表格（已缓存的结果免费）。`
    ),
  idsDeleted: (sheet: string) =>
    w(
      `The ID column of this table was deleted from the sheet "${short(sheet)}". Nothing was requested; paid results are saved. Undo the deletion and continue, or fetch the table again: cached results are free.`,
      `工作表“${short(sheet)}”中该表格的 ID 列已被删除。未发送请求，已付费的结果均已缓存。请撤销删除后继续，或重新获取表格（已缓存的结果免费）。`
    ),
  notFree: (sheet: string, cell: string) =>
    w(
      `There is content where the next rows go: sheet ${short(sheet)}, cell ${cell}. It was left unchanged; paid results are saved. Move it, then continue.`,
      `下一行的位置已有内容：工作表 ${short(sheet)}，单元格 ${cell}。该内容保持不变，已付费的结果均已缓存。请移开后继续。`
    ),
  tabRenamed: (before: string, now: string) =>
    w(
      `The sheet "${short(before)}" is called "${short(now)}" now.`,
      `工作表“${short(before)}”已更名为“${short(now)}”。`
    ),
  columnsDeleted: (columns: number) =>
    w(
      `${columns} ${columns === 1 ? "column was" : "columns were"} deleted from the table; the run continues without ${columns === 1 ? "it" : "them"}.`,
      `表格中有 ${columns} 列已被删除，其余列继续写入。`
    ),
  headerDeleted: w("The headings of the table were deleted.", "表格的标题行已被删除。"),
  rowsDeleted: (ids: number) =>
    w(`${ids} ${ids === 1 ? "ID is" : "IDs are"} no longer in the table.`, `表格中已没有其中 ${ids} 个 ID。`),
  handMade: (cells: number) =>
    w(
      `${cells} ${cells === 1 ? "cell that was" : "cells that were"} changed by hand ${cells === 1 ? "was" : "were"} left as ${cells === 1 ? "it is" : "they are"}.`,
      `${cells} 个手工修改过的单元格保持不变。`
    ),
  noRoom: (lines: number) =>
    w(
      `${lines} more ${lines === 1 ? "row does" : "rows do"} not fit here. Fetch the table again to get all rows, now free.`,
      `还有 ${lines} 行放不下；重新获取表格即可看到全部，现在免费。`
    ),
  otherTable: w(
    "This table was made by another version of the add-on. Fetch it again: cached results are free.",
    "该表格由其他版本的插件生成，请重新获取（已缓存的结果免费）。"
  ),
  noTableHere: w(
    "No table from the sidebar here. Select a cell in one.",
    "此处没有侧边栏生成的表格，请选中其中一个单元格。"
  ),
  upToDate: w("Every row of this table is filled in and up to date.", "该表格的每一行都已填写且未过期。"),
  otherRun: w(
    "Another run has replaced this one. Paid results are saved.",
    "此任务已被另一个任务取代。已付费的结果均已缓存。"
  ),
  noRun: w("No run is in progress.", "没有正在进行的任务。"),
  busy: w(
    "Another run is under way in this document. Wait until it ends, or stop it where it was started.",
    "本文档中有另一个任务正在进行。请等待其结束，或在发起处停止。"
  )
} as const
