import { Clock, Effect } from "effect"
import * as Store from "./Store.ts"
import { make as words, type Words } from "../util/Words.ts"

/** Texts short enough to be a claim or a latch: what a process must remember of a store that goes away. */
const small = 500
const mostSeen = 2_000
const firstPauseMs = 1_000
const longestPauseMs = 30_000
const dayMs = 86_400_000

interface Owed {
  readonly put: Store.Put
  /** The condition it was first made under: carried over only where nobody else has written meanwhile. */
  readonly when: Store.When | undefined
}

/** What this process does while its store is away, and owes it when it returns. */
interface Away {
  readonly local: Store.Driver<never>
  readonly puts: Map<string, Owed>
  readonly adds: Map<string, Store.Add>
  retryAt: number
  pauseMs: number
}

const away = (reason: string): Words =>
  words(
    `The store cannot be used (${reason}). Calls go on; answers, limits and budgets are kept in this process only until it returns.`,
    `存储不可用（${reason}）。调用继续进行；在其恢复之前，结果、限额与预算仅保存在本进程内。`
  )

const back = words(
  "The store is back; what was answered and charged meanwhile has been added to it.",
  "存储已恢复；期间的结果与计费已补记。"
)

/** What it needs to know of whoever stores. */
export interface Options {
  /** Hears that the store is away, and that it is back. */
  readonly tell: (warning: Words) => Effect.Effect<void>
  /** Whether the text that is held brings a newer answer than another. */
  readonly isNewer: (held: string | undefined, than: string | undefined) => boolean
}

/**
 * A store that never fails: while the one behind it is away, this process goes on with what it knows, and adds what
 * happened meanwhile when it returns. Says so once each way.
 */
