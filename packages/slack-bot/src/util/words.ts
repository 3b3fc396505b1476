import type { Lang, Words } from "@xingtu/core"

/** The bot's own words. Whatever an endpoint, a parameter or a failure is called comes from core. */
const both = (en: string, zh: string): Words => ({ en, zh })

/** Sentences as each language puts them together. */
export const sentences = (lang: Lang, ...parts: ReadonlyArray<string>): string =>
  parts.filter((part) => part !== "").join(lang === "zh" ? "" : " ")

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

/** The bot's own texts, beside those of shortlists and watches. */
export const say = {
  comma: both(", ", "、"),
  colon: both(": ", "："),
  openCreator: both("Open a creator", "查看达人"),
  pick: both("Choose creators to compare…", "选择要对比的达人…"),
  pickHint: (most: number) => both(`Select 2–${most} results.`, `请选择 2 至 ${most} 位。`),
  metric: both("Metric", "指标"),
  value: both("Value", "数值"),
  creator: both("Creator", "达人"),
  asked: (title: Words, calls: number) =>
    both(
      `${title.en}: requested, at most ${plural(calls, "paid call", "paid calls")}. Results usually arrive within a minute and show the cost.`,
      `${title.zh}：已请求，最多计费 ${calls} 次。结果稍后显示，通常在一分钟内，实际计费见结果。`
    ),
  costs: (title: Words, calls: number) =>
    both(
      `${title.en}: this would cost ${plural(calls, "paid call", "paid calls")}; cached results are free.`,
      `${title.zh}：将计费 ${calls} 次，已缓存的部分免费。`
    ),
  notEnough: both(
    "Only part of it would finish today; results so far are cached.",
    "今日只能完成其中一部分，已获取的结果会缓存。"
  ),
  onward: both("Next steps (1 paid call each; cached results are free):", "继续查看，每项计费 1 次，已缓存的免费："),
  onwardOrReport: (report: number) =>
    both(
      `Next steps (1 paid call each, full report up to ${report}; cached results are free):`,
      `继续查看，每项计费 1 次，报告最多 ${report} 次，已缓存的免费：`
    ),
  cancel: both("Cancel", "取消"),
  cancelled: both(
    "Cancelled. Requests already sent may be charged; results that still arrive are cached and free.",
    "已取消。已发出的请求可能计费；随后到达的结果会缓存，不另计费。"
  ),
  cancelledElsewhere: both(
    "A result that has not arrived will not be shown; results shown below stay. Requests already sent may be charged; results that still arrive are cached and free.",
    "尚未返回的结果将不再显示；下方已有的结果会保留。已发出的请求可能计费；随后到达的结果会缓存，不另计费。"
  ),
  paid: (calls: number) => both(plural(calls, "paid call", "paid calls"), `计费 ${calls} 次`),
  maybePaid: (calls: number) => both(`${calls} that may have been charged`, `${calls} 次可能已计费`),
  stored: (at: string) =>
    both(`cached, not charged (fetched ${at}, Shanghai time)`, `已缓存，未计费（获取于上海时间 ${at}）`),
  doubt: both("an earlier attempt may have been charged too", "之前的一次尝试可能已计费"),
  took: (seconds: string) => both(`${seconds} s`, `${seconds} 秒`),
  left: (left: number, limit: number) => both(`${left} of ${limit} calls left today`, `今日剩余 ${left} / ${limit} 次`),
  low: (left: number) =>
    both(`Only ${plural(left, "paid call is", "paid calls are")} left today.`, `今日仅剩 ${left} 次付费调用。`),
  drift: (n: number) =>
    both(
      `${plural(n, "value", "values")} in an unexpected format; see the raw response.`,
      `${n} 个值的格式异常，请查看原始结果。`
    ),
  rowsCut: (shown: number, all: number) =>
    both(`First ${shown} of ${all} rows; Export has them all.`, `仅显示 ${all} 行中的前 ${shown} 行，导出可获取全部。`),
  columnsCut: (shown: number, all: number) =>
    both(
      `First ${shown} of ${all} columns; Export has them all.`,
      `仅显示 ${all} 列中的前 ${shown} 列，导出可获取全部。`
    ),
  chartThinned: (days: number) => both(`The chart shows one day in ${days}.`, `图表每 ${days} 天取 1 天。`),
  chartLatest: (shown: number, all: number) =>
    both(`The chart shows the latest ${shown} of ${all}.`, `图表显示 ${all} 个中最新的 ${shown} 个。`),
  messageCut: both("Shortened to fit one message; Export has everything.", "内容超出单条消息上限，导出可获取全部。"),
  nobodyHas: (titles: string) => both(`No data for any of them: ${titles}.`, `均无数据：${titles}。`),
  noRows: both("The result has no rows.", "结果为空。"),
  nextPage: both("Next page (1 paid call)", "下一页（计费 1 次）"),
  nextPageCached: both("Next page (cached, free)", "下一页（已缓存，免费）"),
  previousPage: both("Previous page", "上一页"),
  toMe: both("Send to my messages", "发送到我的私信"),
  sentToMe: both("Sent to your direct messages.", "已发送到您的私信。"),
  openInXingtu: both("Open in Xingtu", "在星图中打开"),
  asOf: (at: string) => both(`as of ${at} (Shanghai time)`, `数据时间 ${at}（上海时间）`),
  notRequested: both("not requested", "未请求"),
  failedCell: both("failed", "失败"),
  found: (names: string) => both(`Found: ${names}.`, `识别到：${names}。`),
  nobody: both(
    "No creators found in this message: no ID (16 to 20 digits) and no Xingtu link.",
    "此消息中没有达人：未找到 ID（16 至 20 位数字）或星图链接。"
  ),
  lookUp: (calls: number) => both(`Look up (${plural(calls, "paid call", "paid calls")})`, `查询（计费 ${calls} 次）`),
  onXingtu: (id: string) => both(`Creator ${id} on Xingtu`, `星图达人 ${id}`),
  progress: (done: number, all: number) =>
    both(
      `${done} of ${all} creators looked up. Results so far are cached.`,
      `已查询 ${all} 位中的 ${done} 位，已获取的结果会缓存。`
    ),
  installAgain: (scope: string) =>
    both(
      `The app lacks a permission in this workspace${scope}. Ask an administrator to install it again.`,
      `应用在此工作区缺少权限${scope}，请联系管理员重新安装。`
    ),
  share: both("Share to channel", "分享到频道"),
  shared: (user: string) => both(`Shared by ${user}`, `由 ${user} 分享`),
  export: both("Export CSV, XLSX", "导出 CSV、XLSX"),
  exported: both("The files are on their way: CSV and XLSX.", "文件已发送：CSV 与 XLSX。"),
  form: both("Fill in the form", "填写表单"),
  moreFilters: (n: number) => both(`More filters (${n})`, `更多筛选（${n}）`),
  send: both("Send", "查询"),
  sendFor: (calls: number) => both(`Send (${plural(calls, "paid call", "paid calls")})`, `查询（计费 ${calls} 次）`),
  close: both("Close", "关闭"),
  paidEach: (calls: number) => both(`${plural(calls, "paid call", "paid calls")} each`, `每位计费 ${calls} 次`),
  callsEach: (calls: number) =>
    both(
      `${plural(calls, "paid call", "paid calls")} a creator; cached results are free.`,
      `每位达人计费 ${calls} 次，已缓存的免费。`
    ),
  callsOnce: both("1 paid call; free if cached.", "计费 1 次，已缓存的免费。"),
  byDefault: (value: string) => both(`Default: ${value}.`, `默认 ${value}。`),
  yes: both("Yes", "是"),
  no: both("No", "否"),
  again: both("Retry", "重试"),
  askAnew: both("Refresh (1 paid call)", "刷新（计费 1 次）"),
  sendAgain: both("Send again (may be charged twice)", "重新请求（可能重复计费）"),
  budgetSpent: {
    user: (budget: number) =>
      both(
        `Your budget of ${plural(budget, "paid call", "paid calls")} a day is used up.`,
        `您今日 ${budget} 次付费调用的预算已用完。`
      ),
    channel: (budget: number) =>
      both(
        `This channel's budget of ${plural(budget, "paid call", "paid calls")} a day is used up.`,
        `本频道今日 ${budget} 次付费调用的预算已用完。`
      ),
    workspace: (budget: number) =>
      both(
        `This workspace's budget of ${plural(budget, "paid call", "paid calls")} a day is used up.`,
        `本工作区今日 ${budget} 次付费调用的预算已用完。`
      )
  },
  tellAdmin: both("Contact your bot administrator.", "请联系机器人管理员。"),
  forAdmin: (advice: string) => both(`For the bot administrator: ${advice}`, `管理员：${advice}`),
  unknownCommand: (typed: string) => both(`Unknown command ${typed}.`, `未知命令 ${typed}。`),
  notRecognised: both("Not recognised.", "无法识别。"),
  isItAName: both("If it is a creator's name, search for it.", "如果是达人名称，可以搜索。"),
  searchFor: (name: string) => both(`Search creators (1 paid call): ${name}`, `搜索达人（计费 1 次）：${name}`),
  noId: (word: string) =>
    both(
      `An ID has 16 to 20 digits. To find a creator by name: /xingtu search ${word}. To see your lists: /xingtu lists.`,
      `ID 应为 16 至 20 位数字；按名称查找请输入 /xingtu search ${word}；您的名单见 /xingtu lists。`
    ),
  notAnId: both("not an ID (16 to 20 digits).", "不是 ID（16 至 20 位数字）。"),
  ofWord: (word: string, why: Words) => both(`${word}: ${why.en}`, `${word}：${why.zh}`),
  inLine: (line: number, word: string, why: Words) =>
    both(`Line ${line}: ${word}: ${why.en}`, `第 ${line} 行：${word}：${why.zh}`),
  oneCreator: both(
    "This command takes one ID. Use /xingtu compare for several creators.",
    "此命令仅支持一个 ID；多位达人请使用 /xingtu compare。"
  ),
  creatorsGiven: (given: number, least: number, most: number) =>
    given < least
      ? both(
          `${plural(given, "creator", "creators")} given, at least ${least} required.`,
          `提供了 ${given} 位达人，至少需要 ${least} 位。`
        )
      : both(`${given} creators given, at most ${most}.`, `提供了 ${given} 位达人，最多 ${most} 位。`),
  leftOut: (words: string, more: number) =>
    both(
      `Not read: ${words}${more === 0 ? "" : ` and ${more} more`}.`,
      `未读取：${words}${more === 0 ? "" : `，另有 ${more} 项`}。`
    ),
  noName: both(
    "This looks like a sentence or a copied message. A search takes a creator's name or a short topic; nothing was charged.",
    "这看起来是一句话或复制的分享内容。搜索请填写达人名称或简短主题，未计费。"
  ),
  bareRange: (word: string) =>
    both(
      `Specify what it means: followerRange=${word} or kolPriceRange=${word}.`,
      `请说明其含义：粉丝数=${word} 或 报价=${word}。`
    ),
  readAs: (question: string) => both(`Read as: ${question}`, `查询条件：${question}`),
  first: (shown: number, all: number) =>
    both(`The first ${shown} of ${all}; the file has all.`, `显示 ${all} 位中的前 ${shown} 位，文件包含全部。`),
  creatorsOneALine: both("IDs or Xingtu links, one per line.", "达人 ID 或星图链接，每行一个。"),
  creatorsWanted: (least: number, most: number) =>
    least === most
      ? both("Enter one creator: an ID or a Xingtu link.", "请填写一位达人的 ID 或星图链接。")
      : both(
          `${least} to ${most} creators required: IDs or Xingtu links.`,
          `请填写 ${least} 至 ${most} 位达人的 ID 或星图链接。`
        ),
  seeHelp: both("/xingtu help shows the commands.", "/xingtu help 可查看命令。"),
  restarted: (title: Words) =>
    both(
      `${title.en}: the bot restarted during the request, or Slack did not accept the result. Requests sent may have been charged; results that arrived are cached and free.`,
      `${title.zh}：查询过程中机器人重启，或 Slack 未接收结果。已发出的请求可能已计费；已获取的结果已缓存，再次查询不另计费。`
    ),
  restCosts: (calls: number) =>
    both(
      `Fetching the rest costs at most ${plural(calls, "paid call", "paid calls")}.`,
      `补全其余部分最多计费 ${calls} 次。`
    ),
  late: both(
    "This result is late: the bot restarted during the request, or Slack did not accept it. The charge was made when the request was sent.",
    "该结果延迟送达：查询过程中机器人重启，或 Slack 未接收。费用已在查询时计入。"
  ),
  notInstalled: both(
    "This workspace has not installed the app. Its administrator can install it at the bot's address, under /slack/install.",
    "该工作区尚未安装此应用，请由管理员访问其 /slack/install 页面进行安装。"
  ),
  unreadable: both(
    "The bot cannot read its store right now. No request was sent and nothing was charged. Try again in a minute.",
    "机器人暂时无法读取存储。未发出请求，未计费，请一分钟后再试。"
  ),
  broke: both(
    "The bot hit an error. No more requests were sent; earlier results are cached.",
    "机器人出错。未再发送请求；此前的结果已缓存。"
  ),
  storeAway: both(
    "The store does not respond, so nothing was changed. Try again in a minute.",
    "存储暂不可用，未做更改，请一分钟后再试。"
  ),
  askMissing: (calls: number) =>
    both(`Fetch what is missing (${plural(calls, "paid call", "paid calls")})`, `补全缺失部分（计费 ${calls} 次）`),
  notStored: (titles: string) => both(`Not cached: ${titles}.`, `未缓存：${titles}。`),
  gone: (calls: number) =>
    both(
      `This result is no longer cached. Fetch it again (${plural(calls, "paid call", "paid calls")}).`,
      `该结果已不在缓存中，请重新查询（计费 ${calls} 次）。`
    ),
  refused: (reason: string) => both(`Slack refused: ${reason}.`, `Slack 拒绝：${reason}。`),
  invite: both(
    "I am not in this channel. Invite me with /invite, or use the direct message.",
    "我不在此频道中。请使用 /invite 邀请，或改用私信。"
  )
} as const
