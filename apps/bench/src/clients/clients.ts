import type { Endpoint } from "@xingtu/core"
import type { Target } from "./bodies.ts"
import { core, onNode, promised } from "./published.ts"
import { inLanes, type Job } from "../measure/race.ts"

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

/** The server sets the pace; everything else as it comes. */
const unpaced = { requestsPerSecond: Infinity, concurrency: 64 }

/** `@xingtu/core` over undici, as a program in Effect has it: lanes are fibers. */
const withEffect = async (baseUrl: string, { id }: Target, idOf: () => string): Promise<Job> => {
  const { Effect, Layer, ManagedRuntime, Redacted } = await import("effect")
  const { catalogue, Xingtu } = await core()
  const { layerUndici } = await onNode()
  const runtime = ManagedRuntime.make(
    Xingtu.layer(unpaced).pipe(Layer.provide(layerUndici({ baseUrl, token: Redacted.make(token) })))
  )
  const xingtu = await runtime.runPromise(Xingtu)
  return (calls, lanes) => {
    let left = calls
    const one = () => xingtu.ask(catalogue[id], { oAuthorId: idOf() })
    const lane = Effect.whileLoop({ while: () => left-- > 0, body: one, step: () => undefined })
    return Effect.runPromise(
      Effect.all(
        Array.from({ length: lanes }, () => lane),
        { concurrency: "unbounded", discard: true }
      )
    )
  }
}

const addressOf = (baseUrl: string, { path }: Target, id: string): string =>
  `${baseUrl}${path}?token=${token}&oAuthorId=${id}`

/** Every client of the race, loaded only in the process that runs it. */
export const clients = {
  "undici.request + JSON.parse": async (baseUrl: string, target: Target): Promise<Job> => {
    const { request } = await import("undici")
    return inLanes(async () => JSON.parse(await (await request(addressOf(baseUrl, target, freshId()))).body.text()))
  },
  /** Undici's lowest layer and nothing else: the floor under core's transport. */
  "undici's dispatch + JSON.parse": async (baseUrl: string, { path }: Target): Promise<Job> => {
    const { Pool } = await import("undici")
    const pool = new Pool(baseUrl, { connections: 64 })
    return inLanes(
      () =>
        new Promise<unknown>((resolve, reject) => {
          const chunks: Array<Buffer> = []
          pool.dispatch(
            { path: `${path}?token=${token}&oAuthorId=${freshId()}`, method: "GET" },
            {
              onRequestStart: () => undefined,
              onResponseStart: () => undefined,
              onResponseData: (_, chunk) => void chunks.push(chunk),
              onResponseEnd: () => resolve(JSON.parse(Buffer.concat(chunks).toString())),
              onResponseError: (_, error) => reject(error)
            }
          )
        })
    )
  },
  fetch: async (baseUrl: string, target: Target): Promise<Job> =>
    inLanes(async () => (await fetch(addressOf(baseUrl, target, freshId()))).json()),
  "openapi-fetch": async (baseUrl: string, { path }: Target): Promise<Job> => {
    const { default: createClient } = await import("openapi-fetch")
    const open = createClient<Paths>({ baseUrl })
    const from = path as `/${string}` // every path of the catalogue starts so
    return inLanes(() => open.GET(from, { params: { query: { token, oAuthorId: freshId() } } }))
  },
  ky: async (baseUrl: string, { path }: Target): Promise<Job> => {
    const { default: ky } = await import("ky")
    return inLanes(() =>
      ky.get(`${baseUrl}${path}`, { searchParams: { token, oAuthorId: freshId() }, retry: 0 }).json()
    )
  },
  axios: async (baseUrl: string, { path }: Target): Promise<Job> => {
    const { default: axios } = await import("axios")
    return inLanes(() => axios.get(`${baseUrl}${path}`, { params: { token, oAuthorId: freshId() } }))
  },
  "@xingtu/core": (baseUrl: string, target: Target): Promise<Job> => withEffect(baseUrl, target, freshId),
  "@xingtu/core/promise": async (baseUrl: string, { id }: Target): Promise<Job> => {
    const { createXingtu } = await promised()
    const xingtu = createXingtu({ token, baseUrl, ...unpaced })
    return inLanes(() => xingtu[id]({ oAuthorId: freshId() }))
  },
  /** The same question again and again. */
  "a cache hit": (baseUrl: string, target: Target): Promise<Job> => {
    const same = freshId()
    return withEffect(baseUrl, target, () => same)
  },
  "a cache hit, /promise": async (baseUrl: string, { id }: Target): Promise<Job> => {
    const { createXingtu } = await promised()
    const xingtu = createXingtu({ token, baseUrl, ...unpaced })
    const same = freshId()
    return inLanes(() => xingtu[id]({ oAuthorId: same }))
  },
  /** One of 100 known ids through `many`. */
  "many over known ids": async (baseUrl: string, { id }: Target): Promise<Job> => {
    const { catalogue, createXingtu } = await promised()
    const xingtu = createXingtu({ token, baseUrl, ...unpaced })
    const endpoint: Endpoint.Endpoint = catalogue[id]
    const known = Array.from({ length: 100 }, freshId)
    return async (calls) => {
      for (let done = 0; done < calls; done += known.length) await xingtu.many(endpoint, known)
    }
  }
}

export type ClientName = keyof typeof clients

export const isClient = (name: string): name is ClientName => Object.hasOwn(clients, name)
