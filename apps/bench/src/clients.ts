import { Xingtu } from "@xingtu/core"
import { layerUndici } from "@xingtu/core/node"
import { createXingtu } from "@xingtu/core/promise"
import axios from "axios"
import { Effect, Layer, ManagedRuntime, Redacted } from "effect"
import ky from "ky"
import createClient from "openapi-fetch"
import { Pool, request } from "undici"
import type { Sized } from "./bodies.ts"
import { type Contender, contender } from "./race.ts"

export const token = "bench-token-that-nobody-honours"

let last = 6_955_721_930_401_000_000n

/** An id nobody has asked for, so that no store can answer. */
const freshId = (): string => String(++last)

/** What a tool would make of the vendor's OpenAPI for one path. */
interface Paths {
  readonly [path: `/${string}`]: {
    readonly get: {
      readonly parameters: { readonly query: Readonly<Record<string, string>> }
      readonly responses: { readonly 200: { readonly content: { readonly "application/json": unknown } } }
    }
  }
}

/** Undici's lowest layer and `JSON.parse`, nothing else: the floor under core's transport. */
export const floor = (baseUrl: string, { endpoint }: Sized) => {
  const pool = new Pool(baseUrl, { connections: 64 })
  const get = () =>
    new Promise<unknown>((resolve, reject) => {
      const chunks: Array<Buffer> = []
      pool.dispatch(
        { path: `${endpoint.path}?token=${token}&oAuthorId=${freshId()}`, method: "GET" },
        {
          onRequestStart: () => undefined,
          onResponseStart: () => undefined,
          onResponseData: (_, chunk) => void chunks.push(chunk),
          onResponseEnd: () => resolve(JSON.parse(Buffer.concat(chunks).toString())),
          onResponseError: (_, error) => reject(error)
        }
      )
    })
  return { contender: contender("undici's dispatch + JSON.parse", get), [Symbol.asyncDispose]: () => pool.destroy() }
}

/** What people would write without this project. The first is what all are measured against. */
export const others = (baseUrl: string, { endpoint }: Sized): ReadonlyArray<Contender> => {
  const path = endpoint.path as `/${string}`
  const address = () => `${baseUrl}${path}?token=${token}&oAuthorId=${freshId()}`
  const query = () => ({ token, oAuthorId: freshId() })
  const open = createClient<Paths>({ baseUrl })
  return [
    contender("undici.request + JSON.parse", async () => JSON.parse(await (await request(address())).body.text())),
    contender("fetch", async () => (await fetch(address())).json()),
    contender("openapi-fetch", () => open.GET(path, { params: { query: query() } })),
    contender("ky", () => ky.get(`${baseUrl}${path}`, { searchParams: query(), retry: 0 }).json()),
    contender("axios", () => axios.get(`${baseUrl}${path}`, { params: query() }))
  ]
}

/** The server sets the pace; everything else as it comes. */
const unpaced = { requestsPerSecond: Infinity, concurrency: 64 }

/** The same as a program in Effect has it: lanes are fibers. */
const inEffect = (name: string, one: () => Effect.Effect<unknown, unknown>): Contender => ({
  name,
  run: (calls, lanes) => {
    let left = calls
    const lane = Effect.whileLoop({ while: () => left-- > 0, body: one, step: () => undefined })
    return Effect.runPromise(
      Effect.all(
        Array.from({ length: lanes }, () => lane),
        { concurrency: "unbounded", discard: true }
      )
    )
  }
})

/** Core as programs on Node use it, through both doors. */
export const ours = async (baseUrl: string) => {
  const runtime = ManagedRuntime.make(
    Xingtu.layer(unpaced).pipe(Layer.provide(layerUndici({ baseUrl, token: Redacted.make(token) })))
  )
  const xingtu = await runtime.runPromise(Xingtu)
  const promised = createXingtu({ token, baseUrl, ...unpaced })
  return {
    effect: ({ endpoint }: Sized): Contender =>
      inEffect("@xingtu/core", () => xingtu.ask(endpoint, { oAuthorId: freshId() })),
    promise: ({ id }: Sized): Contender =>
      contender("@xingtu/core/promise", () => promised[id]({ oAuthorId: freshId() })),
    /** The same question again and again. */
    hit: ({ endpoint }: Sized): Contender => {
      const same = { oAuthorId: freshId() }
      return inEffect("a cache hit", () => xingtu.ask(endpoint, same))
    },
    [Symbol.asyncDispose]: async () => {
      await runtime.dispose()
      await promised.close()
    }
  }
}
