// Whose turn it is at a poll: each request is paid, and n8n polls more often than anybody wants to pay.
import type { Failure } from "@xingtu/core"
import { Result } from "effect"
import type { IPollFunctions } from "n8n-workflow"
import { creatorIn } from "../panel/creator.ts"
import { listOf } from "../panel/field.ts"
import * as Failed from "../run/Failure.ts"
import { fromZero, notFromZero } from "../panel/number.ts"
import { creatorIdOf, refused } from "../run/refusal.ts"
import { forget, type Memory } from "./memory.ts"
import { askAtMost, type atLeast } from "./properties.ts"

/** In the editor a poll shows what there is and remembers nothing. */
export const isTrial = (host: IPollFunctions): boolean => host.getMode() === "manual"

const unasked: ReadonlyArray<string> = ["init", "leadershipChange"]

/**
 * Whether nobody wanted this start. n8n polls at each of them, a process that cannot stay up starts over and over,
 * and a poll that throws there keeps the whole workflow from starting.
 */
export const isUnasked = (host: IPollFunctions): boolean => unasked.includes(host.getActivationMode())

const begun = new WeakSet<IPollFunctions>()

/** Whether n8n polls because it has just started. It keeps one context for all polls until the next start. */
const isStart = (host: IPollFunctions): boolean => {
  const isFirst = !begun.has(host)
  begun.add(host)
  return isFirst && isUnasked(host)
}

/** A creator of the panel. */
export interface Creator {
  /** The ID, or what stands in the panel where that is none. */
  readonly name: string
  readonly id: Result.Result<string, Failure.InvalidInput>
}

/** Those of the panel, each once. */
export const creatorsIn = (host: IPollFunctions): ReadonlyArray<Creator> => {
  const given = [creatorIn(host), ...listOf(host.getNodeParameter("more", ""))].filter(
    (creator) => creator !== "" && creator !== undefined && creator !== null
  )
  const creators = given.map((one): Creator => {
    const id = creatorIdOf(one)
    return { id, name: Result.getOrElse(id, () => String(one)) }
  })
  // Nobody would be watched, in silence.
  const nobody = creatorIdOf(undefined)
  if (creators.length === 0 && Result.isFailure(nobody)) throw Failed.error(host.getNode(), nobody.failure)
  return [...new Map(creators.map((creator) => [creator.name, creator])).values()]
}

/** A number of the panel. One that cannot be read would request at every poll, or pay and never fire. */
export const numberIn = (
  host: IPollFunctions,
  { default: usual, displayName, name }: typeof askAtMost | ReturnType<typeof atLeast>
): number => {
  const given = fromZero(host.getNodeParameter(name, usual))
  if (given === undefined) throw Failed.error(host.getNode(), refused("trigger", displayName, notFromZero))
  return given
}

const hourMs = 3_600_000

/** A poll may be a little early, and a day an hour short; neither is one too many. */
const early = 0.9

/** That there is no such creator is paid for each time, and rarely changes. */
const goneMs = 24 * hourMs

/** One creator's turn. */
export interface Turn extends Creator {
  readonly at: number
  /** A result that came since then is as good as a new one: it was paid for at this turn. */
  readonly since: Date
}

/** The time between two turns of a creator, by the panel. */
export const restMsIn = (host: IPollFunctions): number => numberIn(host, askAtMost) * hourMs

/** Whose turn it is. It is written down at once: one without a result waits for the next turn, too. */
export const takeTurns = (
  host: IPollFunctions,
  memory: Memory,
  creators: ReadonlyArray<Creator>,
  restMs: number
): ReadonlyArray<Turn> => {
  forget(memory, new Set(creators.map(({ name }) => name)))
  const now = Date.now()
  const starts = isStart(host)
  return creators.flatMap((creator) => {
    const { name } = creator
    const known = memory.all.get(name)
    if (memory.underWay.has(name)) return []
    const isOpen = known?.isOpen === true
    if (!isOpen) {
      if (starts && known?.cursor !== undefined) return []
      const rest = Math.max(restMs, known?.isGone === true ? goneMs : 0) * early
      if (known !== undefined && now - known.at < rest) return []
    }
    // A turn that goes on keeps its beginning.
    const at = isOpen ? known.at : now
    memory.underWay.add(name)
    memory.all.set(name, { ...known, at, isOpen: true })
    // A result of the millisecond before this turn is not of it.
    return [{ ...creator, at, since: new Date(at + 1) }]
  })
}
