import { Endpoint, type Failure, nearest } from "@xingtu/core/adapter"
import { Result } from "effect"
import { say } from "../util/words.ts"
import type { Command, Input } from "./Command.ts"
import { plain } from "./names.ts"

const fieldNamed = (endpoint: Endpoint.Endpoint, name: string): string => {
  const wanted = plain(name)
  return (
    Endpoint.fields(endpoint).find((field) =>
      [field.name, field.title.en, field.title.zh].some((known) => plain(known) === wanted)
    )?.name ?? name
  )
}

/** Kinds whose values a bare word may be recognised by: of two days the first is where it starts. A bare "yes" says nothing about which parameter it is for. */
const recognisable: ReadonlySet<string> = new Set(["id", "choice", "choices", "date"])

const fits = (endpoint: Endpoint.Endpoint, taken: Input, word: string): string | undefined =>
  Endpoint.fields(endpoint).find(
    (field) =>
      taken[field.name] === undefined &&
      recognisable.has(field.kind) &&
      (field.kind !== "choices" || field.choices.length > 0) &&
      Result.isSuccess(endpoint.params[field.name]?.parse(word) ?? Result.fail(undefined))
  )?.name

/** An id, a link, or what a spreadsheet made of an id. */
export const isLikeId = (word: string): boolean => /\d{4,}|^https?:|^\d+(\.\d+)?e\+?\d+$/i.test(word)

const isNamed = (word: string): readonly [string, string] | undefined => {
  const match = /^([\p{L}][\p{L}\p{N}_-]*)[=：](.*)$/su.exec(word)
  return match === null ? undefined : [match[1] ?? "", match[2] ?? ""]
}

/** Matches what was typed to an endpoint's parameters: `name=value`, or a bare word that one parameter recognises. */
export const argumentsOf = (
  endpoint: Endpoint.Endpoint,
  words: ReadonlyArray<string>
): { readonly input: Input; readonly problems: ReadonlyArray<Failure.Problem> } => {
  const input: Record<string, string> = {}
  const loose: Array<string> = []
  for (let i = 0; i < words.length;) {
    const named = isNamed(words[i] ?? "")
    if (named !== undefined) {
      input[fieldNamed(endpoint, named[0])] = named[1]
      i++
      continue
    }
    const width = [3, 2, 1].find(
      (n) => i + n <= words.length && fits(endpoint, input, words.slice(i, i + n).join(" ")) !== undefined
    )
    if (width === undefined) loose.push(words[i] ?? "")
    else {
      const value = words.slice(i, i + width).join(" ")
      input[fits(endpoint, input, value) ?? ""] = value
    }
    i += width ?? 1
  }
  // A creator's name is looked for as it was typed, blanks and all.
  const free = Endpoint.fields(endpoint).find((field) => field.kind === "text" && input[field.name] === undefined)
  if (free !== undefined && loose.length > 0) return { input: { ...input, [free.name]: loose.join(" ") }, problems: [] }
  const missingId = Endpoint.fields(endpoint).find((field) => field.kind === "id" && input[field.name] === undefined)
  const [first, ...others] = loose
  // A word in the place of the id was meant as one: the endpoint says what is wrong with it.
  if (missingId !== undefined && first !== undefined && isLikeId(first)) {
    return { input: { ...input, [missingId.name]: first }, problems: others.map((word) => unclear(endpoint, word)) }
  }
  return { input, problems: loose.map((word) => unclear(endpoint, word)) }
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
  const what = say.unknownWord(word)
  const guess = meant === undefined ? undefined : say.didYouMean(meant)
  return {
    param: word,
    problem: guess === undefined ? what : { en: `${what.en} ${guess.en}`, zh: `${what.zh}${guess.zh}` }
  }
}

/** What is understood as it is sent, the rest as it was typed. */
const canonical = (endpoint: Endpoint.Endpoint, input: Input): Input =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      Result.getOrElse(endpoint.params[name]?.parse(value) ?? Result.fail(undefined), () => value)
    ])
  )

/** A question without any parameter names its page: a command without any word is the form. */
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
