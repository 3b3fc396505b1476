import type { Problem } from "../../src/tables/Problems.ts"
import { el } from "../dom.ts"
import { say, t } from "../words.ts"

/** What went wrong and with which ids; the same reason is said once. */
export const problems = (all: ReadonlyArray<Problem>): HTMLElement =>
  el(
    "ul",
    { className: "failures", tabIndex: 0 },
    all.map(({ count, ids, why }) =>
      el(
        "li",
        {},
        say(why),
        ids.length > 0 && el("code", {}, ids.join(", "), count > ids.length && ` ${t().more(count - ids.length)}`)
      )
    )
  )
