import { didYouMean, type Words } from "@xingtu/core/adapter"
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

const id = w("id", "ID")
const dayColumn = w("Date", "日期")
const expectedPlays = w("Expected plays", "预期播放量")
const expectedInteractions = w("Expected interactions", "预期互动量")

/** All texts of menus, cells and dialogs. */
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
      `${formulas} ${formulas === 1 ? "formula was" : "formulas were"} replaced with values.${left === 0 ? "" : ` ${left} ${left === 1 ? "was" : "were"} left unchanged: data is missing there (loading, pending, or an error).`}`,
      `已将 ${formulas} 个公式替换为数值。${left === 0 ? "" : `另有 ${left} 个因数据不全（加载中、等待刷新或出错）保持不变。`}`
    ),
  nothingToFreeze: w(
    "The selection has no Xingtu formula. Select a cell with one, or a single cell for the whole sheet.",
    "所选区域中没有星图公式。请选中公式所在单元格；只选一个单元格表示整张工作表。"
  ),
  unfinished: w(
    "A formula here has no data yet (loading, pending, or an error). Nothing was replaced.",
    "此处有公式尚无数据（加载中、等待刷新或出错），未做任何替换。"
  ),
  format: w("Format these columns", "设置列格式"),
  formatted: (columns: number) =>
    w(`${columns} ${columns === 1 ? "column is" : "columns are"} formatted.`, `已设置 ${columns} 列的格式。`),
  nothingToFormat: w(
    "These columns have no headings of a Xingtu table. Select the table with its headings, or one of its cells.",
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
  id,
  report: w("Creator report", "达人报告"),
  day: w("Quota day", "额度周期"),
  charged: w("Charged today", "今日计费"),
  unknown: w("May have been charged", "可能已计费"),
  leftToday: w("Left today", "今日剩余"),
  leftFormulas: w("Left for formulas", "公式剩余额度"),
  dayEnds: w("Day ends (Shanghai)", "额度周期结束（上海时间）"),
  noLimit: w("no limit", "不限"),
  zero: w("This cell holds 0, not an ID.", "该单元格的值为 0，不是 ID。"),
  flagCell: w("This cell holds TRUE or FALSE, not an ID.", "该单元格是 TRUE 或 FALSE，不是 ID。"),
  dateCell: w(
    "This cell holds a date, not an ID. Set its format to plain text and paste the ID again.",
    "该单元格是日期，不是 ID。请将格式设为纯文本后重新粘贴 ID。"
  ),
  errorCell: (text: string) =>
    w(`This cell itself has an error (${short(text)}).`, `该单元格本身有错误（${short(text)}）。`),
  loadingCell: (text: string) =>
    w(
      `Pending: the ID's cell is still being calculated (${short(text)}). Nothing was charged; the row updates by itself.`,
      `等待刷新：ID 单元格仍在计算（${short(text)}）。未计费，完成后会自动更新。`
    ),
  loadingTable: w(
    "Pending: cells of the table are still being calculated (Loading...). Nothing was charged.",
    "等待刷新：表格中的单元格仍在计算（Loading...）。未计费。"
  ),
  oneColumn: w(
    "Enter one column (or one row) of IDs, such as A2:A50. Nothing was charged.",
    "请填写一列（或一行）ID，例如 A2:A50。未计费。"
  ),
  unknownOption: (word: string, meant: string | undefined, known: ReadonlyArray<string>) =>
    w(
      `Unknown option "${short(word)}".${didYouMean(meant).en} Valid options: ${known.join(", ")}. Nothing was charged.`,
      `没有选项“${short(word)}”。${didYouMean(meant).zh}可用选项：${known.join("、")}。未计费。`
    ),
  option: (name: string, title: Words, problem: Words) =>
    w(
      `Option ${name} (${title.en}): ${problem.en} Nothing was charged.`,
      `选项 ${name}（${title.zh}）：${problem.zh}未计费。`
    ),
  noOptions: (title: Words) => w(`${title.en} takes no options. Nothing was charged.`, `${title.zh}没有选项。未计费。`),
  unknownField: (word: string, meant: ReadonlyArray<Words>, all: number) =>
    w(
      `Unknown field "${short(word)}". Did you mean ${listed(meant).en}? All ${all} are listed in Extensions > Xingtu > Get data > Columns. Nothing was charged.`,
      `没有字段“${short(word)}”。您是否想输入：${listed(meant).zh}？全部 ${all} 个见“扩展程序 > Xingtu > 获取数据 > 列”。未计费。`
    ),
  noToken: w(
    "No token yet: Extensions > Xingtu > Token and settings. Nothing was charged.",
    "尚未设置 Token：请打开“扩展程序 > Xingtu > Token 与设置”。未计费。"
  ),
  noRange: (address: string) =>
    w(`"${short(address)}" is not a range in this document.`, `“${short(address)}”不是本文档中的区域。`),
  occupied: (address: string) =>
    w(
      `There are values where the table would go (${short(address)}). Choose an empty place or a new sheet.`,
      `目标位置（${short(address)}）已有内容，请选择空白区域或新建工作表。`
    ),
  tooMany: (rows: number) =>
    w(
      `A run takes up to ${rows} rows. Choose fewer; the next run continues below.`,
      `一次任务最多 ${rows} 行，请减少行数，其余可在下一次任务中处理。`
    ),
  noTrigger: w("Google does not let this script create triggers.", "Google 不允许此脚本创建定时触发器。"),
  noIds: w(
    "No IDs there. Select the cells with your IDs and press Use selection, or paste IDs or links.",
    "没有找到 ID。请选中 ID 所在的单元格并点击“使用选区”，或粘贴 ID 或链接。"
  ),
  queryName: (longest: number) =>
    w(`Enter a name of up to ${longest} characters.`, `请填写不超过 ${longest} 个字符的名称。`),
  tooManyQueries: (most: number) =>
    w(
      `A document keeps up to ${most} saved queries. Delete one first.`,
      `每个文档最多保存 ${most} 个查询，请先删除一个。`
    ),
  longQuery: w("Too long to save. Choose fewer columns or options.", "查询过长，无法保存，请减少列或选项。"),
  noSheet: (name: string) => w(`The sheet "${short(name)}" no longer exists.`, `工作表“${short(name)}”已不存在。`),
  isPending: (text: string) => /^(Pending:|等待刷新：)/.test(text),
  isFailure: (text: string) =>
    /(Nothing was charged|This call may have been charged|This call was charged|Nothing is known about a charge|not paid twice)|(未产生费用|未计费|调用已计费|可能已计费|是否计费未知|不会重复计费)/.test(
      text
    ),
  pending: (ids: number) =>
    w(
      `Pending: Extensions > Xingtu > Refresh (${ids} ${ids === 1 ? "ID" : "IDs"})`,
      `等待刷新：扩展程序 > Xingtu > 刷新（${ids} 个 ID）`
    ),
  doubtful: (ids: number) =>
    w(
      `Pending: Extensions > Xingtu > Refresh (${ids} ${ids === 1 ? "ID" : "IDs"}; sent before without a response, may have been charged)`,
      `等待刷新：扩展程序 > Xingtu > 刷新（${ids} 个 ID，此前已发送但未收到结果，可能已计费）`
    ),
  slow: (ids: number) =>
    w(
      `Pending: Extensions > Xingtu > Refresh (${ids} ${ids === 1 ? "ID" : "IDs"}; slow today, and Refresh waits longer than a cell can)`,
      `等待刷新：扩展程序 > Xingtu > 刷新（${ids} 个 ID；今日响应较慢，刷新可等待更久）`
    ),
  tooManyForFormula: (most: number) =>
    w(
      `A formula takes up to ${most} new IDs. Nothing was charged. For more IDs: Extensions > Xingtu > Get data.`,
      `公式最多处理 ${most} 个新 ID。未计费。更多 ID 请使用“扩展程序 > Xingtu > 获取数据”。`
    ),
  spent: (calls: number) =>
    w(
      `Formulas have reached their limit of ${calls} paid ${calls === 1 ? "call" : "calls"} today. This formula was not charged. Fetch it with Extensions > Xingtu > Refresh, or raise the limit in Settings there.`,
      `公式今日已计费 ${calls} 次，达到上限。本公式未计费。可用“扩展程序 > Xingtu > 刷新”获取，或在其“设置”中提高上限。`
    ),
  notSent: w(
    "Pending: Extensions > Xingtu > Refresh (Google was too busy to record the call, so nothing was sent or charged)",
    "等待刷新：扩展程序 > Xingtu > 刷新（Google 繁忙，无法登记调用，因此未发送也未计费）"
  ),
  late: w(
    "Still being fetched; you won't be charged twice. In a minute: Extensions > Xingtu > Refresh > Recalculate.",
    "仍在获取中，不会重复计费。一分钟后请打开“扩展程序 > Xingtu > 刷新”，点击“重新计算公式”。"
  ),
  noTable: w(
    "Enter a table with headings in its first row, one of them ID, such as A1:H50. Nothing was charged.",
    "请填写首行为标题且包含 ID 列的表格，例如 A1:H50。未计费。"
  ),
  goals: { reach: w("reach", "曝光"), engagement: w("engagement", "互动"), sales: w("sales", "转化") },
  kinds: { placement: w("placement", "植入视频"), custom: w("custom", "定制视频") },
  rankHeader: [
    w("Rank", "名次"),
    id,
    w("Name", "昵称"),
    w("Score", "评分"),
    w("Kind of video", "视频类型"),
    w("Price (CNY)", "报价（元）"),
    w("Why", "理由"),
    w("Check before buying", "下单前请确认")
  ],
  expectedPlays,
  expectedInteractions,
  allocateHeader: (counted: "plays" | "interactions") => [
    id,
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
  noSuchPlan: w(
    "Choose what to do with the table: rank or plan a budget. Nothing was charged.",
    "请选择对表格的操作：排名或分配预算。未计费。"
  ),
  decided: (name: string, rows: number) =>
    w(
      `${creators(rows)} in the new tab "${name}". Nothing was charged.`,
      `${rows} 位达人，见新工作表“${name}”。未计费。`
    ),
  leftOver: w("Budget left", "预算剩余"),
  brokenLooks: w(
    "Google refused this change to the sheet. Nothing was charged. Retry.",
    "Google 拒绝了对表格的修改。未计费，请重试。"
  ),
  historyTab: w("Creator history", "达人历史"),
  dayColumn,
  nameColumn: w("Name", "昵称"),
  noteColumn: w("Note", "备注"),
  noHistory: w(
    "No daily snapshot is kept yet: Extensions > Xingtu > Tools > Keep a daily snapshot. Nothing was charged.",
    "尚未开启每日快照：请打开“扩展程序 > Xingtu > 工具 > 每日快照”。未计费。"
  ),
  noHistoryOf: w(
    "No history for this creator and field yet. Start a daily snapshot in Extensions > Xingtu > Tools. Nothing was charged.",
    "尚无该达人此项数据的历史。可在“扩展程序 > Xingtu > 工具”中开启每日快照。未计费。"
  ),
  shortHistory: (first: string, last: string, days: number) =>
    w(
      `The history of this creator goes from ${first} to ${last}, less than ${days} days. Nothing was charged. Use fewer days, or wait.`,
      `该达人的历史为 ${first} 至 ${last}，不足 ${days} 天。未计费，请减少天数或稍后再试。`
    ),
  fromZero: (day: string) =>
    w(
      `The value was 0 on ${day}, so no percentage can be calculated. Nothing was charged.`,
      `${day} 的数值为 0，无法计算百分比。未计费。`
    ),
  wholeDays: w(
    "Days must be a whole number from 1 to 3650, such as 7. Nothing was charged.",
    "天数须为 1 到 3650 的整数，例如 7。未计费。"
  ),
  unknownFigure: (word: string, meant: ReadonlyArray<Words>) =>
    w(
      `Unknown field "${short(word)}" in the history. Did you mean ${listed(meant).en}? Nothing was charged.`,
      `历史中没有字段“${short(word)}”。您是否想输入：${listed(meant).zh}？未计费。`
    ),
  historyGone: w(
    "The tab of the daily snapshot was deleted, so the snapshot was switched off. It costs nothing more.",
    "每日快照的工作表已被删除，快照已关闭，不再产生费用。"
  ),
  noHistoryHeads: w(
    `The first row of the history tab has no headings "${dayColumn.en}" and "${id.en}". Put them back; until then no snapshot is taken and nothing is charged.`,
    `历史工作表首行缺少“${dayColumn.zh}”和“${id.zh}”标题。请恢复标题，在此之前不记录快照，也不计费。`
  ),
  tooManySnapshots: (most: number) =>
    w(`A daily snapshot takes up to ${most} creators. Choose fewer.`, `每日快照最多 ${most} 位达人，请减少数量。`),
  snapshotNeeds: (ids: number, calls: number, over: "budget" | "limit") => {
    const cure =
      over === "budget"
        ? w(
            "Raise the daily limit to at least that many, or choose fewer creators.",
            "请将每日计费上限提高到至少此数，或减少达人。"
          )
        : w(
            "The document's daily limit in Settings is lower. Raise it, or choose fewer creators.",
            "文档设置中的每日计费上限低于此数，请提高上限或减少达人。"
          )
    return w(
      `${creators(ids)}: ${calls} paid ${calls === 1 ? "call" : "calls"} a day. ${cure.en} Nothing was charged.`,
      `${ids} 位达人：每日计费 ${calls} 次。${cure.zh}未计费。`
    )
  },
  snapshotsSpent: (calls: number) =>
    w(
      `Daily snapshots have reached their limit of ${calls} paid ${calls === 1 ? "call" : "calls"} today. This creator was not charged; the snapshot continues tomorrow.`,
      `每日快照今日已计费 ${calls} 次，达到上限。该达人未计费，明日继续。`
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
    "插件出错，该调用可能已计费；请使用“扩展程序 > Xingtu > 刷新”。"
  )
} as const
