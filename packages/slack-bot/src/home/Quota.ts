import { catalogue, type Endpoint, Format, type Lang, type QuotaReport, type Spent } from "@xingtu/core"
import { commandButton } from "../blocks/action.ts"
import type { Kind } from "../util/consumers.ts"
import { mrkdwn } from "../util/escape.ts"
import * as Message from "../blocks/Message.ts"
import { quota as words } from "../util/pages.ts"
import { say } from "../util/words.ts"
import { type Block, actions, context, header, rawNumber, rawText, section } from "../blocks/blocks.ts"

const titles: ReadonlyMap<string, Endpoint.Endpoint> = new Map(
  Object.values<Endpoint.Endpoint>(catalogue).map((endpoint) => [endpoint.id, endpoint])
)

const spent = (title: string, of: Spent, lang: Lang): string => {
  const parts = [
    words.used(of.used)[lang],
    ...(of.left === undefined || of.budget === undefined
      ? [words.noBudget[lang]]
      : [say.left(of.left, of.budget)[lang]]),
    ...(of.unknown > 0 ? [say.maybePaid(of.unknown)[lang]] : []),
    ...(of.open > 0 ? [words.open(of.open)[lang]] : [])
  ]
  return `*${mrkdwn(title)}*: ${mrkdwn(parts.join(lang === "zh" ? "，" : ", "))}`
}

const busiest = 15

/** What this workspace requested; another's is none of its business. */
const byEndpoint = ({ totals }: QuotaReport, workspace: string, lang: Lang): ReadonlyArray<Block> => {
  const sums = new Map<string, { charged: number; stored: number }>()
  for (const { endpoint, charged, unknown, stored } of totals.filter(({ consumers }) =>
    consumers.includes(workspace)
  )) {
    const sum = sums.get(endpoint) ?? { charged: 0, stored: 0 }
    sums.set(endpoint, { charged: sum.charged + charged + unknown, stored: sum.stored + stored })
  }
  const rows = [...sums].toSorted(([, a], [, b]) => b.charged - a.charged || b.stored - a.stored).slice(0, busiest)
  const number = (value: number) => rawNumber(value, Format.cell(value, "count", lang))
  return rows.length === 0
    ? []
    : [
        {
          type: "table",
          rows: [
            [rawText(words.command[lang]), rawText(words.charged[lang]), rawText(words.fromStore[lang])],
            ...rows.map(([id, { charged, stored }]) => [
              rawText(titles.get(id)?.title[lang] ?? id),
              number(charged),
              number(stored)
            ])
          ],
          column_settings: [{ is_wrapped: true }, { align: "right" }, { align: "right" }]
        }
      ]
}

/** A report for each of those whose budgets a call counts against. */
export type Reports = Readonly<Record<Kind, QuotaReport>>

/** What was spent and is left, by whose budget it is. */
export const lines = (reports: Reports, kinds: ReadonlyArray<Kind>, lang: Lang): Block => {
  const { token } = reports.workspace
  return section(
    [
      ...kinds.map((kind) => spent(words[kind][lang], reports[kind].consumer, lang)),
      // Only where it may be what stops a call.
      ...(token.budget === undefined ? [] : [spent(words.token[lang], token, lang)])
    ].join("\n")
  )
}

/** What was spent today, what is left, and whether calls may go out. */
export const of = (reports: Reports, lang: Lang): Message.Message => {
  const report = reports.workspace
  const until = Format.cell(report.endsAt, "time", lang)
  return Message.make(
    [
      header(words.title[lang]),
      lines(reports, ["user", "channel", "workspace"], lang),
      ...report.closed.map((closed) =>
        section(
          `:no_entry: ${mrkdwn(closed.reason[lang])} ${mrkdwn(words.opens(Format.cell(closed.opensAt, "time", lang))[lang])}`
        )
      ),
      ...(report.closed.length === 0 ? [] : actions(commandButton("reopen", words.tryNow[lang], { _tag: "Quota" }))),
      ...byEndpoint(report, report.consumer.name, lang),
      context(words.until(until)[lang], words.kept(report.stored)[lang])
    ],
    lang
  )
}
