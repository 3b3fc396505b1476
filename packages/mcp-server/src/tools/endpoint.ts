import { catalogue, find, Table, Xingtu } from "@xingtu/core"
import { Csv, Endpoint } from "@xingtu/core/adapter"
import { input, jsonSchema } from "@xingtu/core/schema"
import { Effect, Result, Schema } from "effect"
import { plain } from "../tool/fence.ts"
import { type Caller, invalid, make, type Refusal, refusal, type Tool } from "../tool/Tool.ts"
import { confirm, cursor, id, priceOf } from "./common.ts"

/** One request to one endpoint, as a table. */
const request = (endpoint: Endpoint.Endpoint, input: object, { consumers }: Caller, from: number) =>
  Effect.map(
    Effect.mapError(
      Xingtu.use((xingtu) => xingtu.ask(endpoint, input, { consumer: consumers })),
      refusal
    ),
    ({ data, drift }) => ({
      ...Csv.page(Table.of(endpoint, data), { from, exact: true, text: plain }),
      notes: drift.length > 0 ? [`${drift.length} values came in an unexpected format.`] : []
    })
  )

const audienceOf = catalogue.audienceDistribution

export const audience = make({
  name: "audience",
  title: "A creator's audience",
  description: "Who watches a creator, as shares: gender, age, province, city tier, crowds; 1 paid call.",
  input: Schema.Struct({ id, cursor, confirm }),
  price: ({ id }) => priceOf(audienceOf, { oAuthorId: id }),
  run: ({ id }, caller, from) => request(audienceOf, { oAuthorId: id }, caller, from)
})

const VideosInput = Schema.Struct({
  creator: Schema.optionalKey(id),
  video: Schema.optionalKey(Schema.String.annotate({ description: "Video id as text, or its Douyin link" })),
  page: Schema.optionalKey(Schema.Int),
  cursor,
  confirm
})

const videosOf = ({
  creator,
  page,
  video
}: Pick<typeof VideosInput.Type, "creator" | "page" | "video">): readonly [Endpoint.Endpoint, object] =>
  video === undefined
    ? [catalogue.creatorHomepageVideos, { oAuthorId: creator, page }]
    : [catalogue.videoDetails, { itemId: video }]

export const videos = make({
  name: "videos",
  title: "Videos of a creator, or one video",
  description: "A creator's videos (give creator) or the figures of one video (give video); 1 paid call.",
  input: VideosInput,
  told: ({ creator, video }) =>
    (creator === undefined) === (video === undefined)
      ? Result.fail(invalid("Give either creator or video."))
      : undefined,
  price: (input) => priceOf(...videosOf(input)),
  run: (input, caller, from) => request(...videosOf(input), caller, from)
})

const all: ReadonlyArray<Endpoint.Endpoint> = Object.values(catalogue)

/** Every endpoint with its name, one a line. */
export const listing = (): string => all.map(({ id, title }) => `${id}: ${title.en} (${title.zh})`).join("\n")

/** What an endpoint is for, what it takes and what it gives. */
export const describing = (endpoint: Endpoint.Endpoint) => ({
  endpoint: endpoint.id,
  about: endpoint.about.en,
  paid_calls: 1,
  parameters: jsonSchema(input(endpoint)),
  columns: Table.columns(endpoint).map(({ title, unit }) => `${title.en} (${unit})`)
})

/** The endpoint that is meant by any of its names. */
export const named = (name: string | undefined): Result.Result<Endpoint.Endpoint, Refusal> =>
  name === undefined
    ? Result.fail(invalid("Name an endpoint.", "action=list shows all of them."))
    : Result.mapError(find(name), ({ happened }) => invalid(happened.en, "Call with action=list for all of them."))

const EndpointInput = Schema.Struct({
  action: Schema.Literals(["list", "fields", "request"]),
  endpoint: Schema.optionalKey(Schema.String.annotate({ description: "Such as spreadMetrics" })),
  parameters: Schema.optionalKey(
    Schema.Record(Schema.String, Schema.Unknown).annotate({ description: "By name, as action=fields shows them" })
  ),
  cursor,
  confirm
})

export const endpoint = make({
  name: "endpoint",
  title: "Any of the 33 endpoints",
  description:
    "action=list names all endpoints, action=fields shows what one takes (both free), action=request sends a request for 1 paid call.",
  input: EndpointInput,
  told: ({ action, endpoint }) => {
    if (action === "list") return Result.succeed({ facts: { endpoints: listing() } })
    if (action === "fields") return Result.map(named(endpoint), (one) => ({ facts: describing(one) }))
    return Result.match(named(endpoint), { onFailure: Result.fail, onSuccess: () => undefined })
  },
  price: ({ endpoint, parameters = {} }) =>
    Effect.flatMap(Effect.fromResult(named(endpoint)), (one) => priceOf(one, parameters)),
  run: ({ endpoint, parameters = {} }, caller, from) =>
    Effect.flatMap(Effect.fromResult(named(endpoint)), (one) => request(one, parameters, caller, from))
})

/** `commerceSeedingBaseInfo` in as many whole words as clients have room for. */
const short = (id: string): string =>
  Endpoint.kebab(id)
    .split("-")
    .reduce((name, word) => (name.length + word.length < 22 ? `${name}_${word}` : name))

/** Each endpoint as a tool of its own, for `--tools all`: a request, with the parameters themselves as its input. */
export const each: ReadonlyArray<Tool> = all.map((one) => {
  const schema = jsonSchema(input(one), { onExcessProperty: "error" })
  const added = { cursor: { type: "string" }, confirm: { type: "string" } }
  return {
    name: short(one.id),
    title: one.title.en,
    description: `${one.about.en} 1 paid call.`,
    pays: true,
    inputSchema: { ...schema, properties: { ...Object(schema["properties"]), ...added } },
    prepare: (given, caller) => {
      const { confirm, cursor, toolCallId: _, ...parameters }: Readonly<Record<string, unknown>> = { ...Object(given) }
      const around = Object.entries({ confirm, cursor }).filter(([, value]) => value !== undefined)
      return endpoint.prepare(
        { action: "request", endpoint: one.id, parameters, ...Object.fromEntries(around) },
        caller
      )
    }
  }
})
