import type { Lang, Words } from "@xingtu/core"
import { startSandbox } from "@xingtu/sandbox"
import type { Shown } from "@xingtu/n8n-testing/demo"
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { grid } from "../print.ts"
import type { Part, Stage } from "./Part.ts"

const program = fileURLToPath(import.meta.resolve("@xingtu/n8n-testing/demo"))

const yuan: Words = { en: "CNY", zh: "元" }

/** n8n's engine writes a key of its own into its user's home, unless it is given another. */
const home = fileURLToPath(new URL("../../node_modules/.cache/n8n", import.meta.url))

/** Some of the fields of an item, under the names they have in n8n. There a number is a number; what it counts in is said here. */
const fields: ReadonlyArray<readonly [name: string, unit?: Words]> = [
  ["nick_name"],
  ["follower"],
  ["price_placement", yuan],
  ["play_mid"],
  ["interact_rate", { en: "share of 1", zh: "小数" }],
  ["cpm_placement", yuan]
]

const cell = (value: unknown): string =>
  typeof value === "number"
    ? String(Number(value.toFixed(4)))
    : value === null || value === undefined
      ? "null"
      : String(value)

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

/** An example workflow in n8n's own engine, with the node as it is installed there. It begins at once: the engine takes seconds to load. */
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
          head: ["json", ...rows.map((_, i) => `item ${i}`)],
          rows: fields.map(([name, unit]) => [
            unit === undefined ? name : `${name} (${unit[lang]})`,
            ...rows.map((row) => cell(row[name]))
          ]),
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
