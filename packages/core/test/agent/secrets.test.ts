import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { expect, test } from "vitest"
import { Secrets } from "../../src/agent/Secrets.ts"

const subject = { caller: "anna", tool: "xingtu_report", input: { ids: ["1", "2"], a: { x: 1, y: 2 } }, calls: 30 }

const run = <A>(use: (secrets: Secrets["Service"]) => Effect.Effect<A>) =>
  Effect.runPromise(Secrets.use(use).pipe(Effect.provide(Secrets.layer), Effect.provide(TestClock.layer())))

test("a code confirms what it was issued for, once", async () => {
  const seen = await run(({ issue, redeem }) =>
    Effect.gen(function* () {
      const code = yield* issue(subject)
      return [code.includes("anna"), yield* redeem(code, subject), yield* redeem(code, subject)]
    })
  )
  expect(seen).toEqual([false, true, false])
})

test("two calls at the same time with one code: one of them pays", async () => {
  const seen = await run(({ issue, redeem }) =>
    Effect.flatMap(issue(subject), (code) =>
      Effect.all(
        Array.from({ length: 20 }, () => redeem(code, subject)),
        { concurrency: "unbounded" }
      )
    )
  )
  expect(seen.filter((one) => one)).toHaveLength(1)
})

test.each([
  ["the same in another order", { ...subject, input: { a: { y: 2, x: 1 }, ids: ["1", "2"] } }, true],
  ["fewer calls", { ...subject, calls: 7 }, true],
  ["another caller", { ...subject, caller: "ben" }, false],
  ["another tool", { ...subject, tool: "xingtu_rank" }, false],
  ["other ids", { ...subject, input: { ...subject.input, ids: ["2", "1"] } }, false],
  ["more calls", { ...subject, calls: 31 }, false]
])("a code and %s: %o is %s", async (_, other, good) => {
  expect(await run(({ issue, redeem }) => Effect.flatMap(issue(subject), (code) => redeem(code, other)))).toBe(good)
})

test("a code ends after ten minutes, and a set-back clock does not renew a used one", async () => {
  const seen = await run(({ issue, redeem }) =>
    Effect.gen(function* () {
      const [late, early] = [yield* issue(subject), yield* issue(subject)]
      yield* TestClock.adjust("599 seconds")
      const before = yield* redeem(early, subject)
      yield* TestClock.adjust("2 seconds")
      const after = yield* redeem(late, subject)
      yield* TestClock.setTime(1)
      return [before, after, yield* redeem(early, subject)]
    })
  )
  expect(seen).toEqual([true, false, false])
})

test("a code that was changed anywhere, or is none, confirms nothing", async () => {
  const seen = await run(({ issue, redeem }) =>
    Effect.gen(function* () {
      const code = yield* issue(subject)
      const changed = [...code].map((letter, i) => code.slice(0, i) + (letter === "a" ? "b" : "a") + code.slice(i + 1))
      const none = [
        "",
        ".",
        "...",
        "z.z.z.z",
        "Infinity.a.zz.a",
        `${code}.`,
        ` ${code}`,
        code.repeat(2),
        "\ud800.é.1.x"
      ]
      const wrong = [...changed, ...none].filter((one) => one !== code && !one.startsWith(`${code}.`))
      return yield* Effect.filter(wrong, (one) => redeem(one, subject))
    })
  )
  expect(seen).toEqual([])
})

test("codes of one process are worth nothing in another", async () => {
  const code = await run(({ issue }) => issue(subject))
  expect(await run(({ redeem }) => redeem(code, subject))).toBe(false)
})
