import { Duration, Option } from "effect"
import * as Retry from "../api/Retry.ts"
import type * as Attempts from "../api/Attempts.ts"
import { catalogue } from "../catalogue/catalogue.ts"
import { deprecated } from "../catalogue/deprecated.ts"
import { groups } from "../endpoint/Endpoint.ts"
import { nearest } from "../util/nearest.ts"
import { isRecord } from "../util/path.ts"
import * as W from "../util/Words.ts"
import type { SettingProblem } from "../failure/InvalidSettings.ts"
import * as QuotaDay from "./QuotaDay.ts"

/** Says what is wrong with the value of a setting of this name; nothing when it will do. */
export type Check = (setting: string, value: unknown) => ReadonlyArray<SettingProblem>

export const must =
  (en: string, zh: string, holds: (value: unknown) => boolean): Check =>
  (setting, value) =>
    holds(value) ? [] : [{ setting, problem: W.make(`Must be ${en}.`, `请填写${zh}。`) }]

/** A budget of NaN, or of "100", would be no budget at all. */
export const fromZero = must(
  "a number, 0 or more, or Infinity",
  "不小于 0 的数字，或 Infinity",
  (value) => typeof value === "number" && value >= 0
)

const isWhole = (value: unknown, least: number): boolean =>
  typeof value === "number" && value >= least && (Number.isInteger(value) || value === Infinity)

/** There is no half of a call. */
export const wholeFromZero = must("a whole number, 0 or more, or Infinity", "不小于 0 的整数，或 Infinity", (value) =>
  isWhole(value, 0)
)

/** Half a seat is taken by nobody: every call would wait for ever. */
export const wholeAboveZero = must("a whole number above 0, or Infinity", "大于 0 的整数，或 Infinity", (value) =>
  isWhole(value, 1)
)

export const aboveZero = must(
  "a number above 0, or Infinity",
  "大于 0 的数字，或 Infinity",
  (value) => typeof value === "number" && value > 0
)

/** Whether it is a time at all. */
const isTime = (value: unknown): boolean =>
  // What it is given may be anything; it tells what is none.
  Option.exists(Duration.fromInput(value as Duration.Input), (duration) => Duration.toMillis(duration) > 0)

export const duration = must(
  'a duration, such as "30 seconds" or a number of milliseconds',
  '时长，例如 "30 seconds" 或毫秒数',
  isTime
)

export const zone = must(
  "a time zone such as Asia/Shanghai, or an offset such as +08:00",
  "时区（如 Asia/Shanghai）或偏移（如 +08:00）",
  (value) => typeof value === "string" && QuotaDay.make(value) !== undefined
)

const retry: Check = (setting, value) =>
  Retry.problems(value).map(({ at, problem }) => ({ setting: at === "" ? setting : `${setting}.${at}`, problem }))

const object = must("an object of names and values", "由名称和值组成的对象", isRecord)

/** A value for each name; what is undefined is not set. */
export const each =
  (check: Check): Check =>
  (setting, values) =>
    isRecord(values)
      ? Object.entries(values).flatMap(([name, value]) =>
          value === undefined
            ? []
            : check(/^[\w/*-]+$/.test(name) ? `${setting}.${name}` : `${setting}["${name}"]`, value)
        )
      : object(setting, values)

/** What stands under a name that none of these is. */
export const unknown = (setting: string, name: string, valid: Iterable<string>): SettingProblem => {
  const meant = nearest(name, valid)
  return {
    setting,
    problem:
      meant === undefined
        ? W.make("Unknown setting.", "没有这个设置。")
        : W.make(`Unknown setting; did you mean ${meant}?`, `没有这个设置，您是否想输入 ${meant}？`)
  }
}

/** A value for each of these names only. */
const eachOf =
  (valid: () => ReadonlyArray<string>, check: Check): Check =>
  (setting, values) => {
    if (!isRecord(values)) return object(setting, values)
    const names = valid()
    return Object.entries(values).flatMap(([name, value]) =>
      !names.includes(name)
        ? [unknown(`${setting}.${name}`, name, names)]
        : value === undefined
          ? []
          : check(`${setting}.${name}`, value)
    )
  }

const endpointIds = () => [...Object.keys(catalogue), ...Object.keys(deprecated)]

/** A value for some endpoints, by id. */
export const byEndpoint = (check: Check): Check => eachOf(endpointIds, check)

/** A value for some endpoints or groups of endpoints. */
export const byGroup = (check: Check): Check => eachOf(() => [...Object.keys(groups), ...endpointIds()], check)

/** How long and how often to try, for a client or for one call. */
export const patience: { readonly [K in keyof Attempts.Patience]: Check } = {
  attempt: duration,
  deadline: duration,
  retries: wholeFromZero,
  retry
}
