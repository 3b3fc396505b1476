import { didYouMean, make, type Words } from "../util/Words.ts"
import { nearest } from "../util/nearest.ts"
import { isRecord } from "../util/path.ts"
import { audienceBy, wantsAudience } from "./Audience.ts"
import { type Brief, type BriefProblem, type InvalidBrief, thresholds, weightsOf } from "./Brief.ts"
import { criteria } from "./criteria.ts"
import { isAmount } from "../candidates/stats.ts"

/** Briefs come from forms, cells and agents: every mistake is named, all at once. */

type Problems = ReadonlyArray<BriefProblem>

const problem = (param: string, en: string, zh: string): BriefProblem => ({ param, problem: make(en, zh) })

const notAmount = (param: string) => problem(param, "It must be a number, 0 or more.", "必须是不小于 0 的数字。")

const preview = (value: unknown): string => String(typeof value === "object" ? typeof value : value).slice(0, 40)

/** One of these names. */
export const oneOf = (param: string, value: unknown, names: ReadonlyArray<string>): Problems => {
  if (typeof value === "string" && names.includes(value)) return []
  const meant = typeof value === "string" ? nearest(value.toLowerCase(), names) : undefined
  const guess = didYouMean(meant)
  return [
    problem(
      param,
      `Unknown: ${preview(value)}.${guess.en} Valid: ${names.join(", ")}.`,
      `无效：${preview(value)}。${guess.zh}可用：${names.join("、")}。`
    )
  ]
}

const isStrings = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === "string")

/** A list of texts, or nothing. */
export const texts = (param: string, value: unknown): Problems =>
  value === undefined || isStrings(value) ? [] : [problem(param, "It must be a list of texts.", "必须是文本列表。")]

/** Amounts under known names. */
const amounts = (param: string, value: unknown, names: ReadonlyArray<string>): Problems => {
  if (value === undefined) return []
  if (!isRecord(value)) return [problem(param, "It must be an object.", "必须是对象。")]
  return Object.entries(value).flatMap(([name, amount]) => {
    if (!names.includes(name)) return oneOf(`${param}.${name}`, name, names)
    return amount === undefined || isAmount(amount) ? [] : [notAmount(`${param}.${name}`)]
  })
}

const weights = (brief: Brief): Problems => {
  const wrong = amounts("weights", brief.weights, criteria)
  if (wrong.length > 0 || !Object.keys(weightsOf).some((goal) => goal === brief.goal)) return wrong
  const all = { ...weightsOf[brief.goal], ...brief.weights }
  return criteria.some((criterion) => (all[criterion] ?? 0) > 0 && (criterion !== "audience" || wantsAudience(brief)))
    ? []
    : [problem("weights", "At least one weight must be more than 0.", "至少一项权重须大于 0。")]
}

const bounds = (given: unknown): Problems => {
  if (given === undefined) return []
  if (!isRecord(given)) return [problem("bounds", "It must be an object.", "必须是对象。")]
  const names = ["price", "cpm", "followers", "plays"]
  return Object.entries(given).flatMap(([name, bound]): Problems => {
    const param = `bounds.${name}`
    if (bound === undefined) return []
    if (name === "categories") return texts(param, bound)
    if (!names.includes(name)) return oneOf(param, name, [...names, "categories"])
    const wrong = amounts(param, bound, ["min", "max"])
    if (wrong.length > 0 || !isRecord(bound)) return wrong
    const { max, min } = bound
    return isAmount(min) && isAmount(max) && min > max
      ? [problem(param, `The minimum ${min} is over the maximum ${max}.`, `最小值 ${min} 大于最大值 ${max}。`)]
      : []
  })
}

const audience = (given: unknown): Problems => {
  if (given === undefined) return []
  if (!isRecord(given)) return [problem("audience", "It must be an object.", "必须是对象。")]
  return Object.entries(given).flatMap(([by, target]): Problems => {
    const param = `audience.${by}`
    if (target === undefined) return []
    if (!audienceBy.some((known) => known === by)) return oneOf(param, by, audienceBy)
    if (Array.isArray(target)) return texts(param, target)
    if (!isRecord(target))
      return [problem(param, "It must be a list of groups, or shares by group.", "必须是人群列表，或各人群的占比。")]
    const shares = Object.entries(target)
    const wrong = shares.flatMap(([group, share]) => (isAmount(share) ? [] : [notAmount(`${param}.${group}`)]))
    const sum = shares.reduce((all, [, share]) => all + (isAmount(share) ? share : 0), 0)
    return wrong.length === 0 && sum > 1.001
      ? [
          problem(
            param,
            `The shares add up to ${sum.toFixed(2)}; 1 is all.`,
            `占比之和为 ${sum.toFixed(2)}，不能超过 1。`
          )
        ]
      : wrong
  })
}

/** A brief or options that cannot be used, as one failure. */
export const invalid = (problems: Problems): InvalidBrief | undefined => {
  if (problems.length === 0) return undefined
  const list = (lang: keyof Words) => problems.map((one) => `${one.param}: ${one.problem[lang]}`).join(" ")
  return {
    _tag: "InvalidBrief",
    problems,
    charged: "no",
    happened: make(`Invalid brief. ${list("en")}`, `要求有误。${list("zh")}`),
    advice: make("Correct it and try again. Nothing was charged.", "请更正后重试，本次未计费。")
  }
}

/** What is wrong with a brief, if anything. */
export const checkBrief = (brief: Brief): InvalidBrief | undefined =>
  !isRecord(brief)
    ? invalid([problem("brief", "It must be an object.", "必须是对象。")])
    : invalid([
        ...oneOf("goal", brief.goal, Object.keys(weightsOf)),
        ...(brief.kind === undefined ? [] : oneOf("kind", brief.kind, ["placement", "custom"])),
        ...audience(brief.audience),
        ...bounds(brief.bounds),
        ...weights(brief),
        ...amounts("thresholds", brief.thresholds, Object.keys(thresholds))
      ])
