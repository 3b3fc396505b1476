import "./polyfill.ts"
import { catalogue, type Endpoint, Table, Transport, Xingtu } from "@xingtu/core"
import { Effect, Exit, Layer, Redacted, Stream } from "effect"
import * as Fetch from "./Fetch.ts"
import * as Loop from "./Loop.ts"

const endpoints: Readonly<Record<string, Endpoint.Endpoint>> = catalogue

export const formula = (id: string, ids: unknown): unknown => {
  const endpoint = endpoints[id]
  if (endpoint === undefined) return "unknown"
  const list = Array.isArray(ids) ? ids.map((row: unknown) => (Array.isArray(row) ? row[0] : row)) : [ids]
  const transport = Layer.succeed(Transport.Transport, Transport.make({
    baseUrl: "https://api.justoneapi.com",
    token: Redacted.make(PropertiesService.getDocumentProperties().getProperty("TOKEN") ?? ""),
    send: Fetch.send
  }))
  const exit = Loop.run(
    Xingtu.use((xingtu) => Stream.runCollect(xingtu.many(endpoint, list, { concurrency: 1000 }))).pipe(
      Effect.provide(Xingtu.layer({ requestsPerSecond: Infinity, concurrency: Infinity }).pipe(Layer.provide(transport)))
    )
  )
  if (!Exit.isSuccess(exit)) return String(exit.cause)
  return [...exit.value].map((outcome) =>
    outcome._tag === "Answered" ? [...(Table.of(endpoint, outcome.answer.data).rows[0] ?? [])].map((v) => v ?? "") : [outcome.failure.happened.en]
  )
}
