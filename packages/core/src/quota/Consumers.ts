import { Context } from "effect"
import { memoize } from "../util/memoize.ts"

/**
 * Who a call is counted for: one name such as `workflow/daily`, or several, such as a person and a channel. Each of
 * them has a budget.
 */
export type Consumer = string | ReadonlyArray<string>

const nobody: ReadonlyArray<string> = ["default"]

/**
 * The default consumer: `Effect.provideService(program, CurrentConsumer, "workflow/daily")` counts all calls inside
 * for that budget. The option `consumer` of a call goes before it.
 */
export const CurrentConsumer = Context.Reference<Consumer>("@xingtu/core/CurrentConsumer", {
  defaultValue: () => nobody
})

const isName = (name: unknown): name is string => typeof name === "string" && name !== ""

/** Whether it names somebody. */
export const isConsumer = (value: unknown): value is Consumer =>
  isName(value) || (Array.isArray(value) && value.every(isName))

/** All of them; `default` when nobody is named. */
export const of = (consumer: Consumer = nobody): ReadonlyArray<string> => {
  if (typeof consumer === "string") return [consumer]
  return consumer.length === 0 ? nobody : consumer.length === 1 ? consumer : [...new Set(consumer)]
}

/** Half a character, as in a name that was cut short, cannot be encoded. */
const whole = (name: string): string => name.replace(/[\ud800-\udfff]/gu, "\ufffd")

/** One name inside a key. */
export const key = memoize((name) => encodeURIComponent(whole(name)))

/** Several names as one key; no name can hold the sign between them. */
export const keyOf = (names: ReadonlyArray<string>): string => names.map(key).join("&")

/** A key that was spoilt where it was stored is a name as it is. */
const decoded = (key: string): string => {
  try {
    return decodeURIComponent(key)
  } catch {
    return key
  }
}

export const namesOf = (key: string): ReadonlyArray<string> => key.split("&").map(decoded)
