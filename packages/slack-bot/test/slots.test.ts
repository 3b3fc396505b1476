import { Exit } from "effect"
import { expect, test } from "vitest"
import * as Slots from "../src/state/Slots.ts"

const hour = 3_600_000

test.each([
  ["somebody was told", Exit.void, 1_000, { _tag: "Told" }],
  ["it was interrupted", Exit.interrupt(), 1_000, { _tag: "CutOff" }],
  ["Slack did not take it", Exit.fail("refused"), 1_000, { _tag: "Untold", after: 1_500 }],
  ["Slack did not take it for more than an hour", Exit.fail("refused"), 2 * hour, { _tag: "Told" }]
])("a slot whose work ended because %s", (_, exit, now, next) => {
  expect(Slots.next(exit, 0, now)).toEqual(next)
})

test("a slot is used again when it is free, and counted once", () => {
  const first = Slots.take(Slots.none)
  const second = Slots.take(first.slots)
  const again = Slots.take(Slots.release(second.slots, first.slot))
  expect([first.slot, second.slot, again.slot, again.slots.count]).toEqual([0, 1, 0, 2])
})

test("what was cut off or untold is left for others", () => {
  const { slot, slots } = Slots.take(Slots.none)
  expect([slots, Slots.cutOff(slots, slot)].map(Slots.leavesSome)).toEqual([false, true])
})
