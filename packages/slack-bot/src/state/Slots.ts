import { Exit } from "effect"
import { ttl } from "./keys.ts"
import type { Waiting } from "./Waiting.ts"

/**
 * The numbered slots a process writes its work into. A slot is in one of these states:
 *
 * | state | what it holds | goes on to |
 * | --- | --- | --- |
 * | free | nothing | taken |
 * | taken | work that runs | free (somebody was told), untold (Slack did not take it), cut off (interrupted) |
 * | untold | an outcome to be told again, after a pause that grows with its age | free |
 * | cut off | work that nobody was told of; another process takes it over | - |
 */
export interface Slots {
  /** How many were ever used: another process reads so many. */
  readonly count: number
  readonly free: ReadonlyArray<number>
  readonly cutOff: ReadonlyArray<number>
  readonly untold: ReadonlyArray<Untold>
}

export interface Untold {
  readonly slot: number
  readonly waiting: Waiting
  /** Epoch milliseconds. */
  readonly after: number
}

export const none: Slots = { count: 0, free: [], cutOff: [], untold: [] }

/** free -> taken */
export const take = (slots: Slots): { readonly slot: number; readonly slots: Slots } => {
  const slot = slots.free.at(-1)
  return slot === undefined
    ? { slot: slots.count, slots: { ...slots, count: slots.count + 1 } }
    : { slot, slots: { ...slots, free: slots.free.slice(0, -1) } }
}

/** taken -> free */
export const release = (slots: Slots, slot: number): Slots => ({ ...slots, free: [...slots.free, slot] })

/** taken -> cut off */
export const cutOff = (slots: Slots, slot: number): Slots => ({ ...slots, cutOff: [...slots.cutOff, slot] })

/** taken -> untold */
export const untold = (slots: Slots, one: Untold): Slots => ({ ...slots, untold: [...slots.untold, one] })

/** Untold work whose pause is over; the caller releases its slots. */
export const due = (slots: Slots, now: number): { readonly due: ReadonlyArray<Untold>; readonly slots: Slots } => ({
  due: slots.untold.filter(({ after }) => after <= now),
  slots: { ...slots, untold: slots.untold.filter(({ after }) => after > now) }
})

export const leavesSome = ({ cutOff, untold }: Slots): boolean => cutOff.length + untold.length > 0

/** Somebody who asked so long ago is not told any more when Slack did not take it. */
const worthTelling = ttl.hour

/** What becomes of a slot when its work ends. */
export const next = (
  exit: Exit.Exit<unknown, unknown>,
  since: number,
  now: number
): { readonly _tag: "Told" } | { readonly _tag: "CutOff" } | { readonly _tag: "Untold"; readonly after: number } => {
  if (Exit.hasInterrupts(exit)) return { _tag: "CutOff" }
  const age = now - since
  return !Exit.hasFails(exit) || age > worthTelling ? { _tag: "Told" } : { _tag: "Untold", after: now + age / 2 }
}
