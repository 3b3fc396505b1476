import type { Lang } from "@xingtu/core"
import { grid } from "../print.ts"
import type { Part, Stage } from "./Part.ts"

const api = "https://api.justoneapi.com"

/** As a spreadsheet shows an id that was typed as a number. */
const spoilt = "6.95572193040119E+18"

const fields: Record<Lang, string> = {
  en: "Median plays, Expected CPM, placement",
  zh: "播放量中位数, 预期 CPM（植入视频）"
}

const paid = (lang: Lang, first: number, again: number): string =>
  lang === "zh"
    ? `首次计算计费 ${first} 次，重新计算计费 ${again} 次。`
    : `First calculation: ${first} charged. Recalculation: ${again} charged.`

const isGrid = (value: unknown): value is ReadonlyArray<ReadonlyArray<unknown>> =>
  Array.isArray(value) && value.every(Array.isArray)

/** One formula over a column, by the file that is deployed to Google, with stand-ins for Google's services. */
export const sheets = ({ lang, sandbox, shortlist }: Stage): Part => ({
  title: { en: "Google Sheets: one formula over a column", zh: "Google Sheets：一个公式处理一整列" },
  show: async () => {
    const [{ cachedCode }, { Document }] = await Promise.all([
      import("@xingtu/sheets-addon/cached"),
      import("@xingtu/sheets-addon/host")
    ])
    const document = new Document(await cachedCode(), {
      routes: { [api]: sandbox.url },
      locale: lang === "zh" ? "zh_CN" : "en_US"
    })
    try {
      await document.ask("properties.set", "document", { token: "sandbox" })
      const column = [...shortlist, spoilt]
      const charged: Array<number> = []
      const calculate = async () => {
        const before = sandbox.ledger().charged
        const shown = await document.cell(
          "XINGTU_SPREAD_METRICS",
          column.map((id) => [id]),
          fields[lang],
          "90d"
        )
        charged.push(sandbox.ledger().charged - before)
        return shown
      }
      const shown = await calculate()
      await calculate()
      if (!isGrid(shown)) throw new Error(String(shown))
      const [titles = [], ...rows] = shown
      const [first = 0, again = 0] = charged
      return [
        `B1: =XINGTU_SPREAD_METRICS(A2:A${column.length + 1}, "${fields[lang]}", "90d")`,
        grid({
          head: ["1", "ID", ...titles.map(String)],
          rows: rows.map((row, i) => [String(i + 2), column[i] ?? "", ...row.map(String)]),
          // The last column says what went wrong.
          right: [false, false, ...titles.map((_, i) => i < titles.length - 1)]
        }),
        paid(lang, first, again)
      ].join("\n")
    } finally {
      await document.close()
    }
  }
})
