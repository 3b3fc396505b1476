import { Endpoint, type Words } from "@xingtu/core/adapter"
import { help } from "../util/pages.ts"
import type { Command, Input } from "./Command.ts"
import { isCreatorForm, shownAtMost } from "./creators.ts"
import { pack } from "./ids.ts"
import { endpoints } from "./names.ts"
import { quoted } from "./tokens.ts"
import { printWatch, printWatching } from "./watch.ts"

/** A command as text that is read back as the same command: what buttons carry. */
export const print = (command: Command): string => {
  const named = (input: Input) => Object.entries(input).map(([name, value]) => `${name}=${quoted(value)}`)
  switch (command._tag) {
    case "Start":
      return ""
    case "Help":
      return ["help", ...(command.topic === undefined ? [] : [command.topic])].join(" ")
    case "Ask":
      return [Endpoint.kebab(command.endpoint.id), ...named(command.input)].join(" ")
    case "Incomplete": {
      const endpoint = endpoints.find((one) => one.id === command.form)
      return endpoint === undefined
        ? [command.form, ...Object.values(command.input)].join(" ")
        : [Endpoint.kebab(endpoint.id), ...named(command.input)].join(" ")
    }
    case "Creator":
    case "Report":
      return `${command._tag.toLowerCase()} ${command.id}`
    case "Compare":
      return command.ids.length > shownAtMost ? `compare ${pack(command.ids)}` : ["compare", ...command.ids].join(" ")
    case "Quota":
      return "quota"
    case "Settings":
      return ["settings", ...command.words].join(" ")
    case "Watch":
      return printWatch(command.spec)
    case "WatchUnclear":
      return command.kind === "watch" ? "watch" : "schedule report"
    case "Watching":
    case "WatchDropped":
    case "WatchDeed":
      return printWatching(command)
    case "Unknown":
      return quoted(command.typed)
  }
}

/** What a command is called. */
export const titleOf = (command: Command): Words => {
  switch (command._tag) {
    case "Ask":
      return command.endpoint.title
    case "Incomplete":
      return (
        endpoints.find((one) => one.id === command.form)?.title ??
        help.forms[isCreatorForm(command.form) ? command.form : "creator"]
      )
    case "Compare":
      return help.forms.compare
    case "Report":
      return help.forms.report
    case "Creator":
      return help.forms.creator
    default:
      return help.title
  }
}
