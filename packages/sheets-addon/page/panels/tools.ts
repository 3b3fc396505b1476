import type { State } from "../../src/Sidebar.ts"
import { ask } from "../app.ts"
import { button, el, hint, type Piece } from "../dom.ts"
import { decideTool } from "./decide.ts"
import { historyTool } from "./history.ts"
import { templatesTool } from "./templates.ts"
import { say, t } from "../words.ts"

/** What can be done with tables that are there. */

const formatTool = (): Piece => {
  const told = el("p", { className: "hint", role: "status" })
  return [
    button("format", "plain wide", t().format, async () => {
      told.textContent = ""
      told.textContent = say(await ask("format"))
    }),
    told,
    hint(t().formatHint)
  ]
}

export const toolsPage = ({ selection }: State): Piece => [
  decideTool(selection),
  historyTool(selection),
  templatesTool(),
  formatTool()
]
