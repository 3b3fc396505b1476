import { catalogue, Failure, type QuotaReport, Warn, Xingtu } from "@xingtu/core"
import { layerUndici, redisStore, sqliteStore } from "@xingtu/core/node"
import { createXingtu } from "@xingtu/core/promise"
import { Effect, Layer, ManagedRuntime, Redacted, Stream } from "effect"
import type { Booked, Put, Seen, Session, Subject } from "../Subject.ts"

const { creatorSearch, spreadMetrics } = catalogue

const storeOf = ({ kept }: Put) => {
  if (kept === "own") return undefined
  if ("file" in kept) return sqliteStore(kept.file)
  if ("redis" in kept) return redisStore(kept.redis)
  throw new Error("core has no store in a database")
}

/** Nothing stays in memory: what is requested again is read from the store. */
const settings = ({ dailyBudget }: Put) => ({
  retries: 1,
  requestsPerSecond: Infinity,
  atHand: 0,
  ...(dailyBudget === undefined ? {} : { dailyBudget })
})

const answered: Seen = { answered: true, text: "" }

/** A failure as core explains it; what is none, as whoever runs the program reads it. */
const failed = (failure: unknown): Seen => {
  const { message, reason } = Object(failure)
  const text = Failure.isFailure(failure)
    ? Object.values(Failure.explain(failure, "en")).join("\n")
    : String(reason ?? message ?? failure)
  return { answered: false, text }
}

const bookedOf = ({ token }: QuotaReport): Booked => ({ charged: token.used, unknown: token.unknown })

const effects = async (put: Put): Promise<Session & AsyncDisposable> => {
  const warnings: Array<string> = []
  const warn = Layer.succeed(Warn, (warning) => Effect.sync(() => void warnings.push(warning.en)))
  const transport = layerUndici({ baseUrl: put.baseUrl, token: Redacted.make(put.token) })
  const client = Xingtu.layer(settings(put)).pipe(Layer.provide(transport))
  const store = storeOf(put)
  const whole = (store === undefined ? client : Layer.provide(client, store)).pipe(Layer.provide(warn))
  const runtime = ManagedRuntime.make(whole)
  const xingtu = await runtime.runPromise(Xingtu)
  const seen = (effect: Effect.Effect<unknown, unknown>): Promise<Seen> =>
    runtime.runPromise(Effect.match(effect, { onSuccess: () => answered, onFailure: failed }))
  return {
    ask: (oAuthorId) => seen(xingtu.ask(spreadMetrics, { oAuthorId })),
    askAs: (consumer, oAuthorId) => seen(xingtu.ask(spreadMetrics, { oAuthorId }, Object({ consumer }))),
    search: (keyword) => seen(xingtu.ask(creatorSearch, { keyword })),
    many: (ids) =>
      runtime.runPromise(
        Stream.runFold(
          xingtu.many(spreadMetrics, ids, { concurrency: 64 }),
          () => 0,
          (sum, { _tag }) => sum + (_tag === "Answered" ? 1 : 0)
        )
      ),
    booked: async () => bookedOf(await runtime.runPromise(xingtu.quota())),
    told: () => warnings.join("\n"),
    close: () => runtime.runPromise(xingtu.close),
    [Symbol.asyncDispose]: () => runtime.dispose()
  }
}

const promises = async (put: Put): Promise<Session> => {
  const warnings: Array<string> = []
  const store = storeOf(put)
  const xingtu = createXingtu({
    ...settings(put),
    token: put.token,
    baseUrl: put.baseUrl,
    onWarning: (warning) => void warnings.push(warning),
    ...(store === undefined ? {} : { store })
  })
  const seen = (promise: Promise<unknown>): Promise<Seen> => promise.then(() => answered, failed)
  return {
    ask: (oAuthorId) => seen(xingtu.spreadMetrics({ oAuthorId })),
    askAs: (consumer, oAuthorId) => seen(xingtu.spreadMetrics({ oAuthorId }, Object({ consumer }))),
    search: (keyword) => seen(xingtu.creatorSearch({ keyword })),
    many: async (ids) => {
      const outcomes = await xingtu.many(spreadMetrics, ids, { concurrency: 64 })
      return outcomes.filter(({ _tag }) => _tag === "Answered").length
    },
    booked: async () => bookedOf(await xingtu.quota()),
    told: () => warnings.join("\n"),
    close: () => xingtu.close()
  }
}

export const effectDoor = async (): Promise<Subject> => {
  const opened: Array<AsyncDisposable> = []
  return {
    name: "core",
    open: async (put) => {
      const session = await effects(put)
      opened.push(session)
      return session
    },
    close: async () => void (await Promise.all(opened.map((one) => one[Symbol.asyncDispose]())))
  }
}

export const promiseDoor = async (): Promise<Subject> => ({
  name: "core/promise",
  open: promises,
  close: async () => undefined
})
