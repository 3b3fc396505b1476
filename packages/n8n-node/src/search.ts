// The creator list of the panel: a paid search by name.
import { catalogue, Endpoint, Format, Xingtu } from "@xingtu/core/adapter"
import { Effect, Result } from "effect"
import { type ILoadOptionsFunctions, type INodeListSearchResult, sleep } from "n8n-workflow"
import { runWith } from "./run/client.ts"
import * as Failed from "./run/Failure.ts"
import { pageOf } from "./panel/creator.ts"

const shortest = 2

/**
 * n8n asks after each third of a second without a key, and an input method for Chinese lets it see the letters; only a
 * word that stands is paid for.
 */
const settleMs = 1_500

/** The newest word of each panel, told apart by what is filled in beside it. */
const newest = new Map<string, symbol>()

/** Whether nothing else was typed into this panel meanwhile. */
const stands = async (host: ILoadOptionsFunctions): Promise<boolean> => {
  const panel = JSON.stringify([host.getNode().credentials, host.getCurrentNodeParameters()])
  const typed = Symbol(panel)
  newest.set(panel, typed)
  await sleep(settleMs)
  if (newest.get(panel) !== typed) return false
  newest.delete(panel)
  return true
}

/** Creators whose name holds the filter, the largest first. Nothing is requested before two characters are typed. */
export const searchCreators = async (
  host: ILoadOptionsFunctions,
  filter = "",
  token = "1"
): Promise<INodeListSearchResult> => {
  const keyword = filter.trim()
  if (keyword.length < shortest) return { results: [] }
  const page = Number(token)
  // With a page to come n8n asks again, should the same word be typed once more.
  if (page === 1 && !(await stands(host))) return { results: [], paginationToken: token }
  const found = await runWith(
    host,
    Effect.result(
      Xingtu.use((xingtu) => xingtu.call(catalogue.creatorSearch, { keyword, page }, { consumer: "creator list" }))
    )
  )
  if (Result.isFailure(found)) throw Failed.error(host.getNode(), found.failure)
  const { data } = found.success
  const results = (data.authors ?? []).flatMap(({ star_id: value, attribute_datas: about = {} }) =>
    value === undefined
      ? []
      : [
          {
            name: [
              about.nick_name ?? value,
              about.follower === undefined ? "" : `${Format.cell(about.follower, "count", "en")} followers`,
              about.city ?? ""
            ]
              .filter(Boolean)
              .join(", "),
            value,
            url: pageOf(value)
          }
        ]
  )
  return Endpoint.hasMore(catalogue.creatorSearch, data) ? { results, paginationToken: String(page + 1) } : { results }
}
