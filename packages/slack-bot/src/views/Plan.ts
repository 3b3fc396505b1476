import { Format, type Lang, Shortlist, type Table } from "@xingtu/core"
import type { Command } from "../commands/index.ts"
import { mrkdwn } from "../util/escape.ts"
import { help } from "../util/pages.ts"
import { say } from "../util/shortlistWords.ts"
import { say as words, sentences } from "../util/words.ts"
import { commandButton } from "../blocks/action.ts"
import { creatorMenuOf, keepButtons, saveButton } from "./Answer.ts"
import { actions, type Block, context, header, section } from "../blocks/blocks.ts"
import { readAs } from "./brief.ts"
import type * as Footer from "../blocks/Footer.ts"
import * as Message from "../blocks/Message.ts"
import { leftOutLine } from "./question.ts"
import { failedLines, footer, nameOf, outLine } from "./Shortlist.ts"
import * as TableView from "../blocks/Table.ts"

type PlanCommand = Extract<Command, { readonly _tag: "Plan" }>

export interface Shown {
  readonly command: PlanCommand
  readonly found: Shortlist.Candidates
  readonly failed: Shortlist.Candidates["failed"]
  /** Who is outside the brief cannot be picked. */
  readonly out: Shortlist.Ranking["out"]
  readonly plan: Shortlist.Allocation | Shortlist.Infeasible | Shortlist.InvalidBrief
}

/** Who gets what, then who gets nothing and why. */
export const tableOf = ({ found, out, plan }: Shown, lang: Lang): Table.Table => {
  const name = nameOf(found.candidates)
  const counted = plan._tag === "Allocated" ? plan.counted : "plays"
  const picks = plan._tag === "Allocated" ? plan.picks : []
  const others = plan._tag === "Allocated" ? [...plan.out, ...out] : out
  return {
    columns: [
      { key: "nick_name", title: words.creator, unit: "text" },
      { key: "kind", title: say.kindTitle, unit: "text" },
      { key: "price", title: say.price, unit: "yuan" },
      { key: "expected", title: counted === "plays" ? say.plays : say.interactions, unit: "count" },
      { key: "why", title: say.why, unit: "text" },
      { key: "id", title: { en: "Creator id", zh: "达人 ID" }, unit: "id" }
    ],
    rows: [
      ...picks.map(({ expected, id, kind, price }) => [
        name(id),
        say.kind[kind][lang],
        price,
        Math.round(expected),
        say.picked[lang],
        id
      ]),
      ...others.map(({ id, why }) => [name(id), undefined, undefined, undefined, why[lang], id])
    ]
  }
}

const picked = (shown: Shown, n: number, lang: Lang): Table.Table => {
  const { columns, rows } = tableOf(shown, lang)
  const kept = columns.flatMap(({ key }, i) => (key === "why" ? [] : [i]))
  return {
    columns: kept.flatMap((i) => columns[i] ?? []),
    rows: rows.slice(0, n).map((row) => kept.map((i) => row[i]))
  }
}

export const title = ({ command }: Shown, lang: Lang): string =>
  `${help.forms.plan[lang]} ${Format.cell(command.wanted.budget, "yuan", lang)}`

const body = (shown: Shown, lang: Lang): ReadonlyArray<Block> => {
  const { command, failed, found, out, plan } = shown
  const left = leftOutLine(command.leftOut, lang)
  const head = [
    header(title(shown, lang)),
    context(...readAs(command.from, command.wanted, lang), ...(left === undefined ? [] : [left]))
  ]
  if (plan._tag !== "Allocated")
    return [...head, section(mrkdwn(sentences(lang, plan.happened[lang], plan.advice[lang])))]
  if (found.candidates.length === 0) return [...head, section(mrkdwn(say.nothingFound[lang]))]
  const name = nameOf(found.candidates)
  const notes = [...outLine([...plan.out, ...out], name, say.notPicked, lang), ...failedLines(failed, lang)]
  return [
    ...head,
    section(mrkdwn(Shortlist.planWords(plan, command.wanted.budget ?? 0)[lang])),
    ...(plan.picks.length === 0
      ? []
      : TableView.grid(picked(shown, plan.picks.length, lang), title(shown, lang), lang)),
    ...(notes.length === 0 ? [] : [context(...notes)])
  ]
}

const buttons = ({ command, found, plan }: Shown, lang: Lang) => {
  const { from, wanted } = command
  const name = nameOf(found.candidates)
  const ids = plan._tag === "Allocated" ? plan.picks.map(({ id }) => id) : []
  return [
    ...creatorMenuOf(new Map(ids.map((id) => [id, name(id)])), lang),
    ...commandButton("form", say.planBudget[lang], command, { suffix: "plan" }),
    ...commandButton(
      "run",
      help.forms.shortlist[lang],
      { _tag: "Shortlist", from, wanted, reasons: false },
      { suffix: "rank", price: 0 }
    ),
    ...(ids.length === 0 ? [] : [...saveButton(ids, lang), ...keepButtons(command, lang)])
  ]
}

/** A plan for the person who made the request. */
export const of = (shown: Shown, left: Footer.Left | undefined, lang: Lang): Message.Message =>
  Message.make([...body(shown, lang), footer(shown.found, left, lang), ...actions(buttons(shown, lang))], lang)

/** The same for a channel. */
export const shared = (shown: Shown, user: string, lang: Lang): Message.Message =>
  Message.shared(body(shown, lang), user, lang)
