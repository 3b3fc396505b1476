import { amountIn, catalogue, type Failure } from "@xingtu/core/adapter"
import { say as words } from "../util/shortlistWords.ts"
import { say } from "../util/words.ts"
import { isLikeAmount } from "../input/amount.ts"
import { withWholeComparisons } from "../input/comparison.ts"
import { type From, isBare, isName, isNamed, isOnlyBrief, printWanted, type Wanted, wantedIn } from "./brief.ts"
import type { Command, Input } from "./Command.ts"
import { creatorsParam, mostCreators } from "./creators.ts"
import { argumentsOf, ask, isFilter } from "./fields.ts"
import { pack, unpack } from "../input/ids.ts"
import { pasted } from "../input/pasted.ts"
import { quoted, tokens } from "../input/tokens.ts"

export type ShortlistForm = "shortlist" | "plan"

export const isShortlistForm = (form: string): form is ShortlistForm => form === "shortlist" || form === "plan"

/** Fields of the forms beside the creators. */
export const budgetParam = "budget"
export const briefParam = "brief"
export const minParam = "min"
export const maxParam = "max"
export const goalParam = "goal"
export const kindParam = "kind"
/** What a form is about, which nobody fills in. */
export const aboutParam = "about"

/** What begins a brief behind the words of a search. */
const separator = /^(?:brief|要求|需求)[:：]?$/i
const attached = /^(?:brief|要求|需求)[:：](?=.)/i

const why = /^(?:why|reasons?|原因|理由)$/i

const isId = (word: string): boolean => /\d{12,}|^https?:/.test(word)

interface Split {
  /** Creators or words of a search. */
  readonly head: ReadonlyArray<string>
  readonly brief: ReadonlyArray<string>
  readonly reasons: boolean
}

const split = (typed: string): Split => {
  const all = withWholeComparisons(
    tokens(typed).flatMap((word) => (attached.test(word) ? ["brief:", word.replace(attached, "")] : [word])),
    isName
  )
  const at = all.findIndex((word) => separator.test(word))
  const [before, behind] = at < 0 ? [all, []] : [all.slice(0, at), all.slice(at + 1)]
  const listed = before.some((word) => isId(word) || unpack(word) !== undefined)
  // A column of a pasted sheet is no part of a brief.
  const spoken = listed && !typed.includes("\n")
  const isBrief = (word: string): boolean =>
    listed
      ? isNamed(word) || (spoken && (isBare(word) || why.test(word)))
      : isOnlyBrief(word) || (isNamed(word) && !isFilter(catalogue.creatorSearch, word))
  const brief = [...before.filter(isBrief), ...behind]
  return {
    head: before.filter((word) => !isBrief(word)),
    brief: brief.filter((word) => !why.test(word)),
    reasons: brief.some((word) => why.test(word))
  }
}

/** The amount a plan names first, such as 500k, and the other words. What was only meant as an amount is no search. */
const budgetIn = (words: ReadonlyArray<string>): readonly [string | undefined, ReadonlyArray<string>] => {
  const at = [(word: string) => (amountIn(word) ?? 0) > 0, isLikeAmount]
    .map((isBudget) => words.findIndex((word) => !isId(word) && isBudget(word)))
    .find((found) => found >= 0)
  return at === undefined ? [undefined, words] : [words[at], words.filter((_, i) => i !== at)]
}

interface Found {
  readonly from: From | undefined
  readonly leftOut: ReadonlyArray<string>
  readonly problems: ReadonlyArray<Failure.Problem>
}

const about = (problem: Failure.Problem["problem"]): Failure.Problem => ({ param: creatorsParam, problem })

const fromIn = (head: ReadonlyArray<string>, now: number | undefined): Found => {
  const packed = head.flatMap((word) => unpack(word) ?? [])
  const rest = head.filter((word) => unpack(word) === undefined)
  const list = pasted(rest.join(" "))
  const ids = [...new Set([...packed, ...list.ids])]
  const leftOut = [...list.wrong.map(({ word }) => word), ...list.others]
  if (ids.length > mostCreators)
    return { from: undefined, leftOut: [], problems: [about(say.creatorsGiven(ids.length, 1, mostCreators))] }
  if (ids.length > 0) return { from: { ids }, leftOut, problems: [] }
  if (head.length === 0) return { from: undefined, leftOut: [], problems: [about(words.fromWanted)] }
  const { input, problems } = argumentsOf(catalogue.creatorSearch, rest, now)
  const search = ask(catalogue.creatorSearch, input, problems)
  return search._tag === "Ask"
    ? { from: { search: search.input }, leftOut: [], problems: [] }
    : {
        from: undefined,
        leftOut: [],
        problems:
          search._tag === "Incomplete"
            ? search.problems.map(({ param, problem }) => about(say.ofWord(param, problem)))
            : []
      }
}

