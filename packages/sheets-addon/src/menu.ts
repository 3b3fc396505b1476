import type { Words } from "@xingtu/core"
import { Result } from "effect"
import * as Document from "./store/Document.ts"
import * as Kept from "./store/Kept.ts"
import * as Outbox from "./store/Outbox.ts"
import { format } from "./runs/format.ts"
import { freeze } from "./runs/freeze.ts"
import * as Amend from "./runs/Amend.ts"
import type { Progress, Slot } from "./runs/Job.ts"
import * as Renew from "./runs/Renew.ts"
import * as Run from "./runs/Run.ts"
import * as Schedule from "./runs/Schedule.ts"
import * as Snapshots from "./runs/Snapshots.ts"
import * as Settings from "./store/Settings.ts"
import * as Sidebar from "./sidebar.ts"
import type { Page } from "./sidebar.ts"
import { say } from "./util/words.ts"

/** Before a person has allowed the add-on in a document it may show a menu, know the person's language, and nothing else. */
const isAllowed = (event: unknown): boolean => String(Object(event).authMode ?? "") !== "NONE"

/** What formulas paid for moves where it stays. */
const tidy = (): void => {
  Outbox.empty()
  Kept.note()
}

/** When a document opens: the menu, and what formulas paid for moves where it stays. */
export const onOpen = (event: unknown): void => {
  const allowed = isAllowed(event)
  const lang = allowed ? Settings.lang() : Settings.langOf(Session.getActiveUserLocale())
  SpreadsheetApp.getUi()
    .createAddonMenu()
    .addItem(say.getData[lang], "xingtuGetData")
    .addItem(say.refresh[lang], "xingtuRefresh")
    .addItem(say.refreshTable[lang], "xingtuRefreshTable")
    .addItem(say.freeze[lang], "xingtuFreeze")
    .addItem(say.format[lang], "xingtuFormat")
    .addItem(say.settings[lang], "xingtuSettings")
    .addToUi()
  if (allowed) tidy()
}

/** Opens the sidebar at one of its pages: also where Google refuses the document's storage, since the page then says why. */
export const sidebar = (page: Page): void => {
  let lang = Settings.langOf(Session.getActiveUserLocale())
  try {
    lang = Settings.lang()
    tidy()
    Sidebar.openAt(page)
  } catch {
    // The page asks again and shows what is wrong.
  }
  SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile("Sidebar").setTitle(say.menu[lang]))
}

const toast = (told: Result.Result<Words, Words>): void => {
  const lang = Settings.lang()
  SpreadsheetApp.getActiveSpreadsheet().toast(Result.merge(told)[lang], say.menu[lang])
}

/** Google ends an execution after six minutes; a step takes up to two and a half. */
const longestMs = 200_000

/** Steps as far as the time of one execution goes. */
const work = (
  slot: Slot,
  begun: Result.Result<Progress, Words>,
  until = Date.now() + longestMs
): Result.Result<Progress, Words> => {
  let run = begun
  while (Result.isSuccess(run) && run.success.state === "running" && Date.now() < until)
    run = Run.step(slot, run.success.id)
  return run
}

/** Asks before the money. */
const agrees = (words: Words): boolean => {
  const lang = Settings.lang()
  const ui = SpreadsheetApp.getUi()
  return ui.alert(say.refreshTable[lang], words[lang], ui.ButtonSet.OK_CANCEL) === ui.Button.OK
}

/** Renews the table of the selected cell where it stands. */
export const refreshTable = (): void => {
  const cell = SpreadsheetApp.getActiveSpreadsheet().getActiveRange()
  const id = cell === null ? undefined : Amend.at(cell)
  const table = id === undefined ? undefined : Amend.summary(id)
  if (table === undefined) return toast(Result.fail(say.noTableHere))
  if (table.old === 0) return toast(Result.fail(say.upToDate))
  if (!agrees(say.refreshPlan(table.old, table.oldCalls))) return
  toast(
    Result.map(
      work(
        "sidebar",
        Run.begin(() => Amend.start(table.id, "failedAndOld"))
      ),
      ({ because, charged, done, failed, state, total }) =>
        state === "finished" ? say.refreshed(done, charged, failed) : (because ?? say.goesOn(done, total))
    )
  )
}

export const freezeSelection = (): void => toast(Result.map(freeze(), say.frozen))

export const formatSelection = (): void => toast(Result.map(format(), say.formatted))

/** Every hour: today's snapshot if it is missing, then what formulas wait for and what is old, as far as the budget goes. */
export const hourly = (): void => {
  if (Document.open().token === undefined) return
  const until = Date.now() + longestMs
  Snapshots.daily(until)
  // What looks new in a document that lost its answers may have been paid for: that is a person's to ask.
  if (Schedule.refreshes() && Kept.isWhole(Document.open().properties))
    work("hourly", Result.succeed(Renew.refresh("pendingAndOld", "hourly")), until)
}
