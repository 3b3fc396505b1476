import type { Lang } from "@xingtu/core"

/** What the page says about tables that are there: how they look, what they tell. */

const en = {
  format: "Format these columns",
  templates: "Templates",
  template: "Template",
  templateNames: { shortlist: "Shortlist", priceWatch: "Price watch", weekly: "Weekly report" },
  templateAbout: {
    shortlist: "Figures beside the IDs, with colours for better and worse, and a ranking with reasons on the right.",
    priceWatch: "Prices beside the IDs, changes in 7 and 30 days, and green where a price meets your target.",
    weekly: "Changes in 7 days: followers, plays, prices and CPM, with colours and a chart. Free."
  },
  templateIds: "IDs to start with (cells or pasted; optional)",
  templateCost: (ids: number, calls: number, perId: number) =>
    perId === 0
      ? "Its formulas read the daily snapshots and cost nothing."
      : ids === 0
        ? `Its formulas make up to ${perId} paid calls for each new ID you enter.`
        : `Its formulas make ${calls} paid ${calls === 1 ? "call" : "calls"} for ${ids === 1 ? "this ID" : `these ${ids} IDs`}, within the formula limits; the rest stays pending.`,
  make: (calls: number) => (calls === 0 ? "Create (free)" : `Create (${calls} paid ${calls === 1 ? "call" : "calls"})`),
  decide: "Rank or plan a budget",
  decideHint: "Uses an existing table with headings in its first row, one of them ID. Nothing is charged.",
  table: "Table, or one cell of it",
  goal: "Goal",
  goals: { reach: "Reach", engagement: "Engagement", sales: "Sales" },
  kind: "Kind of video",
  kinds: { placement: "Placement", custom: "Custom" },
  cheaperKind: "The better value for each creator",
  audience: "Audience",
  anybody: "Anybody",
  women: "Mostly women",
  men: "Mostly men",
  boundsTitle: "Bounds",
  bounds: { price: "Price (CNY)", cpm: "CPM (CNY)", followers: "Followers", plays: "Median plays" },
  from: "from",
  upTo: "up to",
  categories: "Categories",
  weights: "Weights",
  weightsHint: "Empty: the goal's default weight. 0: not counted.",
  rank: "Rank",
  spend: "Plan a budget",
  budget: "Budget (CNY)",
  howMany: "Number of creators",
  must: "IDs to include",
  never: "IDs to exclude",
  perCategory: "Maximum per category",
  allocate: "Create plan",
  snapshot: "Keep a daily snapshot",
  snapshotHint: "One row per creator per day (prices, CPM, followers and median plays) in its own tab, with a chart.",
  chartOf: "Chart of",
  creatorsPlanned: "creators",
  callsPerDay: "paid calls a day",
  answeredToday: "free today",
  snapshotCost: (creators: number, calls: number) =>
    `${creators} ${creators === 1 ? "creator" : "creators"}: ${calls} paid ${calls === 1 ? "call" : "calls"} a day, starting now. Data fetched today is free.`,
  snapshotBudget: "Daily limit of paid calls",
  tooFewPerDay: (limit: number) => `The daily limit in Settings is ${limit}. Raise it or choose fewer creators.`,
  snapshotStart: "Start",
  snapshotOn: (creators: number, calls: number) =>
    `On: ${creators} ${creators === 1 ? "creator" : "creators"}, ${calls} paid ${calls === 1 ? "call" : "calls"} a day. Google runs it every hour as you; it takes one snapshot a day.`,
  snapshotDone: (day: string, done: number, all: number) => `${day}: ${done} of ${all}`,
  missed: (days: number, last: string) => `${days} ${days === 1 ? "day was" : "days were"} missed: ${last}.`,
  snapshotNow: "Take today's snapshot again",
  openTab: "Open the tab",
  snapshotStop: "Switch off",
  formatHint:
    "Formats the selected columns as percent, yuan or thousands by their headings; with one cell selected, its whole table."
}

const zh: typeof en = {
  format: "设置列格式",
  templates: "模板",
  template: "模板类型",
  templateNames: { shortlist: "候选名单", priceWatch: "报价监控", weekly: "达人周报" },
  templateAbout: {
    shortlist: "在 ID 旁列出各项数据，用颜色标示优劣，右侧附带理由的排名。",
    priceWatch: "在 ID 旁列出报价及 7 天、30 天变化；达到目标报价时显示绿色。",
    weekly: "7 天变化：粉丝数、播放量、报价与 CPM，附颜色与图表。免费。"
  },
  templateIds: "初始 ID（单元格或粘贴，可留空）",
  templateCost: (ids, calls, perId) =>
    perId === 0
      ? "公式读取每日快照，不计费。"
      : ids === 0
        ? `每填入一个新 ID，公式最多计费 ${perId} 次。`
        : `这 ${ids} 个 ID 的公式将计费 ${calls} 次（不超过公式上限），其余等待刷新。`,
  make: (calls) => (calls === 0 ? "生成（免费）" : `生成（计费 ${calls} 次）`),
  decide: "排名与预算分配",
  decideHint: "使用已有表格（首行为标题，其中一列为 ID）。不计费。",
  table: "表格区域，或其中一个单元格",
  goal: "目标",
  goals: { reach: "曝光", engagement: "互动", sales: "转化" },
  kind: "视频类型",
  kinds: { placement: "植入视频", custom: "定制视频" },
  cheaperKind: "每位达人取更划算的一种",
  audience: "目标受众",
  anybody: "不限",
  women: "女性为主",
  men: "男性为主",
  boundsTitle: "限制",
  bounds: { price: "报价（元）", cpm: "CPM（元）", followers: "粉丝数", plays: "播放量中位数" },
  from: "不低于",
  upTo: "不高于",
  categories: "内容分类",
  weights: "权重",
  weightsHint: "留空：该目标的默认权重。0：不计入。",
  rank: "排名",
  spend: "分配预算",
  budget: "预算（元）",
  howMany: "达人数量",
  must: "必选达人 ID",
  never: "排除达人 ID",
  perCategory: "每个分类最多人数",
  allocate: "生成方案",
  snapshot: "每日快照",
  snapshotHint: "每位达人每天一行（报价、CPM、粉丝数、播放量中位数），写入单独的工作表并附图表。",
  chartOf: "图表内容",
  creatorsPlanned: "位达人",
  callsPerDay: "次计费 / 天",
  answeredToday: "次今日免费",
  snapshotCost: (creators, calls) => `${creators} 位达人：每日计费 ${calls} 次，立即开始。今日已获取的数据不再计费。`,
  snapshotBudget: "每日计费上限（次）",
  tooFewPerDay: (limit) => `设置中的每日计费上限为 ${limit} 次，请提高上限或减少达人。`,
  snapshotStart: "开启",
  snapshotOn: (creators, calls) =>
    `已开启：${creators} 位达人，每日计费 ${calls} 次。Google 每小时以您的身份运行，每天只记录一次快照。`,
  snapshotDone: (day, done, all) => `${day}：${done} / ${all}`,
  missed: (days, last) => `缺失 ${days} 天：${last}。`,
  snapshotNow: "重新记录今日快照",
  openTab: "打开工作表",
  snapshotStop: "关闭快照",
  formatHint: "按标题将所选列设为百分比、元或千位分隔；只选一个单元格时处理其所在表格。"
}

/** The page's texts about tables, by language. */
export const tools: Readonly<Record<Lang, typeof en>> = { en, zh }