/** Whom a form is about needs no field where it is known. */
const aboutOf = (from: From): Input => ({ [aboutParam]: printFrom(from) })

/** A brief in the fields of a form. */
const filledOf = ({ budget, maxCreators, minCreators, ...wanted }: Wanted): Input => {
  const { goal, kind, ...brief } = wanted.brief
  const text = printWanted({ ...wanted, brief: { ...brief, goal: "reach" } }).join(" ")
  return {
    ...(goal === "reach" ? {} : { [goalParam]: goal }),
    ...(kind === undefined ? {} : { [kindParam]: kind }),
    ...(budget === undefined ? {} : { [budgetParam]: String(budget) }),
    ...(minCreators === undefined ? {} : { [minParam]: String(minCreators) }),
    ...(maxCreators === undefined ? {} : { [maxParam]: String(maxCreators) }),
    ...(text === "" ? {} : { [briefParam]: text })
  }
}

/** The form that changes a plan or a shortlist. */
export const formOf = ({
  _tag,
  from,
  wanted
}: Extract<Command, { readonly _tag: "Shortlist" | "Plan" }>): Extract<Command, { readonly _tag: "Incomplete" }> => ({
  _tag: "Incomplete",
  form: _tag === "Plan" ? "plan" : "shortlist",
  input: { ...aboutOf(from), ...filledOf(wanted) },
  problems: []
})

/**
 * `shortlist <search, ids or list> [brief]`, `plan <budget> <search, ids or list> [brief]`, or the form that completes
 * it.
 */
export const shortlist = (form: ShortlistForm, typed: string, now?: number): Command => {
  const parts = split(typed)
  const [budget, head] = form === "plan" ? budgetIn(parts.head) : [undefined, parts.head]
  const { problems: unread, wanted } = wantedIn([...parts.brief, ...(budget === undefined ? [] : [`budget=${budget}`])])
  const { from, leftOut, problems: unfound } = fromIn(head, now)
  const lacking =
    form === "plan" && wanted.budget === undefined && unread.length === 0
      ? [{ param: budgetParam, problem: words.budgetWanted }]
      : []
  const problems = [...unfound, ...unread.map((one) => ({ ...one, param: briefParam })), ...lacking]
  const more = leftOut.length === 0 ? {} : { leftOut }
  if (problems.length > 0 || from === undefined)
    return {
      _tag: "Incomplete",
      form,
      input: {
        ...(from === undefined ? (head.length === 0 ? {} : { [creatorsParam]: head.join(" ") }) : aboutOf(from)),
        ...(unread.length === 0
          ? filledOf(wanted)
          : { [briefParam]: [...parts.brief, ...(budget === undefined ? [] : [`budget=${budget}`])].join(" ") })
      },
      problems
    }
  return form === "plan"
    ? { _tag: "Plan", from, wanted, ...more }
    : { _tag: "Shortlist", from, wanted, reasons: parts.reasons, ...more }
}

/** What a form says, as it is typed. */
const typedIn = (input: Input): string =>
  [
    input[aboutParam] ?? input[creatorsParam] ?? "",
    "brief:",
    ...[budgetParam, minParam, maxParam, goalParam, kindParam].flatMap((name) => {
      const value = input[name]
      return value === undefined ? [] : [`${name}=${value.replace(/\s+/g, "")}`]
    }),
    input[briefParam] ?? ""
  ]
    .join(" ")
    .trim()

/** The same from a form. */
export const fromShortlistForm = (form: ShortlistForm, input: Input): Command => shortlist(form, typedIn(input))

/** Whose creators a command is about, as it is typed. */
const printFrom = (from: From): string =>
  "ids" in from
    ? pack(from.ids)
    : Object.entries(from.search)
        .map(([name, value]) => `${name}=${quoted(value)}`)
        .join(" ")

/** A form with what is known, as a button carries it. */
export const printForm = (form: ShortlistForm, input: Input): string => `${form} ${typedIn(input)}`

export const printShortlist = (command: Extract<Command, { readonly _tag: "Shortlist" | "Plan" }>): string =>
  [
    command._tag.toLowerCase(),
    printFrom(command.from),
    "brief:",
    ...printWanted(command.wanted),
    ...(command._tag === "Shortlist" && command.reasons ? ["why"] : [])
  ].join(" ")
