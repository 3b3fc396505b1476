import { readFileSync } from "node:fs"
import { catalogue, type Endpoint } from "@xingtu/core"

/** Endpoints that ask for a creator and need nothing else. */
type Id = "spreadMetrics" | "recommendedVideos" | "showcaseItems"

/**
 * An endpoint and the body it is answered with: the recorded answer, its longest list repeated until it has the size
 * wanted.
 */
export interface Sized {
  readonly name: string
  readonly id: Id
  readonly endpoint: Endpoint.Endpoint
  readonly bytes: number
  readonly body: string
}

const recorded = (id: string): unknown =>
  JSON.parse(readFileSync(new URL(`../recorded/${id}.json`, import.meta.resolve("@xingtu/core")), "utf8"))

const listsIn = (value: unknown): ReadonlyArray<Array<unknown>> =>
  typeof value !== "object" || value === null
    ? []
    : [...(Array.isArray(value) ? [value] : []), ...Object.values(value).flatMap(listsIn)]

const sized = (name: string, id: Id, bytes: number): Sized => {
  const answer = recorded(id)
  const list = listsIn(answer).toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)[0]
  const elements = [...(list ?? [])]
  while (list !== undefined && JSON.stringify(answer).length < bytes) list.push(...elements)
  const body = JSON.stringify(answer)
  return { name, id, endpoint: catalogue[id], bytes: Buffer.byteLength(body), body }
}

export const bodies: ReadonlyArray<Sized> = [
  sized("1 KB", "spreadMetrics", 1000),
  sized("5 KB", "recommendedVideos", 5000),
  sized("50 KB", "showcaseItems", 50_000)
]
