import { catalogue, type Endpoint, type Lang, type Report } from "@xingtu/core"
import { type Asked, askMany, askReport, type Client } from "./ask.ts"
import { type Say, title } from "./print.ts"
import { creators, failures, report } from "./tables.ts"
import { planned, words } from "./words.ts"

/** Who creators are and what they charge. */
const brief: ReadonlyArray<Report.Source> = ["creatorProfile", "marketingMetrics"]

/** What a buyer asks next. */
const next: ReadonlyArray<Endpoint.Endpoint> = [
  catalogue.spreadMetrics,
  catalogue.videoDistribution,
  catalogue.recommendedVideos,
  catalogue.audienceDistribution
]

/** Those of whom anything is known: of the others nothing more is requested, which would cost and tell as little. */
const known = (ids: ReadonlyArray<string>, asked: ReadonlyArray<Asked>): ReadonlyArray<string> =>
  ids.filter((_, i) => asked.some(({ outcomes }) => outcomes[i]?._tag === "Answered"))

/** Compares creators: names and prices, then what a buyer asks next of each. */
export const shortlist = async (
  client: Client,
  ids: ReadonlyArray<string>,
  lang: Lang,
  say: Say
): Promise<ReadonlyArray<Asked>> => {
  say(planned(lang, ids.length, brief.length + next.length))
  const { asked, table } = await askReport(client, ids, brief)
  const { drawn, names } = creators(table(lang), lang)
  const nameOf = (id: string) => names.get(id) ?? id
  say("", title(words.prices[lang]), ...drawn, ...failures(asked, nameOf, lang))
  const all = [...asked]
  const those = known(ids, asked)
  for (const endpoint of those.length === 0 ? [] : next) {
    const more = await askMany(client, endpoint, those)
    say("", title(endpoint.title[lang]), report(more, nameOf, lang))
    all.push(more)
  }
  return all
}
