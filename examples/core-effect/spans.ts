// A program's own span, with every call and attempt below it: node spans.ts <id> <id> ...
import { catalogue, Xingtu } from "@xingtu/core"
import { layerConfig } from "@xingtu/core/node"
import { Console, Effect, Option, Stream, Tracer } from "effect"

/** Every span that began, in that order. In place of this one: OpenTelemetry's, or `Otlp.layerJson` of Effect. */
const spans: Array<Tracer.Span> = []
const tracer = Tracer.make({
  span: (options) => {
    const span = new Tracer.NativeSpan(options)
    spans.push(span)
    return span
  }
})

const drawn = (parent?: Tracer.Span): ReadonlyArray<string> =>
  spans
    .filter((span) => Option.getOrUndefined(span.parent) === parent)
    .flatMap((span) => [
      [span.name, ...[...span.attributes].map(([name, value]) => `${name}=${String(value)}`)].join(" "),
      ...drawn(span).map((line) => `  ${line}`)
    ])

const program = Xingtu.use((xingtu) =>
  Stream.runDrain(xingtu.many(catalogue.spreadMetrics, process.argv.slice(2), { concurrency: 1 }))
).pipe(Effect.withSpan("shortlist"))

await Effect.runPromise(
  program.pipe(
    Effect.provide(layerConfig()),
    Effect.provideService(Tracer.Tracer, tracer),
    Effect.andThen(() => Console.log(drawn().join("\n")))
  )
)
