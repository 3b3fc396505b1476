import { Effect, Layer, Redacted, Result, type Scope, Stream } from "effect"
import { wrongToken } from "../api/access.ts"
import * as BaseUrl from "../api/BaseUrl.ts"
import { overFetch, type Send } from "../api/overFetch.ts"
import * as Transport from "../api/Transport.ts"
import { catalogue } from "../catalogue/catalogue.ts"
import { notAList } from "../client/ids.ts"
import type { Outcome } from "../client/many.ts"
import * as Options from "../client/Options.ts"
import { Xingtu } from "../client/Xingtu.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as Report from "../report/Report.ts"
import { InvalidSettings, type SettingProblem } from "../failure/InvalidSettings.ts"
import { type Check, must } from "../settings/Check.ts"
import * as Settings from "../settings/Settings.ts"
import { isRecord } from "../util/path.ts"
import { Warn } from "../util/Warn.ts"
import * as Format from "../table/Format.ts"
import type { Lang } from "../util/Words.ts"
import { decisions } from "../watch/promised.ts"
import { type Asked, ofPromise, runner, withoutOwn } from "./runner.ts"
import { thrown } from "./thrown.ts"
import type {
  Heard,
  Left,
  Many,
  Methods,
  Options as ClientOptions,
  PromiseCallOptions,
  XingtuPromise
} from "./types.ts"

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

const ofCall = { ...Options.ofCall, signal: ofPromise.signal }
const ofMany = { ...Options.ofMany, ...ofPromise }
const ofReport = {
  ...Options.ofCall,
  ...ofPromise,
  concurrency: Options.concurrency,
  endpoints: Options.listOf(Report.all)
}

/** What the options of this door hold beside the settings. */
const beyondSettings: ReadonlyArray<Exclude<keyof ClientOptions, keyof Settings.Settings>> = [
  "token",
  "baseUrl",
  "onWarning",
  "fetch",
  "transport",
  "store"
]

const isTransport = (value: unknown): boolean =>
  isRecord(value) &&
  typeof value["account"] === "string" &&
  typeof value["baseUrl"] === "string" &&
  typeof value["get"] === "function"

const beside: Readonly<Record<string, Check>> = {
  onWarning: Options.aFunction,
  fetch: Options.aFunction,
  transport: must("a transport, with account, baseUrl and get", "传输对象，含 account、baseUrl 与 get", isTransport),
  store: must("a store, such as sqliteStore(path)", "存储，例如 sqliteStore(path)", Layer.isLayer)
}

const besideProblems = (options: object): ReadonlyArray<SettingProblem> =>
  Object.entries(beside).flatMap(([name, check]) => {
    const value: unknown = Reflect.get(options, name)
    return value === undefined ? [] : check(name, value)
  })

const noOptions = must("an object of options", "由选项组成的对象", isRecord)

