import { catalogue, Failure } from "@xingtu/core"
import { words } from "../words.ts"
import type { Part } from "./Part.ts"

/** An id as a spreadsheet shows it once the last digits are gone: refused before anything is sent. */
const spoilt = "6.95572193040119E+18"

/** Provokes one failure: in the sandbox the worst one, where nobody can tell whether it was charged; else one that costs nothing. */
export const failure: Part = {
  title: { en: "One failure, explained", zh: "一次失败，逐条说明" },
  show: async ({ lang, source: { sandbox, shortlist, xingtu } }) => {
    sandbox?.faults([{ times: 1, fault: { kind: "cut", when: "afterCharging" } }])
    const [outcome] = await xingtu.many(catalogue.spreadMetrics, sandbox === undefined ? [spoilt] : shortlist.slice(0, 1), { input: { range: "DAY_90" }, fresh: true })
    if (outcome?._tag !== "Failed") throw new Error("This call had to fail.")
    const { happened, charged, advice } = Failure.explain(outcome.failure, lang)
    const lines = [[words.happened, happened], [words.charged, charged], [words.advice, advice]] as const
    const width = Math.max(...lines.map(([word]) => word[lang].length))
    return lines.map(([word, sentence]) => `${word[lang].padEnd(width + (lang === "zh" ? 1 : 2))} ${sentence}`).join("\n")
  }
}
