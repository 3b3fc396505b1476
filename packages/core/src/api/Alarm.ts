import { Context } from "effect"

/** Rings once, so many milliseconds later. Returns how to call it off. */
export type Alarm = (afterMs: number, ring: () => void) => () => void

const ofProcess: Alarm = (afterMs, ring) => {
  const timer = setTimeout(ring, afterMs)
  return () => clearTimeout(timer)
}

/** What transports measure their patience with: the timers of the process, unless somebody has a time of their own. */
export const Alarm = Context.Reference<Alarm>("@xingtu/core/Alarm", { defaultValue: () => ofProcess })

/** So often the process looks at what has arrived before it says that nothing came in time: it may have stood still. */
const looks = 8

/** Does it when the time is over and everything that has arrived by then was heard. Returns how to call it off. */
export const whenOver = (alarm: Alarm, afterMs: number, then: () => void): (() => void) => {
  let left = looks
  const look = () => {
    if (left-- === 0) then()
    else off = alarm(0, look)
  }
  let off = alarm(afterMs, look)
  return () => off()
}
