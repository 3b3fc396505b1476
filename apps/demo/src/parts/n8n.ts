import { Format, type Lang, type Wire, type Words } from "@xingtu/core"
import { startSandbox } from "@xingtu/sandbox"
import type { Shown } from "@xingtu/n8n-testing/demo"
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { grid } from "../print.ts"
import type { Part, Stage } from "./Part.ts"

const program = fileURLToPath(import.meta.resolve("@xingtu/n8n-testing/demo"))

/** n8n's engine writes a key of its own into its user's home, unless it is given another. */
const home = fileURLToPath(new URL("../../node_modules/.cache/n8n", import.meta.url))

/** Some of the fields of an item by the names they have in n8n, as a person reads them. */
const fields: ReadonlyArray<readonly [name: string, words: Words, unit: Wire.Unit]> = [
  ["follower", { en: "Followers", zh: "粉丝数" }, "count"],
  ["price_placement", { en: "Price of a placement video", zh: "植入视频报价" }, "yuan"],
  ["play_mid", { en: "Median plays", zh: "播放量中位数" }, "count"],
  ["interact_rate", { en: "Interaction rate", zh: "互动率" }, "share"],
  ["cpm_placement", { en: "Expected CPM, placement", zh: "预期 CPM（植入视频）" }, "yuan"]
]

const cell = (value: unknown, unit: Wire.Unit, lang: Lang): string =>
  typeof value === "number" || typeof value === "string" ? Format.cell(value, unit, lang) : Format.noData[lang]

const paid = (lang: Lang, [first, again]: Shown["charged"]): string =>
  lang === "zh"
    ? `运行一次计费 ${first} 次，再次运行计费 ${again} 次。`
    : `Run: ${first} charged. Run again: ${again} charged.`

/** Runs the workflow twice, against a sandbox of its own. */
const run = async (signal: AbortSignal): Promise<Shown> => {
  await using sandbox = await startSandbox()
  const env = { ...process.env, N8N_USER_FOLDER: home }
  const { stdout } = await promisify(execFile)(process.execPath, [program, sandbox.url, "美食", "3"], {
    encoding: "utf8",
    env,
    signal
  })
  return JSON.parse(stdout) as Shown
}

/**
 * An example workflow in n8n's own engine, with the node as it is installed there. It begins at once: the engine takes
 * seconds to load.
 */
export const n8nWorkflow = ({ lang, signal }: Stage): Part & AsyncDisposable => {
  const gone = new AbortController()
  const leave = () => gone.abort()
  process.once("exit", leave)
  const running = run(AbortSignal.any([gone.signal, signal]))
  const ended = running.then(
    () => {},
    () => {}
  ) // a failure is told where it is shown
  return {
    title: { en: "n8n: a workflow from a search to a report", zh: "n8n：从搜索到报告的工作流" },
    show: async () => {
      const { charged, nodes, rows } = await running
      return [
        `${nodes.map((name) => `[${name}]`).join(" -> ")} -> ...`,
        grid({
          head: ["", ...rows.map((row) => cell(row["nick_name"], "text", lang))],
          rows: fields.map(([name, words, unit]) => [words[lang], ...rows.map((row) => cell(row[name], unit, lang))]),
          right: [false, ...rows.map(() => true)]
        }),
        paid(lang, charged)
      ].join("\n")
    },
    [Symbol.asyncDispose]: async () => {
      process.off("exit", leave)
      leave()
      await ended
    }
  }
}
