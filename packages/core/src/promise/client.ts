import { Effect, Layer, ManagedRuntime, Redacted, Result, type Scope, Stream } from "effect"
import * as BaseUrl from "../api/BaseUrl.ts"
import { overFetch, type Send } from "../api/overFetch.ts"
import * as Transport from "../api/Transport.ts"
import { catalogue } from "../catalogue/catalogue.ts"
import { notAList } from "../client/ids.ts"
import { Xingtu } from "../client/Xingtu.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as Report from "../report/Report.ts"
import * as Settings from "../settings/Settings.ts"
import { Warn } from "../util/Warn.ts"
import * as Format from "../table/Format.ts"
import type { Lang } from "../util/Words.ts"
import { decisions } from "../watch/promised.ts"
import { thrown } from "./thrown.ts"
import type { Heard, Left, Many, Methods, Options, PromiseCallOptions, XingtuPromise } from "./types.ts"

/** How requests are sent to an address where no `fetch` is given. */
export type Sender = (baseUrl: string) => Effect.Effect<Send, never, Scope.Scope>

/** A variable of the environment, where there is one. */
const variable = (name: string): string | undefined => {
  try {
    const value: unknown = Object(Object(Reflect.get(globalThis, "process")).env)[name]
    return typeof value === "string" && value.trim() !== "" ? value : undefined
  } catch {
    // Deno asks before it lets a program see one.
    return undefined
  }
}

/** Fails with the signal's reason when it is given. */
const aborted = (signal: AbortSignal | undefined): Effect.Effect<never, unknown> =>
  signal === undefined
    ? Effect.never
    : Effect.callback((resume) => {
        const leave = () => resume(Effect.fail(signal.reason))
        if (signal.aborted) return leave()
        signal.addEventListener("abort", leave, { once: true })
        return Effect.sync(() => signal.removeEventListener("abort", leave))
      })

/** A client of these options, which sends as its platform does. */
export const client = (options: Options, sender: Sender): XingtuPromise => {
  const address = options.baseUrl ?? (options.transport === undefined ? variable("JUSTONEAPI_BASE_URL") : undefined)
  const base = Result.getOrThrowWith(BaseUrl.parse(address), (words) => new Error(words.en))
  const onWarning = options.onWarning ?? console.warn
  if (base.warning !== undefined) onWarning(base.warning.en)
  Result.getOrThrowWith(Settings.resolve(options), (problem) => new Error(problem))
  const token = options.token ?? (options.transport === undefined ? variable("JUSTONEAPI_TOKEN") : undefined) ?? ""
  if (options.transport === undefined && token.trim() === "")
    throw new Error("A Just One API token is required: pass `token`, or set JUSTONEAPI_TOKEN.")
  const transport =
    options.transport === undefined
      ? Layer.effect(
          Transport.Transport,
          Effect.map(
            options.fetch === undefined ? sender(base.url) : Effect.succeed(overFetch(options.fetch)),
            (send) => Transport.makeTimed({ baseUrl: base.url, token: Redacted.make(token), send })
          )
        )
      : Layer.succeed(Transport.Transport, options.transport)
  const warn = Layer.succeed(Warn, (warning) => Effect.sync(() => onWarning(warning.en)))
  const layer = Xingtu.layer(options).pipe(Layer.provide(transport))
  // The store warns as the client does.
  const whole = (options.store === undefined ? layer : Layer.provide(layer, options.store)).pipe(Layer.provide(warn))
  const runtime = ManagedRuntime.make(whole)
  const run = async <A, E>(effect: Effect.Effect<A, E, Xingtu>, { signal }: Left = {}): Promise<A> => {
    signal?.throwIfAborted()
    try {
      return await runtime.runPromise(effect, signal === undefined ? {} : { signal })
    } catch (error) {
      signal?.throwIfAborted()
      throw thrown(error)
    }
  }
  const methods = Object.fromEntries(
    Object.entries(catalogue).map(([id, endpoint]) => [
      id,
      (input: object, call?: PromiseCallOptions) =>
        run(
          Xingtu.use((xingtu) => xingtu.ask(endpoint, input, call)),
          call
        )
    ])
  ) as unknown as Methods // the keys and endpoints are the catalogue's own
  const xingtu = () => runtime.runPromise(Xingtu)
  const collect = async <A>(
    stream: Stream.Stream<A, never, Xingtu>,
    total: number,
    failed: (one: A) => boolean,
    { onProgress, signal }: Heard & Left
  ) => {
    const done: Array<A> = []
    let failures = 0
    await run(
      Stream.runForEach(stream, (one) =>
        Effect.sync(() => {
          done.push(one)
          if (failed(one)) failures++
          onProgress?.({ done: done.length, total, failed: failures })
        })
      ),
      { signal }
    )
    return done
  }
  const listed = async (endpoint: string, ids: unknown) => {
    const wrong = notAList(endpoint, ids)
    if (wrong !== undefined) throw thrown(wrong)
  }
  const streamed = <A, E>(open: (client: Xingtu["Service"]) => Stream.Stream<A, E>, signal: AbortSignal | undefined) =>
    Stream.toAsyncIterable(
      Stream.interruptWhen(Stream.unwrap(Effect.map(Effect.promise(xingtu), open)), aborted(signal))
    )
  return {
    ...methods,
    ...decisions(run),
    call: (endpoint, input, call) =>
      run(
        Xingtu.use((client) => client.call(endpoint, input, call)),
        call
      ),
    many: async <P extends Endpoint.Params, D>(
      endpoint: Endpoint.Endpoint<P, D>,
      ids: Iterable<Endpoint.Id>,
      options: Many<P> = {}
    ) => {
      await listed(endpoint.id, ids)
      const all = [...ids]
      return collect(
        (await xingtu()).many(endpoint, all, options),
        all.length,
        (outcome) => outcome._tag === "Failed",
        options
      )
    },
    creatorReport: async (ids, options = {}) => {
      await listed("creatorReport", ids)
      const all = [...ids]
      const rows = await collect(
        Report.rows(all, options),
        all.length,
        (row) => Report.missing(row) !== undefined,
        options
      )
      const table = (lang?: Lang) => Report.table(rows, options, lang)
      return { rows, table, text: (lang) => Format.text(table(lang), lang) }
    },
    planReport: async (ids, options) => {
      await listed("creatorReport", ids)
      return run(Report.plan(ids, options))
    },
    pages: (endpoint, input, call) => streamed((client) => client.pages(endpoint, input, call), call?.signal),
    rows: (endpoint, input, call) => streamed((client) => client.rows(endpoint, input, call), call?.signal),
    plan: async (endpoint, ids, options) => {
      await listed(endpoint.id, ids)
      return run(Xingtu.use((xingtu) => xingtu.plan(endpoint, ids, options)))
    },
    quota: (consumer) => run(Xingtu.use((xingtu) => xingtu.quota(consumer))),
    reopen: () => run(Xingtu.use((xingtu) => xingtu.reopen)),
    close: () => runtime.dispose()
  }
}
