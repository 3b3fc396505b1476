import { type Context, Effect, Fiber, Layer, Option, Stream, Tracer } from "effect"
import { afterEach, describe, expect, it } from "vitest"
import { catalogue, Transport, Xingtu } from "../../src/index.ts"
import { creator } from "../support/api.ts"

const { creatorSearch, spreadMetrics } = catalogue

/** A span as a tracer of another library has it: nothing of Effect's own. */
class ForeignSpan {
  readonly _tag = "Span"
  readonly sampled = true
  readonly attributes = new Map<string, unknown>()
  readonly links: Array<Tracer.SpanLink>
  readonly spanId = Math.random().toString(16).slice(2)
  readonly traceId: string
  readonly name: string
  readonly parent: Option.Option<Tracer.AnySpan>
  readonly annotations: Context.Context<never>
  readonly kind: Tracer.SpanKind
  status: Tracer.SpanStatus

  constructor({ annotations, kind, links, name, parent, startTime }: Parameters<Tracer.Tracer["span"]>[0]) {
    this.name = name
    this.parent = parent
    this.annotations = annotations
    this.links = [...links]
    this.kind = kind
    this.status = { _tag: "Started", startTime }
    this.traceId = Option.match(parent, { onNone: () => this.spanId, onSome: ({ traceId }) => traceId })
  }
  end(endTime: bigint, exit: Extract<Tracer.SpanStatus, { _tag: "Ended" }>["exit"]) {
    this.status = { _tag: "Ended", startTime: this.status.startTime, endTime, exit }
  }
  attribute(key: string, value: unknown) {
    this.attributes.set(key, value)
  }
  event() {}
  addLinks(links: ReadonlyArray<Tracer.SpanLink>) {
    this.links.push(...links)
  }
}

const spans: Array<Tracer.Span> = []
afterEach(() => void (spans.length = 0))

const keep = <S extends Tracer.Span>(span: S): S => {
  spans.push(span)
  return span
}

const foreign = Tracer.make({ span: (options) => keep(new ForeignSpan(options)) })
const native = Tracer.make({ span: (options) => keep(new Tracer.NativeSpan(options)) })

/** The spans around each request, innermost first, as what sends it sees them. */
const around: Array<ReadonlyArray<string>> = []
afterEach(() => void (around.length = 0))

const above = (span: Tracer.AnySpan): ReadonlyArray<Tracer.AnySpan> => [
  span,
  ...(span._tag === "Span" ? Option.match(span.parent, { onNone: () => [], onSome: above }) : [])
]

const nameOf = (span: Tracer.AnySpan): string => (span._tag === "Span" ? span.name : span.spanId)

const client = (says: (nth: number) => object, afterMs = 0) => {
  let nth = 0
  const transport = Layer.succeed(Transport.Transport, {
    account: "account",
    baseUrl: "http://127.0.0.1",
    get: () =>
      Effect.gen(function* () {
        around.push(
          Option.match(yield* Effect.serviceOption(Tracer.ParentSpan), {
            onNone: () => [],
            onSome: (span) => above(span).map(nameOf)
          })
        )
        nth++
        if (afterMs > 0) yield* Effect.sleep(afterMs)
        return { status: 200, body: JSON.stringify(says(nth)) }
      })
  })
  return Xingtu.layer({ requestsPerSecond: Infinity, retry: [1, 1, 1, 1] }).pipe(Layer.provide(transport))
}

const run = <A, E>(
  program: Effect.Effect<A, E, Xingtu>,
  tracer: Tracer.Tracer | undefined,
  layer = client(() => ({ code: 0, data: {} }))
) => {
  const provided = Effect.provide(program, layer)
  return Effect.runPromise(tracer === undefined ? provided : Effect.provideService(provided, Tracer.Tracer, tracer))
}

const parentOf = (span: Tracer.Span) => Option.getOrUndefined(span.parent)
const named = (name: string) => spans.filter((span) => span.name === name)

const ask = (n: number) => Xingtu.use((xingtu) => xingtu.spreadMetrics({ oAuthorId: creator(n) }))

const tracers: ReadonlyArray<readonly [string, Tracer.Tracer]> = [
  ["a tracer of native spans", native],
  ["a tracer of another library", foreign]
]

