import { Clock, Duration, Effect } from "effect"

interface Timer {
  readonly at: number
  readonly fire: () => void
}

/** Turns of the event loop in which nothing happens, before time jumps. */
const turns = 25

/**
 * Time for tests over real HTTP: it stands still while a request is out, and jumps to the next timer as soon as none is.
 * So pauses between attempts cost nothing, and no time-out fires early on a slow machine.
 */
export const time = (start = Date.parse("2026-11-22T00:00:00Z")) => {
  let now = start
  let out = 0
  const timers: Array<Timer> = []
  const slept: Array<number> = []

  const fireNext = (until = Infinity): boolean => {
    timers.sort((a, b) => a.at - b.at)
    const next = timers[0]
    if (next === undefined || next.at > until) return false
    timers.shift()
    slept.push(next.at - now)
    now = Math.max(now, next.at)
    next.fire()
    return true
  }
  // What follows from the last answer may take a few turns of the event loop before it sends or sleeps again.
  let quiet = 0
  let watching = false
  const watch = () => {
    quiet = out === 0 ? quiet + 1 : 0
    if (quiet >= turns) {
      quiet = 0
      if (!fireNext()) {
        watching = false
        return
      }
    }
    if (out > 0) watching = false
    else setImmediate(watch)
  }
  const jumpSoon = () => {
    quiet = 0
    if (watching) return
    watching = true
    setImmediate(watch)
  }

  const nanos = () => BigInt(Math.round(now)) * 1_000_000n
  const clock: Clock.Clock = {
    currentTimeMillisUnsafe: () => now,
    currentTimeMillis: Effect.sync(() => now),
    currentTimeNanosUnsafe: nanos,
    currentTimeNanos: Effect.sync(nanos),
    monotonicTimeNanosUnsafe: nanos,
    monotonicTimeNanos: Effect.sync(nanos),
    sleep: (duration) =>
      Effect.callback<void>((resume) => {
        const timer: Timer = { at: now + Duration.toMillis(duration), fire: () => resume(Effect.void) }
        timers.push(timer)
        jumpSoon()
        return Effect.sync(() => {
          const at = timers.indexOf(timer)
          if (at >= 0) timers.splice(at, 1)
        })
      })
  }

  return {
    clock,
    /** Milliseconds between one timer that fired and the next. */
    slept: slept as ReadonlyArray<number>,
    /** The global `fetch`, watched: time stands still until its answer has been read. */
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      out++
      try {
        const response = await globalThis.fetch(input, init)
        const { headers, status } = response
        return new Response(await response.text(), { headers, status })
      } finally {
        out--
        jumpSoon()
      }
    },
    /** Lets time pass although a request is out: for answers that never come. */
    pass: (ms: number) => {
      const until = now + ms
      while (fireNext(until));
      now = until
    },
    run: <A, E>(effect: Effect.Effect<A, E>): Promise<A> =>
      Effect.runPromise(Effect.provideService(effect, Clock.Clock, clock))
  }
}
