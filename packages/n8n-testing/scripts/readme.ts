// Writes the tables of operations into the READMEs; `readme.ts --check` only says whether they are up to date.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Entry, entries, resources } from "n8n-nodes-xingtu/source/panel/menu"
import { root } from "./root.ts"

/** The panel is in English alone; what is more than one endpoint says here in Chinese what it gives. */
const inChinese: Readonly<Record<string, string>> = {
  creatorReport: "每位达人一行：昵称、粉丝数、报价、CPM、CPE、传播表现、涨粉与主要受众，由多次付费调用组成",
  quotaStatus: "本 n8n 进程今日的用量、剩余，以及是否可以调用。不发送请求，不计费。",
  quotaReopen: "在 Token、额度或余额问题导致调用停止后恢复调用：用于充值、提高额度或更正 Token 之后",
  rankShortlist: "按要求为达人排名：0 至 100 的评分及其构成、文字理由、待核实事项。输入与输出均为数据项，不计费。",
  allocateBudget: "预算内哪些达人、哪种视频的预期效果最大，剩余多少，其余达人为何未入选。输入与输出均为数据项，不计费。"
}

const chinese = ({ endpoint, value }: Entry): string =>
  endpoint === undefined ? (inChinese[value] ?? "") : endpoint.about.zh.replace(/。$/, "")

const table = (heading: string, of: (entry: Entry) => string) =>
  [
    heading,
    "|---|---|",
    ...resources.flatMap(({ name, value }) => [
      `| **${name}** | |`,
      ...entries.filter(({ resource }) => resource === value).map((entry) => `| ${entry.name} | ${of(entry)} |`)
    ])
  ].join("\n")

const tables = [
  { name: "README.md", heading: "| Operation | What it gives |", of: ({ description }: Entry) => description },
  { name: "README.zh-CN.md", heading: "| 操作 | 内容 |", of: chinese }
]

for (const { heading, name, of } of tables) {
  const file = join(root, name)
  const before = readFileSync(file, "utf8")
  const [start = "", rest = ""] = before.split(`${heading}\n`)
  const after = `${start}${table(heading, of)}\n${rest.replace(/^(?:\|.*\n)+/, "")}`
  if (!process.argv.includes("--check")) writeFileSync(file, after)
  else if (after !== before) {
    console.error(`The operations in ${name} are not those of the node: run pnpm --filter n8n-nodes-xingtu readme`)
    process.exitCode = 1
  }
}
