import type { Lang } from "@xingtu/core"
import { startSandbox } from "@xingtu/sandbox"
import { cachedCode } from "@xingtu/sheets-addon/cached"
import { Document } from "@xingtu/sheets-addon/host"
import { grid } from "../print.ts"
import type { Part } from "./Part.ts"

const api = "https://api.justoneapi.com"

/** As a spreadsheet shows an id that was typed as a number. */
const spoilt = "6.95572193040119E+18"

const fields: Record<Lang, string> = {
  en: "Median plays, Interaction rate, Expected CPM, over 60 s",
  zh: "播放量中位数, 互动率, 预期 CPM（60 秒以上）"
}

const paid = (lang: Lang, first: number, again: number): string =>
  lang === "zh" ? `首次计算计费 ${first} 次，重新计算计费 ${again} 次。` : `Calculated: ${first} charged. Calculated again: ${again} charged.`

const isGrid = (value: unknown): value is ReadonlyArray<ReadonlyArray<unknown>> => Array.isArray(value) && value.every(Array.isArray)

/** One formula over a column, by the file that is deployed to Google, with stand-ins for Google's services. Always against a sandbox. */
export const sheets: Part = {
  title: { en: "Google Sheets: one formula over a column", zh: "Google 表格：一个公式处理一整列" },
  show: async ({ lang, source }) => {
    await using own = source.sandbox === undefined ? await startSandbox() : undefined
    const sandbox = source.sandbox ?? own
    if (sandbox === undefined) throw new Error("There is always one of the two.")
    const document = new Document(await cachedCode(), { routes: { [api]: sandbox.url }, locale: lang === "zh" ? "zh_CN" : "en_US" })
    try {
      await document.ask("properties.set", "document", { token: "sandbox" })
      const column = [...source.shortlist, spoilt]
      const charged: Array<number> = []
      const calculate = async () => {
        const before = sandbox.ledger().charged
        const shown = await document.cell("XINGTU_SPREAD_METRICS", column.map((id) => [id]), fields[lang], "90d")
        charged.push(sandbox.ledger().charged - before)
        return shown
      }
      const shown = await calculate()
      await calculate()
      if (!isGrid(shown)) throw new Error(String(shown))
      const width = shown[0]?.length ?? 0
      const rows = shown.map((row, i) => [String(i + 1), column[i - 1] ?? "ID", ...row.map(String)])
      const letters = Array.from({ length: width + 1 }, (_, i) => String.fromCharCode(65 + i))
      const [first = 0, again = 0] = charged
      return [
        `B1: =XINGTU_SPREAD_METRICS(A2:A${column.length + 1}, "${fields[lang]}", "90d")`,
        grid({ head: ["", ...letters], rows, right: ["", ...letters].map((_, i) => i > 1 && i <= width) }),
        paid(lang, first, again)
      ].join("\n")
    } finally {
      await document.close()
    }
  }
}
