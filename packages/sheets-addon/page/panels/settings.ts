import type { State } from "../../src/Sidebar.ts"
import { app, ask, learn, paint } from "../app.ts"
import { button, check, details, el, field, hint, input, note, numbersHold, type Piece, select } from "../dom.ts"
import { t } from "../words.ts"

/** The token, the environment, limits. */

const tokenForm = (): Piece => {
  const token = input("token", "", () => undefined, { type: "password", spellcheck: false })
  const save = button("save-token", "main fixed", t().save, async () => {
    learn(await ask("saveToken", token.value))
    paint()
  })
  token.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") save.click()
  })
  return [field(t().token, token), el("div", { className: "row after" }, save)]
}

export const welcomePage = (): Piece => [
  el("h1", {}, t().welcome),
  hint(t().welcomeText),
  el(
    "ol",
    {},
    t().steps.map((step) => el("li", {}, step))
  ),
  tokenForm(),
  hint(t().shared)
]

type Settings = State["settings"]

type Numbers = { readonly [K in keyof Settings as Settings[K] extends number ? K : never]: Settings[K] }

const isNamed = (environment: string) => environment === "global" || environment === "cn"

export const settingsPage = ({ manners, settings: saved }: State): Piece => {
  const draft = app.draft ?? saved
  const set = (change: Partial<Settings>) => {
    app.draft = { ...draft, ...app.draft, ...change }
  }
  const number = (name: keyof Numbers, text: string, least: number): Piece =>
    field(
      text,
      input(name, String(draft[name]), (value) => set({ [name]: Math.max(least, Math.floor(Number(value) || 0)) }), {
        type: "number",
        min: String(least),
        step: "1"
      })
    )
  /** An empty field is no limit. */
  const limit = (name: "formulasDaily" | "dailyLimit", text: string): Piece =>
    field(
      text,
      input(
        name,
        String(draft[name] ?? ""),
        (value) => set({ [name]: value.trim() === "" ? null : Math.max(0, Math.floor(Number(value) || 0)) }),
        { type: "number", min: "0", step: "1" }
      )
    )
  const place = isNamed(draft.environment) ? draft.environment : "other"
  const inClear = draft.environment === "cn" && saved.environment !== "cn"
  const result = el("span", { className: "hint", role: "status" })
  const save = button("save", "main", t().save, async () => {
    if (!numbersHold()) return
    learn(await ask("saveSettings", app.draft ?? draft))
    app.draft = undefined
    paint()
    const told = document.getElementById("saved")
    if (told !== null) told.textContent = t().saved
  })
  result.id = "saved"
  save.disabled = inClear
  return [
    field(
      t().environment,
      select(
        "environment",
        place,
        [
          ["global", t().global],
          ["cn", t().cn],
          ["other", t().otherUrl]
        ],
        (value) => {
          set({ environment: value === "other" ? "https://" : value })
          paint()
        }
      )
    ),
    place === "other" &&
      field(
        t().address,
        input("address", draft.environment, (value) => set({ environment: value }), { placeholder: "https://..." })
      ),
    inClear &&
      note(
        t().inClear,
        check(
          "accept",
          false,
          (box) => {
            save.disabled = !box.checked
          },
          t().accept
        )
      ),
    field(
      t().language,
      select(
        "language",
        draft.lang,
        [
          ["document", t().asDocument],
          ["en", "English"],
          ["zh", "中文"]
        ],
        (value) => set({ lang: value === "en" || value === "zh" ? value : "document" })
      )
    ),
    check(
      "formulasPay",
      draft.formulasPay,
      (box) => set({ formulasPay: box.checked }),
      t().formulasPay,
      hint(t().formulasPayHint)
    ),
    check("mail", draft.mail, (box) => set({ mail: box.checked }), t().mail, hint(t().mailHint)),
    number("atOnce", t().atOnce, 1),
    limit("formulasDaily", t().formulasDaily),
    limit("dailyLimit", t().daily),
    number("freshDays", t().freshDays, 1),
    el("div", { className: "row after" }, save, result),
    el(
      "div",
      { className: "card" },
      el("h2", {}, t().network),
      hint(t().neighbours[manners.neighbours ?? "unknown"]),
      hint(t().timeLimits[manners.timeLimits ?? "unknown"]),
      button("try-network", "plain wide", t().tryNetwork, async () => {
        learn(await ask("tryNetwork"))
        paint()
      })
    ),
    el(
      "div",
      { className: "card" },
      el("h2", {}, t().hasToken),
      hint(t().shared),
      details("replace", "closed", t().replace, tokenForm()),
      el(
        "p",
        { className: "again" },
        button("forget", "link", t().forget, async () => {
          learn(await ask("forgetToken"))
          paint()
        })
      )
    )
  ]
}
