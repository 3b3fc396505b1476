import type { Progress } from "../../src/runs/Job.ts"
import { app, ask, learn, paint } from "../app.ts"
import { announce, button, byId, el, fail, hint, note, type Piece, problem, show } from "../dom.ts"
import { problems } from "./problems.ts"
import { say, t } from "../words.ts"

/** A run and how far it is. */

const share = ({ done, total }: Progress): number => (total === 0 ? 100 : Math.round((100 * done) / total))

const figures = ({ charged, done, failed, total, unknown }: Progress): string =>
  [t().progress(done, total), t().paid(charged), unknown > 0 && t().unknown(unknown), failed > 0 && t().failed(failed)]
    .filter((text) => text !== false)
    .join(" · ")

/** A run that nobody is at has stopped, whatever it says of itself. */
const heading = ({ state }: Progress): string =>
  t().state[state === "running" && !app.working && app.state?.other === undefined ? "stopped" : state]

const bar = (job: Progress): HTMLElement =>
  el(
    "div",
    {
      className: job.state === "finished" && job.failed === 0 ? "bar good" : "bar",
      role: "progressbar",
      "aria-label": heading(job),
      "aria-valuenow": String(share(job)),
      "aria-valuetext": t().progress(job.done, job.total)
    },
    el("i", { style: `width:${share(job)}%` })
  )

const leave = (tab: typeof app.tab) => () => {
  announce("")
  app.dismissed = app.job?.id
  app.job = undefined
  app.tab = tab
  paint()
}

const away = (job: Progress): HTMLButtonElement =>
  job.sheet === undefined
    ? button("leave", "plain wide", t().back, leave("formulas"))
    : button("leave", job.state === "finished" ? "plain wide" : "plain", t().newTable, leave("fetch"))

const controls = (job: Progress): Piece => {
  if (job.state === "finished") {
    const { failedRows, sheet, table } = job
    return [
      table !== undefined &&
        failedRows > 0 &&
        button("retry", "plain wide", t().retryRows(failedRows), async () => begin(await ask("retry", table))),
      sheet !== undefined && button("open", "main wide", t().open, () => ask("open", sheet)),
      away(job)
    ]
  }
  if (app.working) {
    return [
      hint(t().closing),
      button("stop", "plain wide", app.stopping ? t().stopping : t().stop, async () => {
        app.stopping = true
        await ask("stop", job.id)
        paint()
      })
    ]
  }
  const other = app.state?.other
  return [
    other === undefined ? app.reopened && hint(t().reopened) : hint(t().otherRuns(other)),
    el(
      "div",
      { className: "row wide" },
      away(job),
      button("resume", "main", other === undefined ? t().resume : t().takeOver, async () => begin(await ask("resume")))
    )
  ]
}

const told = (job: Progress): Piece => [
  el("h2", {}, heading(job)),
  bar(job),
  hint(figures(job)),
  job.sheet !== undefined && hint(t().into(job.sheet)),
  job.because !== undefined && problem(job.because),
  job.notes.map((words) => note(say(words))),
  job.problems.length > 0 && problems(job.problems)
]

export const runPage = (job: Progress): Piece => [
  el("div", { className: "card", id: "told" }, told(job)),
  el("div", { id: "controls" }, controls(job))
]

/** What a step changed, without touching the buttons somebody may be pressing. */
const update = (job: Progress): void => {
  if (document.getElementById("told") === null) return
  show(byId("told"), told(job))
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Steps until the run ends, stops or is stopped. */
const work = async (begun: Progress): Promise<void> => {
  app.working = true
  app.stopping = false
  app.chargedBefore = begun.charged
  let job = begun
  paint()
  try {
    while (job.state === "running") {
      const before = job.done
      job = await ask("step", job.id)
      app.job = job
      update(job)
      // Another window is at it: look again in a while.
      if (job.state === "running" && job.done === before) await pause(2_000)
    }
  } catch (thrown) {
    app.working = false
    paint()
    fail(thrown)
    return
  }
  app.working = false
  const state = await ask("state").catch(() => app.state)
  if (state !== undefined) learn(state)
  paint()
  announce(`${heading(job)}. ${figures(job)}`)
}

export const begin = (job: Progress): void => {
  announce("")
  app.job = job
  app.reopened = false
  app.tab = "fetch"
  void work(job)
}
