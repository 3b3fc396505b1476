import { expect, it } from "vitest"
import { recent } from "../../src/util/recent.ts"

const keys = (all: ReturnType<typeof recent<number>>) => [...all.entries()].map(([key]) => key)

it("keeps the latest, so many", () => {
  const all = recent<number>({ count: 3, weight: 100 }, () => 1)
  for (const [i, key] of ["a", "b", "c", "b", "d"].entries()) all.put(key, i)
  expect(keys(all)).toEqual(["c", "b", "d"])
  expect([all.get("a"), all.get("b")]).toEqual([undefined, 3])
})

it("keeps as much as fits, also when one thing is replaced by a heavier one", () => {
  const all = recent<number>({ count: 100, weight: 8 }, (value) => value)
  for (const key of ["a", "b", "c", "d"]) all.put(key, 2)
  expect(keys(all)).toEqual(["a", "b", "c", "d"])
  all.put("c", 5)
  expect(keys(all)).toEqual(["d", "c"])
  all.remove("d")
  all.put("e", 3)
  expect(keys(all)).toEqual(["c", "e"])
  all.put("too heavy", 9)
  expect(keys(all)).toEqual([])
})

it("lets the oldest eighth go at once when it is full", () => {
  const all = recent<number>({ count: 80, weight: 1_000 }, () => 1)
  for (let i = 0; i < 81; i++) all.put(String(i), i)
  expect(keys(all)).toHaveLength(70)
  expect(keys(all)[0]).toBe("11")
})
