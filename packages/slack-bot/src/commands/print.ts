import { Endpoint, type Words } from "@xingtu/core/adapter"
import { help, lists as listWords } from "../util/pages.ts"
import type { Command, Input, ListAction } from "./Command.ts"
import { isCreatorForm, shownAtMost } from "./creators.ts"
import { pack } from "../input/ids.ts"
import { saveForm } from "./lists.ts"
import { endpoints } from "../input/names.ts"
import { aboutParam, isShortlistForm, printForm, printShortlist } from "./shortlist.ts"
import { quoted } from "../input/tokens.ts"
import { printWatch, printWatching } from "./watch.ts"

const listed = (ids: ReadonlyArray<string>): string => (ids.length > shownAtMost ? pack(ids) : ids.join(" "))

const printLists = (action: ListAction): string => {
  switch (action._tag) {
    case "Show":
      return "lists"
    case "Open":
      return `lists ${action.name}`
    case "Delete":
      return `lists delete ${action.name}`
    case "Rename":
      return `lists rename ${action.name} ${action.to}`
  }
}

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
      if (command.form === saveForm) return `save ${pack((command.input[aboutParam] ?? "").split(" "))}`
      if (isShortlistForm(command.form)) return printForm(command.form, command.input)
      const endpoint = endpoints.find((one) => one.id === command.form)
      return endpoint === undefined
        ? [command.form, ...Object.values(command.input)].join(" ")
        : [Endpoint.kebab(endpoint.id), ...named(command.input)].join(" ")
    }
    case "Creator":
      return `creator ${command.id}`
    case "Report":
    case "Compare":
      return `${command._tag.toLowerCase()} ${listed(command.ids)}`
    case "Shortlist":
    case "Plan":
      return printShortlist(command)
    case "Save":
      return `save ${command.name} ${listed(command.ids)}`.trim()
    case "Lists":
      return printLists(command.action)
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
        help.forms[isCreatorForm(command.form) || isShortlistForm(command.form) ? command.form : "creator"]
      )
    case "Compare":
      return help.forms.compare
    case "Shortlist":
      return help.forms.shortlist
    case "Plan":
      return help.forms.plan
    case "Save":
    case "Lists":
      return listWords.title
    case "Report":
      return help.forms.report
    case "Creator":
      return help.forms.creator
    default:
      return help.title
  }
}
