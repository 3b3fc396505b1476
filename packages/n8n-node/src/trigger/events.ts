// What a creator is watched for. Each event reads one endpoint, remembers little, and tells what is new since.
import { type Answer, catalogue, Endpoint, Table, Xingtu } from "@xingtu/core/adapter"
import { Effect } from "effect"
import type { IDataObject } from "n8n-workflow"
import { fieldsOf, items } from "../panel/output.ts"
import type { Cursor, Event, Look, Seen } from "./event.ts"
import { watches } from "./watches.ts"

/** An event that reads one endpoint. */
const reading = ({
  look,
  ...event
}: Omit<Event, "ask"> & {
  readonly look: (answer: Answer, before: Cursor | undefined, atLeast: number) => Seen
}): Event => ({
  ...event,
  ask: (id, options) =>
    Xingtu.use((xingtu) =>
      xingtu.ask(event.endpoint, { [Endpoint.idParam(event.endpoint) ?? "id"]: id }, options)
    ).pipe(
      Effect.map(
        (answer): Look =>
          (before, atLeast) =>
            look(answer, before, atLeast)
      )
    )
})

const rowsOf = (endpoint: Endpoint.Endpoint, answer: Answer): ReadonlyArray<IDataObject> =>
  items(
    Table.of(endpoint, answer.data).rows,
    fieldsOf(endpoint).map(({ name }) => name)
  )

/** Less than is told. A change is measured from the last time it fired, so that slow growth is noticed, too. */
const isSmall = (now: number, before: number, atLeast: number): boolean =>
  Math.abs(now - before) < before * (atLeast / 100)

const changed = (now: number, before: number): IDataObject => ({
  change: now - before,
  change_rate: before === 0 ? null : (now - before) / before
})

const videos = catalogue.creatorHomepageVideos

/** Videos are told apart by when they appeared, so that a deleted one does not make an older one look new. */
const newVideo = reading({
  value: "newVideo",
  name: "New Video",
  description: "A creator published a video",
  endpoint: videos,
  isNamed: true,
  look: (answer, before) => {
    const all = rowsOf(videos, answer).filter(({ create_time: at }) => typeof at === "string")
    const since = String(before?.["since"] ?? "")
    const known = Array.isArray(before?.["ids"]) ? before["ids"].map(String) : []
    const news = all.filter(
      ({ create_time: at, item_id: id }) => String(at) > since || (at === since && !known.includes(String(id)))
    )
    const newest = all.reduce((latest, { create_time: at }) => (String(at) > latest ? String(at) : latest), since)
    const ids = all.filter(({ create_time: at }) => at === newest).map(({ item_id: id }) => id ?? null)
    return {
      cursor: { since: newest, ids: newest === since ? [...new Set([...known, ...ids.map(String)])] : ids.map(String) },
      news
    }
  }
})

const profile = catalogue.creatorProfile

const followerChange = reading({
  value: "followerChange",
  name: "Follower Change",
  description: "A creator's followers changed by at least a given percent",
  endpoint: profile,
  threshold: 5,
  look: (answer, before, atLeast) => {
    const [row = {}] = rowsOf(profile, answer)
    const now = row["follower"]
    const was = before?.["follower"]
    if (typeof now !== "number") return { cursor: before ?? {}, news: [] }
    const name = row["nick_name"] ?? null
    const told = { name, nick_name: name, follower: now }
    // Also the first number after results without one is only learned.
    const learned = before === undefined ? [{ ...told, previous_follower: null, change: null, change_rate: null }] : []
    if (typeof was !== "number") return { cursor: { follower: now }, news: learned }
    return now === was || isSmall(now, was, atLeast)
      ? { cursor: { follower: was }, news: [] }
      : { cursor: { follower: now }, news: [{ ...told, previous_follower: was, ...changed(now, was) }] }
  }
})

const prices = catalogue.marketingMetrics

const priceChange = reading({
  value: "priceChange",
  name: "Price Change",
  description: "A creator's price for a kind of video changed by at least a given percent, appeared or disappeared",
  endpoint: prices,
  isNamed: true,
  threshold: 0,
  look: (answer, before, atLeast) => {
    const rows = new Map(
      rowsOf(prices, answer)
        .filter(({ price }) => typeof price === "number")
        .map((row) => [String(row["video_type"]), row])
    )
    const cursor = Object.fromEntries(
      [...rows].map(([type, { price }]) => {
        const was = before?.[type]
        const stays = typeof price === "number" && typeof was === "number" && isSmall(price, was, atLeast)
        return [type, (stays ? was : price) ?? null]
      })
    )
    const types = [...new Set([...Object.keys(before ?? {}), ...rows.keys()])]
    const news = types
      .filter((type) => before?.[type] !== cursor[type])
      .map((type): IDataObject => {
        const [now, was] = [cursor[type] ?? null, before?.[type] ?? null]
        return {
          video_type: type,
          desc: rows.get(type)?.["desc"] ?? null,
          price: now,
          previous_price: was,
          ...(typeof now === "number" && typeof was === "number"
            ? changed(now, was)
            : { change: null, change_rate: null })
        }
      })
    return { cursor, news }
  }
})

/** Everything a creator can be watched for. */
export const events: ReadonlyArray<Event> = [followerChange, newVideo, priceChange, ...watches]
