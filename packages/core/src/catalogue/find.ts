import { Result } from "effect"
import { catalogue } from "./catalogue.ts"
import * as Endpoint from "../endpoint/Endpoint.ts"
import { nearest } from "../util/nearest.ts"
import type { Words } from "../util/Words.ts"

/** No endpoint has this name; `meant` is the one with the most similar name. */
export interface NotAnEndpoint {
  readonly typed: string
  readonly meant?: Endpoint.Endpoint
  readonly happened: Words
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^=?xingtu[\s_-]/, "")
    .replace(/[\s_-]+/g, "")

const known: ReadonlyMap<string, Endpoint.Endpoint> = new Map(
  Object.values<Endpoint.Endpoint>(catalogue).flatMap((endpoint) =>
    Endpoint.names(endpoint).map((name) => [plain(name), endpoint] as const)
  )
)

/**
 * Finds an endpoint by its ID, `spread-metrics`, `XINGTU_SPREAD_METRICS`, a short name, or its title in either
 * language.
 */
export const find = (typed: string): Result.Result<Endpoint.Endpoint, NotAnEndpoint> => {
  const name = plain(typed.trim())
  const found = known.get(name)
  if (found !== undefined) return Result.succeed(found)
  const near = nearest(name, known.keys())
  const meant = near === undefined ? undefined : known.get(near)
  return Result.fail(
    meant === undefined
      ? { typed, happened: { en: "Unknown endpoint.", zh: "未知接口。" } }
      : {
          typed,
          meant,
          happened: {
            en: `Unknown endpoint; did you mean ${Endpoint.kebab(meant.id)}?`,
            zh: `未知接口，您是否想使用${meant.title.zh}（${Endpoint.kebab(meant.id)}）？`
          }
        }
  )
}
