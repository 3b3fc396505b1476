import * as NodeStdio from "@effect/platform-node/NodeStdio"
import { Failure, Shortlist, type Xingtu } from "@xingtu/core"
import { Context, Effect, Layer, Schema } from "effect"
import { McpProtocol, McpSchema, McpServer } from "effect/ai"
import { HttpServerRequest } from "effect/http"
import type { Reply } from "../tool/answer.ts"
import { offers, prompts } from "./prompts.ts"
import { resources } from "./resources.ts"
import { type Policy, serve } from "../serve/serve.ts"
import { type Caller, type Decision, InputNeeded, type Refusal, type Tool } from "../tool/Tool.ts"

/** Effect's MCP server, which may change between minor versions: only this file and `prompts.ts` know it. */

/** What is served, and for whom. */
export interface Served {
  readonly version: string
  readonly instructions: string
  readonly policy: Policy
  readonly tools: ReadonlyArray<Tool>
  readonly patienceMs: number
  /** Who is calling: the key's owner over HTTP, whoever started this process on a pipe. */
  readonly nameOf: (authorization: string | undefined) => string
  readonly consumersOf: (name: string) => ReadonlyArray<string>
  /** Built when the first tool needs it: listing works without a token. */
  readonly xingtu: Layer.Layer<Xingtu, Refusal>
}

/** A refusal as the model reads it, in the words of core. */
export const refusedText = ({ advice, charged, happened }: Refusal): string =>
  `${happened}\n${Failure.chargedWords[charged].en}\n${advice}`

const answered = ({ structured, text }: Reply) =>
  new McpSchema.CallToolResult({ content: [{ type: "text", text }], structuredContent: structured, isError: false })

const key = "confirm"

const refused = (failure: Refusal | InputNeeded) => {
  if (failure._tag === "InputNeeded") {
    const asked = { method: "elicitation/create" as const, params: form(failure.message) }
    return new McpSchema.InputRequired({ inputRequests: { [key]: asked }, requestState: failure.state })
  }
  const { advice, charged, happened } = failure
  return new McpSchema.CallToolResult({
    content: [{ type: "text", text: refusedText(failure) }],
    structuredContent: { error: { happened, charged, advice } },
    isError: true
  })
}

/** Yes or no, in the form every client can show. */
const form = (message: string) => ({
  mode: "form" as const,
  message,
  requestedSchema: {
    type: "object" as const,
    properties: { confirm: { type: "boolean" as const, title: "Spend it", default: false } },
    required: ["confirm"]
  }
})

const decided = (answer: unknown): Decision => {
  const { action, content } = Object(answer)
  return action === "accept" && Object(content).confirm === true ? "accepted" : "declined"
}

/** Asks through the client of 2025. Declined, cancelled, a client that only said it could: nothing is spent. */
const elicit = (client: McpSchema.McpServerClient["Service"], message: string): Effect.Effect<Decision> =>
  Effect.scoped(
    Effect.flatMap(
      Effect.all([client.getClient, Schema.decodeUnknownEffect(McpSchema.ElicitRequestFormParams)(form(message))]),
      ([reverse, asked]) => reverse.elicit(asked)
    )
  ).pipe(
    Effect.timeout("50 seconds"),
    Effect.map(decided),
    Effect.catchCause(() => Effect.succeed<Decision>("declined"))
  )

