import type { Plan } from "../../src/runs/MakeTemplate.ts"
import { ask } from "../app.ts"
import { button, details, el, field, hint, input, note, type Piece, select, show } from "../dom.ts"
import { say, t } from "../words.ts"

/** Templates: a new tab with formulas and colours, and what its formulas would pay. */

const names = ["shortlist", "priceWatch", "weekly"] as const

const given = { template: "shortlist", ids: "" }

const isName = (text: string): text is (typeof names)[number] => names.some((name) => name === text)

export const templatesTool = (): Piece => {
  const box = el("div", {})
  const about = el("p", { className: "hint" })
  const describe = () => {
    about.textContent = isName(given.template) ? t().templateAbout[given.template] : ""
  }
  const ids = input("template-ids", given.ids, (value) => (given.ids = value), { placeholder: "Sheet1!A2:A50" })
  const planned = ({ ids, perId, toPay, warning }: Plan): Piece => [
    hint(t().templateCost(ids, toPay, perId)),
    warning !== undefined && note(say(warning)),
    el(
      "div",
      { className: "row wide" },
      button("template-make", "main", t().make(toPay), async () => {
        const { sheet, told } = await ask("makeTemplate", given)
        show(
          box,
          told.map((words) => hint(say(words))),
          hint(button("template-open", "link", t().openTab, () => ask("open", sheet)))
        )
      })
    )
  ]
  describe()
  return details(
    "templates",
    "closed",
    t().templates,
    field(
      t().template,
      select(
        "template",
        given.template,
        names.map((name) => [name, t().templateNames[name]] as const),
        (value) => {
          given.template = value
          describe()
          show(box)
        }
      )
    ),
    about,
    field(t().templateIds, ids, {
      beside: button("template-selection", "plain fixed", t().useSelection, async () => {
        ids.value = given.ids = await ask("selection")
      })
    }),
    button("template-plan", "plain wide", t().plan, async () => show(box, planned(await ask("planTemplate", given)))),
    box
  )
}
