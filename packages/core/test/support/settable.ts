import { Clock, Effect } from "effect"

/** A wall clock that can be set back, as a time server does. What sleeps goes on sleeping for as long as it wanted. */
export const settable = Effect.map(Clock.Clock, (clock) => {
  const place = { backMs: 0 }
  const currentTimeMillisUnsafe = () => clock.currentTimeMillisUnsafe() - place.backMs
  const set: Clock.Clock = {
    currentTimeMillisUnsafe,
    currentTimeMillis: Effect.sync(currentTimeMillisUnsafe),
    currentTimeNanosUnsafe: () => BigInt(currentTimeMillisUnsafe()) * 1_000_000n,
    currentTimeNanos: Effect.sync(() => BigInt(currentTimeMillisUnsafe()) * 1_000_000n),
    monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
    monotonicTimeNanos: clock.monotonicTimeNanos,
    sleep: (duration) => clock.sleep(duration)
  }
  return { place, on: Effect.provideService(Clock.Clock, set) }
})
