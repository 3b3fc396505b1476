import type { Words } from "@xingtu/core"
import { dayNames, type Schedule, timeOf } from "../util/schedule.ts"
import { watching as say } from "../util/watching.ts"

/** What was found in a text, and the text without it. */
export interface Found<A> {
  readonly value: A
  readonly rest: string
  readonly problems: ReadonlyArray<Words>
}

const cut = (text: string, pattern: RegExp, use: (match: RegExpExecArray) => void): string => {
  let rest = text
  for (let match = pattern.exec(rest); match !== null; match = pattern.exec(rest)) {
    use(match)
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`
  }
  return rest
}

const tooOften =
  /(?<![\w-])(?:hourly|every\s+hour|every\s+\d+\s+(?:hours?|minutes?|days?|weeks?)|monthly|every\s+month)(?![\w-])|每(?:隔)?\s*\d*\s*(?:小时|分钟)|每个?月/i
const daily = /(?<![\w-])(?:daily|every\s*day|each\s+day)(?![\w-])|每天|每日|天天/i
const weekly =
  /(?<![\w-])(?:weekly|every\s+week|each\s+week)(?![\w-])|每(?:个)?(?:周|星期|礼拜)(?![一二三四五六日天末])/i
const workdays = /(?<![\w-])(?:(?:every\s+)?weekdays?|workdays?)(?![\w-])|工作日/i
const weekend = /(?<![\w-])(?:(?:every\s+)?weekends?)(?![\w-])|每?个?周末/i
const chineseDays = /每?(?:个)?(?:周|星期|礼拜)([一二三四五六日天](?:[、,]?[一二三四五六日天])*)/
const latinDays =
  /(?<![\w-])(?:(?:on|every)\s+)?(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?s?(?![\w-])/i

const latin = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
const chinese: Readonly<Record<string, number>> = { 日: 0, 天: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6 }
const hours: ReadonlyArray<string> = ["零", ..."一二三四五六七八九十", "十一", "十二"]

const half = "(上午|早上|早晨|清晨|凌晨|中午|下午|傍晚|晚上)?\\s*"
const clock = new RegExp(
  `(?<![\\d.:])(?:at\\s+)?${half}(\\d{1,2}):(\\d{2})(?::\\d{2})?(?![\\d:])\\s*(am|pm|a\\.m\\.?|p\\.m\\.?)?`,
  "i"
)
const spoken = new RegExp(
  `${half}(\\d{1,2}|十[一二]|[零一二三四五六七八九十])\\s*[点时]\\s*(?:(\\d{1,2})\\s*分?|(半))?`
)
const hour = /(?<![\d.:])(?:at\s+)?(\d{1,2})\s*(am|pm|a\.m\.?|p\.m\.?)(?![\w-])|(?<![\w-])at\s+(\d{1,2})(?![\d:.%\w-])/i

const isAfternoon = (word: string | undefined): boolean => /下午|傍晚|晚上|^p/i.test(word ?? "")
const isMorning = (word: string | undefined): boolean => /上午|早|清晨|凌晨|^a/i.test(word ?? "")

/** A minute of the day, or nothing where no clock shows that. */
const minuteOf = (typedHour: number, minute: number, word: string | undefined): number | undefined => {
  const late = isAfternoon(word) && typedHour < 12 ? typedHour + 12 : typedHour
  const read = isMorning(word) && late === 12 ? 0 : late
  return read < 24 && minute < 60 ? read * 60 + minute : undefined
}

const hourOf = (word: string): number => (/^\d/.test(word) ? Number(word) : hours.indexOf(word))

/** When, in a text such as `daily 9:00`, `weekly mon 9am`, `每周一 上午9点`. */
export const scheduleIn = (text: string, standard: Schedule): Found<Schedule> => {
  const problems: Array<Words> = []
  const days = new Set<number>()
  let minute: number | undefined
  let isDaily = false
  let isWeekly = false
  const time = (word: string, found: number | undefined) => {
    if (found === undefined) problems.push(say.noTime(word.trim()))
    else minute = found
  }
  let rest = cut(text, tooOften, (match) => problems.push(say.noSchedule(match[0].trim())))
  rest = cut(rest, clock, ([all, before, h, m, after]) => time(all, minuteOf(Number(h), Number(m), before ?? after)))
  rest = cut(rest, spoken, ([all, before, h = "", m, isHalf]) =>
    time(all, minuteOf(hourOf(h), isHalf === undefined ? Number(m ?? 0) : 30, before))
  )
  rest = cut(rest, hour, ([all, h, after, bare]) => time(all, minuteOf(Number(h ?? bare), 0, after)))
  rest = cut(rest, workdays, () => [1, 2, 3, 4, 5].forEach((day) => days.add(day)))
  rest = cut(rest, weekend, () => [0, 6].forEach((day) => days.add(day)))
  rest = cut(rest, chineseDays, ([, names = ""]) => {
    for (const name of names) if (chinese[name] !== undefined) days.add(chinese[name])
  })
  rest = cut(rest, daily, () => (isDaily = true))
  rest = cut(rest, weekly, () => (isWeekly = true))
  rest = cut(rest, latinDays, ([, name = ""]) => days.add(latin.indexOf(name.toLowerCase())))
  if (isDaily && (isWeekly || days.size > 0)) problems.push(say.twoSchedules)
  const chosen = isDaily ? [] : days.size > 0 ? [...days].toSorted() : isWeekly ? [1] : standard.days
  return { value: { days: chosen, minute: minute ?? standard.minute }, rest, problems }
}

/** As it is read back. */
export const printSchedule = ({ days, minute }: Schedule): string =>
  days.length === 0
    ? `daily ${timeOf(minute)}`
    : `weekly ${days.map((day) => dayNames.en[day]?.toLowerCase() ?? "").join(" ")} ${timeOf(minute)}`
