import * as NodeStdio from "@effect/platform-node/NodeStdio"
import { Xingtu } from "@xingtu/core"
import { Cause, Context, Effect, Layer, Result } from "effect"
import { McpProtocol, McpSchema, McpServer } from "effect/ai"
import type { Caller, Refusal, Reply, Tool } from "./Tool.ts"

/** The one file that knows Effect's MCP server, which may change between minor versions. */

const protocols = [
  McpProtocol.v2026_07_28,
  McpProtocol.v2025_11_25,
  McpProtocol.v2025_06_18,
  McpProtocol.v2025_03_26,
  McpProtocol.v2024_11_05
] as const

const charged = { yes: "It was charged.", no: "Nothing was charged.", unknown: "It may have been charged." } as const

const answered = ({ structured, text }: Reply) =>
  new McpSchema.CallToolResult({ content: [{ type: "text", text }], structuredContent: structured, isError: false })

const refused = ({ advice, charged: paid, happened }: Refusal) =>
  new McpSchema.CallToolResult({
    content: [{ type: "text", text: `${happened}\n${charged[paid]}\n${advice}` }],
    structuredContent: { error: { happened, charged: paid, advice } },
    isError: true
  })

/** A defect as a tool error: a protocol error never reaches the model, which would only see silence. */
const broken = (cause: Cause.Cause<unknown>): Refusal => ({
  happened: `The server made a mistake: ${String(Cause.squash(cause))}`,
  charged: "unknown",
  advice: "Look at quota before calling again, and report this."
})

const callerOf = (): Effect.Effect<Caller> => Effect.succeed({ name: "stdio", progress: () => Effect.void })

const register = (tools: ReadonlyArray<Tool>) =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const server = yield* McpServer.McpServer
      const xingtu = yield* Xingtu
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
            Effect.flatMap(callerOf(), (caller) => run(input, caller)).pipe(
              Effect.provideService(Xingtu, xingtu),
              Effect.map(answered),
              Effect.catchCause((cause) =>
                Effect.succeed(
                  refused(Result.getOrElse(Result.mapError(Cause.findError(cause), broken), (refusal) => refusal))
                )
              )
            )
        })
      }
    })
  )

/** Serves the tools on standard input and output until the input ends. */
export const stdio = (tools: ReadonlyArray<Tool>, about: { readonly version: string; readonly instructions: string }) =>
  McpServer.layerStdio({ name: "xingtu", ...about, protocols, registrations: register(tools) }).pipe(
    Layer.provide(NodeStdio.layer)
  )
