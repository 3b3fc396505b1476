import * as NodeStdio from "@effect/platform-node/NodeStdio"
import { Failure, type Xingtu } from "@xingtu/core"
import { Cause, Context, Effect, Layer, Option, Result, Schema } from "effect"
import { McpProtocol, McpSchema, McpServer } from "effect/ai"
import { HttpServerRequest } from "effect/http"
import { type Caller, type Decision, InputNeeded, Refusal, type Reply, type Run, type Tool } from "./Tool.ts"

/** The one file that knows Effect's MCP server, which may change between minor versions. */

const protocols = [
  McpProtocol.v2026_07_28,
  McpProtocol.v2025_11_25,
  McpProtocol.v2025_06_18,
  McpProtocol.v2025_03_26,
  McpProtocol.v2024_11_05
] as const

/** A refusal as the model reads it, in the words of core. */
export const refusedText = ({ advice, charged, happened }: Refusal): string =>
  `${happened}\n${Failure.chargedWords[charged].en}\n${advice}`

const answered = ({ structured, text }: Reply) =>
  new McpSchema.CallToolResult({ content: [{ type: "text", text }], structuredContent: structured, isError: false })

const refused = (refusal: Refusal) =>
  new McpSchema.CallToolResult({
    content: [{ type: "text", text: refusedText(refusal) }],
    structuredContent: { error: { happened: refusal.happened, charged: refusal.charged, advice: refusal.advice } },
    isError: true
  })

/** A defect as a tool error: a protocol error never reaches the model, which would only see silence. */
const broken = (cause: Cause.Cause<unknown>) => {
  const mistake = Cause.squash(cause)
  return new Refusal({
    happened: `The server made a mistake (${mistake instanceof Error ? mistake.name : "unknown"}).`,
    charged: "unknown",
    advice: "Call xingtu_quota before calling again, and report this to the operator."
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

const key = "confirm"

/** Who is calling: the key's owner over HTTP, whoever started this process on a pipe. */
export interface Identity {
  readonly of: (authorization: string | undefined) => string
  readonly consumers: (name: string) => ReadonlyArray<string>
}

const callerOf = (identity: Identity, server: McpServer.McpServer["Service"]) =>
  Effect.map(Effect.context<McpSchema.McpRequestContext>(), (context): Caller => {
    const request = Context.get(context, McpSchema.McpRequestContext)
    const http = Context.getOption(context as Context.Context<never>, HttpServerRequest.HttpServerRequest)
    const client = Context.getOption(context as Context.Context<never>, McpSchema.McpServerClient)
    const name = identity.of(Option.getOrUndefined(http)?.headers["authorization"])
    const canAsk = request.clientCapabilities.elicitation !== undefined
    const token = Object(request.requestMetadata)["progressToken"]
    return {
      name,
      consumers: identity.consumers(name),
      progress: (progress, total) =>
        typeof token === "string" || typeof token === "number"
          ? Effect.provideContext(
              Effect.ignore(server.notifications["notifications/progress"]({ progressToken: token, progress, total })),
              context
            )
          : Effect.void,
      confirm: (message, state): Effect.Effect<Decision, InputNeeded> => {
        if (!canAsk) return Effect.succeed("cannotAsk")
        if (request.inputResponses !== undefined) return Effect.succeed(decided(request.inputResponses[key]))
        if (request.protocolVersion === "2026-07-28") return Effect.fail(new InputNeeded({ message, state }))
        if (Option.isNone(client)) return Effect.succeed("cannotAsk")
        return Effect.scoped(
          Effect.flatMap(client.value.getClient, (reverse) =>
            Effect.flatMap(
              Effect.orDie(Schema.decodeUnknownEffect(McpSchema.ElicitRequestFormParams)(form(message))),
              (asked) => reverse.elicit(asked)
            )
          )
        ).pipe(
          Effect.timeout("50 seconds"),
          Effect.map(decided),
          // Declined, cancelled, a client that only said it could: nothing is spent.
          Effect.catchCause(() => Effect.succeed<Decision>("declined"))
        )
      }
    }
  })

const handled = (run: Run, xingtu: Effect.Effect<Context.Context<Xingtu>, Refusal>) =>
  Effect.flatMap(xingtu, (context) => Effect.provideContext(run, context)).pipe(
    Effect.map(answered),
    Effect.catchCause((cause) => {
      const failure = Result.getOrElse(Result.mapError(Cause.findError(cause), broken), (refusal) => refusal)
      return Effect.succeed(
        failure._tag === "InputNeeded"
          ? new McpSchema.InputRequired({
              inputRequests: { [key]: { method: "elicitation/create", params: form(failure.message) } },
              requestState: failure.state
            })
          : refused(failure)
      )
    })
  )

/** What is served, and for whom. */
export interface Served {
  readonly version: string
  readonly instructions: string
  readonly tools: ReadonlyArray<Tool>
  readonly identity: Identity
  /** Built when the first tool needs it: listing works without a token. */
  readonly xingtu: Layer.Layer<Xingtu, Refusal>
}

const register = ({ identity, tools, xingtu }: Served) =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const server = yield* McpServer.McpServer
      const scope = yield* Effect.scope
      const built = yield* Effect.cached(Layer.buildWithScope(xingtu, scope))
      for (const { description, inputSchema, name, pays, run, title } of tools) {
        yield* server.addTool({
          tool: new McpSchema.Tool({
            name: `xingtu_${name}`,
            title,
            description,
            inputSchema: { ...inputSchema, type: "object" },
            annotations: {
              title,
              readOnlyHint: !pays,
              destructiveHint: false,
              idempotentHint: true,
              openWorldHint: pays
            }
          }),
          annotations: Context.empty(),
          handle: (input: unknown) =>
            Effect.flatMap(callerOf(identity, server), (caller) => handled(run(input, caller), built))
        })
      }
    })
  )

/** Serves the tools on standard input and output until the input ends. */
export const stdio = (served: Served) =>
  McpServer.layerStdio({
    name: "xingtu",
    version: served.version,
    instructions: served.instructions,
    protocols,
    registrations: register(served)
  }).pipe(Layer.provide(NodeStdio.layer))

/** Serves the tools at `/mcp` of the router that is provided. */
export const http = (served: Served, allowedOrigins: ReadonlyArray<string>) =>
  McpServer.layerHttp({
    name: "xingtu",
    version: served.version,
    instructions: served.instructions,
    path: "/mcp",
    protocols,
    allowedOrigins,
    allowSessionTermination: true,
    registrations: register(served)
  })
