import type { Words } from "@xingtu/core"
import { runs } from "./runWords.ts"
import { templates } from "./templateWords.ts"
import { short, w } from "./text.ts"

/** What the add-on itself says; everything about endpoints and failures is core's. */

/** Names may hold commas of their own. */
const listed = (names: ReadonlyArray<Words>): Words => ({
  en: names.map(({ en }) => en).join("; "),
  zh: names.map(({ zh }) => zh).join("、")
})

const creators = (n: number) => `${n} ${n === 1 ? "creator" : "creators"}`

const guess = (meant = ""): Words =>
  meant === "" ? w("", "") : w(` Did you mean ${meant}?`, `您是否想输入 ${meant}？`)

const expectedPlays = w("Expected plays", "预期播放量")
const expectedInteractions = w("Expected interactions", "预期互动量")

export const say = {
  ...runs,
  ...templates,
  // Google shows the menu under the name of the project, which cannot be read; the README says which one to give.
  menu: w("Xingtu", "Xingtu"),
  getData: w("Get data", "获取数据"),
  refresh: w("Refresh", "刷新"),
  settings: w("Token and settings", "Token 与设置"),
  freeze: w("Replace formulas with values", "将公式替换为数值"),
  frozen: ({ formulas, left }: { readonly formulas: number; readonly left: number }) =>
    w(
      `${formulas} ${formulas === 1 ? "formula is" : "formulas are"} values now.${left === 0 ? "" : ` ${left} ${left === 1 ? "was" : "were"} left: figures are missing there (loading, pending, or an error).`}`,
      `已将 ${formulas} 个公式替换为数值。${left === 0 ? "" : `另有 ${left} 个因数据不全（加载中、等待刷新或出错）保持不变。`}`
    ),
  nothingToFreeze: w(
    "No formula of Xingtu begins in the selection. Select one, or a single cell for the whole sheet.",
    "所选区域中没有星图公式。请选中公式所在单元格；只选一个单元格表示整张工作表。"
  ),
  unfinished: w(
    "A formula here has no figures yet (loading, pending, or an error). Nothing was replaced.",
    "此处有公式尚无数据（加载中、等待刷新或出错），未做任何替换。"
  ),
  format: w("Format these columns", "设置列格式"),
  formatted: (columns: number) =>
    w(`${columns} ${columns === 1 ? "column is" : "columns are"} formatted.`, `已设置 ${columns} 列的格式。`),
  nothingToFormat: w(
    "No heading of Xingtu's tables is in these columns. Select the table with its headings, or one cell of it.",
    "所选列中没有星图表格的标题。请选中带标题的表格，或其中一个单元格。"
  ),
  noSuchToken: w(
    "That isn't a valid token. Copy it from the Just One API console.",
    "这不是有效的 Token，请从 Just One API 控制台复制。"
  ),
  noCount: w(
    "Enter a whole number, 1 or more, for the IDs of a formula and for the days.",
    "公式的 ID 数与天数请填写不小于 1 的整数。"
  ),
  badLimit: w(
    "A limit must be a whole number, 0 or more; leave it empty for unlimited.",
    "上限请填写不小于 0 的整数，留空为不限。"
  ),
  error: w("error", "错误"),
  id: w("id", "ID"),
  report: w("Creator report", "达人报告"),
  day: w("Quota day", "额度周期"),
  charged: w("Charged today", "今日计费"),
  unknown: w("May have been charged", "可能已计费"),
  leftToday: w("Left today", "今日剩余"),
  leftFormulas: w("Left for formulas", "公式剩余额度"),
  dayEnds: w("Day ends (Shanghai)", "额度周期结束（上海时间）"),
  noLimit: w("no limit", "不限"),
  zero: w("This cell holds 0, not an id.", "该单元格的值为 0，不是 ID。"),
  flagCell: w("This cell holds TRUE or FALSE, not an id.", "该单元格是 TRUE 或 FALSE，不是 ID。"),
  dateCell: w(
    "This cell holds a date, not an id. Set its format to plain text and paste the id again.",
    "该单元格是日期，不是 ID。请将格式设为纯文本后重新粘贴 ID。"
  ),
  errorCell: (text: string) =>
    w(`This cell has an error itself (${short(text)}).`, `该单元格本身有错误（${short(text)}）。`),
  loadingCell: (text: string) =>
    w(
      `Pending: the id's own cell is still calculated (${short(text)}). Nothing was charged; the row follows by itself.`,
      `等待刷新：ID 单元格仍在计算（${short(text)}）。未产生费用，完成后会自动更新。`
    ),
  loadingTable: w(
    "Pending: cells of the table are still calculated (Loading...). Nothing was charged.",
    "等待刷新：表格中的单元格仍在计算（Loading...）。未产生费用。"
  ),
  oneColumn: w(
    "Give one column (or one row) of ids, such as A2:A50. Nothing was charged.",
    "请提供一列（或一行）ID，例如 A2:A50。未产生费用。"
  ),
  unknownOption: (word: string, meant: string | undefined, known: ReadonlyArray<string>) =>
    w(
      `There is no option "${short(word)}".${guess(meant).en} Known are ${known.join(", ")}. Nothing was charged.`,
      `没有选项“${short(word)}”。${guess(meant).zh}可用选项：${known.join("、")}。未产生费用。`
    ),
  option: (name: string, title: Words, problem: Words) =>
    w(
      `Option ${name} (${title.en}): ${problem.en} Nothing was charged.`,
      `选项 ${name}（${title.zh}）：${problem.zh}未产生费用。`
    ),
  noOptions: (title: Words) =>
    w(`${title.en} takes no options. Nothing was charged.`, `${title.zh}没有选项。未产生费用。`),
  unknownField: (word: string, meant: ReadonlyArray<Words>, all: number) =>
    w(
      `There is no field "${short(word)}". Did you mean ${listed(meant).en}? All ${all} are in Extensions > Xingtu > Get data > Columns. Nothing was charged.`,
      `没有字段“${short(word)}”。您是否想输入：${listed(meant).zh}？全部 ${all} 个见“扩展程序 > Xingtu > 获取数据 > 列”。未产生费用。`
    ),
  noToken: w(
    "No token yet: Extensions > Xingtu > Token and settings. Nothing was charged.",
    "尚未设置 Token：请打开“扩展程序 > Xingtu > Token 与设置”。未产生费用。"
  ),
  noRange: (address: string) =>
    w(`"${short(address)}" is no range of this document.`, `“${short(address)}”不是本文档中的区域。`),
  occupied: (address: string) =>
    w(
      `There are values where the table would go (${short(address)}). Choose an empty place or a new sheet.`,
      `目标位置（${short(address)}）已有内容，请选择空白区域或新建工作表。`
    ),
  tooMany: (rows: number) =>
    w(
      `A run takes up to ${rows} rows. Choose fewer; the next run goes on below.`,
      `一次任务最多 ${rows} 行，请减少行数，其余可在下一次任务中处理。`
    ),
  noTrigger: w("Google does not let this script make triggers.", "Google 不允许此脚本创建定时触发器。"),
  noIds: (address: string) =>
    w(
      `There is no id in ${short(address)}. Select the cells with your ids.`,
      `${short(address)} 中没有 ID，请选中 ID 所在的单元格。`
    ),
  queryName: (longest: number) =>
    w(`Give it a name of up to ${longest} characters.`, `请填写不超过 ${longest} 个字符的名称。`),
  tooManyQueries: (most: number) =>
    w(`A document keeps up to ${most} questions. Delete one first.`, `每个文档最多保存 ${most} 个查询，请先删除一个。`),
  longQuery: w(
    "This question is too long to keep. Choose fewer columns or options.",
    "该查询过长，无法保存，请减少列或选项。"
  ),
  noSheet: (name: string) => w(`There is no sheet "${short(name)}" any more.`, `工作表“${short(name)}”已不存在。`),
  isPending: (text: string) => /^(Pending:|等待刷新：)/.test(text),
  isFailure: (text: string) =>
    /(Nothing was charged|This call may have been charged|This call was charged|Nothing is known about a charge|not paid twice)|(未产生费用|未计费|调用已计费|可能已计费|是否计费未知|不会重复计费)/.test(
      text
    ),
  pending: (ids: number) =>
    w(
      `Pending: Extensions > Xingtu > Refresh (${ids} ${ids === 1 ? "id" : "ids"})`,
      `等待刷新：扩展程序 > Xingtu > 刷新（${ids} 个 ID）`
    ),
  doubtful: (ids: number) =>
    w(
      `Pending: Extensions > Xingtu > Refresh (${ids} ${ids === 1 ? "id" : "ids"}, sent before without a response; may have been charged)`,
      `等待刷新：扩展程序 > Xingtu > 刷新（${ids} 个 ID，此前已发送但未收到结果，可能已计费）`
    ),
  slow: (ids: number) =>
    w(
      `Pending: Extensions > Xingtu > Refresh (${ids} ${ids === 1 ? "id" : "ids"}; slow today, Refresh waits longer than a cell may)`,
      `等待刷新：扩展程序 > Xingtu > 刷新（${ids} 个 ID；今日响应较慢，刷新可等待更久）`
    ),
  tooManyForFormula: (most: number) =>
    w(
      `A formula takes up to ${most} new ids. Nothing was charged. Extensions > Xingtu > Get data fetches more.`,
      `公式最多处理 ${most} 个新 ID。未产生费用。更多 ID 请使用“扩展程序 > Xingtu > 获取数据”。`
    ),
  spent: (calls: number) =>
    w(
      `Formulas have paid for ${calls} calls today, their limit. Nothing was charged for this one. Extensions > Xingtu > Refresh fetches it; the limit is in the settings there.`,
      `公式今日已付费 ${calls} 次，达到上限。本次未计费。可用“扩展程序 > Xingtu > 刷新”获取，上限可在其设置中修改。`
    ),
  notSent: w(
    "Pending: Extensions > Xingtu > Refresh (Google was too busy to note the call, so nothing was sent or charged)",
    "等待刷新：扩展程序 > Xingtu > 刷新（Google 繁忙，无法登记调用，因此未发送也未计费）"
  ),
  late: w(
    "Still being fetched, and not paid twice. In a minute: Extensions > Xingtu > Refresh > Recalculate.",
    "仍在获取中，不会重复计费。一分钟后请打开“扩展程序 > Xingtu > 刷新”，点击“重新计算公式”。"
  ),
  noTable: w(
    "Give a table with its headings in the first row, one of them ID, such as A1:H50. Nothing was charged.",
    "请提供首行为标题且包含 ID 列的表格，例如 A1:H50。未产生费用。"
  ),
  goals: { reach: w("reach", "曝光"), engagement: w("engagement", "互动"), sales: w("sales", "带货") },
  kinds: { placement: w("placement", "植入视频"), custom: w("custom", "定制视频") },
  rankHeader: [
    w("Place", "名次"),
    w("id", "ID"),
    w("Name", "昵称"),
    w("Score", "得分"),
    w("Kind of video", "视频类型"),
    w("Price (CNY)", "报价（元）"),
    w("Why", "理由"),
    w("Check before buying", "购买前请确认")
  ],
  expectedPlays,
  expectedInteractions,
  allocateHeader: (counted: "plays" | "interactions") => [
    w("id", "ID"),
    w("Name", "昵称"),
    w("Kind of video", "视频类型"),
    w("Price (CNY)", "报价（元）"),
    counted === "plays" ? expectedPlays : expectedInteractions
  ],
  total: w("Total", "合计"),
  nextBuys: (more: Words) => w(`The next ${more.en} would add`, `再增加 ${more.zh} 可多获得`),
  whyNot: w("Why not", "未入选原因"),
  atMost: w("No plan can bring more than", "任何方案都不超过"),
  ranking: w("Ranking", "达人排名"),
  allocation: w("Budget plan", "预算分配"),
  noSuchPlan: w("Choose what to do with the table. Nothing was charged.", "请选择要对表格执行的操作。未产生费用。"),
  decided: (name: string, rows: number) =>
    w(
      `${creators(rows)} in the new tab "${name}". Nothing was charged.`,
      `${rows} 位达人，见新工作表“${name}”。未产生费用。`
    ),
  leftOver: w("Left of the budget", "预算剩余"),
  brokenLooks: w(
    "Google refused this change of the sheet. Nothing was charged; try again.",
    "Google 拒绝了对表格的修改。未产生费用，请重试。"
  ),
  historyTab: w("Creator history", "达人历史"),
  dayColumn: w("Date", "日期"),
  nameColumn: w("Name", "昵称"),
  noteColumn: w("Note", "备注"),
  noHistory: w(
    "No daily snapshot is kept yet: Extensions > Xingtu > Tools > Keep a daily snapshot. Nothing was charged.",
    "尚未开启每日快照：请打开“扩展程序 > Xingtu > 工具 > 每日快照”。未产生费用。"
  ),
  noHistoryOf: w(
    "No history of this creator and field yet. Extensions > Xingtu > Tools keeps a daily snapshot. Nothing was charged.",
    "尚无该达人此项数据的历史。可在“扩展程序 > Xingtu > 工具”中开启每日快照。未产生费用。"
  ),
  shortHistory: (first: string, last: string, days: number) =>
    w(
      `The history of this creator goes from ${first} to ${last}, less than ${days} days. Nothing was charged; ask for fewer days, or wait.`,
      `该达人的历史为 ${first} 至 ${last}，不足 ${days} 天。未产生费用，请减少天数或稍后再试。`
    ),
  fromZero: (day: string) =>
    w(
      `It was 0 on ${day}: there is no percentage of that. Nothing was charged.`,
      `${day} 的数值为 0，无法计算百分比。未产生费用。`
    ),
  wholeDays: w(
    "Days are a whole number from 1 to 3650, such as 7. Nothing was charged.",
    "天数须为 1 到 3650 的整数，例如 7。未产生费用。"
  ),
  unknownFigure: (word: string, meant: ReadonlyArray<Words>) =>
    w(
      `The history has no field "${short(word)}". Did you mean ${listed(meant).en}? Nothing was charged.`,
      `历史中没有字段“${short(word)}”。您是否想输入：${listed(meant).zh}？未产生费用。`
    ),
  historyGone: w(
    "The tab of the daily snapshot was deleted, so it was switched off. Nothing more is paid for it.",
    "每日快照的工作表已被删除，快照已关闭，不再产生费用。"
  ),
  noHistoryHeads: w(
    "The history tab has lost its headings Date and id in the first row. Put them back; until then nothing is paid for it.",
    "历史工作表首行缺少“日期”和“ID”标题。请恢复标题，在此之前不会产生费用。"
  ),
  tooManySnapshots: (most: number) =>
    w(`A daily snapshot takes up to ${most} creators. Choose fewer.`, `每日快照最多 ${most} 位达人，请减少数量。`),
  snapshotNeeds: (ids: number, calls: number, over: "budget" | "limit") => {
    const cure =
      over === "budget"
        ? w("Allow at least that many, or choose fewer.", "请提高每日次数上限，或减少达人。")
        : w(
            "The document's daily limit in Settings is lower: raise it, or choose fewer.",
            "文档设置中的每日付费上限低于此数，请提高上限或减少达人。"
          )
    return w(
      `${creators(ids)}: ${calls} paid calls a day. ${cure.en} Nothing was charged.`,
      `${ids} 位达人：每日 ${calls} 次付费调用。${cure.zh}未产生费用。`
    )
  },
  snapshotsSpent: (calls: number) =>
    w(
      `Daily snapshots have paid for ${calls} calls today, their limit. Nothing was charged for this one; it goes on tomorrow.`,
      `每日快照今日已付费 ${calls} 次，达到上限。本次未计费，明日继续。`
    ),
  missedBefore: (days: ReadonlyArray<string>) => {
    const [first = "", last = first] = [days[0], days[days.length - 1]]
    return days.length === 1
      ? w(`No snapshot on ${first}.`, `${first} 无快照。`)
      : w(
          `No snapshot from ${first} to ${last} (${days.length} days).`,
          `${first} 至 ${last} 无快照（${days.length} 天）。`
        )
  },
  broken: w(
    "The add-on hit an error. The call may have been charged; run Extensions > Xingtu > Refresh.",
    "插件出错，是否计费未知；请使用“扩展程序 > Xingtu > 刷新”。"
  )
} as const
