import { Effect, Layer, Result } from "effect"
import * as BaseUrl from "../api/BaseUrl.ts"
import * as Endpoint from "../endpoint/Endpoint.ts"
import type * as Failure from "../failure/Failure.ts"
import type { InvalidSettings } from "../failure/InvalidSettings.ts"
import * as Settings from "../settings/Settings.ts"
import { Transport } from "../api/Transport.ts"
import { make as words, type Words } from "../util/Words.ts"
import { Xingtu } from "./Xingtu.ts"

/** The measurements of one environment: times in milliseconds, failures. */
export interface Measured {
  readonly environment: BaseUrl.Environment
  /** Full durations of the calls that succeeded, in ms, as they came. */
  readonly durations: ReadonlyArray<number>
  readonly medianMs: number | undefined
  readonly failures: ReadonlyArray<Failure.CallFailure>
}

/** The result of a comparison: the figures of both environments, the recommended one, and why. */
export interface Comparison {
  readonly measured: ReadonlyArray<Measured>
  readonly recommended: BaseUrl.Environment
  readonly because: Words
  /** What to know before choosing what is recommended. */
  readonly warning: Words | undefined
}

/**
 * A comparison that has not started, with its cost in paid calls; `run` starts it. Nothing is sent or paid before
 * `run`.
 */
export interface ComparisonPlan {
  /** Paid calls it makes at most. */
  readonly calls: number
  readonly costs: Words
  readonly run: Effect.Effect<Comparison>
}

/** The request that is sent to both environments, and how often. */
export interface CompareOptions<P extends Endpoint.Params> {
  readonly endpoint: Endpoint.Endpoint<P>
  readonly input: Endpoint.InputOf<P>
  /** Calls to each environment; 3 unless set. */
  readonly rounds?: number
  readonly transports: Readonly<Record<BaseUrl.Environment, Transport["Service"]>>
  readonly settings?: Partial<Settings.Settings>
}

/** A detour through plain HTTP must be worth it. */
const clearlyFaster = 0.9

const order: ReadonlyArray<BaseUrl.Environment> = ["global", "cn"]

const median = (durations: ReadonlyArray<number>): number | undefined => {
  const sorted = durations.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

const judge = (measured: ReadonlyArray<Measured>): Comparison => {
  const [globally, locally] = order.map((name) => measured.find(({ environment }) => environment === name))
  const [a, b] = [globally?.medianMs, locally?.medianMs]
  const warning = Result.getOrUndefined(BaseUrl.parse("cn"))?.warning
  if (b !== undefined && locally?.failures.length === 0 && (a === undefined || b < a * clearlyFaster)) {
    return {
      measured,
      recommended: "cn",
      because:
        a === undefined
          ? words("Only cn responded.", "仅 cn 有返回。")
          : words(`cn took ${b} ms, global ${a} ms.`, `cn 用时 ${b} 毫秒，global 用时 ${a} 毫秒。`),
      warning
    }
  }
  return {
    measured,
    recommended: "global",
    because:
      a === undefined || b === undefined
        ? words("There is nothing to compare with; global is the default.", "缺少可比较的结果；global 为默认环境。")
        : words(
            `global took ${a} ms, cn ${b} ms: the gain is not worth plain HTTP.`,
            `global 用时 ${a} 毫秒，cn 用时 ${b} 毫秒：不值得使用未加密的 HTTP。`
          ),
    warning: undefined
  }
}

/**
 * Measures `global` and `cn` with real, paid calls in turn, as Just One API advises, and recommends one. Says first
 * what it costs.
 */
export const compareEnvironments = <P extends Endpoint.Params>(
  options: CompareOptions<P>
): Result.Result<ComparisonPlan, Failure.InvalidInput | InvalidSettings> =>
  Result.gen(function* () {
    yield* Endpoint.question(options.endpoint, options.input)
    const settings = { ...options.settings, retries: 0 }
    yield* Settings.resolve(settings)
    const rounds = options.rounds ?? 3
    const calls = rounds * order.length
    const client = (environment: BaseUrl.Environment) =>
      Xingtu.make(settings).pipe(
        // They were looked at above.
        Effect.orDie,
        Effect.provide(Layer.succeed(Transport, options.transports[environment]))
      )
    const run = Effect.gen(function* () {
      const clients = { global: yield* client("global"), cn: yield* client("cn") }
      const results = yield* Effect.forEach(
        Array.from({ length: calls }, (_, i): BaseUrl.Environment => order[i % order.length] ?? "global"),
        (environment) =>
          clients[environment]
            .call(options.endpoint, options.input, { fresh: true, consumer: "compareEnvironments" })
            .pipe(
              Effect.result,
              Effect.map((result) => ({ environment, result }))
            )
      )
      return judge(
        order.map((environment): Measured => {
          const own = results.filter((one) => one.environment === environment).map(({ result }) => result)
          const durations = own.flatMap((result) => (Result.isSuccess(result) ? [result.success.meta.durationMs] : []))
          return {
            environment,
            durations,
            medianMs: median(durations),
            failures: own.flatMap((result) => (Result.isFailure(result) ? [result.failure] : []))
          }
        })
      )
    })
    return {
      calls,
      costs: words(
        `This makes ${calls} paid calls: ${rounds} to each environment. Those to cn send the token unencrypted.`,
        `将进行 ${calls} 次付费调用：每个环境 ${rounds} 次。其中发往 cn 的请求以未加密方式传输 Token。`
      ),
      run
    }
  })
