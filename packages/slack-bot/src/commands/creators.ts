import { catalogue, type Failure, Report } from "@xingtu/core"
import { Result } from "effect"
import { say } from "../util/words.ts"
import type { Command } from "./Command.ts"
import { isLikeId } from "./fields.ts"

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
