import type { Words } from "@xingtu/core"
import { Result } from "effect"
import { say } from "../util/words.ts"

/** Refreshing every hour, the shortest that Google allows an add-on. */

const handler = "xingtuHourly"

const own = () => ScriptApp.getProjectTriggers().filter((trigger) => trigger.getHandlerFunction() === handler)

/** Whether it is on; unknown is off, where the manifest leaves triggers out. */
export const isOn = (): boolean => {
  try {
    return own().length > 0
  } catch {
    return false
  }
}

export const turn = (to: "on" | "off"): Result.Result<void, Words> => {
  try {
    for (const trigger of own()) ScriptApp.deleteTrigger(trigger)
    if (to === "on") ScriptApp.newTrigger(handler).timeBased().everyHours(1).create()
    return Result.succeed(undefined)
  } catch {
    return Result.fail(say.noTrigger)
  }
}
