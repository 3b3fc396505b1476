import type { Words } from "@xingtu/core/adapter"
import { Effect } from "effect"
import * as Ask from "../asking/Ask.ts"
import * as Client from "../asking/Client.ts"
import * as Document from "../store/Document.ts"
import * as Kept from "../store/Kept.ts"
import * as Outbox from "../store/Outbox.ts"
import * as Formulas from "../tables/Formulas.ts"
import * as Job from "./Job.ts"
import * as Registry from "../asking/Registry.ts"
import * as Subject from "../asking/Subject.ts"
import * as NegativeCache from "../asking/NegativeCache.ts"
import { say } from "../util/words.ts"

/** What formulas wait for, and what of theirs is old. */

const consumer = Client.consumers.sheet

/** Requests of one step: as many as a table's step of a report makes. */
const stepSize = 40

/** What fits into the document's properties until it is done; the rest waits for the next run. */
const mostQuestions = 8_000

const dayMs = 86_400_000

/** What the document's formulas request now, each request once. */
const wanted = (own: Document.Opened): ReadonlyArray<Ask.Question> => {
  const found = Formulas.find()
  const all = [...found.questions, ...Registry.questions(own.properties, found)]
  return [...new Map(all.map((one) => [JSON.stringify([one.endpoint.id, Ask.inputOf(one)]), one])).values()]
}

const outdated = (own: Document.Opened) => {
  const all = wanted(own)
  const since = Date.now() - own.settings.freshDays * dayMs
  return Client.run(own, "sheet", (xingtu) =>
    Effect.gen(function* () {
      const stored = yield* Ask.stored(xingtu, all)
      const { paid, ...rest } = yield* Ask.toPay(
        xingtu,
        all.filter((_, i) => stored[i] === undefined),
        consumer
      )
      const old = all.filter((_, i) => {
        const at = stored[i]?.meta.at
        return at !== undefined && Date.parse(at) < since
      })
      return { ...rest, pending: [...paid], old, since }
    })
  )
}

/** Calls, by what they are about. */
export interface Share {
  readonly title: Words
  readonly pending: number
  readonly old: number
}

export interface Waiting {
  readonly pending: number
  readonly old: number
  readonly shares: ReadonlyArray<Share>
  readonly left?: number
  /** More than the document holds. */
  readonly warning?: Words
  /** Whether results may be missing that were paid for. */
  readonly lost: boolean
}

const shares = (pending: ReadonlyArray<Ask.Question>, old: ReadonlyArray<Ask.Question>): ReadonlyArray<Share> =>
  [...new Set([...pending, ...old].map(({ endpoint }) => endpoint.id))].map((id) => ({
    title: Subject.find(id)?.title ?? say.report,
    pending: pending.filter(({ endpoint }) => endpoint.id === id).length,
    old: old.filter(({ endpoint }) => endpoint.id === id).length
  }))

export const waiting = (): Waiting => {
  Outbox.empty()
  const own = Document.open()
  const { left, old, pending, warning } = outdated(own)
  return {
    lost: !Kept.isWhole(own.properties),
    pending: pending.length,
    old: old.length,
    shares: shares(pending, old),
    ...(Number.isFinite(left) ? { left } : {}),
    ...(warning === undefined ? {} : { warning })
  }
}

/** Ids with the same request together. */
const partsOf = (renewals: ReadonlyArray<Ask.Question>): ReadonlyArray<Job.Part> => {
  const parts = new Map<string, { readonly part: Omit<Job.Part, "ids">; readonly ids: Array<string> }>()
  for (const { endpoint, id, input } of renewals) {
    const part = { endpoint: endpoint.id, input }
    const key = JSON.stringify(part)
    const known = parts.get(key) ?? { part, ids: [] }
    parts.set(key, known)
    known.ids.push(id)
  }
  return [...parts.values()].map(({ ids, part }) => ({ ...part, ids }))
}

/** Begins to pay for what formulas wait for, and for what is old if that is wanted. */
export const refresh = (what: "pending" | "pendingAndOld", slot: Job.Slot): Job.Progress => {
  const own = Document.open()
  const { old, pending, since } = outdated(own)
  const all = [...pending, ...(what === "pendingAndOld" ? old : [])]
  const renewals = (slot === "hourly" ? NegativeCache.without(own.properties, all) : all).slice(0, mostQuestions)
  return Job.begin(slot, { _tag: "Renew", parts: partsOf(renewals), since }, renewals.length)
}

/** Makes some of the requests. A step that is done again pays for none that has a result since. */
export const step = (own: Document.Opened, { parts, since }: Job.Renew, { done }: Job.Progress): Job.Piece => {
  const slice = parts.flatMap(({ ids, ...part }) => ids.map((id) => ({ ...part, id }))).slice(done, done + stepSize)
  const questions = slice.flatMap(({ endpoint: name, id, input }): ReadonlyArray<Ask.Question> =>
    (Subject.find(name)?.endpoints ?? []).map((endpoint) => ({ endpoint, id, input }))
  )
  const outcomes = Ask.now(own, questions, new Date(since))
  NegativeCache.note(outcomes, own.settings.freshDays * dayMs)
  return { size: slice.length, outcomes, failures: Ask.failures(outcomes) }
}
