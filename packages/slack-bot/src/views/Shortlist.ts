import { Format, type Lang, Shortlist, type Table } from "@xingtu/core"
import { type Command, shownAtMost } from "../commands/index.ts"
import { clip, mrkdwn } from "../util/escape.ts"
import { help } from "../util/pages.ts"
import { say } from "../util/shortlistWords.ts"
import { say as words } from "../util/words.ts"
import { commandButton } from "../blocks/action.ts"
import { creatorMenuOf, keepButtons, saveButton } from "./Answer.ts"
import { actions, type Block, context, header, section } from "../blocks/blocks.ts"
import { readAs } from "./brief.ts"
import { watchButton } from "./Creators.ts"
import * as Footer from "../blocks/Footer.ts"
import * as Message from "../blocks/Message.ts"
import { leftOutLine } from "./question.ts"
import * as TableView from "../blocks/Table.ts"

type ShortlistCommand = Extract<Command, { readonly _tag: "Shortlist" }>

export interface Shown {
  readonly command: ShortlistCommand
  readonly found: Shortlist.Candidates
  readonly ranking: Shortlist.Ranking
  /** Failures that are told: what is not stored is none. */
  readonly failed: Shortlist.Candidates["failed"]
}

const column = (key: string, title: Table.Column["title"], unit: Table.Column["unit"]): Table.Column => ({
  key,
  title,
  unit
})

const joined = (all: ReadonlyArray<{ readonly en: string; readonly zh: string }>, lang: Lang): string | undefined =>
  all.length === 0 ? undefined : all.map((one) => one[lang]).join(lang === "zh" ? "；" : "; ")

const rounded = (value: number | undefined, digits: number): number | undefined =>
  value === undefined ? undefined : Number(value.toFixed(digits))

export const nameOf = (candidates: ReadonlyArray<Shortlist.Candidate>): ((id: string) => string) => {
  const names = new Map(candidates.map(({ id, name }) => [id, name ?? id]))
  return (id) => names.get(id) ?? id
}

const columns: ReadonlyArray<Table.Column> = [
  column("place", say.place, "count"),
  column("nick_name", words.creator, "text"),
  column("score", say.score, "plain"),
  column("kind", say.kindTitle, "text"),
  column("price", say.price, "yuan"),
  column("cpm", say.parts.cpm, "yuan"),
  column("plays", say.plays, "count"),
  column("completeness", say.completeness, "share"),
  column("flags", say.questions, "text"),
  column("reasons", say.reasons, "text"),
  column("out", say.out, "text"),
  column("id", { en: "Creator id", zh: "达人 ID" }, "id")
]

/** The ranking as a table, who is outside the brief last; the file has all of it. */
export const tableOf = ({ found, ranking }: Shown, lang: Lang): Table.Table => {
  const name = nameOf(found.candidates)
  return {
    columns,
    rows: [
      ...ranking.rows.map(({ candidate, completeness, flags, offer, place, reasons, score }) => [
        place,
        name(candidate.id),
        rounded(score, 1),
        offer === undefined ? undefined : say.kind[offer.kind][lang],
        rounded(offer?.price, 2),
        rounded(offer?.cpm, 2),
        rounded(offer?.expectedPlays, 0),
        completeness,
        joined(
          flags.map((flag) => flag.words),
          lang
        ),
        joined(reasons, lang),
        undefined,
        candidate.id
      ]),
      ...ranking.out.map(({ id, why }) => {
        const told: Readonly<Record<string, Table.Cell>> = { nick_name: name(id), out: why[lang], id }
        return columns.map(({ key }) => told[key])
      })
    ]
  }
}

/** What the message shows of it, what decides first: a phone shows three columns. */
const shownKeys = ["nick_name", "score", "price", "cpm", "plays", "flags", "kind", "id"]

/** Figures in columns; sentences are behind a button. Of requests there is a column where there are some. */
const inMessage = (shown: Shown, lang: Lang): Table.Table => {
  const { rows } = tableOf(shown, lang)
  const ranked = shown.ranking.rows.slice(0, shownAtMost)
  const asked = ranked.some(({ flags }) => flags.length > 0)
  const kept = shownKeys
    .filter((key) => asked || key !== "flags")
    .map((key) => columns.findIndex((one) => one.key === key))
  return {
    columns: kept.flatMap((i) => columns[i] ?? []),
    rows: ranked.map(({ flags }, at) =>
      kept.map((i) => (columns[i]?.key === "flags" ? (flagsShort(flags, lang) ?? "") : rows[at]?.[i]))
    )
  }
}

const flagsShort = (flags: Shortlist.RankedRow["flags"], lang: Lang): string | undefined =>
  flags.length === 0 ? undefined : flags.map(({ flag }) => say.flags[flag][lang]).join(words.comma[lang])

/** Names with why, as many as a line has room for. */
const namesOut = 3

export const outLine = (
  out: Shortlist.Ranking["out"],
  name: (id: string) => string,
  told: (names: string, more: number) => { readonly en: string; readonly zh: string },
  lang: Lang
): ReadonlyArray<string> => {
  if (out.length === 0) return []
  const named = out
    .slice(0, namesOut)
    .map(({ id, why }) => `${clip(name(id), 40)} (${why[lang].replace(/[.。]$/, "")})`)
  return [told(named.join(lang === "zh" ? "；" : "; "), out.length - named.length)[lang]]
}

/** What could not be looked up, and why. */
export const failedLines = (failed: Shortlist.Candidates["failed"], lang: Lang): ReadonlyArray<string> =>
  Shortlist.missingWords(failed).map((told) => told[lang])

