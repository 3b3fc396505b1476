import { catalogue, Failure } from "@xingtu/core"
import { list } from "../print.ts"
import { words } from "../words.ts"
import type { Part, Stage } from "./Part.ts"

/** The worst failure there is: nobody can tell whether it was charged. */
export const failure = ({ lang, sandbox, shortlist, xingtu }: Stage): Part => ({
  title: { en: "One failure, explained", zh: "一次失败，逐条说明" },
  show: async () => {
    sandbox.faults([{ times: 1, fault: { kind: "cut", when: "afterCharging" } }])
    const [outcome] = await xingtu.many(catalogue.spreadMetrics, shortlist.slice(0, 1), {
      input: { range: "DAY_90" },
      fresh: true
    })
    if (outcome?._tag !== "Failed") throw new Error("This call had to fail.")
    const { advice, charged, happened } = Failure.explain(outcome.failure, lang)
    return list([
      [words.happened[lang], happened],
      [words.charged[lang], charged],
      [words.advice[lang], advice]
    ])
  }
})
