import * as NodeStdio from "@effect/platform-node/NodeStdio"
import { Failure, Shortlist, type Xingtu } from "@xingtu/core"
import { Context, Effect, Layer, Option, Schema } from "effect"
import { McpProtocol, McpSchema, McpServer } from "effect/ai"
import { HttpServerRequest } from "effect/http"
import type { Reply } from "../tool/answer.ts"
import { prompts } from "./prompts.ts"
import { resources } from "./resources.ts"
import { type Policy, serve } from "../serve/serve.ts"
import { type Caller, type Decision, InputNeeded, type Refusal, type Tool } from "../tool/Tool.ts"

/** The one file that knows Effect's MCP server, which may change between minor versions. */

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

const refused = (failure: Refusal | InputNeeded) =>
  failure._tag === "InputNeeded"
    ? new McpSchema.InputRequired({
        inputRequests: { [key]: { method: "elicitation/create", params: form(failure.message) } },
        requestState: failure.state
      })
    : new McpSchema.CallToolResult({
        content: [{ type: "text", text: refusedText(failure) }],
        structuredContent: {
          error: { happened: failure.happened, charged: failure.charged, advice: failure.advice }
        },
        isError: true
      })

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

const wrong = (message: string) => new McpSchema.InvalidParams({ message })

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

const register = ({
  consumersOf,
  nameOf,
  patienceMs,
  policy,
  tools,
  xingtu
}: Omit<Served, "instructions" | "version">) =>
  Effect.gen(function* () {
    const server = yield* McpServer.McpServer
    const built = yield* Effect.cached(Layer.buildWithScope(xingtu, yield* Effect.scope))
    const annotations = Context.empty()

    const caller = Effect.map(Effect.context<never>(), (context): Caller => {
      const request = Context.getOption(context, McpSchema.McpRequestContext)
      const http = Context.getOption(context, HttpServerRequest.HttpServerRequest)
      const client = Context.getOption(context, McpSchema.McpServerClient)
      const {
        clientCapabilities,
        inputResponses,
        protocolVersion,
        requestMetadata,
        requestState = ""
      } = Option.getOrUndefined(request) ?? {}
      const name = nameOf(Option.getOrUndefined(http)?.headers["authorization"])
      const token: unknown = Object(requestMetadata)["progressToken"]
      return {
        name,
        patienceMs,
        consumers: consumersOf(name),
        progress: (progress, total) =>
          typeof token === "string" || typeof token === "number"
            ? Effect.provideContext(
                Effect.ignore(
                  server.notifications["notifications/progress"]({ progressToken: token, progress, total })
                ),
                context
              )
            : Effect.void,
        answered:
          inputResponses === undefined ? undefined : { decision: decided(inputResponses[key]), state: requestState },
        confirm: (message, state) => {
          if (clientCapabilities?.elicitation === undefined) return Effect.succeed("cannotAsk")
          if (protocolVersion === "2026-07-28") return Effect.fail(new InputNeeded({ message, state }))
          return Option.match(client, {
            onNone: () => Effect.succeed<Decision>("cannotAsk"),
            onSome: (one) => elicit(one, message)
          })
        }
      }
    })

    for (const tool of tools) {
      const { description, inputSchema, name, pays, title } = tool
      const hints = { readOnlyHint: !pays, destructiveHint: false, idempotentHint: true, openWorldHint: pays }
      const run = serve(policy, built, tool)
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
    ).pipe(Effect.mapError((failure) => wrong(refusedText(failure))))
    const names = Effect.map(lists, (all) => all.map(({ name }) => name))
    /** What a client may offer while its person types. */
    const offers = (from: Effect.Effect<ReadonlyArray<string>, McpSchema.InvalidParams>) => (typed: string) =>
      Effect.match(from, {
        onFailure: () => ({ completion: { values: [] } }),
        onSuccess: (all) => ({
          completion: { values: all.filter((one) => one.toLowerCase().includes(typed.toLowerCase())).slice(0, 100) }
        })
      })

    for (const { description, name, takes, text, title } of prompts) {
      const all = Object.entries(takes)
      yield* server.addPrompt({
        prompt: new McpSchema.Prompt({
          name,
          title,
          description,
          arguments: all.map(([name, { description, required = false }]) => ({ name, description, required }))
        }),
        annotations,
        completions: Object.fromEntries(
          all.flatMap(([name, { offered }]) =>
            offered === undefined ? [] : [[name, offers(offered === "shortlists" ? names : Effect.succeed(offered))]]
          )
        ),
        handle: (given) => {
          const lacking = all.find(([name, { required }]) => required === true && !given[name]?.trim())
          return lacking === undefined
            ? Effect.succeed(
                new McpSchema.GetPromptResult({
                  description,
                  messages: [{ role: "user", content: McpSchema.TextContent.make({ text: text(given) }) }]
                })
              )
            : Effect.fail(wrong(`${lacking[0]} is required.`))
        }
      })
    }

    for (const { mimeType, names, text, title, uri } of resources(lists, wrong)) {
      const name = uri.replace("xingtu://", "")
      const page = (uri: string, text: string) => ({ contents: [{ uri, mimeType, text }] })
      if (names === undefined) {
        yield* server.addResource({
          resource: new McpSchema.Resource({ uri, name, title, mimeType }),
          annotations,
          handle: Effect.mapBoth(text(""), {
            onFailure: ({ message }) => new McpSchema.InternalError({ message }),
            onSuccess: (all) => page(uri, all)
          })
        })
      } else {
        yield* server.addResourceTemplate({
          template: new McpSchema.ResourceTemplate({ uriTemplate: `${uri}/{name}`, name, title, mimeType }),
          annotations,
          routerPath: `${uri.replace(":", "::")}/:0`,
          completions: { name: offers(names) },
          handle: (uri, [name = ""]) => Effect.map(text(name), (one) => page(uri, one))
        })
      }
    }
  })

const options = ({ instructions, version, ...served }: Served) => ({
  name: "xingtu",
  version,
  instructions,
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
