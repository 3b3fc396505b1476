import { catalogue, type Lang, Report } from "@xingtu/core"
import type { XingtuPromise } from "@xingtu/core/promise"
import { type Asked, askOnce } from "./ask.ts"
import { title } from "./print.ts"
import { report, turned } from "./tables.ts"
import { words } from "./words.ts"

/** Calls a search with a report costs at most. */
export const searchCalls = 1 + Report.usual.length

/** Finds creators by nickname and reports on the first. */
export const search = async (xingtu: XingtuPromise, keyword: string, lang: Lang, say: (...lines: ReadonlyArray<string>) => void): Promise<ReadonlyArray<Asked>> => {
  const found = await askOnce(xingtu, catalogue.creatorSearch, { keyword })
  const [outcome] = found.outcomes
  const author = outcome?._tag === "Answered" ? outcome.answer.data.authors?.[0] : undefined
  const id = author?.star_id
  if (id === undefined) {
    say("", title(found.endpoint.title[lang]), outcome?._tag === "Answered" ? words.nobody[lang] : report(found, new Map(), lang))
    return [found]
  }
  const { rows, table } = await xingtu.creatorReport([id])
  const { columns, rows: [row = []] } = table(lang)
  // The last column says what is missing; nothing is, most of the time.
  const told = columns.filter(({ key }, i) => key !== "missing" || row[i] !== undefined)
  const who = author?.attribute_datas?.nick_name ?? id
  say("", title(`${words.report[lang]}: ${who}`), turned(told, [{ head: who, row }], lang))
  const asked = rows.flatMap(({ outcomes }) => outcomes.map(({ endpoint, ...became }): Asked => ({ endpoint: Report.sources[endpoint], outcomes: [{ id, ...became }] })))
  return [found, ...asked]
}
