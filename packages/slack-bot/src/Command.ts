// oxlint-disable max-lines -- to be split by stage
import { catalogue, Endpoint, nearest, Report } from "@xingtu/core/adapter"
import type { Failure, Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import { quoted, tokens } from "./tokens.ts"
import { help, say } from "./words.ts"

/** What a person asked for. */
export type Command =
  /** Nothing was typed: where to begin. */
  | { readonly _tag: "Start" }
  | { readonly _tag: "Help"; readonly topic?: string }
  | { readonly _tag: "Ask"; readonly endpoint: Endpoint.Endpoint; readonly input: Input }
  /** Something is missing or unclear; a form asks for it. */
  | {
      readonly _tag: "Incomplete"
      readonly form: string
      readonly input: Input
      readonly problems: ReadonlyArray<Failure.Problem>
    }
  | { readonly _tag: "Creator"; readonly id: string }
  | { readonly _tag: "Report"; readonly id: string }
  | { readonly _tag: "Compare"; readonly ids: ReadonlyArray<string> }
  | { readonly _tag: "Quota" }
  | { readonly _tag: "Settings"; readonly words: ReadonlyArray<string> }
  /** Perhaps the whole command `meant`, perhaps a creator's `name`. */
  | { readonly _tag: "Unknown"; readonly typed: string; readonly meant?: string; readonly name?: string }

/** An endpoint's parameters: as they are sent where they were understood, else as typed. */
export type Input = Readonly<Record<string, string>>

export const endpoints: ReadonlyArray<Endpoint.Endpoint> = Object.values(catalogue)

/** Commands beside the endpoints. Their spellings win over an endpoint's. */
export const own = {
  help: ["help", "?", "帮助", "？"],
  creator: ["creator", "达人"],
  compare: ["compare", "vs", "对比", "比较"],
  report: ["report", "报告"],
  quota: ["quota", "usage", "配额", "用量"],
  settings: ["settings", "设置"]
} as const

export type Own = keyof typeof own

const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, "")

const ownByName: ReadonlyMap<string, Own> = new Map(
  (Object.keys(own) as ReadonlyArray<Own>).flatMap((name) =>
    own[name].map((spelling) => [plain(spelling), name] as const)
  )
)

const endpointByName: ReadonlyMap<string, Endpoint.Endpoint> = new Map(
  endpoints.flatMap((endpoint) =>
    [endpoint.id, endpoint.title.en, endpoint.title.zh, ...(endpoint.aliases ?? [])].map(
      (name) => [plain(name), endpoint] as const
    )
  )
)

/** The spelling a person is shown for an endpoint: its short name where it has one. */
export const spelling = (endpoint: Endpoint.Endpoint): string => endpoint.aliases?.[0] ?? Endpoint.kebab(endpoint.id)

/** A command of our own by whatever a person calls it. */
export const ownNamed = (name: string): Own | undefined => ownByName.get(plain(name))

/** An endpoint by whatever a person calls it. */
export const endpointNamed = (name: string): Endpoint.Endpoint | undefined => endpointByName.get(plain(name))

/** Titles have up to this many words. */
const longest = Math.max(...endpoints.map((endpoint) => endpoint.title.en.split(" ").length))

const leading = <A>(
  words: ReadonlyArray<string>,
  found: (name: string) => A | undefined
): readonly [A, ReadonlyArray<string>] | undefined => {
  for (let n = Math.min(longest, words.length); n > 0; n--) {
    const match = found(plain(words.slice(0, n).join("")))
    if (match !== undefined) return [match, words.slice(n)]
  }
  return undefined
}

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
const isLikeId = (word: string): boolean => /\d{4,}|^https?:|^\d+(\.\d+)?e\+?\d+$/i.test(word)

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

/** Creators at most in one comparison. */
export const compareAtMost = 10

/** The fewest endpoints that say who a creator is, what they cost and how their videos do. */
const glance: ReadonlyArray<Report.Source> = ["creatorProfile", "marketingMetrics", "spreadMetrics"]

/** What commands take creators, and what each asks about one: a paid call for each. */
export const sources = { creator: glance, compare: glance, report: Report.all } as const

export type CreatorForm = keyof typeof sources

export const isCreatorForm = (form: string): form is CreatorForm => Object.hasOwn(sources, form)

const creator = catalogue.spreadMetrics.params.oAuthorId

/** The form field of commands that take creators. */
export const creatorsParam = "creators"

