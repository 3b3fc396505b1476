import { Effect, Layer, Tracer } from "effect"
import { expect, it } from "vitest"
import { catalogue, Transport, Xingtu } from "../src/index.ts"

const transport = Layer.succeed(Transport.Transport, {
  account: "account",
  baseUrl: "http://127.0.0.1",
  get: () => Effect.succeed({ status: 200, body: JSON.stringify({ code: 303 }) })
})

const ask = Xingtu.use((xingtu) =>
  Effect.exit(xingtu.call(catalogue.spreadMetrics, { oAuthorId: "6955721930401185805" }))
).pipe(Effect.provide(Xingtu.layer().pipe(Layer.provide(transport))))

it("a call and its attempts are spans for a tracer, with what became of them", async () => {
  const spans: Array<Tracer.Span> = []
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    }
  })
  await Effect.runPromise(Effect.provideService(ask, Tracer.Tracer, tracer))
  expect(spans.map(({ name, attributes }) => [name, Object.fromEntries(attributes)])).toEqual([
    ["xingtu.call", { endpoint: "spreadMetrics", charged: "no", attempts: 1, failure: "DailyQuotaExceeded" }],
    ["xingtu.attempt", { endpoint: "spreadMetrics" }]
  ])
  expect(spans.every(({ status }) => status._tag === "Ended")).toBe(true)
})
