import { type Command, print } from "../commands/index.ts"
import { button, option, placeholder } from "./blocks.ts"
import { limits } from "./limits.ts"

/** What a click does with the command its button carries. */
export const verbs = {
  /** Results in a message of its own. */
  run: "xingtu.run",
  /** Results in place of the message that was clicked. */
  turn: "xingtu.turn",
  /** The same, at the price that stands on the button. */
  pay: "xingtu.pay",
  /** Sends it again although it is stored, or may have been charged: what that costs stands on the button. */
  renew: "xingtu.renew",
  /** Allows calls again that the API had stopped, then shows the result. */
  reopen: "xingtu.reopen",
  /** Opens a form to choose from the creators a list found, for a comparison. */
  pick: "xingtu.pick",
  /** Opens the form of the command. */
  form: "xingtu.form",
  /** Shows the cached result to the channel. */
  share: "xingtu.share",
  /** Sends the cached result to the person's own messages. */
  mine: "xingtu.mine",
  /** Sends the cached result as a file. */
  file: "xingtu.file",
  /** Stops waiting; the button carries the work's id instead of a command. */
  cancel: "xingtu.cancel"
} as const

export type Verb = keyof typeof verbs

/** The verb of an action id, which may carry a distinguishing suffix. */
export const verbOf = (actionId: string): Verb | undefined =>
  (Object.keys(verbs) as ReadonlyArray<Verb>) // the keys of the literal above
    .find((verb) => actionId === verbs[verb] || actionId.startsWith(`${verbs[verb]}:`))

/** What a button means beside its command, and still means when it is clicked much later. */
export interface Terms {
  /** Paid calls it names: what costs more by then is confirmed first. */
  readonly price?: number | undefined
  /** Epoch milliseconds; results up to then are known, and a newer one is wanted. */
  readonly newerThan?: number | undefined
}

const termsIn = ({ newerThan, price }: Terms): ReadonlyArray<string> =>
  Object.entries({ price, newerThan }).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))

/** The terms in the action id of a button. */
export const termsOf = (actionId: string): Terms => {
  const named = new Map(
    actionId
      .split(":")
      .map((part) => part.split("="))
      .map(([name = "", value]) => [name, Number(value)] as const)
      .filter(([, value]) => Number.isFinite(value))
  )
  return { price: named.get("price"), newerThan: named.get("newerThan") }
}

/**
 * A button that carries a command, so that it works after a restart and in every process. None when the command is too
 * long for Slack.
 */
export const commandButton = (
  verb: Verb,
  label: string,
  command: Command,
  options: { readonly suffix?: string; readonly style?: "primary" } & Terms = {}
) => {
  const value = print(command)
  const action = [verbs[verb], ...(options.suffix === undefined ? [] : [options.suffix]), ...termsIn(options)].join(":")
  return value.length > limits.value
    ? []
    : [button({ label, action, value, ...(options.style === undefined ? {} : { style: options.style }) })]
}

/** A menu of commands, as many as Slack lists. */
export const commandMenu = (
  verb: Verb,
  label: string,
  choices: ReadonlyArray<{ readonly label: string; readonly command: Command }>
) => {
  const options = choices
    .map(({ label, command }) => option(label, print(command)))
    .filter(({ value }) => (value ?? "").length <= limits.optionValue)
    .slice(0, limits.options)
  return options.length === 0
    ? []
    : [{ type: "static_select" as const, action_id: `${verbs[verb]}:menu`, placeholder: placeholder(label), options }]
}
