import { didYouMean, Shortlist, type Words } from "@xingtu/core/adapter"

/** The words of shortlists, budgets and lists. */
const both = (en: string, zh: string): Words => ({ en, zh })

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

const grouped = (value: number): string => value.toLocaleString("en-US")

/** The texts of shortlists, budget plans and lists. */
export const say = {
  goal: {
    reach: both("reach", "曝光"),
    engagement: both("engagement", "互动"),
    sales: both("sales", "转化")
  },
  kind: { placement: both("placement", "植入视频"), custom: both("custom", "定制视频") },
  parts: {
    gender: both("audience gender", "受众性别"),
    age: both("audience ages", "受众年龄"),
    province: both("audience provinces", "受众省份"),
    cityTier: both("city tier", "城市等级"),
    crowd: both("crowd", "人群"),
    price: both("price", "报价"),
    cpm: both("CPM", "CPM"),
    followers: both("followers", "粉丝数"),
    plays: both("median plays", "播放量中位数"),
    category: both("category", "分类")
  },
  male: both("male", "男"),
  female: both("female", "女"),
  fromWanted: both(
    "Enter search words, IDs or a list, for example /xingtu shortlist 美食 brief: sales price<50000.",
    "请填写搜索词、达人 ID 或名单，例如 /xingtu shortlist 美食 要求: 转化 报价<50000。"
  ),
  budgetWanted: both("Enter the budget in CNY, such as 500k or 500000.", "请填写预算（元），例如 50万 或 500000。"),
  noAmount: (text: string) =>
    both(
      `${text} isn't a valid amount. Enter 50000, 5w, 500k, or a range such as 1w-5w or <50000; money is in CNY.`,
      `${text} 不是有效数值，请填写 50000、5万、500k，或范围 1万-5万、<50000；金额单位为元。`
    ),
  noBudget: (text: string) =>
    both(
      `${text} isn't a valid budget. Enter an amount in CNY, such as 500k or 500000.`,
      `${text} 不是有效预算，请填写金额（元），例如 50万 或 500000。`
    ),
  noCount: (text: string) =>
    both(
      `${text} isn't a valid number of creators. Enter a whole number from 1 to 999.`,
      `${text} 不是有效的达人数，请填写 1 至 999 的整数。`
    ),
  oneOf: (text: string, known: ReadonlyArray<string>) =>
    both(`Unknown value ${text}. Valid: ${known.join(", ")}.`, `无法识别 ${text}，可用：${known.join("、")}。`),
  noPart: (word: string, meant: string | undefined) =>
    both(
      `Unknown condition ${word}.${didYouMean(meant).en} For example: sales, custom, female, price<50000, cpm<40, followers>100k.`,
      `无法识别 ${word}。${didYouMean(meant).zh}例如：转化、定制、女、报价<50000、cpm<40、粉丝>10万。`
    ),
  from: both("Search words, IDs or a list", "搜索词、达人 ID 或名单"),
  fromAbout: both(
    "Search words, IDs (one per line), or the name of a list.",
    "搜索词，或每行一个达人 ID，或名单名称。"
  ),
  goalTitle: both("Goal", "目标"),
  briefHint: both("Default: reach, in the more cost-effective kind of video.", "默认：曝光，按更划算的视频类型。"),
  costs: (mayPay: number) => {
    const each = Shortlist.usualSources.length
    const confirmed =
      mayPay === 0
        ? both("Every paid call asks for confirmation.", "计费前会先请您确认。")
        : both(
            `More than ${plural(mayPay, "paid call asks", "paid calls ask")} for confirmation.`,
            `超过 ${mayPay} 次会先请您确认。`
          )
    return both(
      `A search is 1 paid call for 20 creators, an ID up to ${each}, or ${each + 1} with an audience; cached results are free. ${confirmed.en}`,
      `搜索每 20 位达人计费 1 次，按 ID 每位最多 ${each} 次，要求中含受众时 ${each + 1} 次，已缓存的免费。${confirmed.zh}`
    )
  },
  savesFree: both("Saving is free.", "保存不计费。"),
  briefTitle: both("Brief", "要求"),
  briefAbout: both(
    "Goal (reach, engagement, sales), kind (placement, custom), audience (female, 18-23, province=上海), bounds (price<50000, cpm<40, followers>100k).",
    "目标（曝光、互动、转化）、类型（植入、定制）、受众（女、18-23、省份=上海）、限制（报价<50000、cpm<40、粉丝>10万）。"
  ),
  budgetTitle: both("Budget (CNY)", "预算（元）"),
  budgetAbout: both("Total to spend, such as 500k or 500000.", "总金额，例如 50万 或 500000。"),
  minTitle: both("Minimum number of creators", "最少达人数"),
  maxTitle: both("Maximum number of creators", "最多达人数"),
  countAbout: both("Empty: no limit.", "留空表示不限。"),
  brief: both("Brief", "要求"),
  place: both("Rank", "名次"),
  score: both("Score", "评分"),
  kindTitle: both("Kind", "类型"),
  price: both("Price", "报价"),
  plays: both("Expected plays", "预期播放量"),
  interactions: both("Expected interactions", "预期互动量"),
  completeness: both("Data", "数据完整度"),
  questions: both("To check", "待核实"),
  reasons: both("Reasons", "理由"),
  out: both("Outside the brief", "不符合要求"),
  why: both("Why", "原因"),
  picked: both("Picked", "入选"),
  showReasons: both("Reasons", "查看理由"),
  planBudget: both("Plan a budget", "分配预算"),
  planFor: (budget: number) => both(`Plan ${grouped(budget)} CNY`, `分配 ${grouped(budget)} 元`),
  first: (shown: number, all: number) =>
    both(`The first ${shown} of ${all}; the file has all.`, `显示 ${all} 位中的前 ${shown} 位，文件包含全部。`),
  outOf: (names: string, more: number) =>
    both(
      `Outside the brief: ${names}${more === 0 ? "" : `; ${more} more in the file`}.`,
      `不符合要求：${names}${more === 0 ? "" : `；另有 ${more} 位见文件`}。`
    ),
  notPicked: (names: string, more: number) =>
    both(
      `Not in the plan: ${names}${more === 0 ? "" : `; ${more} more in the file`}.`,
      `未入选：${names}${more === 0 ? "" : `；另有 ${more} 位见文件`}。`
    ),
  noGroup: (groups: string, known: string) =>
    both(`No audience data for ${groups}. Available: ${known}.`, `没有 ${groups} 的受众数据，可用：${known}。`),
  nobody: both("No creator matches this brief. Widen its bounds.", "没有符合要求的达人，请放宽条件。"),
  nothingFound: both("The search found no creators.", "没有搜索到达人。"),
  add: (what: Words) => both(`Add ${what.en}`, `补充${what.zh}`),
  more: both(
    "The search has more creators: add page=2 for the next page.",
    "搜索还有更多达人，添加 page=2 查看下一页。"
  ),
  save: both("Save list", "保存名单"),
  saveTitle: both("Save as a list", "保存为名单"),
  nameTitle: both("Name", "名称"),
  nameAbout: both(
    "Preferably one word, such as beauty-q4. A list of the same name is replaced.",
    "建议使用一个词，例如 美妆-q4。同名名单将被替换。"
  ),
  saved: (name: string, n: number) =>
    both(
      `Saved ${plural(n, "creator", "creators")} as ${name}. Use /xingtu compare ${name} or /xingtu shortlist ${name}.`,
      `已将 ${n} 位达人保存为 ${name}。可使用 /xingtu compare ${name} 或 /xingtu shortlist ${name}。`
    ),
  replaced: (n: number) =>
    both(
      `The list of that name, with ${plural(n, "creator", "creators")}, was replaced.`,
      `已替换原有的同名名单（${n} 位达人）。`
    ),
  deleted: (name: string, n: number) =>
    both(`Deleted ${name} (${plural(n, "creator", "creators")}).`, `已删除 ${name}（${n} 位达人）。`),
  renamed: (name: string) => both(`The list is called ${name} now.`, `名单已改名为 ${name}。`),
  undo: both("Undo", "撤销"),
  remove: both("Delete", "删除"),
  open: both("Open", "打开"),
  noLists: both(
    "You have no lists yet. Search or compare, then press Save list, or enter /xingtu save <name> <id> <id>.",
    "您还没有名单。搜索或对比后点击“保存名单”，或输入 /xingtu save <名称> <ID> <ID>。"
  ),
  creators: (n: number) => both(plural(n, "creator", "creators"), `${n} 位达人`),
  moreLists: (n: number) =>
    both(`${n} more: /xingtu lists <name> opens one.`, `另有 ${n} 个，/xingtu lists <名称> 可打开。`),
  flags: {
    lowReach: both("few plays", "播放偏低"),
    outlier: both("one outlier", "单条爆款"),
    followerJump: both("follower jump", "粉丝突增"),
    unstable: both("unstable plays", "播放波动大"),
    optimistic: both("optimistic plays", "预期偏高"),
    overpriced: both("high CPM", "CPM 偏高"),
    noOrders: both("no orders", "无订单"),
    notTakingOrders: both("takes no orders", "暂不接单"),
    offTarget: both("off target", "受众不符"),
    unchecked: both("unchecked bound", "限制未核实"),
    thinData: both("thin data", "数据不足")
  } satisfies Readonly<Record<Shortlist.Flag, Words>>
} as const
