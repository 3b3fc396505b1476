import { catalogue, type Endpoint } from "@xingtu/core"
import type { Asked } from "./ask.ts"

/** What a buyer asks first. */
export const first: ReadonlyArray<Endpoint.Endpoint> = [
  catalogue.spreadMetrics,
  catalogue.videoDistribution,
  catalogue.recommendedVideos,
  catalogue.conversionResources
]

/** Names of creators, by id. */
export type Names = ReadonlyMap<string, string>

export const namesIn = ({ outcomes }: Asked<Endpoint.Data<typeof catalogue.creatorProfile>>): Names =>
  new Map(outcomes.flatMap((outcome) => {
    const name = outcome._tag === "Answered" ? outcome.answer.data.nick_name : undefined
    return name === undefined ? [] : [[String(outcome.id), name]]
  }))
