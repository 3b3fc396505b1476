import type { catalogue, Endpoint } from "@xingtu/core"
import type { Creator } from "./Creator.ts"
import * as performance from "./performance.ts"
import * as work from "./work.ts"

type Catalogue = typeof catalogue

/** What an endpoint tells about a creator, in natural units. */
export type Maker<D> = (creator: Creator, asked: Readonly<Record<string, string>>) => D

/** Endpoints whose answer must fit the creator's other answers. Those not listed vary their recorded answer. */
const makers: { readonly [K in keyof Catalogue]?: Maker<Endpoint.Data<Catalogue[K]>> } = {
  spreadMetrics: performance.spreadMetrics,
  recommendedVideos: work.recommendedVideos,
  videoDistribution: work.videoDistribution,
  conversionResources: work.conversionResources
}

const byId: Readonly<Record<string, Maker<unknown> | undefined>> = makers

export const makerOf = (endpoint: string): Maker<unknown> | undefined => byId[endpoint]
