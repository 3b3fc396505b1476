import { didYouMean, Endpoint, type Failure, nearest } from "@xingtu/core/adapter"
import { Result } from "effect"
import { say } from "../util/words.ts"
import type { Command, Input } from "./Command.ts"
import { daysBack, daysIn, isLikeDay } from "../input/days.ts"
import { plain } from "../input/names.ts"
import { isSentence, nameIn, nickname } from "../input/nickname.ts"
import { pasted } from "../input/pasted.ts"

/** What was understood of the words behind a command, and what was not. */
export interface Arguments {
  readonly input: Input
  readonly problems: ReadonlyArray<Failure.Problem>
}

const fieldNamed = (endpoint: Endpoint.Endpoint, name: string): Endpoint.Field | undefined => {
  const wanted = plain(name)
  return Endpoint.fields(endpoint).find((field) =>
    [field.name, field.title.en, field.title.zh].some((known) => plain(known) === wanted)
  )
}

const parses = (endpoint: Endpoint.Endpoint, name: string, word: string): boolean =>
  Result.isSuccess(endpoint.params[name]?.parse(word) ?? Result.fail(undefined))

/**
 * Kinds whose values a bare word may be recognised by: of two days the first is where it starts. A bare "yes" says
 * nothing about which parameter it is for.
 */
const recognisable: ReadonlySet<string> = new Set(["id", "choice", "choices", "date"])

const fits = (endpoint: Endpoint.Endpoint, taken: Input, word: string): Endpoint.Field | undefined =>
  Endpoint.fields(endpoint).find(
    (field) =>
      taken[field.name] === undefined &&
      recognisable.has(field.kind) &&
      // "1" is male to the API, and to nobody else.
      !(field.kind.startsWith("choice") && (field.choices.length === 0 || /^\d$/.test(word))) &&
      parses(endpoint, field.name, word)
  )

/** An id, a link, or what a spreadsheet made of an id. */
export const isLikeId = (word: string): boolean => /\d{4,}|^https?:|^\d+(\.\d+)?e\+?\d+$/i.test(word)

const isNamed = (endpoint: Endpoint.Endpoint, word: string): readonly [string, string] | undefined => {
  const match = /^([\p{L}][\p{L}\p{N}_-]*)([=：])(.*)$/su.exec(word)
  if (match === null) return undefined
  const [, name = "", sign, value = ""] = match
  const field = fieldNamed(endpoint, name)
  // A colon is also a part of names and sentences.
  return field === undefined ? (sign === "=" ? [name, value] : undefined) : [field.name, value]
}

/** Whether a word names a parameter of this endpoint. */
export const isFilter = (endpoint: Endpoint.Endpoint, word: string): boolean => {
  const named = isNamed(endpoint, word)
  return named !== undefined && Object.hasOwn(endpoint.params, named[0])
}

/** A period without its name: it may be about followers, prices or plays. */
const isBareRange = (word: string): boolean =>
  /^[<>≥≤]?\d[\d,.]*[kw千万m亿]?(?:元|粉)?[-–~～至][\d,.]+[kw千万m亿]?(?:元|粉)?$|^[<>≥≤]\d[\d,.]*[kw千万m亿]?$|^\d[\d,.]*[kw千万m亿]?(?:\+|以上|以下)$/i.test(
    word
  )

/** A value of a choice exactly as the API spells it: nobody types that by chance. */
const exact = (endpoint: Endpoint.Endpoint, taken: Input, word: string): Endpoint.Field | undefined =>
  /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(word)
    ? Endpoint.fields(endpoint).find(
        ({ choices, name }) => taken[name] === undefined && choices.some(({ value }) => value === word)
      )
    : undefined

/** Where a name is looked for, loose words are the name; a filter says what it is. */
const searched = (endpoint: Endpoint.Endpoint, free: Endpoint.Field, words: ReadonlyArray<string>): Arguments => {
  const input: Record<string, string> = {}
  const problems: Array<Failure.Problem> = []
  const loose: Array<string> = []
  for (let i = 0; i < words.length; i++) {
    const [word = "", next = ""] = [words[i], words[i + 1]]
    const named = isNamed(endpoint, word)
    const field = fieldNamed(endpoint, word)
    const value = exact(endpoint, input, word)
    if (named !== undefined) input[named[0]] = named[1]
    else if (
      field !== undefined &&
      (field.kind === "range" || field.kind === "count") &&
      parses(endpoint, field.name, next)
    ) {
      input[field.name] = next
      i++
    } else if (value !== undefined) input[value.name] = word
    else if (isBareRange(word)) problems.push({ param: word, problem: say.bareRange(word) })
    else loose.push(word)
  }
  if (loose.length === 0) return { input, problems }
  if (input[free.name] !== undefined)
    return { input, problems: [...problems, ...loose.map((word) => unclear(endpoint, word))] }
  const typed = loose.join(" ")
  const text = nickname(typed)
  // Signs alone name nobody, and a search without a word is paid for as well.
  if (!/[\p{L}\p{N}\p{So}]/u.test(text)) return { input, problems: [...problems, unclear(endpoint, typed)] }
  return isSentence(typed)
    ? {
        input: { ...input, [free.name]: nameIn(typed) ?? text },
        problems: [...problems, { param: free.name, problem: say.noName }]
      }
    : { input: { ...input, [free.name]: text }, problems }
}

