import type { Watch, Words } from "@xingtu/core"

/** The words of watches and scheduled reports. */
const both = (en: string, zh: string): Words => ({ en, zh })

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`
const calls = (n: number) => plural(n, "paid call", "paid calls")
const creators = (n: number) => plural(n, "creator", "creators")

type Kind = "watch" | "report"

const kinds: Readonly<Record<Kind, Words>> = { watch: both("Watch", "监控"), report: both("Report", "定时报告") }

const examples: Readonly<Record<Kind, Words>> = {
  watch: both(
    "For example: /xingtu watch <id> <id> price cpm followers>5% daily 9:00 here. A saved list or “last” works in place of IDs.",
    "示例：/xingtu watch <ID> <ID> 报价 cpm 粉丝>5% 每天 9:00 本频道。也可填写已保存的名单或 last 代替 ID。"
  ),
  report: both(
    "For example: /xingtu schedule report <id> <id> weekly mon 9:00 #channel. A saved list or “last” works in place of IDs.",
    "示例：/xingtu schedule report <ID> <ID> 每周一 9:00 #频道。也可填写已保存的名单或 last 代替 ID。"
  )
}

/** The figures a watch can look at, by name. */
export const watched: Readonly<Record<Watch.Watched, Words>> = {
  price: both("price", "报价"),
  cpm: both("CPM", "CPM"),
  followers: both("followers", "粉丝数"),
  medianPlays: both("median plays", "播放量中位数"),
  takesOrders: both("takes orders", "接单状态"),
  newestVideo: both("new video", "新视频")
}

/** The texts of watches and scheduled reports. */
export const watching = {
  kind: (kind: Kind) => kinds[kind],
  example: (kind: Kind) => examples[kind],
  ofWord: (word: string, why: Words) => both(`${word}: ${why.en}`, `${word}：${why.zh}`),
  noTime: (word: string) =>
    both(`${word} is not a time of day. Enter 9:00 or 18:30.`, `${word} 不是有效时间，请填写 9:00 或 18:30。`),
  noZone: (zone: string) =>
    both(
      `${zone} is not a time zone. Enter zone=Asia/Shanghai or zone=Europe/Berlin.`,
      `${zone} 不是有效时区，请填写 zone=Asia/Shanghai 等。`
    ),
  noSchedule: (word: string) =>
    both(
      `“${word}” is not available: runs are daily or weekly. Enter daily 9:00 or weekly mon 9:00.`,
      `不支持“${word}”：仅可每天或每周运行。请填写 每天 9:00 或 每周一 9:00。`
    ),
  twoSchedules: both("Both daily and weekly were given. Enter only one.", "同时填写了每天与每周，请只保留一个。"),
  noShare: (word: string) =>
    both(
      `“${word}” can't be watched. Prices, CPM, followers and plays take a change in percent, such as followers>5%.`,
      `无法按“${word}”监控。报价、CPM、粉丝数与播放量可填写变化百分比，例如 粉丝>5%。`
    ),
  tooMany: (given: number, most: number) =>
    both(`${creators(given)} given, at most ${most}.`, `提供了 ${given} 位达人，最多 ${most} 位。`),
  nobody: {
    watch: both(
      "Enter the creators to watch: IDs, Xingtu links, a saved list or “last”.",
      "请填写要监控的达人：ID、星图链接、已保存的名单或 last。"
    ),
    report: both(
      "Enter the creators for the report: IDs, Xingtu links, a saved list or “last”.",
      "请填写报告中的达人：ID、星图链接、已保存的名单或 last。"
    )
  },
  noList: (name: string) =>
    both(
      `You have no list “${name}”. Enter IDs or Xingtu links; /xingtu lists shows your lists, /xingtu search ${name} finds a creator.`,
      `您没有名单“${name}”。请填写 ID 或星图链接；/xingtu lists 查看名单，/xingtu search ${name} 按名称查找达人。`
    ),
  noLast: both(
    "You have no recent search, comparison or list. Enter IDs or Xingtu links.",
    "最近没有搜索、对比或名单结果，请填写 ID 或星图链接。"
  ),
  free: both("nothing was charged", "未计费"),
  plan: (kind: Kind, n: number) =>
    kind === "watch"
      ? both(`Watch ${creators(n)}`, `监控 ${n} 位达人`)
      : both(`Report on ${creators(n)}`, `${n} 位达人的定时报告`),
  looksAt: (what: string) => both(`Watches: ${what}.`, `监控内容：${what}。`),
  when: (schedule: string, zone: string, next: string) =>
    both(`When: ${schedule} (${zone}), first ${next}.`, `时间：${schedule}（${zone}），首次 ${next}。`),
  where: (place: string) => both(`Where: ${place}`, `发送到：${place}`),
  toMe: both("your direct messages", "您的私信"),
  here: both("this channel", "本频道"),
  firstIs: {
    watch: both(
      "The first run saves a baseline; later runs notify you only of changes.",
      "首次运行保存对比基准，之后仅在有变化时通知。"
    ),
    report: both(
      "The first report shows no changes; each later one compares with the one before.",
      "首份报告无变化可比，之后与上一份对比。"
    )
  },
  asNow: (name: string) =>
    both(
      `Uses the creators in “${name}” as of now; later edits of the list have no effect here.`,
      `使用“${name}”当前的达人，之后修改名单不影响此项。`
    ),
  costs: (each: number, days: ReadonlyArray<number>, month: number) =>
    days.length === 0
      ? both(`${calls(each)} a day, about ${month} in 30 days.`, `每天计费 ${each} 次，30 天约 ${month} 次。`)
      : both(
          `${calls(each)} each time, ${days.length === 1 ? "once" : `${days.length} times`} a week, about ${month} in 30 days.`,
          `每次计费 ${each} 次，每周 ${days.length} 次，30 天约 ${month} 次。`
        ),
  namesToo: (n: number) =>
    both(
      `The first run also looks up ${plural(n, "name", "names")}: ${calls(n)}, once.`,
      `首次另需查询 ${n} 位达人名称，计费 ${n} 次。`
    ),
  noBudget: both("No daily budget is set.", "未设置每日预算。"),
  budget: (left: number, of: number) => both(`Budget left today: ${left} of ${of}.`, `今日预算剩余：${left} / ${of}。`),
  overBudget: both("One run costs more than is left today.", "单次运行超出今日剩余预算。"),
  nothingYet: both(
    "Nothing is charged before you start it and the first run begins.",
    "开始之前与首次运行之前均不计费。"
  ),
  start: (each: number) => both(`Start (${calls(each)} a run)`, `开始（每次计费 ${each} 次）`),
  cancel: both("Cancel", "取消"),
  dropped: both("Not started. Nothing was charged.", "未开始，未计费。"),
  started: (name: string, next: string) =>
    both(`Started: ${name}. First run ${next}.`, `已开始：${name}。首次运行 ${next}。`),
  startedAgain: (name: string) => both(`This already exists: ${name}.`, `已存在：${name}。`),
  announced: (user: string, name: string, schedule: string) =>
    both(`${user} set up here: ${name}, ${schedule}.`, `${user} 在此设置了：${name}，${schedule}。`),
  full: (most: number) =>
    both(
      `This workspace has ${most} watches and reports, the maximum. Stop one in /xingtu watching.`,
      `本工作区已有 ${most} 个监控与定时报告，已达上限。请在 /xingtu watching 中停止一个。`
    ),
  list: both("Watches and scheduled reports", "监控与定时报告"),
  none: both("No watches or scheduled reports yet.", "暂无监控与定时报告。"),
  unknown: (id: string) =>
    id === ""
      ? both("Specify which one. /xingtu watching lists them.", "请说明是哪一个，/xingtu watching 可查看列表。")
      : both(
          `No watch ${id} found; it may have been stopped. /xingtu watching lists all.`,
          `未找到监控 ${id}，可能已停止。/xingtu watching 可查看列表。`
        ),
  notYours: both(
    "Someone else created it and their budget pays for it. Only they can resume or run it.",
    "该监控由其他人创建并由其预算支付，仅本人可恢复或运行。"
  ),
  next: (at: string) => both(`next ${at}`, `下次 ${at}`),
  paused: (why: string) => (why === "" ? both("paused", "已暂停") : both(`paused: ${why}`, `已暂停：${why}`)),
  cost: (each: number) => both(`${calls(each)} a run`, `每次计费 ${each} 次`),
  last: (at: string, cost: string, found: string) =>
    both(`last run ${at} (${cost}, ${found})`, `上次运行 ${at}（${cost}，${found}）`),
  noRun: both("no run yet", "尚未运行"),
  paid: (n: number, uncertain: number) =>
    uncertain === 0
      ? both(calls(n), `计费 ${n} 次`)
      : both(`${calls(n)}, ${uncertain} more may have been charged`, `计费 ${n} 次，另有 ${uncertain} 次可能已计费`),
  found: (changes: number) =>
    changes === 0 ? both("no changes", "无变化") : both(plural(changes, "change", "changes"), `${changes} 项变化`),
  baseline: both("baseline saved", "已保存基准"),
  failedOf: (failed: number) => both(`${failed} failed`, `${failed} 次失败`),
  buttons: {
    pause: both("Pause", "暂停"),
    resume: both("Resume", "恢复"),
    stop: both("Stop", "停止"),
    run: (each: number) => both(`Run now (${calls(each)})`, `立即运行（计费 ${each} 次）`),
    next: both("Next page", "下一页"),
    all: both("All watches", "全部监控")
  },
  did: {
    pause: (name: string) =>
      both(`Paused: ${name}. Nothing is looked up until you resume it.`, `已暂停：${name}。恢复前不再查询。`),
    resume: (name: string, next: string) =>
      both(`Resumed: ${name}. Next run ${next}.`, `已恢复：${name}。下次运行 ${next}。`),
    stop: (name: string) => both(`Stopped: ${name}.`, `已停止：${name}。`)
  },
  running: (name: string) => both(`Running: ${name}. The result follows.`, `正在运行：${name}。结果稍后发送。`),
  resumeFirst: (name: string) => both(`Paused: ${name}. Resume it first.`, `已暂停：${name}。请先恢复。`),
  runCosts: (name: string, each: number) =>
    both(`Run ${name} now: ${calls(each)}.`, `立即运行 ${name}：计费 ${each} 次。`),
  changed: (n: number) => both(`${creators(n)} changed`, `${n} 位达人有变化`),
  since: (at: string) => both(`since ${at}`, `自 ${at} 起`),
  more: (n: number) =>
    both(
      `The first ten; ${creators(n)} more changed, and the file has all.`,
      `显示前十位，另有 ${n} 位达人有变化，详见文件。`
    ),
  baselineTold: (n: number, next: string) =>
    both(
      `Baseline saved for ${creators(n)}: from now on you are notified of changes. Next run ${next}.`,
      `已保存 ${n} 位达人的对比基准，之后有变化时通知。下次运行 ${next}。`
    ),
  nothingChanged: (next: string) => both(`Nothing changed. Next run ${next}.`, `无变化。下次运行 ${next}。`),
  vanished: both(
    "No longer found by the API (201, charged) and not looked up again",
    "API 已查询不到（201，已计费），之后不再查询"
  ),
  someFailed: (n: number, why: string) =>
    both(`${plural(n, "lookup", "lookups")} failed: ${why}`, `${n} 次查询失败：${why}`),
  allGone: both("None of its creators can be found any longer, so it is paused.", "所有达人均未查询到，已暂停。"),
  missed: (n: number, since: string, next: string) =>
    both(
      `Missed ${plural(n, "run", "runs")} since ${since}, because the bot was not running. Nothing was charged. Next run ${next}.`,
      `自 ${since} 起错过 ${n} 次运行：机器人未运行，未计费。下次运行 ${next}。`
    ),
  interrupted: (since: string, next: string) =>
    both(
      `The run of ${since} was interrupted. Requests sent by then may have been charged and are not repeated. Next run ${next}.`,
      `${since} 的运行被中断。已发出的请求可能已计费，不会重复。下次运行 ${next}。`
    ),
  stoppedBy: (name: string, why: string) => both(`${name} is paused: ${why}`, `${name} 已暂停：${why}`),
  resumeHint: both("Resume it once this is solved.", "问题解决后请恢复。"),
  troubled: (name: string, why: string, next: string) =>
    both(`${name}: ${why} Next run ${next}.`, `${name}：${why}下次运行 ${next}。`),
  refusedAt: (place: string, reason: string, left: number) =>
    both(
      `Slack does not let me post in ${place} (${reason}), so this was sent here. Invite me there with /invite${left === 0 ? "; it is paused now." : `; after ${plural(left, "more time", "more times")} it is paused.`}`,
      `Slack 不允许我在 ${place} 发送（${reason}），因此发送到此处。请在该频道使用 /invite 邀请我${left === 0 ? "，现已暂停。" : `，再失败 ${left} 次将暂停。`}`
    ),
  refusedAtStart: (place: string, reason: string) =>
    both(
      `Slack does not let me post in ${place} (${reason}). Invite me there with /invite, then start again. Nothing was started, nothing was charged.`,
      `Slack 不允许我在 ${place} 发送（${reason}）。请在该频道使用 /invite 邀请我后重试。未开始，未计费。`
    ),
  cut: both("Too many changes for one message; the file has all.", "变化超出单条消息上限，详见文件。"),
  columns: {
    creator: both("Creator", "达人"),
    id: both("ID", "ID"),
    change: both("Change", "变化"),
    before: both("Before", "之前"),
    after: both("After", "现在"),
    since: both("Since", "自")
  },
  changes: both("Changes since the last report", "与上一份报告相比的变化"),
  unchanged: both("Nothing changed since the last report.", "与上一份报告相比无变化。"),
  firstReport: both("This is the first report; the next one shows what changed.", "这是首份报告，下一份将显示变化。"),
  /** Some of them by name. */
  some: (shown: ReadonlyArray<string>, all: number) =>
    shown.length === all
      ? both(shown.join(", "), shown.join("、"))
      : both(`${shown.join(", ")} and ${all - shown.length} more`, `${shown.join("、")} 等 ${all} 位`),
  whom: (names: Words) => both(`Creators: ${names.en}.`, `达人：${names.zh}。`),
  goneOf: (n: number) => both(`${n} no longer found`, `${n} 位已查询不到`),
  fileRefused: (name: string, reason: string) =>
    both(
      `The file of ${name} could not be sent: Slack refused it (${reason}). The data is cached: /xingtu compare shows and exports it at no cost today.`,
      `${name}的文件未能发送：Slack 拒绝（${reason}）。数据已缓存，今日可用 /xingtu compare 免费查看并导出。`
    ),
  resumed: both(
    "Resumed after an interruption; calls paid before it are not counted here.",
    "中断后继续运行，中断前的计费未计入此处。"
  ),
  watchThese: both("Watch…", "监控…")
} as const
