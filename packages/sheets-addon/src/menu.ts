import { Result } from "effect"
import * as Drawer from "./Drawer.ts"
import { freeze } from "./freeze.ts"
import * as Run from "./Run.ts"
import * as Settings from "./Settings.ts"
import { say } from "./words.ts"

/** When a document opens: the menu, and what formulas paid for moves where it stays. */
export const onOpen = (event: unknown): void => {
  const lang = Settings.lang()
  SpreadsheetApp.getUi().createAddonMenu()
    .addItem(say.open[lang], "xingtuSidebar")
    .addItem(say.refresh[lang], "xingtuSidebar")
    .addItem(say.freeze[lang], "xingtuFreeze")
    .addToUi()
  // Before a person has allowed the add-on in this document it may show a menu and nothing else.
  const mode: unknown = Object(event).authMode
  if (mode !== undefined && String(mode) === "NONE") return
  Drawer.empty()
}

export const sidebar = (): void => {
  Drawer.empty()
  SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile("Sidebar").setTitle(say.menu[Settings.lang()]))
}

export const freezeSelection = (): void => {
  const lang = Settings.lang()
  SpreadsheetApp.getActiveSpreadsheet().toast(say.frozen(freeze())[lang], say.menu[lang])
}

/** Google ends a trigger after six minutes. */
const longestMs = 270_000

/** Every hour: what formulas wait for and what is old, as far as the budget goes. */
export const hourly = (): void => {
  const until = Date.now() + longestMs
  let run = Run.refresh("pendingAndOld")
  while (Result.isSuccess(run) && run.success.state === "running" && Date.now() < until) run = Run.step()
}