/** Matches what was typed to an endpoint's parameters: `name=value`, or a bare word that one parameter recognises. */
export const argumentsOf = (endpoint: Endpoint.Endpoint, typed: ReadonlyArray<string>, now?: number): Arguments => {
  const free = Endpoint.fields(endpoint).find((field) => field.kind === "text" && !field.required)
  if (free !== undefined && Endpoint.idParam(endpoint) === undefined) return searched(endpoint, free, typed)
  const input: Record<string, string> = {}
  const loose: Array<string> = []
  const [from, to] = Endpoint.fields(endpoint).filter(({ kind }) => kind === "date")
  const words = to === undefined ? typed : typed.flatMap(daysIn)
  for (let i = 0; i < words.length;) {
    const named = isNamed(endpoint, words[i] ?? "")
    if (named !== undefined) {
      input[named[0]] = named[1]
      i++
      continue
    }
    const several = (n: number) => words.slice(i, i + n).join(" ")
    const width = [3, 2, 1].find((n) => i + n <= words.length && fits(endpoint, input, several(n)) !== undefined)
    const period =
      now === undefined || from === undefined || to === undefined || input[from.name] !== undefined
        ? undefined
        : [3, 2, 1]
            .flatMap((n) => (i + n <= words.length ? [{ n, days: daysBack(several(n), now) }] : []))
            .find(({ days }) => days !== undefined)
    if (width !== undefined) {
      const value = several(width)
      const field = fits(endpoint, input, value)
      input[field?.name ?? ""] = value
    } else if (period?.days !== undefined && from !== undefined && to !== undefined) {
      input[from.name] = period.days.from
      input[to.name] = period.days.to
    } else loose.push(words[i] ?? "")
    i += width ?? period?.n ?? 1
  }
  return placed(endpoint, input, loose)
}

/** What was meant for a field, readable or not, goes there: the endpoint says what is wrong with it. */
const placed = (endpoint: Endpoint.Endpoint, known: Input, loose: ReadonlyArray<string>): Arguments => {
  const input: Record<string, string> = { ...known }
  const problems: Array<Failure.Problem> = []
  const free = (kind: Endpoint.Field["kind"]) =>
    Endpoint.fields(endpoint).find((field) => field.kind === kind && input[field.name] === undefined)
  for (const word of loose) {
    const { ids, others, wrong } = pasted(word)
    const [id, day] = [free("id"), free("date")]
    if (id !== undefined && (ids.length > 0 || isLikeId(word) || /^\d+$/.test(word))) input[id.name] = ids[0] ?? word
    else if (ids.length > 0) problems.push({ param: word, problem: say.oneCreator })
    else if (day !== undefined && isLikeDay(word)) input[day.name] = word
    // "ID", "and", "to" stand beside what they connect.
    else if (others.length > 0 || wrong.length > 0) problems.push(unclear(endpoint, word))
  }
  return { input, problems }
}

const unclear = (endpoint: Endpoint.Endpoint, word: string): Failure.Problem => {
  const known = Endpoint.fields(endpoint).flatMap((field) =>
    field.choices.flatMap((choice) => [
      choice.value.toLowerCase(),
      choice.words.en.toLowerCase(),
      choice.words.zh,
      ...choice.also
    ])
  )
  const meant = nearest(word.toLowerCase(), known)
  const guess = didYouMean(meant)
  return { param: word, problem: { en: say.notRecognised.en + guess.en, zh: say.notRecognised.zh + guess.zh } }
}

/** What is understood as it is sent, the rest as it was typed. */
const canonical = (endpoint: Endpoint.Endpoint, input: Input): Input =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      Result.getOrElse(endpoint.params[name]?.parse(value) ?? Result.fail(undefined), () => value)
    ])
  )

/** A request without any parameter names its page: a command without any word is the form. */
const openEnded = (endpoint: Endpoint.Endpoint, query: Input): Input =>
  endpoint.pages !== undefined && Object.keys(query).length === 0 ? { [endpoint.pages.param]: "1" } : query

/** A command for an endpoint, or the form that completes it. */
export const ask = (
  endpoint: Endpoint.Endpoint,
  input: Input,
  problems: ReadonlyArray<Failure.Problem> = []
): Command => {
  const checked = Endpoint.question(endpoint, input)
  const all = [...problems, ...(Result.isFailure(checked) ? checked.failure.problems : [])]
  return Result.isSuccess(checked) && all.length === 0
    ? { _tag: "Ask", endpoint, input: openEnded(endpoint, checked.success.query) }
    : { _tag: "Incomplete", form: endpoint.id, input: canonical(endpoint, input), problems: all }
}
