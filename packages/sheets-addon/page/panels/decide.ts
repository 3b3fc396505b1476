import { Shortlist } from "@xingtu/core/adapter"
import type { Request } from "../../src/decidePanel.ts"
import { numberOf } from "../../src/util/typed.ts"
import { ask } from "../app.ts"
import { button, details, el, field, hint, input, type Piece, select, show } from "../dom.ts"
import { say, t } from "../words.ts"

/** Ranking a table that is there, and spending a budget on it: no request is sent, nothing is charged. */

const goals: ReadonlyArray<Shortlist.Goal> = ["reach", "engagement", "sales"]
const bounds: ReadonlyArray<Shortlist.Bounded> = ["price", "cpm", "followers", "plays"]

/** What was typed, by the name of its control; it outlives a change of the page. */
const typed = new Map<string, string>()
const value = (name: string): string => typed.get(name) ?? ""

const box = (name: string, props: Parameters<typeof input>[3] = {}): HTMLInputElement =>
  input(`decide-${name}`, value(name), (text) => typed.set(name, text), props)

const choice = (
  name: string,
  label: string,
  choices: ReadonlyArray<readonly [string, string]>,
  changed: () => void = () => undefined
): Piece =>
  field(
    label,
    select(`decide-${name}`, value(name), choices, (text) => {
      typed.set(name, text)
      changed()
    })
  )

/** Numbers under keys of their own, where something was typed. */
const amounts = <K extends string>(keys: ReadonlyArray<readonly [key: K, name: string]>): { [N in K]?: number } => {
  const found: { [N in K]?: number } = {}
  for (const [key, name] of keys) if (value(name) !== "") found[key] = numberOf(value(name))
  return found
}

const list = (name: string): ReadonlyArray<string> | undefined => {
  const parts = value(name)
    .split(/[,，、;；\s]+/)
    .filter((part) => part !== "")
  return parts.length === 0 ? undefined : parts
}

const goal = (): Shortlist.Goal => goals.find((one) => one === value("goal")) ?? "reach"

const kind = (): { readonly kind?: Shortlist.Kind } => {
  const chosen = value("kind")
  return chosen === "placement" || chosen === "custom" ? { kind: chosen } : {}
}

/** What a score can be made of, with what it weighs for the goal. */
const criteria = (): ReadonlyArray<{
  readonly key: Shortlist.Criterion
  readonly label: string
  readonly usual: number
}> => {
  const usual: { readonly [K in Shortlist.Criterion]?: number } = Shortlist.weightsOf[goal()]
  const keys = Object.keys(Shortlist.criterionWords) as ReadonlyArray<Shortlist.Criterion> // its keys are the criteria
  return keys.map((key) => ({ key, label: say(Shortlist.criterionWords[key]), usual: usual[key] ?? 0 }))
}

const brief = (): Shortlist.Brief => {
  const [gender, categories] = [value("gender"), list("categories")]
  return {
    goal: goal(),
    ...kind(),
    ...(gender === "" ? {} : { audience: { gender: [gender] } }),
    weights: amounts(criteria().map(({ key }) => [key, `weight-${key}`] as const)),
    bounds: {
      ...Object.fromEntries(
        bounds.map((name) => [
          name,
          amounts([
            ["min", `min-${name}`],
            ["max", `max-${name}`]
          ])
        ])
      ),
      ...(categories === undefined ? {} : { categories })
    }
  }
}

const options = (): Shortlist.AllocateOptions => {
  const [must, never] = [list("must"), list("never")]
  return {
    budget: numberOf(value("budget")),
    goal: goal(),
    ...kind(),
    ...amounts([
      ["minCreators", "minCreators"],
      ["maxCreators", "maxCreators"],
      ["perCategory", "perCategory"]
    ]),
    ...(must === undefined ? {} : { must }),
    ...(never === undefined ? {} : { never })
  }
}

const span = (name: Shortlist.Bounded): Piece => [
  el("span", { className: "label" }, t().bounds[name]),
  el(
    "div",
    { className: "row" },
    box(`min-${name}`, { placeholder: t().from, "aria-label": `${t().bounds[name]}: ${t().from}` }),
    box(`max-${name}`, { placeholder: t().upTo, "aria-label": `${t().bounds[name]}: ${t().upTo}` })
  )
]

const decideButton = (id: string, label: string, request: () => Request): Piece => {
  const told = el("p", { className: "hint", role: "status" })
  return [
    button(id, "main wide", label, async () => {
      told.replaceChildren()
      const { sheet, told: words } = await ask("decide", request())
      told.replaceChildren(
        say(words),
        " ",
        button(`${id}-open`, "link", t().openTab, () => ask("open", sheet))
      )
    }),
    told
  ]
}

export const decideTool = (selection: string): Piece => {
  if (!typed.has("table")) typed.set("table", selection)
  const table = box("table", { placeholder: "Sheet1!A1:H50" })
  const weights = el("div", {})
  const weigh = () =>
    show(
      weights,
      criteria().map(({ key, label, usual }) => field(label, box(`weight-${key}`, { placeholder: String(usual) })))
    )
  weigh()
  return details(
    "decide",
    "closed",
    t().decide,
    hint(t().decideHint),
    field(t().table, table, {
      beside: button("decide-selection", "plain fixed", t().useSelection, async () => {
        table.value = await ask("selection")
        typed.set("table", table.value)
      })
    }),
    choice(
      "goal",
      t().goal,
      goals.map((one) => [one, t().goals[one]] as const),
      weigh
    ),
    choice("kind", t().kind, [
      ["", t().cheaperKind],
      ["placement", t().kinds.placement],
      ["custom", t().kinds.custom]
    ]),
    choice("gender", t().audience, [
      ["", t().anybody],
      ["female", t().women],
      ["male", t().men]
    ]),
    details(
      "decide-bounds",
      "closed",
      t().boundsTitle,
      bounds.map(span),
      field(t().categories, box("categories", { placeholder: "美食, 美妆" }))
    ),
    details("decide-weights", "closed", t().weights, hint(t().weightsHint), weights),
    decideButton("rank", t().rank, () => ({ what: "rank", table: value("table"), brief: brief() })),
    details(
      "decide-spend",
      value("budget") === "" ? "closed" : "open",
      t().spend,
      field(t().budget, box("budget", { placeholder: "200000" })),
      el("span", { className: "label" }, t().howMany),
      el(
        "div",
        { className: "row" },
        box("minCreators", { placeholder: t().from, "aria-label": `${t().howMany}: ${t().from}` }),
        box("maxCreators", { placeholder: t().upTo, "aria-label": `${t().howMany}: ${t().upTo}` })
      ),
      field(t().must, box("must")),
      field(t().never, box("never")),
      field(t().perCategory, box("perCategory")),
      decideButton("allocate", t().allocate, () => ({ what: "allocate", table: value("table"), options: options() }))
    )
  )
}