/** A command for one or several creators, or the form that completes it. */
export const forCreators = (named: CreatorForm, typed: string): Command => {
  const words = typed.split(/[\s,，、;；]+/).filter((word) => word !== "")
  const parsed = words.map((word) => ({ word, id: creator.parse(word) }))
  const ids = [...new Set(parsed.flatMap(({ id }) => (Result.isSuccess(id) ? [id.success] : [])))]
  // Who names several wants to see them side by side.
  const name = named === "creator" && ids.length > 1 ? "compare" : named
  const [least, most] = name === "compare" ? [2, compareAtMost] : [1, 1]
  const problems: Array<Failure.Problem> = parsed.flatMap(({ word, id }) =>
    Result.isFailure(id) ? [{ param: word, problem: isLikeId(word) ? id.failure : say.noId(word) }] : []
  )
  if (ids.length < least || ids.length > most)
    problems.push({ param: creatorsParam, problem: say.creatorsWanted(least, most) })
  const [first = ""] = ids
  if (problems.length > 0)
    return { _tag: "Incomplete", form: name, input: typed === "" ? {} : { [creatorsParam]: typed }, problems }
  return name === "compare" ? { _tag: "Compare", ids } : { _tag: name === "creator" ? "Creator" : "Report", id: first }
}

/** Ids, and addresses of Xingtu pages with an id in them, as they stand in a text. */
const idsIn = /https?:\/\/[^\s<>|]+|(?<!\d)\d{16,20}(?!\d)/g

/** The creators a text of somebody names: one is looked at, several are compared, none is asked for in a form. */
export const inText = (text: string): Command =>
  forCreators(
    "creator",
    (text.match(idsIn) ?? [])
      .flatMap((word) => Result.match(creator.parse(word), { onSuccess: (id) => [id], onFailure: () => [] }))
      .join("\n")
  )

/** Words worth suggesting; a single sign is nobody's typo. */
const spellings: ReadonlyArray<string> = [
  ...Object.values(own)
    .flat()
    .filter((name) => name.length > 1),
  ...endpoints.map(spelling),
  ...endpoints.map((endpoint) => Endpoint.kebab(endpoint.id))
]

const spellingNear = (typed: string): string | undefined => nearest(typed.toLowerCase(), spellings)

/** A command as text that is read back as the same command: what buttons carry. */
export const print = (command: Command): string => {
  const named = (input: Input) => Object.entries(input).map(([name, value]) => `${name}=${quoted(value)}`)
  switch (command._tag) {
    case "Start":
      return ""
    case "Help":
      return ["help", ...(command.topic === undefined ? [] : [command.topic])].join(" ")
    case "Ask":
      return [Endpoint.kebab(command.endpoint.id), ...named(command.input)].join(" ")
    case "Incomplete": {
      const endpoint = endpoints.find((one) => one.id === command.form)
      return endpoint === undefined
        ? [command.form, ...Object.values(command.input)].join(" ")
        : [Endpoint.kebab(endpoint.id), ...named(command.input)].join(" ")
    }
    case "Creator":
    case "Report":
      return `${command._tag.toLowerCase()} ${command.id}`
    case "Compare":
      return ["compare", ...command.ids].join(" ")
    case "Quota":
      return "quota"
    case "Settings":
      return ["settings", ...command.words].join(" ")
    case "Unknown":
      return quoted(command.typed)
  }
}

/** What a command is called. */
export const titleOf = (command: Command): Words => {
  switch (command._tag) {
    case "Ask":
      return command.endpoint.title
    case "Incomplete":
      return (
        endpoints.find((one) => one.id === command.form)?.title ??
        help.forms[isCreatorForm(command.form) ? command.form : "creator"]
      )
    case "Compare":
      return help.forms.compare
    case "Report":
      return help.forms.report
    case "Creator":
      return help.forms.creator
    default:
      return help.title
  }
}

/** What a person typed after `/xingtu`, understood. */
export const parse = (text: string): Command => {
  const words = tokens(text)
  const [first, ...rest] = words
  if (first === undefined) return { _tag: "Start" }
  const ours = leading(words, (name) => ownByName.get(name))
  if (ours !== undefined) return ownCommand(ours[0], ours[1])
  const found = leading(words, (name) => endpointByName.get(name))
  if (found !== undefined) {
    const [endpoint, typed] = found
    const { input, problems } = argumentsOf(endpoint, typed)
    // What could be asked without any word, such as a search, is not paid for by the bare command.
    return typed.length === 0 && Endpoint.idParam(endpoint) === undefined
      ? { _tag: "Incomplete", form: endpoint.id, input, problems }
      : ask(endpoint, input, problems)
  }
  if (isLikeId(first)) return forCreators("creator", words.join(" "))
  const meant = spellingNear(first)
  return meant === undefined
    ? { _tag: "Unknown", typed: first, name: words.join(" ") }
    : {
        _tag: "Unknown",
        typed: first,
        meant: [meant, ...rest.map((word) => (/\s/.test(word) ? quoted(word) : word))].join(" ")
      }
}

const ownCommand = (name: Own, rest: ReadonlyArray<string>): Command => {
  switch (name) {
    case "help":
      return rest.length === 0 ? { _tag: "Help" } : { _tag: "Help", topic: rest.join(" ") }
    case "quota":
      return { _tag: "Quota" }
    case "settings":
      return { _tag: "Settings", words: rest }
    default:
      return forCreators(name, rest.join(" "))
  }
}