/** A client of these options, which sends as its platform does. */
export const client = (options: ClientOptions, sender: Sender): XingtuPromise => {
  const none = noOptions("options", options)
  if (none.length > 0) throw new InvalidSettings({ problems: none })
  const { baseUrl, fetch, onWarning = console.warn, store, token: given, transport: own, ...settings } = options
  const fromEnvironment = own === undefined ? variable : () => undefined
  const base = BaseUrl.parse(baseUrl === undefined ? fromEnvironment("JUSTONEAPI_BASE_URL") : baseUrl)
  const token = given ?? fromEnvironment("JUSTONEAPI_TOKEN") ?? ""
  const problems: ReadonlyArray<SettingProblem> = [
    ...(Result.isFailure(base) ? [{ setting: "baseUrl", problem: base.failure }] : []),
    ...(own === undefined ? wrongToken(token) : []),
    ...besideProblems(options),
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
  const { check, close, run, stream } = runner(whole)
  const methods = Object.fromEntries(
    Object.entries(catalogue).map(([id, endpoint]) => [
      id,
      (input: object, call?: PromiseCallOptions) =>
        run(
          { of: id, given: call, checks: ofCall },
          Xingtu.use((xingtu) => xingtu.ask(endpoint, input, withoutOwn(call))),
          call?.signal
        )
    ])
  ) as unknown as Methods // the keys and endpoints are the catalogue's own
  /** One after the other, as they come. */
  const collect = async <A>(
    asked: Asked,
    all: Stream.Stream<A, never, Xingtu>,
    total: number,
    failed: (one: A) => boolean,
    { onProgress, signal }: Heard & Left
  ) => {
    const done: Array<A> = []
    let failures = 0
    const each = Stream.runForEach(all, (one) =>
      Effect.sync(() => {
        done.push(one)
        if (failed(one)) failures++
        onProgress?.({ done: done.length, total, failed: failures })
      })
    )
    await run(asked, each, signal)
    return done
  }
  const listed = <A>(endpoint: string, ids: Iterable<A>): ReadonlyArray<A> => {
    const wrong = notAList(endpoint, ids)
    if (wrong !== undefined) throw thrown(wrong)
    return [...ids]
  }
  return {
    ...methods,
    ...decisions((of, effect, signal) => run({ of, given: { signal }, checks: ofPromise }, effect, signal)),
    call: (endpoint, input, call) =>
      run(
        { of: endpoint.id, given: call, checks: ofCall },
        Xingtu.use((xingtu) => xingtu.call(endpoint, input, withoutOwn(call))),
        call?.signal
      ),
    many: async <P extends Endpoint.Params, D>(
      endpoint: Endpoint.Endpoint<P, D>,
      ids: Iterable<Endpoint.Id>,
      options: Many<P> = {}
    ) => {
      const asked = { of: endpoint.id, given: options, checks: ofMany }
      check(asked)
      const all = listed(endpoint.id, ids)
      const outcomes = Stream.unwrap(Effect.map(Xingtu, (xingtu) => xingtu.many(endpoint, all, withoutOwn(options))))
      const failed = ({ _tag }: Outcome<D>) => _tag === "Failed"
      return collect(asked, outcomes, all.length, failed, options)
    },
    creatorReport: async (ids, options = {}) => {
      const asked = { of: "creatorReport", given: options, checks: ofReport }
      check(asked)
      const all = listed("creatorReport", ids)
      const failed = (row: Report.Row) => Report.missing(row) !== undefined
      const rows = await collect(asked, Report.rows(all, withoutOwn(options)), all.length, failed, options)
      const table = (lang?: Lang) => Report.table(rows, options, lang)
      return { rows, table, text: (lang) => Format.text(table(lang), lang) }
    },
    planReport: async (ids, options) => {
      const asked = { of: "creatorReport", given: options, checks: ofReport }
      check(asked)
      return run(asked, Report.plan(listed("creatorReport", ids), options))
    },
    pages: (endpoint, input, call) =>
      stream(
        { of: endpoint.id, given: call, checks: ofCall },
        (xingtu) => xingtu.pages(endpoint, input, withoutOwn(call)),
        call?.signal
      ),
    rows: (endpoint, input, call) =>
      stream(
        { of: endpoint.id, given: call, checks: ofCall },
        (xingtu) => xingtu.rows(endpoint, input, withoutOwn(call)),
        call?.signal
      ),
    plan: async (endpoint, ids, options) => {
      const all = listed(endpoint.id, ids)
      return run(
        { of: endpoint.id, given: options, checks: Options.ofPlan },
        Xingtu.use((xingtu) => xingtu.plan(endpoint, all, options))
      )
    },
    quota: (consumer) =>
      run(
        { of: "quota", given: { consumer }, checks: Options.ofPlan },
        Xingtu.use((xingtu) => xingtu.quota(consumer))
      ),
    reopen: () =>
      run(
        { of: "reopen" },
        Xingtu.use((xingtu) => xingtu.reopen)
      ),
    close
  }
}
