import { Endpoint } from "@xingtu/core/adapter"
import { catalogue, find, Table, Xingtu } from "@xingtu/core"
import { Effect, Result, Schema } from "effect"
import * as Answer from "../answer.ts"
import { guarded, type Policy } from "../money.ts"
import * as Tool from "../Tool.ts"
import { confirm, cursor, cursorAt, id, withLeft } from "./common.ts"

/** One request to one endpoint, as a table, within the ceiling. */
const request = (
  policy: Policy,
  tool: string,
  endpoint: Endpoint.Endpoint,
  input: Readonly<Record<string, unknown>>,
  caller: Tool.Caller,
  code: string | undefined,
  from: string | undefined
): Tool.Run =>
  Effect.flatMap(cursorAt(from), (start) => {
    const question = Endpoint.question(endpoint, input)
    if (Result.isFailure(question)) return Effect.fail(Tool.refusal(question.failure))
    return guarded(policy, {
      tool,
      caller,
      input: { endpoint: endpoint.id, ...input },
      code,
      price: Xingtu.use((xingtu) =>
        Effect.map(xingtu.stored(endpoint, input), (stored) => (stored === undefined ? 1 : 0))
      ),
      run: Effect.gen(function* () {
        const xingtu = yield* Xingtu
        const { data, drift, meta } = yield* Effect.mapError(
          xingtu.ask(endpoint, input, { consumer: caller.consumers }),
          Tool.refusal
        )
        const cost = yield* withLeft(caller, {
          charged: meta.charged === "yes" ? 1 : 0,
          cached: meta.source === "store" ? 1 : 0,
          unknown: meta.doubt ? 1 : 0
        })
        return Answer.table(
          Table.of(endpoint, data),
          { cost, notes: drift.length > 0 ? [`${drift.length} values came in an unexpected format.`] : [] },
          start,
          "exact"
        )
      })
    })
  })

export const audience = (policy: Policy) =>
  Tool.make({
    name: "audience",
    title: "A creator's audience",
    description: "Who watches a creator, as shares: gender, age, province, city tier, crowds; 1 paid call.",
    pays: true,
    input: Schema.Struct({ id, cursor, confirm }),
    run: ({ confirm: code, cursor, id }, caller) =>
      request(policy, "audience", catalogue.audienceDistribution, { oAuthorId: id }, caller, code, cursor)
  })

export const videos = (policy: Policy) =>
  Tool.make({
    name: "videos",
    title: "Videos of a creator, or one video",
    description: "A creator's videos (give creator) or the figures of one video (give video); 1 paid call.",
    pays: true,
    input: Schema.Struct({
      creator: Schema.optionalKey(id),
      video: Schema.optionalKey(Schema.String.annotate({ description: "Video id as text, or its Douyin link" })),
      page: Schema.optionalKey(Schema.Int),
      cursor,
      confirm
    }),
    run: ({ confirm: code, creator, cursor, page, video }, caller) => {
      if ((creator === undefined) === (video === undefined))
        return Effect.fail(Tool.invalid("Give either creator or video."))
      return video === undefined
        ? request(
            policy,
            "videos",
            catalogue.creatorHomepageVideos,
            { oAuthorId: creator, ...(page === undefined ? {} : { page }) },
            caller,
            code,
            cursor
          )
        : request(policy, "videos", catalogue.videoDetails, { itemId: video }, caller, code, cursor)
    }
  })

const all: ReadonlyArray<Endpoint.Endpoint> = Object.values(catalogue)

const listing = (): Tool.Reply => {
  const text = all.map(({ id, title }) => `${id}: ${title.en}`).join("\n")
  return { text, structured: { endpoints: text } }
}

const describing = (endpoint: Endpoint.Endpoint): Tool.Reply => {
  const fields = Endpoint.fields(endpoint).map(
    ({ about, choices, default: assumed, name, required }) =>
      `${name}${required ? " (required)" : ""}: ${about.en}${
        choices.length > 0
          ? ` One of ${choices
              .slice(0, 40)
              .map(({ value }) => value)
              .join(", ")}.`
          : ""
      }${assumed === undefined ? "" : ` Default ${assumed}.`}`
  )
  const text = [`${endpoint.id}: ${endpoint.about.en} 1 paid call.`, ...fields].join("\n")
  return { text, structured: { endpoint: text } }
}

const named = (name: string) =>
  Result.match(find(name), {
    onFailure: ({ happened }) => Effect.fail(Tool.invalid(happened.en, "Call with action=list for all of them.")),
    onSuccess: Effect.succeed
  })

export const endpoint = (policy: Policy) =>
  Tool.make({
    name: "endpoint",
    title: "Any of the 33 endpoints",
    description:
      "action=list names all endpoints, action=fields shows what one takes (both free), action=request sends a request for 1 paid call.",
    pays: true,
    input: Schema.Struct({
      action: Schema.Literals(["list", "fields", "request"]),
      endpoint: Schema.optionalKey(Schema.String.annotate({ description: "Such as spreadMetrics" })),
      parameters: Schema.optionalKey(
        Schema.Record(Schema.String, Schema.Unknown).annotate({ description: "By name, as action=fields shows them" })
      ),
      cursor,
      confirm
    }),
    run: ({ action, confirm: code, cursor, endpoint: name, parameters = {} }, caller) => {
      if (action === "list") return Effect.succeed(listing())
      if (name === undefined) return Effect.fail(Tool.invalid("Name an endpoint.", "action=list shows all of them."))
      return Effect.flatMap(named(name), (one) =>
        action === "fields"
          ? Effect.succeed(describing(one))
          : request(policy, "endpoint", one, parameters, caller, code, cursor)
      )
    }
  })

/** Each endpoint as a tool of its own, for `--tools all`. */
export const each = (policy: Policy): ReadonlyArray<Tool.Tool> =>
  all.map((one) => ({
    name: Endpoint.kebab(one.id).replaceAll("-", "_").slice(0, 23),
    title: one.title.en,
    description: `${one.about.en} 1 paid call.`,
    pays: true,
    inputSchema: Tool.endpointInput(one),
    run: (input, caller) => {
      const {
        confirm: code,
        cursor: from,
        toolCallId: _,
        ...rest
      }: Readonly<Record<string, unknown>> = { ...Object(input) }
      return request(
        policy,
        one.id,
        one,
        rest,
        caller,
        typeof code === "string" ? code : undefined,
        typeof from === "string" ? from : undefined
      )
    }
  }))
