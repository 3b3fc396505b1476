import type { Duration } from "effect"
import type { CallOptions } from "../answers/Answer.ts"
import * as Consumers from "../quota/Consumers.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as Failure from "../failure/Failure.ts"
import { nearest } from "../util/nearest.ts"
import { isRecord } from "../util/path.ts"
import * as Settings from "../settings/Settings.ts"
import * as W from "../util/Words.ts"

/** How many ids are asked. */
export interface ManyOptions<P> extends CallOptions {
  /** Parameters beside the id, the same for all. */
  readonly input?: Endpoint.OthersOf<P>
  /** Calls at the same time; 4 unless set. */
  readonly concurrency?: number
}

/** What a plan is made for. */
export interface PlanOptions<P> {
  /** Parameters beside the id, the same for all. */
  readonly input?: Endpoint.OthersOf<P>
  /** Whose budget it would be. */
  readonly consumer?: Consumers.Consumer
}

/** What is wrong with the value of an option, if anything. */
export type Check = (value: unknown) => W.Words | undefined

/** A check for each option: a new one that is missing here does not compile. */
export type Checks<O> = { readonly [K in keyof Required<O>]: Check }

const must =
  (holds: (value: unknown) => boolean, en: string, zh: string): Check =>
  (value) =>
    holds(value) ? undefined : { en, zh }

const isMoment = (value: unknown): boolean => value instanceof Date && !Number.isNaN(value.getTime())

const aNumber = (value: unknown): boolean => typeof value === "number" && value >= 1

export const aFunction = must((value) => typeof value === "function", "Must be a function.", "请提供函数。")

export const aSignal = must(
  (value) =>
    isRecord(value) && typeof value["aborted"] === "boolean" && typeof value["addEventListener"] === "function",
  "Must be an AbortSignal.",
  "请提供 AbortSignal。"
)

export const ofCall: Checks<CallOptions> = {
  deadline: must(
    // It looks at anything.
    (value) => Settings.isTime(value as Duration.Input),
    "Must be a duration above 0, such as 30 seconds.",
    "请填写大于 0 的时长，例如 30 seconds（30 秒）。"
  ),
  risk: must(
    (value) => value === "payOnce" || value === "payTwice",
    "Must be payOnce or payTwice.",
    "请填写 payOnce 或 payTwice。"
  ),
  consumer: must(
    Consumers.isConsumer,
    'Must be a name, such as "user/anna", or a list of names.',
    "请提供名称（例如 user/anna）或名称列表。"
  ),
  fresh: must(
    (value) => typeof value === "boolean" || isMoment(value),
    "Must be true, false, or a valid date.",
    "请填写 true、false 或有效日期。"
  )
}

const aRecord = must(isRecord, "Must be an object of parameters.", "请提供参数对象。")

export const concurrency = must(aNumber, "Must be a number from 1.", "请填写不小于 1 的数字。")

/** A list of known names. */
export const listOf = (names: ReadonlyArray<string>): Check =>
  must(
    (value) => Array.isArray(value) && value.every((name: unknown) => typeof name === "string" && names.includes(name)),
    `Must be a list of these: ${names.join(", ")}.`,
    `请从以下列表选择：${names.join("、")}。`
  )

export const ofMany: Checks<ManyOptions<object>> = { ...ofCall, input: aRecord, concurrency }

export const ofPlan: Checks<PlanOptions<object>> = { input: aRecord, consumer: ofCall.consumer }

const none: Check = must(() => false, "Must be an object of options.", "请提供选项对象。")

const unknownName = (name: string, known: ReadonlyArray<string>): W.Words => {
  const meant = nearest(name, known)
  return meant === undefined
    ? W.make(`Unknown option. Valid options: ${known.join(", ")}.`, `未知选项，可用选项：${known.join("、")}。`)
    : W.make(`Unknown option; did you mean ${meant}?`, `未知选项，您是否想输入 ${meant}？`)
}

/** Why options are refused before anything is sent; nothing when they are as they must be. */
export const refusal = (
  endpoint: string,
  checks: Readonly<Record<string, Check>>,
  options: unknown
): Failure.InvalidInput | undefined => {
  if (options === undefined) return undefined
  const problems: Array<Failure.Problem> = []
  if (!isRecord(options)) problems.push({ param: "options", problem: none(options) ?? W.make("", "") })
  else
    for (const name in options) {
      const value = options[name]
      if (value === undefined) continue
      const check = Object.hasOwn(checks, name) ? checks[name] : undefined
      const problem = check === undefined ? unknownName(name, Object.keys(checks)) : check(value)
      if (problem !== undefined) problems.push({ param: name, problem })
    }
  return problems.length === 0 ? undefined : new Failure.InvalidInput({ endpoint, problems })
}
