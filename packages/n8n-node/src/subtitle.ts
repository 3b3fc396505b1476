// What stands under a node on the canvas: words, not keys.
import { entries } from "./panel/menu.ts"
import { access } from "./trigger/properties.ts"
import { events } from "./trigger/events.ts"

const words = (parameter: string, all: ReadonlyArray<readonly [value: string, said: string]>): string =>
  `={{ (${JSON.stringify(Object.fromEntries(all))})[$parameter["${parameter}"]] }}`

/** The line under the node on the canvas: the operation in words, such as "Get creator report". */
export const subtitle = words(
  "operation",
  entries.map(({ action, value }) => [value, action])
)

/** The line under the trigger on the canvas: the event in words. */
export const triggerSubtitle = words(
  "event",
  [access, ...events].map(({ name, value }) => [value, name])
)
