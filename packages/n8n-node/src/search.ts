// The creator list of the panel: a paid search by name.
import { catalogue, Endpoint, Format, Xingtu } from "@xingtu/core"
import { Effect, Result } from "effect"
import { type ILoadOptionsFunctions, type INodeListSearchResult } from "n8n-workflow"
import { runWith } from "./client.ts"
import * as Failed from "./failure.ts"
import { pageOf } from "./creator.ts"

const shortest = 2

/** Creators whose name holds the filter, the largest first. Nothing is asked before two characters are typed. */
export const searchCreators = async (host: ILoadOptionsFunctions, filter = "", token?: string): Promise<INodeListSearchResult> => {
  const keyword = filter.trim()
  if (keyword.length < shortest) return { results: [] }
  const page = Number(token ?? 1)
  const found = await runWith(host, Effect.result(Xingtu.use((xingtu) => xingtu.call(catalogue.creatorSearch, { keyword, page }, { consumer: "creator list" }))))
  if (Result.isFailure(found)) throw Failed.error(host.getNode(), found.failure)
  const { data } = found.success
  const results = (data.authors ?? []).flatMap(({ star_id: value, attribute_datas: about = {} }) =>
    value === undefined ? [] : [{
      name: [about.nick_name ?? value, about.follower === undefined ? "" : `${Format.cell(about.follower, "count", "en")} followers`, about.city ?? ""]
        .filter(Boolean)
        .join(", "),
      value,
      url: pageOf(value)
    }]
  )
  return Endpoint.hasMore(catalogue.creatorSearch, data) ? { results, paginationToken: String(page + 1) } : { results }
}
