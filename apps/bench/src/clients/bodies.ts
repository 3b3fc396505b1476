import { readFileSync } from "node:fs"
import { catalogue } from "@xingtu/core"

/** An endpoint that needs a creator's id and nothing else. */
export interface Target {
  readonly id: "spreadMetrics" | "recommendedVideos" | "showcaseItems"
  readonly path: string
}

/** A target and what it responds with: the recorded response, its longest list repeated until it has the size wanted. */
export interface Sized extends Target {
  readonly name: string
  readonly bytes: number
  readonly body: string
}

const recorded = (id: string): unknown =>
  JSON.parse(readFileSync(new URL(`../recorded/${id}.json`, import.meta.resolve("@xingtu/core")), "utf8"))

const listsIn = (value: unknown): ReadonlyArray<Array<unknown>> =>
  typeof value !== "object" || value === null
    ? []
    : [...(Array.isArray(value) ? [value] : []), ...Object.values(value).flatMap(listsIn)]

const sized = (name: string, id: Target["id"], bytes: number): Sized => {
  const answer = recorded(id)
  const list = listsIn(answer).toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)[0]
  const elements = [...(list ?? [])]
  while (list !== undefined && JSON.stringify(answer).length < bytes) list.push(...elements)
  const body = JSON.stringify(answer)
  return { name, id, path: catalogue[id].path, bytes: Buffer.byteLength(body), body }
}

export const bodies: ReadonlyArray<Sized> = [
  sized("1 KB", "spreadMetrics", 1000),
  sized("5 KB", "recommendedVideos", 5000),
  sized("50 KB", "showcaseItems", 50_000)
]
