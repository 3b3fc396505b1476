import * as Actions from "./actions.ts"
import * as Commands from "./commands.ts"
import type { Defaults, Run } from "./delivery.ts"
import * as Events from "./events.ts"
import * as Removal from "./removal.ts"
import * as Shortcuts from "./shortcuts.ts"
import * as Views from "./views.ts"
import type { Bolt } from "../slack/bolt.ts"

/** Connects what people do in Slack with what the bot does. Every listener acknowledges first; what is paid for happens after. */
export const connect = (bolt: Bolt, defaults: Defaults, run: Run): void => {
  for (const { connect } of [Commands, Shortcuts, Actions, Views, Events]) connect(bolt.app, defaults, run)
  Removal.connect(bolt, run)
}
