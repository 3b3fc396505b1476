import { didYouMean, type Words } from "@xingtu/core/adapter"

const both = (en: string, zh: string): Words => ({ en, zh })

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

/** The words of pages that are no results: help, quota, settings. */
export const help = {
  title: both("Xingtu: creators of the Douyin Creator Marketplace", "巨量星图数据"),
  intro: both(
    "Results are shown only to you until you share them. Repeat requests are served from cache at no cost.",
    "结果在您分享之前仅自己可见。重复查询使用缓存，不计费。"
  ),
  start: {
    search: both("creators by name", "按名称查找达人"),
    creator: both("a creator at a glance, by ID or Xingtu link", "达人概览，输入 ID 或星图链接"),
    compare: both("several side by side, up to 100", "最多 100 位达人对比"),
    shortlist: both("who is worth the money, with reasons", "谁更值得投放，并说明理由")
  },
  all: both("Help", "帮助"),
  everything: both("All data commands", "全部数据命令"),
  jobs: {
    find: both("Find", "查找"),
    look: both("Look at one", "查看达人"),
    compare: both("Compare and decide", "对比与决策"),
    watch: both("Watch", "监控"),
    keep: both("Keep", "保存"),
    money: both("Money and settings", "用量与设置")
  },
  own: {
    help: both("this list; /xingtu help <command> for one", "本列表；/xingtu help <命令> 查看单个命令"),
    creator: both("<id or link>: the creator at a glance", "<ID 或链接>：达人概览"),
    compare: both("<id> <id> …: several side by side, up to 100", "<ID> <ID> …：最多 100 位达人对比"),
    report: both(
      "<id, list or link>: all data for a decision, on one page",
      "<ID、名单或链接>：一页看全决策所需的数据"
    ),
    shortlist: both(
      "<search, ids or list> brief: <goal, kind, audience, bounds>: ranked, with reasons",
      "<搜索词、ID 或名单> 要求: <目标、类型、受众、限制>：按评分排序并说明理由"
    ),
    plan: both(
      "<budget> <search, ids or list>: which creators to book within a budget",
      "<预算> <搜索词、ID 或名单>：在预算内选择达人"
    ),
    save: both(
      "<name>: saves the creators you saw last, or the IDs after the name",
      "<名称>：保存最近显示的达人，或名称后的 ID"
    ),
    lists: both(
      "your lists; lists delete <name>, lists rename <name> <new>",
      "您的名单；lists delete <名称>、lists rename <名称> <新名称>"
    ),
    watch: both(
      "<ids, list or last> [price cpm followers>5%] [daily 9:00] [here | #channel | me]: notifies of changes, before and after",
      "<ID、名单或 last> [报价 cpm 粉丝>5%] [每天 9:00] [本频道 | #频道 | 私信]：变化时通知，含前后数值"
    ),
    watching: both(
      "your watches and reports: pause, resume, stop, run now",
      "监控与定时报告：暂停、恢复、停止、立即运行"
    ),
    schedule: both(
      "report <ids, list or last> [weekly mon 9:00] [#channel]: sends a table with files and changes",
      "report <ID、名单或 last> [每周一 9:00] [#频道]：定时发送表格、文件与变化"
    ),
    quota: both("what was spent today and what is left", "今日用量与剩余"),
    settings: both("language and where files go", "语言与文件发送位置")
  },
  each: both("Each of the following is 1 paid call; cached results are free.", "以下命令每次计费 1 次，已缓存的免费。"),
  arguments: both(
    "Enter arguments as you have them: an ID or a Xingtu link, and words such as live, 30d, 直播 or platform=LIVE_STREAMING.",
    "参数可直接输入：ID 或星图链接，以及 直播、30天、live 或 platform=LIVE_STREAMING 等。"
  ),
  perCommand: both("A command without arguments opens a form.", "不带参数的命令会打开表单。"),
  forms: {
    creator: both("Creator", "达人概览"),
    compare: both("Compare creators", "达人对比"),
    report: both("Creator report", "达人报告"),
    shortlist: both("Shortlist", "候选名单"),
    plan: both("Budget plan", "预算分配")
  },
  parameter: both("Parameter", "参数"),
  meaning: both("Meaning", "含义"),
  choices: both("Choices", "可选值"),
  needed: both("* required", "* 为必填。"),
  openForm: both("Fill in a form", "填写表单")
} as const