/** Who calls, by the request that is served. */
const callerOf = ({ consumersOf, nameOf, patienceMs }: Served, { notifications }: McpServer.McpServer["Service"]) =>
  Effect.map(Effect.context<never>(), (context): Caller => {
    const request = Context.getOrUndefined(context, McpSchema.McpRequestContext)
    const http = Context.getOrUndefined(context, HttpServerRequest.HttpServerRequest)
    const client = Context.getOrUndefined(context, McpSchema.McpServerClient)
    const name = nameOf(http?.headers["authorization"])
    const progressToken: unknown = Object(request?.requestMetadata)["progressToken"]
    const answers = request?.inputResponses
    return {
      name,
      patienceMs,
      consumers: consumersOf(name),
      progress: (progress, total) => {
        if (typeof progressToken !== "string" && typeof progressToken !== "number") return Effect.void
        const told = notifications["notifications/progress"]({ progressToken, progress, total })
        return Effect.provideContext(Effect.ignore(told), context)
      },
      answered: answers && { decision: decided(answers[key]), state: request?.requestState ?? "" },
      confirm: (message, state) => {
        if (request?.clientCapabilities.elicitation === undefined) return Effect.succeed("cannotAsk")
        if (request.protocolVersion === "2026-07-28") return Effect.fail(new InputNeeded({ message, state }))
        return client === undefined ? Effect.succeed("cannotAsk") : elicit(client, message)
      }
    }
  })

const register = (served: Served) =>
  Effect.gen(function* () {
    const server = yield* McpServer.McpServer
    const built = yield* Effect.cached(Layer.buildWithScope(served.xingtu, yield* Effect.scope))
    const caller = callerOf(served, server)
    const annotations = Context.empty()

    for (const tool of served.tools) {
      const { description, inputSchema, name, pays, title } = tool
      const hints = { readOnlyHint: !pays, destructiveHint: false, idempotentHint: true, openWorldHint: pays }
      const run = serve(served.policy, built, tool)
      yield* server.addTool({
        tool: new McpSchema.Tool({
          name: `xingtu_${name}`,
          title,
          description,
          inputSchema: { ...inputSchema, type: "object" },
          annotations: { title, ...hints }
        }),
        annotations,
        handle: (given: unknown) =>
          Effect.flatMap(caller, (who) => Effect.match(run(given, who), { onFailure: refused, onSuccess: answered }))
      })
    }

    const lists = Effect.flatMap(Effect.zip(caller, built), ([who, context]) =>
      Effect.provideContext(Shortlist.saved(who.name), context)
    )
    yield* prompts(Effect.map(lists, (all) => all.map(({ name }) => name)))

    for (const { mimeType, names, text, title, uri } of resources(lists)) {
      const name = uri.replace("xingtu://", "")
      const read = (uri: string, name: string) =>
        Effect.mapBoth(text(name), {
          onFailure: (failure) => new McpSchema.InvalidParams({ message: refusedText(failure) }),
          onSuccess: (text) => ({ contents: [{ uri, mimeType, text }] })
        })
      if (names === undefined)
        yield* server.addResource({
          resource: new McpSchema.Resource({ uri, name, title, mimeType }),
          annotations,
          handle: Effect.mapError(read(uri, ""), ({ message }) => new McpSchema.InternalError({ message }))
        })
      else
        yield* server.addResourceTemplate({
          template: new McpSchema.ResourceTemplate({ uriTemplate: `${uri}/{name}`, name, title, mimeType }),
          annotations,
          routerPath: `${uri.replace(":", "::")}/:0`,
          completions: { name: (typed) => Effect.map(offers(names)(typed), (values) => ({ completion: { values } })) },
          handle: (uri, [name = ""]) => read(uri, name)
        })
    }
  })

const options = (served: Served) => ({
  name: "xingtu",
  version: served.version,
  instructions: served.instructions,
  protocols: [
    McpProtocol.v2026_07_28,
    McpProtocol.v2025_11_25,
    McpProtocol.v2025_06_18,
    McpProtocol.v2025_03_26,
    McpProtocol.v2024_11_05
  ] as const,
  registrations: Layer.effectDiscard(register(served))
})

/** Serves on standard input and output until the input ends. */
export const stdio = (served: Served) => McpServer.layerStdio(options(served)).pipe(Layer.provide(NodeStdio.layer))

/** Serves at `/mcp` of the router that is provided. */
export const http = (served: Served, allowedOrigins: ReadonlyArray<string>) =>
  McpServer.layerHttp({ ...options(served), path: "/mcp", allowedOrigins, allowSessionTermination: true })