describe.each(tracers)("%s", (_, tracer) => {
  it.each(["without", "with"] as const)(
    "sees each attempt below its call, %s a parent of the program's own",
    async (has) => {
      const program = has === "with" ? Effect.withSpan(ask(1), "parent") : ask(1)
      await run(
        program,
        tracer,
        client((nth) => (nth < 3 ? { code: 301 } : { code: 0, data: {} }))
      )
      const [call] = named("xingtu.call")
      const attempts = named("xingtu.attempt")
      expect(attempts.map(parentOf)).toEqual([call, call, call])
      expect(call && parentOf(call)).toBe(has === "with" ? named("parent")[0] : undefined)
      expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1)
      expect(spans.every(({ status }) => status._tag === "Ended")).toBe(true)
      expect(attempts.map(({ attributes }) => Object.fromEntries(attributes))).toEqual([
        { endpoint: "spreadMetrics", charged: "no", failure: "CollectionFailed", code: 301 },
        { endpoint: "spreadMetrics", charged: "no", failure: "CollectionFailed", code: 301 },
        { endpoint: "spreadMetrics", charged: "yes", code: 0 }
      ])
      expect(Object.fromEntries(call?.attributes ?? [])).toEqual({
        endpoint: "spreadMetrics",
        source: "api",
        charged: "yes",
        attempts: 3,
        code: 0
      })
    }
  )

  it("sees how a call failed, and what it may have cost", async () => {
    await run(
      Effect.exit(ask(1)),
      tracer,
      client(() => ({ code: 303 }))
    )
    expect(spans.map(({ name, attributes }) => [name, Object.fromEntries(attributes)])).toEqual([
      [
        "xingtu.call",
        { endpoint: "spreadMetrics", charged: "no", attempts: 1, failure: "DailyQuotaExceeded", code: 303 }
      ],
      ["xingtu.attempt", { endpoint: "spreadMetrics", charged: "no", failure: "DailyQuotaExceeded", code: 303 }]
    ])
    expect(named("xingtu.attempt").map(parentOf)).toEqual(named("xingtu.call"))
  })

  it("sees the calls of many and of pages below what ran them", async () => {
    const ids = [1, 2, 3, 4, 5, 6].map(creator)
    const pages = (nth: number) => ({
      code: 0,
      data: {
        authors: [{ star_id: String(nth) }],
        pagination: { has_more: nth < 9, page: nth, limit: 1, total_count: 9 }
      }
    })
    await run(
      Xingtu.use((xingtu) =>
        Effect.all([
          Effect.withSpan(Stream.runDrain(xingtu.many(spreadMetrics, ids)), "many"),
          Effect.withSpan(Stream.runDrain(xingtu.pages(creatorSearch, { keyword: "a" })), "pages")
        ])
      ),
      tracer,
      client(pages)
    )
    const calls = named("xingtu.call")
    const [many] = named("many")
    const [read] = named("pages")
    expect(calls.filter((call) => parentOf(call) === many)).toHaveLength(6)
    expect(calls.filter((call) => parentOf(call) === read).length).toBeGreaterThan(1)
    expect(named("xingtu.attempt").map(parentOf)).toEqual(calls)
  })

  it("sees one attempt for those who share a call, below the first of them", async () => {
    const both = Xingtu.use((xingtu) =>
      Effect.all(
        ["first", "second"].map((name) => Effect.withSpan(xingtu.spreadMetrics({ oAuthorId: creator(1) }), name)),
        { concurrency: "unbounded" }
      )
    )
    await run(
      both,
      tracer,
      client(() => ({ code: 0, data: {} }), 20)
    )
    const [attempt, ...others] = named("xingtu.attempt")
    expect(others).toEqual([])
    expect(attempt && above(attempt).map(nameOf)).toEqual(["xingtu.attempt", "xingtu.call", "first"])
    expect(named("xingtu.call").map(({ attributes }) => attributes.get("charged"))).toEqual(["yes", "no"])
  })

  it("sees the attempt below its call also when the caller has left", async () => {
    await run(
      Effect.gen(function* () {
        const caller = yield* Effect.forkChild(ask(1))
        yield* Effect.sleep(10)
        yield* Fiber.interrupt(caller)
        yield* Xingtu.use(({ settled }) => settled)
      }),
      tracer,
      client(() => ({ code: 0, data: {} }), 30)
    )
    expect(named("xingtu.attempt").map(parentOf)).toEqual(named("xingtu.call"))
    expect(named("xingtu.attempt")[0]?.attributes.get("charged")).toBe("yes")
  })

  it("sees an answer that is at hand as a call without attempts", async () => {
    await run(Effect.andThen(ask(1), Effect.andThen(ask(1), ask(1))), tracer)
    expect(named("xingtu.call").map(({ attributes }) => attributes.get("source"))).toEqual(["api", "store", "store"])
    expect(named("xingtu.attempt")).toHaveLength(1)
  })
})

it("a program that installed no tracer has the same spans below its own, and none where it has none", async () => {
  await run(Effect.withSpan(ask(1), "parent"), undefined)
  await run(ask(2), undefined)
  const outside = Tracer.externalSpan({ spanId: "outside", traceId: "trace" })
  await run(Effect.withParentSpan(ask(3), outside), undefined)
  expect(around).toEqual([
    ["xingtu.attempt", "xingtu.call", "parent"],
    [],
    ["xingtu.attempt", "xingtu.call", "outside"]
  ])
})
