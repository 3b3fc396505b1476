import type { State } from "../src/Sidebar.ts"
import { app, ask, countWith, learn, paint, paintWith, type Tab } from "./app.ts"
import { button, byId, el, hint, note, problem, show } from "./dom.ts"
import { formPage, planPage } from "./form.ts"
import { formulasPage } from "./panels/formulas.ts"
import { runPage } from "./panels/run.ts"
import { settingsPage, welcomePage } from "./panels/settings.ts"
import { toolsPage } from "./panels/tools.ts"
import { say, speak, spoken, t } from "./words.ts"

/** The sidebar. */

const tabs: ReadonlyArray<Tab> = ["fetch", "formulas", "tools", "settings"]

const isTab = (text: string | undefined): text is Tab => tabs.some((tab) => tab === text)

const turnTo = (tab: Tab): void => {
  app.tab = tab
  app.plan = undefined
  app.draft = undefined
  paint()
  document.getElementById(`tab-${tab}`)?.focus()
}

const tabButton = (name: Tab, at: number): HTMLElement => {
  const isOpen = app.tab === name
  const node = el("button", {
    id: `tab-${name}`,
    type: "button",
    role: "tab",
    "aria-selected": String(isOpen),
    "aria-controls": "main",
    tabIndex: isOpen ? 0 : -1,
    textContent: t()[name]
  })
  node.addEventListener("click", () => turnTo(name))
  node.addEventListener("keydown", ({ key }) => {
    const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (step !== 0 && next !== undefined) turnTo(next)
  })
  return node
}

const strip = ({ quota }: State): ReadonlyArray<HTMLElement> => {
  if (quota === undefined) return []
  const { left, unknown, used } = quota.token
  const now = used + (app.working ? (app.job?.charged ?? 0) - app.chargedBefore : 0)
  return [
    el("span", {}, [t().today(now), unknown > 0 && t().unknown(unknown)].filter((text) => text !== false).join(", ")),
    el("span", {}, left === undefined ? t().noLimit : t().left(left))
  ]
}

const time = (iso: string): string =>
  new Date(iso).toLocaleString(spoken() === "zh" ? "zh-CN" : "en-GB", {
    timeZone: "Asia/Shanghai",
    dateStyle: "short",
    timeStyle: "short"
  })

/** What keeps calls from being sent, unless a run says so itself. */
const closed = ({ quota }: State): ReadonlyArray<HTMLElement> =>
  (quota?.closed ?? []).map(({ opensAt, reason }) =>
    note(
      say(reason),
      " ",
      t().opens(time(opensAt)),
      " ",
      button("reopen", "link", t().tryNow, async () => {
        learn(await ask("reopen"))
        paint()
      })
    )
  )

const pageOf = (state: State) => {
  if (app.tab === "settings") return settingsPage(state)
  if (app.tab === "formulas") return formulasPage(state)
  if (app.tab === "tools") return toolsPage(state)
  if (app.job !== undefined) return runPage(app.job)
  return app.plan === undefined ? formPage(state.selection) : planPage(app.plan)
}

countWith(() => {
  if (app.state !== undefined) show(byId("strip"), strip(app.state))
})

paintWith(() => {
  const { state } = app
  document.documentElement.lang = spoken() === "zh" ? "zh-CN" : "en"
  byId("lang").textContent = t().other
  const main = byId("main")
  const isOpen = state?.hasToken === true
  byId("strip").hidden = byId("tabs").hidden = !isOpen
  if (state === undefined) return show(main, hint(t().loading))
  byId("where").textContent =
    state.settings.environment === "global" ? "api.justoneapi.com" : state.settings.environment
  main.role = isOpen ? "tabpanel" : null
  main.ariaLabel = isOpen ? t()[app.tab] : null
  if (!isOpen) return show(main, welcomePage())
  show(byId("strip"), strip(state))
  byId("tabs").ariaLabel = t().pages
  show(byId("tabs"), tabs.map(tabButton))
  const warnings = state.warning === undefined ? [] : [note(say(state.warning))]
  show(main, app.tab === "fetch" && app.job?.because !== undefined ? [] : closed(state), warnings, pageOf(state))
})

const open = async (): Promise<void> => {
  paint()
  try {
    const state = await ask("state")
    learn(state)
    speak(state.lang)
    if (isTab(state.page)) app.tab = state.page
    paint()
  } catch (thrown) {
    show(byId("main"), problem(thrown), button("again", "plain wide", t().again, open))
  }
}

byId("lang").addEventListener("click", () => {
  speak(spoken() === "en" ? "zh" : "en")
  paint()
})

void open()