export const quota = {
  title: both("Quota today", "今日额度"),
  user: both("You", "您"),
  channel: both("This channel", "本频道"),
  workspace: both("This workspace", "本工作区"),
  token: both("Everyone with this token", "该 Token 的全部调用"),
  used: (n: number) => both(`${plural(n, "paid call", "paid calls")} today`, `今日计费 ${n} 次`),
  noBudget: both("no budget set", "未设预算"),
  open: (n: number) => both(`${n} in progress`, `${n} 次进行中`),
  command: both("Command", "命令"),
  charged: both("Paid", "计费"),
  fromStore: both("From cache", "来自缓存"),
  opens: (at: string) => both(`Calls resume ${at} (Shanghai time).`, `${at}（上海时间）恢复调用。`),
  tryNow: both("Fixed or topped up? Try again now", "已处理或已充值？立即重试"),
  until: (at: string) => both(`Today's quota resets ${at} (Shanghai time).`, `今日额度将于 ${at}（上海时间）重置。`),
  kept: (n: number) => both(`${plural(n, "result", "results")} cached.`, `已缓存 ${n} 个结果。`)
} as const

export const settings = {
  title: both("Settings", "设置"),
  language: both("Language", "语言"),
  files: both("Exported files", "导出文件"),
  filesToMe: both("Exports to me", "导出到私信"),
  filesToChannel: both("Exports to the channel", "导出到频道"),
  about: both("Default language: that of your Slack.", "默认语言：跟随您的 Slack。"),
  unclear: (word: string) =>
    both(
      `Unknown setting ${word}. Available: language=en, language=zh, files=me, files=channel.`,
      `未知设置 ${word}。可用：language=en、language=zh、files=me、files=channel。`
    )
} as const

export const lists = {
  title: both("Your lists", "您的达人名单"),
  nameWanted: both(
    "Give the list a name: /xingtu save beauty-q4 saves the creators you saw last.",
    "请填写名单名称：/xingtu save 美妆-q4 可保存最近显示的达人。"
  ),
  nameTooLong: (most: number) => both(`A list name has at most ${most} characters.`, `名单名称最多 ${most} 个字。`),
  nameIsId: (name: string) =>
    both(
      `${name} could be an ID or a link. Enter a name first: /xingtu save beauty-q4.`,
      `${name} 可能是 ID 或链接，请先填写名称：/xingtu save 美妆-q4。`
    ),
  nameIsTaken: (name: string) =>
    both(`The name ${name} is taken. Enter another one.`, `名称 ${name} 已被占用，请换一个。`),
  nothingToSave: (name: string) =>
    both(
      `There is nothing to save as ${name} yet. Search or compare first, or enter IDs: /xingtu save ${name} <id> <id>.`,
      `没有可保存为 ${name} 的达人。请先搜索或对比，或直接填写 ID：/xingtu save ${name} <ID> <ID>。`
    ),
  tooMany: (given: number, most: number) =>
    both(`${given} creators given; a list has at most ${most}.`, `提供了 ${given} 位达人，名单最多 ${most} 位。`),
  full: (most: number) =>
    both(
      `You have ${most} lists, the maximum. Delete one first: /xingtu lists delete <name>.`,
      `您已有 ${most} 个名单，达到上限。请先删除：/xingtu lists delete <名称>。`
    ),
  unknown: (name: string, meant: string | undefined) =>
    meant === undefined
      ? both(
          `You have no list ${name}. /xingtu lists shows your lists.`,
          `您没有名单 ${name}。/xingtu lists 可查看已有名单。`
        )
      : both(
          `You have no list ${name}.${didYouMean(meant).en} /xingtu lists shows all.`,
          `您没有名单 ${name}。${didYouMean(meant).zh}/xingtu lists 可查看全部。`
        )
} as const

export const home = {
  open: both("Open", "打开"),
  details: both("Details", "详情"),
  recent: both("Recent lookups", "最近查询"),
  noRecent: both("What you look up appears here.", "您的查询会显示在这里。"),
  noLists: both(
    "Save a search or a comparison as a list, and it appears here.",
    "将搜索或对比保存为名单后会显示在这里。"
  ),
  noWatches: both(
    "Watches appear here: /xingtu watch <ids or list> price followers>5% daily 9:00.",
    "监控会显示在这里：/xingtu watch <ID 或名单> 报价 粉丝>5% 每天 9:00。"
  ),
  paused: both("paused", "已暂停")
} as const
