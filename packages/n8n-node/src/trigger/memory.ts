// What a trigger remembers of its creators. n8n keeps it when the trigger is published and when it fires; this process
// keeps it in between.
import type { IDataObject, IPollFunctions, NodeApiError, NodeOperationError } from "n8n-workflow"
import { latest } from "../run/latest.ts"
import type { Cursor } from "./event.ts"

export type News = ReadonlyArray<IDataObject>

/** What is known of one creator. */
export interface Known {
  /** When its last turn began. */
  readonly at: number
  readonly cursor?: Cursor
  /** The turn has not ended: its result is still out, and counts when it comes. */
  readonly isOpen?: boolean
  /** The API said that there is no such creator, and was paid for saying so. */
  readonly isGone?: boolean
  /** What was handed to n8n at that turn. */
  readonly news?: News
}

/** A failure that cost nothing, told to n8n by throwing. */
interface Thrown {
  readonly error: NodeApiError | NodeOperationError
  readonly at: number
}

/** One event of one trigger in this process. */
export interface Memory {
  readonly all: Map<string, Known>
  /** Creators whom a poll is looking up now. */
  readonly underWay: Set<string>
  thrown?: Thrown
}

/** More triggers are hardly polled by one process. */
const memories = latest<Memory>(1_000)

const objectIn = (data: IDataObject, key: string): IDataObject => {
  const value = data[key]
  return typeof value === "object" && value !== null ? { ...value } : {}
}

const askedKey = (event: string): string => `${event}/asked`

const numberAt = (value: IDataObject[string]): number => (typeof value === "number" ? value : 0)

/** What n8n kept, by creator. */
const keptBy = (host: IPollFunctions, event: string): ReadonlyMap<string, Known> => {
  const data = host.getWorkflowStaticData("node")
  const cursors = objectIn(data, event)
  const asked = objectIn(data, askedKey(event))
  const names = new Set([...Object.keys(cursors), ...Object.keys(asked)])
  return new Map(
    [...names].map((name): [string, Known] => {
      const { at, gone } = objectIn(asked, name)
      return [
        name,
        {
          at: numberAt(at),
          ...(name in cursors ? { cursor: objectIn(cursors, name) } : {}),
          ...(gone === true ? { isGone: true } : {})
        }
      ]
    })
  )
}

/**
 * News that n8n threw away, since the workflow was published again meanwhile: what it kept is from before them. Told
 * once more.
 */
const lost = ({ at, news = [] }: Known, kept: Known | undefined): News => (at > (kept?.at ?? 0) ? news : [])

/** What a poll begins with. */
export interface Recalled {
  readonly memory: Memory
  /** News of earlier polls that did not get through. */
  readonly lost: News
}

/** Everything known, from where it is newer. `account` is part of the name: another API has other news. */
export const recall = (host: IPollFunctions, account: string, event: string): Recalled => {
  const name = JSON.stringify([account, host.getWorkflow().id, host.getNode().id, event])
  const memory = memories(name, () => ({ all: new Map(), underWay: new Set() }))
  const kept = keptBy(host, event)
  const again: Array<IDataObject> = []
  for (const [creator, known] of memory.all) {
    again.push(...lost(known, kept.get(creator)))
    memory.all.set(creator, { ...known, news: [] })
  }
  for (const [creator, known] of kept) {
    const here = memory.all.get(creator)
    if (here === undefined || known.at > here.at) memory.all.set(creator, known)
  }
  return { memory, lost: again }
}

/** Gives n8n what is to be kept. It notices a new value of its own object only, not what is written into that value. */
export const keep = (host: IPollFunctions, event: string, { all }: Memory): void => {
  const known = [...all]
  const data = host.getWorkflowStaticData("node")
  data[event] = Object.fromEntries(
    known.flatMap(([name, { cursor }]) => (cursor === undefined ? [] : [[name, cursor] as const]))
  )
  data[askedKey(event)] = Object.fromEntries(
    known.map(([name, { at, isGone }]) => [name, isGone === true ? { at, gone: true } : { at }])
  )
}

/**
 * Creators whom the panel no longer names are remembered, should they come back; those looked up last, so that n8n need
 * not keep ever more.
 */
const former = 100

export const forget = ({ all }: Memory, named: ReadonlySet<string>): void => {
  const gone = [...all].filter(([name]) => !named.has(name)).sort(([, a], [, b]) => b.at - a.at)
  for (const [name] of gone.slice(former)) all.delete(name)
}
