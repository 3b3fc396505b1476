/** Refreshing every hour, the shortest that Google allows an add-on. */

const handler = "xingtuHourly"

const own = () => ScriptApp.getProjectTriggers().filter((trigger) => trigger.getHandlerFunction() === handler)

export const isOn = (): boolean => own().length > 0

export const turn = (to: "on" | "off"): void => {
  for (const trigger of own()) ScriptApp.deleteTrigger(trigger)
  if (to === "on") ScriptApp.newTrigger(handler).timeBased().everyHours(1).create()
}
