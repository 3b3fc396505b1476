import { Data } from "effect"
import type { Words } from "../util/Words.ts"

/** A problem with one setting, in both languages. Its value is not told: it may be a secret. */
export interface SettingProblem {
  /** Its name, or that of a variable of the environment: `dailyBudget`, `ttl.creator`, `XINGTU_RETRIES`. */
  readonly setting: string
  readonly problem: Words
}

/**
 * The settings are invalid: an unknown name, a value that is not a number, an unknown time zone. `problems` lists all
 * of them. Nothing was sent. In the error type of every layer that takes settings; thrown by `createXingtu`.
 */
export class InvalidSettings extends Data.TaggedError("InvalidSettings")<{
  /** All of them at once, in the order of the settings. */
  readonly problems: ReadonlyArray<SettingProblem>
  readonly charged: "no"
  readonly happened: Words
  readonly advice: Words
  /** In English: what is wrong, and what to do. */
  readonly message: string
}> {
  constructor({ problems }: { readonly problems: ReadonlyArray<SettingProblem> }) {
    const list = (lang: keyof Words) => problems.map(({ problem, setting }) => `${setting}: ${problem[lang]}`).join(" ")
    const happened = { en: `Invalid settings. ${list("en")}`, zh: `设置有误。${list("zh")}` }
    const advice = { en: "Nothing was sent. Correct them and start again.", zh: "未发送任何请求，请更正后重新启动。" }
    super({ problems, charged: "no", happened, advice, message: `${happened.en} ${advice.en}` })
  }
}
