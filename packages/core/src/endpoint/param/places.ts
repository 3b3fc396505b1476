import { Result } from "effect"
import { nearest } from "../../util/nearest.ts"
import { make as words } from "../../util/Words.ts"
import { cities, provinces } from "../search/places.ts"
import { asText, ok, type Parsed, wrong } from "./input.ts"

/** Letters alone: tones, apostrophes, blanks and the word for what kind of place it is do not count. */
const plain = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/\b(province|city|municipality|autonomous region|sar|china)\b/g, "")
    .replace(/[^a-z]/g, "")

/** Prefectures that are no cities of their own kind go by another ending than 市. */
const whole: Readonly<Record<string, string>> = {
  延边: "延边朝鲜族自治州",
  大理: "大理白族自治州",
  西双版纳: "西双版纳傣族自治州",
  喀什: "喀什地区"
}

const namesOf = (): ReadonlyMap<string, ReadonlyArray<string>> => {
  const names = new Map<string, ReadonlyArray<string>>()
  const add = (name: string, place: string) => {
    const known = names.get(plain(name)) ?? []
    if (!known.includes(place)) names.set(plain(name), [...known, place])
  }
  const listed = cities.split(" ")
  for (const [i, city] of listed.entries()) {
    if (i % 2 === 1) continue
    const place = whole[city] ?? `${city}市`
    add(listed[i + 1] ?? "", place)
  }
  for (const [province, others] of Object.entries(provinces)) {
    // A province goes before a city of the same name: Jilin is 吉林省.
    for (const name of others.split(" ").slice(1)) names.set(plain(name), [province])
  }
  return names
}

let known: ReadonlyMap<string, ReadonlyArray<string>> | undefined

/**
 * Reads a province or a city, in Chinese as it is, in English or pinyin by its Chinese name: the API takes no other.
 */
export const place = (input: unknown): Parsed => {
  const text = asText(input)
  if (text === undefined || text === "") return wrong("A place is empty.", "地区不能为空。")
  if (/^[\p{Script=Han}·]{2,15}$/u.test(text)) return ok(text)
  known ??= namesOf()
  const [first, ...others] = known.get(plain(text)) ?? []
  if (first !== undefined && others.length === 0) return ok(first)
  if (first !== undefined) {
    const meant = [first, ...others]
    return Result.fail(
      words(
        `${text} is the name of ${meant.join(" and ")}; write the one you mean in Chinese.`,
        `${text} 可以指${meant.join("或")}，请用中文填写。`
      )
    )
  }
  const near = nearest(plain(text), known.keys())
  const [meant] = (near === undefined ? undefined : known.get(near)) ?? []
  return meant === undefined
    ? wrong(
        "Enter places in Chinese, such as 广东省 or 深圳市; provinces and larger cities also work in English.",
        "地区请用中文填写，例如广东省、深圳市；省份与较大城市也支持英文或拼音。"
      )
    : wrong(`Unknown place; did you mean ${meant}?`, `没有找到该地区，您是否想输入${meant}？`)
}