export const resilientStore = (remote: Store.Driver, { isNewer, tell }: Options): Store.Driver<never> => {
  /** Whoever hears it may break; what was paid for must still be written. */
  const warn = (warning: Words) => Effect.ignoreCause(tell(warning))
  const seen = new Map<string, string>()
  const sums = new Map<string, number>()
  let gone: Away | undefined

  const notice = (key: string, value: string | undefined) => {
    seen.delete(key)
    if (value === undefined || value.length > small) return
    seen.set(key, value)
    for (const oldest of seen.keys()) {
      if (seen.size <= mostSeen) return
      seen.delete(oldest)
    }
  }

  const nameOf = ({ group, name }: Store.Add) => `${group}\n${name}`

  /** How far counts that have a limit are, as the store tells. */
  const reckon = (adds: ReadonlyArray<Store.Add>, committed: Store.Committed) => {
    adds.forEach((add, i) => {
      if (add.limit === undefined) return
      if (committed._tag === "Done") sums.set(nameOf(add), committed.sums[i] ?? 0)
      // The rest of it was spent by others.
      if (committed._tag === "Over" && committed.name === add.name) sums.set(nameOf(add), add.limit)
    })
  }

  /** The same change against the counts of this process, which start where those of the store were last seen. */
  const locally = (here: Away, change: Store.Change): Store.Change => ({
    ...change,
    // A text too long to be remembered was read or written by whoever names it now.
    when: (change.when ?? []).filter(({ is, key }) => is === undefined || is.length <= small || here.puts.has(key)),
    add: (change.add ?? []).map((add) =>
      add.limit === undefined ? add : { ...add, limit: add.limit - (sums.get(nameOf(add)) ?? 0) }
    )
  })

  const owe = (here: Away, change: Store.Change) => {
    for (const put of change.put ?? []) {
      const own = change.when?.find(({ key }) => key === put.key)
      const owed = here.puts.get(put.key)
      here.puts.set(put.key, { put, when: own === undefined || owed === undefined ? own : owed.when })
    }
    for (const add of change.add ?? []) {
      const owed = here.adds.get(nameOf(add))
      here.adds.set(nameOf(add), { ...add, limit: add.limit ?? owed?.limit, by: add.by + (owed?.by ?? 0) })
    }
  }

  /** The store failed: from now on this process goes on alone. */
  const leave = (now: number): Away => {
    if (gone !== undefined) {
      gone.pauseMs = Math.min(gone.pauseMs * 2, longestPauseMs)
      gone.retryAt = now + gone.pauseMs
      return gone
    }
    gone = {
      local: Store.memory(),
      puts: new Map(),
      adds: new Map(),
      retryAt: now + firstPauseMs,
      pauseMs: firstPauseMs
    }
    return gone
  }

  const remember = (here: Away) =>
    here.local.commit({ put: [...seen].map(([key, value]) => ({ key, value, ttlMs: dayMs })) })

  /** Pays back one thing after the other; what is owed anew meanwhile is paid back as well. */
  const settleUp = (here: Away): Effect.Effect<void, Store.StoreFailure> =>
    Effect.gen(function* () {
      while (here.puts.size + here.adds.size > 0) {
        const [first] = here.puts.values()
        if (first !== undefined) {
          const { put, when } = first
          if (when !== undefined) yield* remote.commit({ when: [when], put: [put] })
          else {
            // Somebody may have paid for a newer answer meanwhile.
            const [held] = yield* remote.get([put.key])
            if (
              !isNewer(held, put.value) &&
              (yield* remote.commit({ when: [{ key: put.key, is: held }], put: [put] }))._tag !== "Done"
            )
              continue
          }
          if (here.puts.get(put.key) === first) here.puts.delete(put.key)
          continue
        }
        const owed = [...here.adds.values()]
        here.adds.clear()
        // What happened has happened: no limit holds it back, but how far the counts are now holds for the next time alone.
        const add = owed.map((one) => ({ ...one, limit: undefined }))
        reckon(owed, yield* Effect.tapError(remote.commit({ add }), () => Effect.sync(() => owe(here, { add: owed }))))
        yield* here.local.commit({ add: add.map((one) => ({ ...one, by: -one.by })) })
      }
      gone = undefined
      yield* warn(back)
    })

  const use = <A>(
    operation: (store: Store.Driver) => Effect.Effect<A, Store.StoreFailure>,
    offline: (here: Away) => Effect.Effect<A>
  ): Effect.Effect<A> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const here = gone
      if (here !== undefined && now < here.retryAt) return offline(here)
      // One caller tries whether the store is back; the others go on meanwhile.
      if (here !== undefined) here.retryAt = now + longestPauseMs
      // Whoever happens to pay back may leave; what is owed may not be lost with them.
      return (here === undefined ? Effect.void : Effect.uninterruptible(settleUp(here))).pipe(
        Effect.andThen(operation(remote)),
        Effect.catch((failure) =>
          Effect.flatMap(Clock.currentTimeMillis, (failedAt) => {
            const before = gone
            const alone = leave(failedAt)
            if (before !== undefined) return offline(alone)
            // First what was to be done, while nobody can have joined again; then the news of it.
            return Effect.andThen(remember(alone), offline(alone)).pipe(Effect.tap(warn(away(failure.reason))))
          })
        )
      )
    })

  return {
    get: (keys) =>
      use(
        (store) =>
          Effect.tap(store.get(keys), (values) => Effect.sync(() => keys.forEach((key, i) => notice(key, values[i])))),
        (here) => here.local.get(keys)
      ),
    commit: (change) =>
      use(
        (store) =>
          Effect.tap(store.commit(change), (committed) =>
            Effect.sync(() => {
              reckon(change.add ?? [], committed)
              if (committed._tag === "Done") for (const { key, value } of change.put ?? []) notice(key, value)
            })
          ),
        (here) =>
          Effect.tap(here.local.commit(locally(here, change)), (committed) =>
            Effect.sync(() => {
              if (committed._tag === "Done") owe(here, change)
            })
          )
      ),
    counts: (group) =>
      use(
        (store) => store.counts(group),
        (here) =>
          Effect.map(here.local.counts(group), (counts) => {
            const before = [...sums]
              .filter(([key]) => key.startsWith(`${group}\n`))
              .map(([key, sum]) => [key.slice(group.length + 1), sum] as const)
            return { ...counts, ...Object.fromEntries(before.map(([name, sum]) => [name, sum + (counts[name] ?? 0)])) }
          })
      ),
    size: (prefix) =>
      use(
        (store) => store.size(prefix),
        (here) => here.local.size(prefix)
      )
  }
}
