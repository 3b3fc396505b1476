import { Effect, Layer, Redacted, Result } from "effect"
import { expect, it } from "vitest"
import { catalogue, type Settings, Transport, Xingtu } from "../../src/index.ts"

const id = (n: number) => `69557219304011858${String(n).padStart(2, "0")}`

/** An API that answers everything, and counts. */
const api = () => {
  const asked: Array<string> = []
  const transport = Layer.succeed(
    Transport.Transport,
    Transport.make({
      baseUrl: "http://127.0.0.1:2",
      token: Redacted.make("t"),
      send: (url) => {
        asked.push(Redacted.value(url))
        return Effect.succeed({ status: 200, body: '{"code":0,"data":{"item_num":"7"}}' })
      }
    })
  )
  const run =
    (settings: Partial<Settings.Settings>) =>
    <A, E>(effect: Effect.Effect<A, E, Xingtu>) =>
      Effect.runPromise(effect.pipe(Effect.provide(Xingtu.layer(settings).pipe(Layer.provide(transport)))))
  return { asked, run }
}

const ask = (n: number, ...consumer: ReadonlyArray<string>) =>
  Effect.result(Xingtu.use((xingtu) => xingtu.ask(catalogue.spreadMetrics, { oAuthorId: id(n) }, { consumer })))

it("counts a call against every budget of those who ask, and names the one that is spent", async () => {
  const { asked, run } = api()
  const outcomes = await run({ consumerBudgets: { "user/*": 2, "channel/*": 3 } })(
    Effect.gen(function* () {
      const ones = [
        yield* ask(1, "user/A", "channel/C"),
        yield* ask(2, "user/A", "channel/C"),
        yield* ask(3, "user/A", "channel/C")
      ]
      const others = [
        yield* ask(4, "user/B", "channel/C"),
        yield* ask(5, "user/B", "channel/C"),
        yield* ask(5, "user/B", "channel/D")
      ]
      const report = yield* Xingtu.use((xingtu) => xingtu.quota(["user/B", "channel/C"]))
      const left = yield* Effect.forEach(["user/A", ["user/B", "channel/D"], "nobody"], (consumer) =>
        Xingtu.use((xingtu) => xingtu.left(consumer))
      )
      return { outcomes: [...ones, ...others], report, left }
    })
  )
  const short = outcomes.outcomes.map((outcome) =>
    Result.isSuccess(outcome)
      ? "answered"
      : "consumer" in outcome.failure
        ? outcome.failure.consumer
        : outcome.failure._tag
  )
  expect(short).toEqual(["answered", "answered", "user/A", "answered", "channel/C", "answered"])
  expect(asked).toHaveLength(4)
  expect(outcomes.left).toEqual([{ left: 0, budget: 2 }, { left: 0, budget: 2 }, undefined])
  expect(outcomes.report.token).toMatchObject({ used: 4, left: undefined })
  // User B has spent both of two, channel C all three: the first of the tightest is reported.
  expect(outcomes.report.consumer).toMatchObject({ name: "user/B", left: 0, budget: 2, used: 2 })
})

it("keeps apart who asks, whatever they are called", async () => {
  const { run } = api()
  const totals = await run({ consumerBudgets: { "user/*": 1 } })(
    Effect.gen(function* () {
      const outcomes = [yield* ask(1, "R & D", "a/b&c%26"), yield* ask(2, "user/Q & user/P"), yield* ask(3, "user/P")]
      expect(outcomes.every(Result.isSuccess)).toBe(true)
      return (yield* Xingtu.use((xingtu) => xingtu.quota())).totals.map(({ consumers }) => consumers)
    })
  )
  expect(totals).toEqual([["R & D", "a/b&c%26"], ["user/Q & user/P"], ["user/P"]])
})

it("gives a stored answer without asking, and nothing when there is none", async () => {
  const { asked, run } = api()
  const [before, after] = await run({})(
    Effect.gen(function* () {
      const xingtu = yield* Xingtu
      const before = yield* xingtu.stored(catalogue.spreadMetrics, { oAuthorId: id(1) })
      yield* xingtu.ask(catalogue.spreadMetrics, { oAuthorId: id(1) })
      return [before, yield* xingtu.stored(catalogue.spreadMetrics, { oAuthorId: id(1), range: "30d" })] as const
    })
  )
  expect(before).toBeUndefined()
  expect(after).toMatchObject({ data: { item_num: 7 }, meta: { source: "store", charged: "no" } })
  expect(asked).toHaveLength(1)
})
