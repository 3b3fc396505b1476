import type { catalogue as Catalogue, Endpoint, Settings } from "@xingtu/core"
import { Effect, Layer, Redacted, Stream } from "effect"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { core, onNode } from "../clients/published.ts"
import { peakMb } from "../measure/memory.ts"

/** Fetches several endpoints for many creators, in a process of its own so that its memory is its own. */
export interface Task {
  readonly url: string
  readonly creators: number
  readonly endpoints: ReadonlyArray<keyof typeof Catalogue>
  readonly settings: Pick<Settings.Settings, "requestsPerSecond" | "concurrency">
}

export interface Done {
  readonly seconds: number
  readonly answered: number
  /** How many ended with each failure. */
  readonly failed: Readonly<Record<string, number>>
  readonly counted: { readonly charged: number; readonly unknown: number }
  readonly peakMb: number
  /** What is in use after a collection: when a tenth of the ids is through, and at the end. */
  readonly earlyMb: number
  readonly lateMb: number
}

const { catalogue, Xingtu } = await core()
const { layerUndici } = await onNode()

setFlagsFromString("--expose-gc")
const collect: () => void = runInNewContext("gc")

const usedMb = () => {
  collect()
  return process.memoryUsage().heapUsed / 1e6
}

function* ids(count: number) {
  for (let i = 0; i < count; i++) yield String(6_955_721_930_400_000_001n + BigInt(i) * 10n)
}

const run = (task: Task) =>
  Effect.gen(function* () {
    const xingtu = yield* Xingtu
    let answered = 0
    let earlyMb = 0
    const failed: Record<string, number> = {}
    const tenth = Math.max(1, Math.floor(task.creators * task.endpoints.length * 0.1))
    const started = performance.now()
    yield* Effect.forEach(
      task.endpoints.map((id): Endpoint.Endpoint => catalogue[id]),
      (endpoint) =>
        Stream.runForEach(
          xingtu.many(endpoint, ids(task.creators), { concurrency: task.settings.concurrency }),
          (outcome) =>
            Effect.sync(() => {
              if (outcome._tag === "Answered") answered++
              else failed[outcome.failure._tag] = (failed[outcome.failure._tag] ?? 0) + 1
              if (answered === tenth) earlyMb = usedMb()
            })
        ),
      { concurrency: "unbounded", discard: true }
    )
    const seconds = (performance.now() - started) / 1000
    const { totals } = yield* xingtu.quota()
    const sum = (kind: "charged" | "unknown") => totals.reduce((sum, total) => sum + total[kind], 0)
    const done: Done = {
      seconds,
      answered,
      failed,
      counted: { charged: sum("charged"), unknown: sum("unknown") },
      peakMb: peakMb(),
      earlyMb,
      lateMb: usedMb()
    }
    return done
  })

const task: Task = JSON.parse(process.argv[2] ?? "{}")
const layer = Xingtu.layer(task.settings).pipe(
  Layer.provide(layerUndici({ baseUrl: task.url, token: Redacted.make("bench-token-that-nobody-honours") }))
)
process.send?.(await Effect.runPromise(Effect.provide(run(task), layer)))
process.disconnect()
