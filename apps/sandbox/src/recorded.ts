import { readFileSync, readdirSync } from "node:fs"
import { basename } from "node:path"

/**
 * The creator, the video and the word whose results are the recorded ones. Several people lent theirs, so names differ
 * between endpoints.
 */
export const recordedIds = { creator: "6629722295873044494", item: "7566200471448779514", keyword: "陈赫" } as const

interface Recorded {
  readonly code: number
  readonly data: Readonly<Record<string, unknown>>
}

const folder = new URL("recorded/", import.meta.resolve("@xingtu/core/package.json"))

const read = (file: string): readonly [string, Recorded] => [
  basename(file, ".json"),
  JSON.parse(readFileSync(new URL(file, folder), "utf8"))
]

const all = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map(read)
)

/**
 * The recorded response of the real API for an endpoint, by the ID of the endpoint; undefined where none was recorded.
 */
export const recorded = (endpoint: string): Recorded | undefined => all.get(endpoint)
