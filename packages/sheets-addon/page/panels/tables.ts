import type { Summary } from "../../src/tables/TableRows.ts"
import { ask } from "../app.ts"
import { button, el, hint, type Piece, problem, show } from "../dom.ts"
import { begin } from "./run.ts"
import { say, t } from "../words.ts"

/** Tables that runs have made: what failed in them, and what of them is old. */

const told = ({ failed, failedCalls, id, old, oldCalls, rows, sheet, title }: Summary): Piece =>
  el(
    "div",
    { className: "card" },
    el("b", {}, sheet),
    hint(`${say(title)} · ${t().rows(rows)}`),
    failed > 0 &&
      button(`retry-${id}`, "main wide", t().retry(failed, failedCalls), async () => begin(await ask("retry", id))),
    old > failed &&
      button(`renew-${id}`, "plain wide", t().renewTable(old, oldCalls), async () => begin(await ask("renew", id)))
  )

export const tablesList = (): Piece => {
  const box = el("div", { id: "tables" })
  const load = async () => {
    const all = await ask("tables")
    show(box, all.length > 0 && hint(t().tablesTitle), all.map(told))
  }
  load().catch((thrown) => show(box, problem(thrown)))
  return box
}
