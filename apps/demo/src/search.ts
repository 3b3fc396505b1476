import { catalogue, type Lang, Report } from "@xingtu/core"
import { type Asked, askOnce, askReport, type Client } from "./ask.ts"
import { type Say, title } from "./print.ts"
import { creators, failures, report } from "./tables.ts"
import { atMost, others, words } from "./words.ts"

/** Finds creators by nickname and reports on the first. */
export const search = async (client: Client, keyword: string, lang: Lang, say: Say): Promise<ReadonlyArray<Asked>> => {
  say(atMost(lang, 1 + Report.usual.length))
  const found = await askOnce(client, catalogue.creatorSearch, { keyword })
  const [outcome] = found.outcomes
  if (outcome?._tag !== "Answered") {
    say(
      "",
      title(found.endpoint.title[lang]),
      report(found, (id) => id, lang)
    )
    return [found]
  }
  const [first, ...rest] = (outcome.answer.data.authors ?? []).flatMap(({ attribute_datas, star_id }) =>
    star_id === undefined ? [] : [{ id: star_id, name: attribute_datas?.nick_name ?? star_id }]
  )
  if (first === undefined) {
    say("", title(found.endpoint.title[lang]), words.nobody[lang])
    return [found]
  }
  const { asked, table } = await askReport(client, [first.id], Report.usual)
  say(
    "",
    title(`${words.report[lang]}: ${first.name} (${first.id})`),
    ...creators(table(lang), lang).drawn,
    ...failures(asked, () => first.name, lang)
  )
  if (rest.length > 0) say(others(lang, rest.slice(0, 3)))
  return [found, ...asked]
}
