import { type Failure, Report, type Words } from "@xingtu/core"
import { say } from "../util/words.ts"
import type { Command } from "./Command.ts"
import { type Pasted, pasted, type Wrong } from "../input/pasted.ts"

/** Creators at most in one comparison; Slack shows the first of many, the file has them all. */
export const mostCreators = 100

/** Creators a message has room for. */
export const shownAtMost = 10

/** The fewest endpoints that say who a creator is, what they cost and how their videos do. */
const glance: ReadonlyArray<Report.Source> = ["creatorProfile", "marketingMetrics", "spreadMetrics"]

/** What commands take creators, and what each requests of one: a paid call for each. */
export const sources = { creator: glance, compare: glance, report: Report.all } as const

export type CreatorForm = keyof typeof sources

export const isCreatorForm = (form: string): form is CreatorForm => Object.hasOwn(sources, form)

/** The form field of commands that take creators. */
export const creatorsParam = "creators"

const bounds = (form: CreatorForm): readonly [least: number, most: number] => [
  form === "compare" ? 2 : 1,
  form === "creator" ? 1 : mostCreators
]

const about = (problem: Words): Failure.Problem => ({ param: creatorsParam, problem })

/** What is wrong with a word, and in which line where there are several. */
const told = ({ lines }: Pasted, { line, why, word }: Wrong): Failure.Problem =>
  about(lines > 1 ? say.inLine(line, word, why) : say.ofWord(word, why))

/** How many there are, where that is the problem. */
const counted = (form: CreatorForm, given: number): ReadonlyArray<Failure.Problem> => {
  const [least, most] = bounds(form)
  if (given >= least && given <= most) return []
  return [about(given === 0 ? say.creatorsWanted(least, most) : say.creatorsGiven(given, least, most))]
}

const incomplete = (form: CreatorForm, typed: string, problems: ReadonlyArray<Failure.Problem>): Command => ({
  _tag: "Incomplete",
  form,
  input: typed.trim() === "" ? {} : { [creatorsParam]: typed.trim() },
  problems
})

const complete = (form: CreatorForm, { ids, others, wrong }: Pasted): Command => {
  const left = [...wrong.map(({ word }) => word), ...others]
  const more = left.length === 0 ? {} : { leftOut: left }
  const [id = ""] = ids
  return form === "compare"
    ? { _tag: "Compare", ids, ...more }
    : form === "report"
      ? { _tag: "Report", ids, ...more }
      : { _tag: "Creator", id, ...more }
}

/**
 * A command for one or several creators, or the form that completes it. What stands beside the ids is left out, and
 * named.
 */
export const forCreators = (named: CreatorForm, typed: string): Command => {
  const found = pasted(typed)
  const { ids, others, wrong } = found
  // Who names several wants to see them side by side.
  const form = named === "creator" && ids.length > 1 ? "compare" : named
  const count = counted(form, ids.length)
  if (count.length === 0) return complete(form, found)
  const problems = [
    ...wrong.map((one) => told(found, one)),
    ...(ids.length < bounds(form)[0] ? others.slice(0, 3).map((word) => about(say.ofWord(word, say.noId(word)))) : [])
  ]
  return incomplete(form, typed, ids.length === 0 && problems.length > 0 ? problems : [...problems, ...count])
}

/** The same from a form, where what is wrong can be mended before anything is paid for. */
export const fromForm = (named: CreatorForm, typed: string): Command => {
  const found = pasted(typed)
  const form = named === "creator" && found.ids.length > 1 ? "compare" : named
  return found.wrong.length > 0
    ? incomplete(
        form,
        typed,
        found.wrong.map((one) => told(found, one))
      )
    : forCreators(named, typed)
}

/** The creators a text of somebody names; none is a form without a word. */
export const inText = (text: string): Command => {
  const { ids } = pasted(text)
  return ids.length === 0 ? incomplete("creator", "", []) : forCreators("creator", ids.join("\n"))
}
