import type { Lang } from "@xingtu/core"
import { startSandbox } from "@xingtu/sandbox"
import type { Shown } from "n8n-nodes-xingtu/demo"
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { grid } from "../print.ts"
import type { Part } from "./Part.ts"

const program = fileURLToPath(import.meta.resolve("n8n-nodes-xingtu/demo"))

/** Some of the fields of an item, under the names they have in n8n. */
const fields = ["creator_id", "nick_name", "follower", "price_2", "play_mid", "interact_rate", "cpm_21_60", "female_share"] as const

const cell = (value: unknown): string => (typeof value === "number" ? String(Number(value.toFixed(4))) : value === null || value === undefined ? "null" : String(value))

const paid = (lang: Lang, [first, again]: Shown["charged"]): string =>
  lang === "zh" ? `运行一次计费 ${first} 次，再次运行计费 ${again} 次。` : `Run: ${first} charged. Run again: ${again} charged.`

/** An example workflow in n8n's own engine, with the node as it is installed there. Always against a sandbox. */
export const n8nWorkflow: Part = {
  title: { en: "n8n: a workflow from a search to a report", zh: "n8n：从搜索到报告的工作流" },
  show: async ({ lang, source }) => {
    await using own = source.sandbox === undefined ? await startSandbox() : undefined
    const sandbox = source.sandbox ?? own
    if (sandbox === undefined) throw new Error("There is always one of the two.")
    const { stdout } = await promisify(execFile)(process.execPath, [program, sandbox.url, "美食", "3"], { encoding: "utf8" })
    const shown = JSON.parse(stdout) as Shown
    return [
      `${shown.nodes.map((name) => `[${name}]`).join(" -> ")} -> ...`,
      grid({
        head: [...fields],
        rows: shown.rows.map((row) => fields.map((field) => cell(row[field]))),
        right: fields.map((_, i) => i > 1)
      }),
      paid(lang, shown.charged)
    ].join("\n")
  }
}
