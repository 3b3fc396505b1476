import { Effect, Layer, ManagedRuntime, Redacted, Result, type Scope, Stream } from "effect"
import * as BaseUrl from "../api/BaseUrl.ts"
import { overFetch, type Send } from "../api/overFetch.ts"
import * as Transport from "../api/Transport.ts"
import { catalogue } from "../catalogue/catalogue.ts"
import { notAList } from "../client/ids.ts"
import { Xingtu } from "../client/Xingtu.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as Report from "../report/Report.ts"
import { InvalidSettings, type SettingProblem } from "../settings/InvalidSettings.ts"
import * as Settings from "../settings/Settings.ts"
import { Warn } from "../util/Warn.ts"
import * as Format from "../table/Format.ts"
import * as W from "../util/Words.ts"
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

const noToken = W.make(
  "A token of Just One API is required: pass `token`, or set JUSTONEAPI_TOKEN.",
  "需要 Just One API 的 Token：请传入 `token`，或设置环境变量 JUSTONEAPI_TOKEN。"
)

/** What the options of this door hold beside the settings. */
const beyondSettings: ReadonlyArray<Exclude<keyof Options, keyof Settings.Settings>> = [
  "token",
  "baseUrl",
  "onWarning",
  "fetch",
  "transport",
  "store"
]

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
  const { baseUrl, fetch, onWarning = console.warn, store, token: given, transport: own, ...settings } = options
  const beside = own === undefined ? variable : () => undefined
  const base = BaseUrl.parse(baseUrl ?? beside("JUSTONEAPI_BASE_URL"))
  const token = given ?? beside("JUSTONEAPI_TOKEN") ?? ""
  const problems: ReadonlyArray<SettingProblem> = [
    ...(Result.isFailure(base) ? [{ setting: "baseUrl", problem: base.failure }] : []),
    ...(own === undefined && (typeof token !== "string" || token.trim() === "")
      ? [{ setting: "token", problem: noToken }]
      : []),
    ...Settings.problems(settings, beyondSettings)
  ]
  if (Result.isFailure(base) || problems.length > 0) throw new InvalidSettings({ problems })
  const { url, warning } = base.success
  if (warning !== undefined) onWarning(warning.en)
  const transport =
    own === undefined
      ? Layer.effect(
          Transport.Transport,
          Effect.map(fetch === undefined ? sender(url) : Effect.succeed(overFetch(fetch)), (send) =>
            Transport.makeTimed({ baseUrl: url, token: Redacted.make(token), send })
          )
        )
      : Layer.succeed(Transport.Transport, own)
  const warn = Layer.succeed(Warn, (warning) => Effect.sync(() => onWarning(warning.en)))
  const layer = Xingtu.layer(settings).pipe(Layer.provide(transport))
  // The store warns as the client does.
  const whole = (store === undefined ? layer : Layer.provide(layer, store)).pipe(Layer.provide(warn))
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
