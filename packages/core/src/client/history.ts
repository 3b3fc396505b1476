import { Clock, Effect } from "effect"
import type { Driver } from "../store/Store.ts"
import * as Hash from "../util/Hash.ts"
import { isRecord } from "../util/path.ts"

/** Short lists of texts in the store, the newest first: what a watch saw. */
export interface History {
  readonly read: (name: string) => Effect.Effect<ReadonlyArray<Entry>>
  /** Adds one, and lets go of the oldest beyond `most`. Several at once all stay. */
  readonly add: (name: string, text: string, most: number) => Effect.Effect<void>
}

export interface Entry {
  /** ISO 8601. */
  readonly at: string
  readonly text: string
}

/** Nothing is kept longer than this after the last change. */
const ttlMs = 400 * 86_400_000

/** Characters of one list; every store takes as much. */
const most = 40_000

/** Others may write at the same time; so often is tried. */
const tries = 8

const parsed = (text: string | undefined): ReadonlyArray<Entry> => {
  if (text === undefined) return []
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list)
      ? list.flatMap((one: unknown) =>
          isRecord(one) && typeof one["at"] === "string" && typeof one["text"] === "string"
            ? [{ at: one["at"], text: one["text"] }]
            : []
        )
      : []
  } catch {
    return []
  }
}

/** As many of the newest as there is room for; the newest always. */
const bounded = (list: ReadonlyArray<Entry>, count: number): string => {
  let kept = list.slice(0, Math.max(1, count))
  let text = JSON.stringify(kept)
  while (text.length > most && kept.length > 1) {
    kept = kept.slice(0, Math.max(1, Math.floor(kept.length * 0.8)))
    text = JSON.stringify(kept)
  }
  return text
}

/** Histories of one account. */
export const history = (store: Driver<never>, account: string): History => {
  const keyOf = (name: string) => `history/${Hash.short(account)}/${name.length <= 100 ? name : Hash.long(name)}`
  const read = (name: string) => Effect.map(store.get([keyOf(name)]), ([text]) => parsed(text))
  const add = (name: string, text: string, count: number, left = tries): Effect.Effect<void> =>
    Effect.gen(function* () {
      const key = keyOf(name)
      const [before] = yield* store.get([key])
      const at = new Date(yield* Clock.currentTimeMillis).toISOString()
      const value = bounded([{ at, text }, ...parsed(before)], count)
      const done = yield* store.commit({ when: [{ key, is: before }], put: [{ key, value, ttlMs }] })
      if (done._tag !== "Done" && left > 1) yield* add(name, text, count, left - 1)
    })
  return { read, add: (name, text, count) => add(name, text, count) }
}
