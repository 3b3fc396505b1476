import * as Actions from "./Actions.ts"
import * as Commands from "./Commands.ts"
import type { Defaults, Run } from "./delivery.ts"
import * as Events from "./Events.ts"
import * as Removal from "./Removal.ts"
import * as Shortcuts from "./Shortcuts.ts"
import * as Views from "./Views.ts"
import type { Bolt } from "../slack/Bolt.ts"

/**
 * Connects what people do in Slack with what the bot does. Every listener acknowledges first; what is paid for happens
 * after.
 */
export const connect = (bolt: Bolt, defaults: Defaults, run: Run): void => {
  for (const { connect } of [Commands, Shortcuts, Actions, Views, Events]) connect(bolt.app, defaults, run)
  Removal.connect(bolt, run)
}
