import { Effect, Result, Schema } from "effect"
import { catalogue } from "../catalogue/catalogue.ts"
import { find } from "../catalogue/find.ts"
import { Xingtu } from "../client/Xingtu.ts"
import * as Endpoint from "../endpoint/Endpoint.ts"
import { input } from "../schema/input.ts"
import { jsonSchema } from "../schema/jsonSchema.ts"
import * as Table from "../table/Table.ts"
import { exactCsv } from "./answer.ts"
import { id, request, text, whole } from "./common.ts"
import { type Caller, invalid, makeTool, type Refusal, refusal, type Tool, type Work } from "./Tool.ts"

/** One request to one endpoint, as a table. */
const tabled = (endpoint: Endpoint.Endpoint, input: object, { consumers }: Caller, from: number): Work => {
  const answer = Xingtu.use((xingtu) => xingtu.ask(endpoint, input, { consumer: consumers }))
  const told = Effect.map(answer, ({ data, drift }) => ({
    ...exactCsv(Table.of(endpoint, data), from),
    notes: drift.length > 0 ? [`${drift.length} values came in an unexpected format.`] : []
  }))
  return request(endpoint, input, Effect.mapError(told, refusal))
}

export const audience = makeTool({
  name: "audience",
  title: "A creator's audience",
  description: "Who watches a creator, as shares: gender, age, province, city tier, crowds; 1 paid call.",
  input: Schema.Struct({ id }),
  work: ({ id }, caller, from) => tabled(catalogue.audienceDistribution, { oAuthorId: id }, caller, from)
})

export const videos = makeTool({
  name: "videos",
  title: "Videos of a creator, or one video",
  description: "The videos of a creator (give creator), or the figures of one video (give video); 1 paid call.",
  input: Schema.Struct({
    creator: Schema.optionalKey(id),
    video: text("Video ID as text, or its Douyin link"),
    page: Schema.optionalKey(whole)
  }),
  work: ({ creator, page, video }, caller, from) =>
    (creator === undefined) === (video === undefined)
      ? { run: Effect.fail(invalid("Give either creator or video.")) }
      : video === undefined
        ? tabled(catalogue.creatorHomepageVideos, { oAuthorId: creator, page }, caller, from)
        : tabled(catalogue.videoDetails, { itemId: video }, caller, from)
})

const all: ReadonlyArray<Endpoint.Endpoint> = Object.values(catalogue)

/** Every endpoint with its name, one a line. */
export const listEndpoints = (): string => all.map(({ id, title }) => `${id}: ${title.en} (${title.zh})`).join("\n")

/** What an endpoint is for, what it takes and what it gives. */
export const describeEndpoint = (endpoint: Endpoint.Endpoint) => ({
  endpoint: endpoint.id,
  about: endpoint.about.en,
  paid_calls: 1,
  parameters: jsonSchema(input(endpoint)),
  columns: Table.columns(endpoint).map(({ title, unit }) => `${title.en} (${unit})`)
})

/** The endpoint that is meant by any of its names. */
export const endpointNamed = (name = ""): Result.Result<Endpoint.Endpoint, Refusal> =>
  Result.mapError(find(name), ({ happened }) =>
    invalid(name === "" ? "endpoint is required." : happened.en, "action=list shows all endpoints.")
  )

export const endpoint = makeTool({
  name: "endpoint",
  title: "Any of the 33 endpoints",
  description:
    "action=list names all endpoints, action=fields shows what one takes and gives (both free), action=request sends a request for 1 paid call.",
  input: Schema.Struct({
    action: Schema.Literals(["list", "fields", "request"]),
    endpoint: text("Such as spreadMetrics"),
    parameters: Schema.optionalKey(
      Schema.Record(Schema.String, Schema.Unknown).annotate({ description: "By name, as action=fields shows them" })
    )
  }),
  work: ({ action, endpoint, parameters = {} }, caller, from): Work => {
    if (action === "list") return { run: Effect.succeed({ facts: { endpoints: listEndpoints() } }) }
    const one = endpointNamed(endpoint)
    if (Result.isFailure(one)) return { run: Effect.fail(one.failure) }
    return action === "fields"
      ? { run: Effect.succeed({ facts: describeEndpoint(one.success) }) }
      : tabled(one.success, parameters, caller, from)
  }
})

/** `commerceSeedingBaseInfo` in as many whole words as clients have room for. */
const short = (id: string): string =>
  Endpoint.kebab(id)
    .split("-")
    .reduce((name, word) => (name.length + word.length < 22 ? `${name}_${word}` : name))

/** Each endpoint as a tool of its own, for `--tools all`; made when asked for, since every start would pay for it. */
export const each = (): ReadonlyArray<Tool> =>
  all.map((one) =>
    makeTool({
      name: short(one.id),
      title: one.title.en,
      description: `${one.about.en} 1 paid call.`,
      input: input(one),
      work: (parameters, caller, from) => tabled(one, parameters, caller, from)
    })
  )
