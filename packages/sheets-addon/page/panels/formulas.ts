import type { Waiting } from "../../src/runs/Renew.ts"
import { app, ask } from "../app.ts"
import { announce, button, check, details, el, fail, hint, note, type Piece, problem, show } from "../dom.ts"
import { figures } from "../form.ts"
import { begin } from "./run.ts"
import { tablesList } from "./tables.ts"
import { say, spoken, t } from "../words.ts"
import type { State } from "../../src/Sidebar.ts"

/** What formulas wait for, and what may be done about them. */

const refresh = (what: "pending" | "pendingAndOld") => async () => begin(await ask("refresh", what))

const told = ({ left, lost, old, pending, shares, warning }: Waiting, { freshDays }: State["settings"]): Piece => [
  figures([pending, t().pending, "pay"], [old, t().old(freshDays)]),
  shares.length > 0 &&
    el(
      "ul",
      { className: "shares" },
      shares.map(({ old, pending, title }) => el("li", {}, `${say(title)}: ${t().share(pending, old)}`))
    ),
  lost && note(t().lostAnswers),
  left !== undefined && hint(t().leftToday(left)),
  left !== undefined && left < pending && note(t().tooFew),
  warning !== undefined && note(say(warning)),
  pending + old === 0 && hint(t().nothing),
  pending > 0 && button("refresh", "main wide", t().refresh(pending), refresh("pending")),
  old > 0 && button("renew", "plain wide", t().renew(pending + old), refresh("pendingAndOld"))
]

const result = el("p", { className: "hint", role: "status" })

const time = (at: number): string =>
  new Date(at).toLocaleString(spoken() === "zh" ? "zh-CN" : "en-GB", { dateStyle: "short", timeStyle: "short" })

const logged = (log: State["log"]): Piece =>
  log.length > 0 &&
  details(
    "log",
    "closed",
    t().log(log.length),
    log.map(({ at, because, charged, done, failed, open, total, what }) =>
      el(
        "p",
        { className: "hint" },
        `${time(at)} · ${say(what)} · ${open === true ? t().state.running : `${t().progress(done, total)} · ${t().paid(charged)}`}`,
        failed > 0 && ` · ${t().failed(failed)}`,
        because !== undefined && ` · ${say(because)}`
      )
    )
  )

export const formulasPage = ({ hourly, log, settings }: State): Piece => {
  const box = el("div", { className: "card", id: "waiting" }, hint(t().loading))
  const load = async () => show(box, told(await ask("waiting"), settings))
  const limit = settings.dailyLimit === null ? t().noneSet : t().perDay(settings.dailyLimit)
  const turn = async (own: HTMLInputElement) => {
    try {
      app.state = await ask("hourly", own.checked ? "on" : "off")
    } catch (thrown) {
      own.checked = !own.checked
      fail(thrown)
    }
  }
  load().catch((thrown) => show(box, problem(thrown)))
  result.textContent = ""
  return [
    el("p", { style: "margin:0" }, t().use),
    el(
      "pre",
      { lang: spoken() },
      `=XINGTU_REPORT(A2:A9)\n=XINGTU_SPREAD_METRICS(A2:A, "${t().sample}", "range=DAY_90")`
    ),
    hint(t().useHint),
    box,
    tablesList(),
    el(
      "p",
      { className: "again" },
      button("calculate", "link", t().calculate, async () => {
        const refused = await ask("recalculate")
        await load()
        announce(t().calculated)
        if (refused.length > 0) result.textContent = t().protectedSheets(refused.join(", "))
      })
    ),
    check("hourly", hourly, turn, t().hourly, hint(t().hourlyHint(settings.freshDays, limit))),
    logged(log),
    button("freeze", "plain wide", t().freeze, async () => {
      result.textContent = ""
      result.textContent = say(await ask("freeze"))
    }),
    result,
    hint(t().freezeHint)
  ]
}
