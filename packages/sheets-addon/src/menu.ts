import type { Words } from "@xingtu/core"
import { Result } from "effect"
import * as Kept from "./store/Kept.ts"
import * as Outbox from "./store/Outbox.ts"
import { format } from "./tables/format.ts"
import { freeze } from "./tables/freeze.ts"
import * as Amend from "./runs/Amend.ts"
import * as TableRows from "./tables/TableRows.ts"
import * as Automatic from "./runs/Automatic.ts"
import * as Run from "./runs/Run.ts"
import * as Settings from "./store/Settings.ts"
import * as Sidebar from "./Sidebar.ts"
import type { Page } from "./Sidebar.ts"
import { say } from "./util/words.ts"

/**
 * Before a person has allowed the add-on in a document it may show a menu, know the person's language, and nothing
 * else.
 */
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

/**
 * Opens the sidebar at one of its pages: also where Google refuses the document's storage, since the page then says
 * why.
 */
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

/** Asks before the money. */
const agrees = (words: Words): boolean => {
  const lang = Settings.lang()
  const ui = SpreadsheetApp.getUi()
  return ui.alert(say.refreshTable[lang], words[lang], ui.ButtonSet.OK_CANCEL) === ui.Button.OK
}

/** Renews the table of the selected cell where it stands. */
export const refreshTable = (): void => {
  const cell = SpreadsheetApp.getActiveSpreadsheet().getActiveRange()
  const id = cell === null ? undefined : TableRows.at(cell)
  const table = id === undefined ? undefined : TableRows.summary(id)
  if (table === undefined) return toast(Result.fail(say.noTableHere))
  if (table.old === 0) return toast(Result.fail(say.upToDate))
  if (!agrees(say.refreshPlan(table.old, table.oldCalls))) return
  toast(
    Result.map(
      Run.work(
        "sidebar",
        Run.begin(() => Amend.start(table.id, "failedAndOld")),
        Date.now() + Automatic.longestMs
      ),
      ({ because, charged, done, failed, state, total }) =>
        state === "finished" ? say.refreshed(done, charged, failed) : (because ?? say.goesOn(done, total))
    )
  )
}

export const freezeSelection = (): void => toast(Result.map(freeze(), say.frozen))

export const formatSelection = (): void => toast(Result.map(format(), say.formatted))

export const { hourly } = Automatic
