import type { Words } from "@xingtu/core"
import { Result } from "effect"
import * as Properties from "../google/Properties.ts"
import * as Snapshots from "../store/Snapshots.ts"
import { say } from "../util/words.ts"

/** Refreshing every hour, the shortest that Google allows an add-on. */

const handler = "xingtuHourly"

const own = () => ScriptApp.getProjectTriggers().filter((trigger) => trigger.getHandlerFunction() === handler)

const key = "hourly"

const hasTrigger = (): boolean => {
  try {
    return own().length > 0
  } catch {
    return false
  }
}

/** Google gives an add-on one clock trigger for each person in a document: what it is for stands in the document. */
export const refreshes = (): boolean => Properties.read().get(key) !== "off"

/** Whether refreshing is on; unknown is off, where the manifest leaves triggers out. */
export const isOn = (): boolean => hasTrigger() && refreshes()

const setTrigger = (to: "on" | "off"): Result.Result<void, Words> => {
  try {
    for (const trigger of own()) ScriptApp.deleteTrigger(trigger)
    if (to === "on") ScriptApp.newTrigger(handler).timeBased().everyHours(1).create()
    return Result.succeed(undefined)
  } catch {
    return Result.fail(say.noTrigger)
  }
}

const note = (to: "on" | "off") => Properties.write(new Map([[key, to]]), Properties.read())

export const turn = (to: "on" | "off"): Result.Result<void, Words> =>
  Result.map(setTrigger(to === "on" || Snapshots.isOn(Properties.read()) ? "on" : "off"), () => note(to))

/** For daily snapshots: the trigger is there, and refreshes no more than it did. */
export const keepClock = (): Result.Result<void, Words> =>
  hasTrigger() ? Result.succeed(undefined) : Result.map(setTrigger("on"), () => note("off"))

/** The trigger goes when nothing is left that wants it. */
export const settle = (): void => {
  if (!refreshes() && !Snapshots.isOn(Properties.read())) setTrigger("off")
}
