import type { Plan } from "../../src/history/SnapshotPlan.ts"
import type { State } from "../../src/history/Snapshots.ts"
import { ask, recount } from "../app.ts"
import {
  announce,
  button,
  details,
  el,
  field,
  hint,
  input,
  note,
  numbersHold,
  type Piece,
  problem,
  select,
  show
} from "../dom.ts"
import { figures } from "../form.ts"
import { problems } from "./problems.ts"
import { say, t } from "../words.ts"

/** The daily snapshot: of whom, for how much, how far it is. */

interface Draft {
  ids: string
  figure: string
  budget: string
  plan: Plan | undefined
}

const draft: Draft = { ids: "", figure: "price_2", budget: "", plan: undefined }

const box = el("div", {})

/** Steps until today's snapshot is there, or cannot go on. */
const work = async (begun: State): Promise<void> => {
  let state = begun
  draw(state)
  while (state.left > 0 && state.why === undefined && !state.isBusy) {
    state = await ask("stepHistory")
    draw(state)
  }
  announce(status(state))
  await recount()
}

const status = ({ creators, day = "", left }: State): string => t().snapshotDone(day, creators - left, creators)

const running = (state: State): Piece => [
  hint(t().snapshotOn(state.creators, state.perDay)),
  hint(status(state)),
  state.sheet !== undefined && hint(t().into(state.sheet)),
  state.missed.length > 0 && note(t().missed(state.missed.length, state.missed.slice(-3).join(", "))),
  state.why !== undefined && problem(state.why),
  el(
    "div",
    { className: "row wide" },
    button("history-now", "plain", t().snapshotNow, async () => work(await ask("repeatHistory"))),
    state.sheet !== undefined && button("history-open", "plain", t().openTab, () => ask("open", state.sheet ?? ""))
  ),
  el(
    "p",
    { className: "again" },
    button("history-stop", "link", t().snapshotStop, async () => draw(await ask("stopHistory")))
  )
]

const planned = (state: State, { answered, ids, left, limit, perDay, problems: wrong }: Plan): Piece => {
  if (draft.budget === "") draft.budget = String(perDay)
  return [
    figures([ids.length, t().creatorsPlanned], [perDay, t().callsPerDay, "pay"], [answered, t().answeredToday]),
    hint(t().snapshotCost(ids.length, perDay)),
    left !== undefined && hint(t().leftToday(left)),
    limit !== undefined && limit < perDay && note(t().tooFewPerDay(limit)),
    wrong.length > 0 && [hint(t().wrong), problems(wrong)],
    field(
      t().snapshotBudget,
      input("history-budget", draft.budget, (value) => (draft.budget = value), { type: "number", min: "1", step: "1" })
    ),
    el(
      "div",
      { className: "row wide" },
      button("history-change", "plain fixed", t().change, () => {
        draft.plan = undefined
        draw(state)
      }),
      button("history-start", "main", t().snapshotStart, async () => {
        if (!numbersHold()) return
        const { budget, figure, ids } = draft
        const begun = await ask("startHistory", { ids, figure, budget: Number(budget) })
        draft.plan = undefined
        await work(begun)
      })
    )
  ]
}

const form = (state: State): Piece => {
  const ids = input("history-ids", draft.ids, (value) => (draft.ids = value), { placeholder: "Sheet1!A2:A9" })
  return [
    hint(t().snapshotHint),
    state.why !== undefined && problem(state.why),
    field(t().ids, ids, {
      beside: button("history-selection", "plain fixed", t().useSelection, async () => {
        ids.value = draft.ids = await ask("selection")
      })
    }),
    field(
      t().chartOf,
      select(
        "history-figure",
        draft.figure,
        state.figures.map(([key, title]) => [key, say(title)] as const),
        (value) => (draft.figure = value)
      )
    ),
    button("history-plan", "main wide", t().plan, async () => {
      draft.budget = ""
      draft.plan = await ask("planHistory", draft.ids)
      draw(state)
    })
  ]
}

const draw = (state: State): void =>
  show(box, state.on ? running(state) : draft.plan === undefined ? form(state) : planned(state, draft.plan))

export const historyTool = (selection: string): Piece => {
  if (draft.ids === "") draft.ids = selection
  show(box, hint(t().loading))
  ask("history").then(draw, (thrown) => show(box, problem(thrown)))
  return details("history", "closed", t().snapshot, box)
}