/** The oldest of the figures. */
const asOf = (candidates: ReadonlyArray<Shortlist.Candidate>): string | undefined =>
  candidates
    .flatMap(({ from = {} }) => Object.values(from).flatMap(({ at }) => at ?? []))
    .toSorted()
    .at(0)

export const footer = (found: Shortlist.Candidates, left: Footer.Left | undefined, lang: Lang): Block =>
  Footer.ofSum({ paid: found.charged, maybe: found.uncertain, at: asOf(found.candidates) }, left, lang)

export const title = ({ command, ranking }: Shown, lang: Lang): string =>
  `${command.reasons ? say.reasons[lang] : help.forms.shortlist[lang]} (${ranking.rows.length})`

const reasonsOf = ({ ranking }: Shown, lang: Lang): ReadonlyArray<Block> =>
  ranking.rows.slice(0, shownAtMost).map(({ candidate, completeness, flags, place, reasons, score }) => {
    const lines = [
      ...reasons.map((reason) => `• ${mrkdwn(reason[lang])}`),
      ...flags.map((flag) => `• :grey_question: ${mrkdwn(flag.words[lang])}`)
    ]
    const head = `${place}. ${candidate.name ?? candidate.id}`
    const figure = [
      ...(score === undefined ? [] : [`${say.score[lang]} ${score.toFixed(1)}`]),
      `${say.completeness[lang]} ${Format.cell(completeness, "share", lang)}`
    ].join(" · ")
    return section(clip([`*${mrkdwn(head)}*  ${mrkdwn(figure)}`, ...lines].join("\n"), 1_000))
  })

/** Groups of a brief that no audience here is divided by: nobody can match them. */
const unknownGroups = ({ command, found }: Shown, lang: Lang): ReadonlyArray<string> => {
  const { audience = {} } = command.wanted.brief
  return (["age", "cityTier", "crowd"] as const).flatMap((by) => {
    const wanted = audience[by]
    const known = new Set(found.candidates.flatMap((one) => Object.keys(one.audience?.[by] ?? {})))
    const unknown = Array.isArray(wanted) ? wanted.map(String).filter((group) => !known.has(group)) : []
    return known.size === 0 || unknown.length === 0
      ? []
      : [say.noGroup(unknown.join(words.comma[lang]), [...known].toSorted().join(words.comma[lang]))[lang]]
  })
}

const body = (shown: Shown, lang: Lang): ReadonlyArray<Block> => {
  const { command, failed, found, ranking } = shown
  const left = leftOutLine(command.leftOut, lang)
  const name = nameOf(found.candidates)
  const notes = [
    ...(ranking.rows.length > shownAtMost ? [say.first(shownAtMost, ranking.rows.length)[lang]] : []),
    ...unknownGroups(shown, lang),
    ...(found.more ? [say.more[lang]] : []),
    ...outLine(ranking.out, name, say.outOf, lang),
    ...failedLines(failed, lang)
  ]
  const empty = found.candidates.length === 0 ? say.nothingFound : say.nobody
  return [
    header(title(shown, lang)),
    context(...readAs(command.from, command.wanted, lang), ...(left === undefined ? [] : [left])),
    ...(ranking.rows.length === 0
      ? [section(mrkdwn(empty[lang]))]
      : command.reasons
        ? [...reasonsOf(shown, lang), context(Shortlist.weightsWords(shown.ranking.weights)[lang])]
        : TableView.grid(inMessage(shown, lang), title(shown, lang), lang)),
    ...(notes.length === 0 ? [] : [context(...notes)])
  ]
}

/** Further calls that would tell more, the two that help most, at their price. */
const addButtons = ({ command, found }: Shown, lang: Lang) =>
  found.adds
    .slice(0, 2)
    .flatMap(({ calls, source, words: told }, at) =>
      commandButton(
        "turn",
        say.add(told)[lang],
        { ...command, reasons: false, wanted: { ...command.wanted, look: [...command.wanted.look, source] } },
        { suffix: `add${at}`, price: calls }
      )
    )

const planButtons = ({ command }: Shown, lang: Lang) => {
  const { from, wanted } = command
  return wanted.budget === undefined
    ? commandButton("form", say.planBudget[lang], { _tag: "Plan", from, wanted }, { suffix: "plan" })
    : commandButton(
        "run",
        say.planFor(wanted.budget)[lang],
        { _tag: "Plan", from, wanted },
        { suffix: "plan", style: "primary", price: 0 }
      )
}

const buttons = (shown: Shown, lang: Lang) => {
  const { command, found, ranking } = shown
  if (ranking.rows.length === 0) return []
  const ids = ranking.rows.map(({ candidate }) => candidate.id)
  return [
    ...creatorMenuOf(
      new Map(ranking.rows.map(({ candidate }) => [candidate.id, candidate.name ?? candidate.id])),
      lang
    ),
    ...(command.reasons
      ? []
      : commandButton("run", say.showReasons[lang], { ...command, reasons: true }, { suffix: "why", price: 0 })),
    ...planButtons(shown, lang),
    ...saveButton(ids, lang),
    ...watchButton(ids, lang),
    ...keepButtons(command, lang),
    ...(found.failed.some(({ failure }) => failure.retry)
      ? commandButton("turn", words.again[lang], command, { suffix: "missing" })
      : []),
    ...(command.reasons ? [] : addButtons(shown, lang))
  ]
}

/** A ranking for the person who made the request. */
export const of = (shown: Shown, left: Footer.Left | undefined, lang: Lang): Message.Message =>
  Message.make([...body(shown, lang), footer(shown.found, left, lang), ...actions(buttons(shown, lang))], lang)

/** The same for a channel. */
export const shared = (shown: Shown, user: string, lang: Lang): Message.Message =>
  Message.shared(body(shown, lang), user, lang)
