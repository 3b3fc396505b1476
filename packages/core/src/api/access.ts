import { Effect, Redacted, Result } from "effect"
import { InvalidSettings, type SettingProblem } from "../failure/InvalidSettings.ts"
import * as W from "../util/Words.ts"
import * as BaseUrl from "./BaseUrl.ts"
import type { Options } from "./Transport.ts"

/** No token comes near it, and servers refuse long addresses. */
const longest = 2_000

const missing = W.make(
  "A token of Just One API is required: pass `token`, or set JUSTONEAPI_TOKEN.",
  "需要 Just One API 的 Token：请传入 `token`，或设置环境变量 JUSTONEAPI_TOKEN。"
)

const strange = W.make(
  "It contains characters that no token has, such as a line break, a curly quote or a Chinese character. Copy it again from the Just One API console.",
  "Token 中含有不应出现的字符，例如换行、弯引号或中文，请从 Just One API 控制台重新复制。"
)

const long = W.make(
  "It is too long for a token. Copy it again from the Just One API console.",
  "Token 过长，请从 Just One API 控制台重新复制。"
)

const placeholder = W.make(
  "The placeholder was not replaced with the token. Enter the token itself.",
  "占位符未被替换为 Token，请直接填写 Token。"
)

/** Programs that start another leave `${TOKEN}`, `$TOKEN` or `%TOKEN%` as it stands where they do not know it. */
const unreplaced = /^(\$\{[^}]*\}|\$\w+|%\w+%)$/

/** Everything that can be wrong with a token. It quotes nothing of it. */
export const tokenProblems: ReadonlyArray<W.Words> = [missing, placeholder, strange, long]

/** Why a text can be no token; undefined when it may be one. */
export const tokenProblem = (token: unknown): W.Words | undefined => {
  const text = typeof token === "string" ? token.trim() : ""
  if (text === "") return missing
  if (unreplaced.test(text)) return placeholder
  return text.length > longest ? long : /^[ -~]*$/.test(text) ? undefined : strange
}

/** What is wrong with a token, as a setting. */
export const wrongToken = (token: unknown): ReadonlyArray<SettingProblem> => {
  const problem = tokenProblem(token)
  return problem === undefined ? [] : [{ setting: "token", problem }]
}

/** What is wrong with a base URL of this name. */
export const wrongAddress = (setting: string, baseUrl: string | undefined): ReadonlyArray<SettingProblem> =>
  Result.match(BaseUrl.parse(baseUrl), {
    onSuccess: () => [],
    onFailure: (problem) => [{ setting, problem }]
  })

/** What requests are sent with, once it may work. */
export const checked = <O extends Options>(options: O): Effect.Effect<O, InvalidSettings> =>
  Effect.suspend(() => {
    const base = BaseUrl.parse(options.baseUrl)
    const problems = [...wrongAddress("baseUrl", options.baseUrl), ...wrongToken(Redacted.value(options.token))]
    return Result.isSuccess(base) && problems.length === 0
      ? Effect.succeed({ ...options, baseUrl: base.success.url })
      : Effect.fail(new InvalidSettings({ problems }))
  })
