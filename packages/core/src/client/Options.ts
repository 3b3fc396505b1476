import type { CallOptions } from "../answers/Answer.ts"
import * as Consumers from "../quota/Consumers.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as Failure from "../failure/Failure.ts"
import { nearest } from "../util/nearest.ts"
import { isRecord } from "../util/path.ts"
import * as Check from "../settings/Check.ts"
import type { SettingProblem } from "../failure/InvalidSettings.ts"
import * as W from "../util/Words.ts"

/** Options of a run over many IDs: those of a call, `input` for the other parameters, and `concurrency`. */
export interface ManyOptions<P> extends CallOptions {
  /** Parameters beside the id, the same for all. */
  readonly input?: Endpoint.OthersOf<P>
  /** Calls at the same time; 4 unless set. */
  readonly concurrency?: number
}

/** Options of a plan; use the same as for the run. */
export interface PlanOptions<P> {
  /** Parameters beside the id, the same for all. */
  readonly input?: Endpoint.OthersOf<P>
  /** Whose budget it would be. */
  readonly consumer?: Consumers.Consumer
}

/** A check for each option: a new one that is missing here does not compile. */
export type Checks<O> = { readonly [K in keyof Required<O>]: Check.Check }

const isMoment = (value: unknown): boolean => value instanceof Date && !Number.isNaN(value.getTime())

export const aFunction = Check.must("a function", "函数", (value) => typeof value === "function")

export const aSignal = Check.must(
  "an AbortSignal",
  "AbortSignal",
  (value) => isRecord(value) && typeof value["aborted"] === "boolean" && typeof value["addEventListener"] === "function"
)

export const ofCall: Checks<CallOptions> = {
  ...Check.patience,
  risk: Check.must(
    "payOnce or payTwice",
    " payOnce 或 payTwice",
    (value) => value === "payOnce" || value === "payTwice"
  ),
  consumer: Check.must(
    'a name, such as "user/anna", or a list of names',
    "名称（例如 user/anna）或名称列表",
    Consumers.isConsumer
  ),
  fresh: Check.must(
    "true, false, or a valid date",
    " true、false 或有效日期",
    (value) => typeof value === "boolean" || isMoment(value)
  )
}

const parameters = Check.must("an object of parameters", "由参数组成的对象", isRecord)

/** Anything below 1 is one at a time. */
export const concurrency = Check.must("a number", "数字", (value) => typeof value === "number")

/** A list of known names. */
export const listOf = (names: ReadonlyArray<string>): Check.Check =>
  Check.must(
    `a list of these: ${names.join(", ")}`,
    `以下名称组成的列表：${names.join("、")}`,
    (value) => Array.isArray(value) && value.every((name: unknown) => typeof name === "string" && names.includes(name))
  )

export const ofMany: Checks<ManyOptions<object>> = { ...ofCall, input: parameters, concurrency }

export const ofPlan: Checks<PlanOptions<object>> = { input: parameters, consumer: ofCall.consumer }

const object = Check.must("an object of options", "由选项组成的对象", isRecord)

const unknownName = (name: string, known: ReadonlyArray<string>): W.Words => {
  const meant = nearest(name, known)
  return meant === undefined
    ? W.make(`Unknown option. Valid options: ${known.join(", ")}.`, `未知选项，可用选项：${known.join("、")}。`)
    : W.make(`Unknown option; did you mean ${meant}?`, `未知选项，您是否想输入 ${meant}？`)
}

/** What is wrong with options. */
export const problemsOf = (
  checks: Readonly<Record<string, Check.Check>>,
  options: unknown
): ReadonlyArray<SettingProblem> => {
  if (!isRecord(options)) return object("options", options)
  const problems: Array<SettingProblem> = []
  for (const name in options) {
    const value = options[name]
    if (value === undefined) continue
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined
    if (check === undefined) problems.push({ setting: name, problem: unknownName(name, Object.keys(checks)) })
    else problems.push(...check(name, value))
  }
  return problems
}

/** Why options are refused before anything is sent; nothing when they are as they must be. */
export const refusal = (
  endpoint: string,
  checks: Readonly<Record<string, Check.Check>>,
  options: unknown
): Failure.InvalidInput | undefined => {
  const wrong = options === undefined ? [] : problemsOf(checks, options)
  return wrong.length === 0
    ? undefined
    : new Failure.InvalidInput({
        endpoint,
        problems: wrong.map(({ problem, setting }) => ({ param: setting, problem }))
      })
}
