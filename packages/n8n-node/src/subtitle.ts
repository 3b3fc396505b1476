// What stands under a node on the canvas: words, not keys.
import { entries } from "./panel/menu.ts"
import { access } from "./trigger/properties.ts"
import { events } from "./trigger/events.ts"

const words = (parameter: string, all: ReadonlyArray<readonly [value: string, said: string]>): string =>
  `={{ (${JSON.stringify(Object.fromEntries(all))})[$parameter["${parameter}"]] }}`

export const subtitle = words(
  "operation",
  entries.map(({ action, value }) => [value, action])
)

export const triggerSubtitle = words(
  "event",
  [access, ...events].map(({ name, value }) => [value, name])
)
