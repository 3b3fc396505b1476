import { Transport } from "@xingtu/core/adapter"
import { Alarm } from "@xingtu/core/alarm"
import { Clock, Duration, Effect, Layer } from "effect"

interface Timer {
  readonly at: number
  readonly fire: () => void
}

/** Turns of the event loop in which nothing happens, before time jumps. */
const turns = 25

/**
 * Time for tests over real HTTP: it stands still while a request is out, and jumps to the next timer as soon as none
 * is. So pauses between attempts cost nothing, and no time-out fires early on a slow machine.
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
  // What follows from the last result may take a few turns of the event loop before it sends or sleeps again.
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

  /** Rings when that time has come. Returns how to call it off. */
  const set: Alarm = (afterMs, fire) => {
    const timer: Timer = { at: now + afterMs, fire }
    timers.push(timer)
    jumpSoon()
    return () => {
      const at = timers.indexOf(timer)
      if (at >= 0) timers.splice(at, 1)
    }
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
        const callOff = set(Duration.toMillis(duration), () => resume(Effect.void))
        return Effect.sync(callOff)
      })
  }

  return {
    clock,
    /** Milliseconds between one timer that fired and the next. */
    slept: slept as ReadonlyArray<number>,
    /** The same transport, watched: time stands still until its reply is there. */
    watched: <E, R>(transport: Layer.Layer<Transport.Transport, E, R>): Layer.Layer<Transport.Transport, E, R> =>
      Layer.effect(
        Transport.Transport,
        Effect.map(Transport.Transport, (inner) => ({
          ...inner,
          get: (get) =>
            Effect.suspend(() => {
              out++
              return Effect.onExit(inner.get(get), () =>
                Effect.sync(() => {
                  out--
                  jumpSoon()
                })
              )
            })
        }))
      ).pipe(Layer.provide(transport)),
    /** Lets time pass although a request is out: for results that never come. */
    pass: (ms: number) => {
      const until = now + ms
      while (fireNext(until));
      now = until
    },
    run: <A, E>(effect: Effect.Effect<A, E>): Promise<A> =>
      effect.pipe(Effect.provideService(Clock.Clock, clock), Effect.provideService(Alarm, set), Effect.runPromise)
  }
}
