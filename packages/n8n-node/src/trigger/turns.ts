// Whose turn it is at a poll: each question is paid, and n8n polls more often than anybody wants to pay.
import { Endpoint, type Failure } from "@xingtu/core"
import { Result } from "effect"
import type { IPollFunctions } from "n8n-workflow"
import { creatorIn } from "../creator.ts"
import * as Failed from "../failure.ts"
import { fromZero, notFromZero } from "../number.ts"
import { question, refused } from "../refusal.ts"
import type { Cursor, Event } from "./events.ts"
import { askAtMost, type atLeast } from "./properties.ts"

/** What a node remembers, by event and creator: another creator in the panel starts afresh. */
export const memory = (host: IPollFunctions, event: string): Record<string, Cursor> => {
  const data = host.getWorkflowStaticData("node") as Record<string, Record<string, Cursor>>
  return (data[event] ??= {})
}

/** In the editor a poll shows what there is and remembers nothing. */
export const isTrial = (host: IPollFunctions): boolean => host.getMode() === "manual"

const unasked: ReadonlyArray<string> = ["init", "leadershipChange"]

/** Whether nobody asked for this start. n8n polls at each of them, a process that cannot stay up starts over and over, and a poll that throws there keeps the whole workflow from starting. */
export const isUnasked = (host: IPollFunctions): boolean => unasked.includes(host.getActivationMode())

const begun = new WeakSet<IPollFunctions>()

/** Whether n8n polls because it has just started. It keeps one context for all polls until the next start. */
const isStart = (host: IPollFunctions): boolean => {
  const isFirst = !begun.has(host)
  begun.add(host)
  return isFirst && isUnasked(host)
}

export interface Creator {
  /** The ID, or what stands in the panel where that is none. */
  readonly name: string
  readonly id: Result.Result<string, Failure.InvalidInput>
}

/** Those of the panel, each once. */
const creatorsIn = (host: IPollFunctions, endpoint: Endpoint.Endpoint): ReadonlyArray<Creator> => {
  const param = Endpoint.idParam(endpoint) ?? "id"
  const more = String(host.getNodeParameter("more", "")).split(/[\s,，;；]+/)
  const given = [creatorIn(host), ...more].filter(
    (creator) => creator !== "" && creator !== undefined && creator !== null
  )
  const creators = given.map((one): Creator => {
    const id = Result.map(question(endpoint, { [param]: one }), ({ query }) => query[param] ?? "")
    return { id, name: Result.getOrElse(id, () => String(one)) }
  })
  // Nobody would be watched, in silence.
  const nobody = creators.length === 0 ? question(endpoint, {}) : undefined
  if (nobody !== undefined && Result.isFailure(nobody)) throw Failed.error(host.getNode(), nobody.failure)
  return [...new Map(creators.map((creator) => [creator.name, creator])).values()]
}

/** A number of the panel. One that cannot be read would ask at every poll, or pay and never fire. */
export const numberIn = (
  host: IPollFunctions,
  { default: usual, displayName, name }: typeof askAtMost | typeof atLeast
): number => {
  const given = fromZero(host.getNodeParameter(name, usual))
  if (given === undefined) throw Failed.error(host.getNode(), refused("trigger", displayName, notFromZero))
  return given
}

/** Creators whom the panel no longer names are remembered, should they come back; those asked last, so that n8n need not keep ever more. */
const former = 100

const forget = (
  known: Record<string, Cursor>,
  asked: Record<string, Cursor>,
  creators: ReadonlyArray<Creator>
): void => {
  const named = new Set(creators.map(({ name }) => name))
  const at = (name: string) => Number(asked[name]?.["at"])
  const gone = Object.keys(asked)
    .filter((name) => !named.has(name))
    .sort((a, b) => at(b) - at(a))
  for (const name of gone.slice(former)) {
    delete known[name]
    delete asked[name]
  }
}

const hourMs = 3_600_000

/** A poll may be a little early, and a day an hour short; neither is one too many. */
const early = 0.9

/** Who is asked at this poll. It is written down at once: one without an answer waits for the next turn, too. */
export const takeTurns = (host: IPollFunctions, event: Event): ReadonlyArray<Creator> => {
  const creators = creatorsIn(host, event.endpoint)
  const restMs = numberIn(host, askAtMost) * hourMs * early
  if (isTrial(host)) return creators
  const known = memory(host, event.value)
  const asked = memory(host, `${event.value}/asked`)
  forget(known, asked, creators)
  const now = Date.now()
  const starts = isStart(host)
  return creators.filter(({ name }) => {
    if (starts && known[name] !== undefined) return false
    if (now - Number(asked[name]?.["at"] ?? 0) < restMs) return false
    asked[name] = { at: now }
    return true
  })
}
