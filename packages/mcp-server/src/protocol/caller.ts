import type { Caller, Decision } from "@xingtu/core/tools"
import { Context, Data, Effect } from "effect"
import { McpSchema, McpServer } from "effect/ai"
import { HttpServerRequest } from "effect/http"

/** The client has to ask its person first, and then calls again with the answer and this state. */
export class InputNeeded extends Data.TaggedError("InputNeeded")<{
  readonly message: string
  readonly state: string
}> {}

/** Yes or no, in the form every client can show. */
const form = (message: string) =>
  new McpSchema.ElicitRequestFormParams({
    mode: "form",
    message,
    requestedSchema: {
      type: "object",
      properties: { confirm: { type: "boolean", title: "Spend it", default: false } },
      required: ["confirm"]
    }
  })

const key = "confirm"

/** The question of a protocol that asks by a second call. */
export const question = ({ message, state }: InputNeeded) =>
  new McpSchema.InputRequired({
    inputRequests: { [key]: { method: "elicitation/create", params: form(message) } },
    requestState: state
  })

const decided = (answer: unknown): Decision["decision"] => {
  const { action, content } = Object(answer)
  return action === "accept" && Object(content).confirm === true ? "accepted" : "declined"
}

/** Asks through the client of 2025. Declined, cancelled, a client that only said it could: nothing is spent. */
const elicit = (client: McpSchema.McpServerClient["Service"], message: string) =>
  Effect.scoped(Effect.flatMap(client.getClient, (reverse) => reverse.elicit(form(message)))).pipe(
    Effect.timeout("50 seconds"),
    Effect.map(decided),
    Effect.catchCause(() => Effect.succeed("declined" as const))
  )

/** Who calls, by the request that is served; `who` knows them by their key. */
export const callerOf = ({
  patienceMs,
  policy,
  who
}: Pick<Caller, "patienceMs" | "policy"> & {
  readonly who: (authorization: string | undefined) => Pick<Caller, "consumers" | "name">
}): Effect.Effect<Caller<InputNeeded>, never, McpServer.McpServer> =>
  Effect.contextWith((context: Context.Context<McpServer.McpServer>) => {
    const { notifications } = Context.get(context, McpServer.McpServer)
    const request = Context.getOrUndefined(context, McpSchema.McpRequestContext)
    const http = Context.getOrUndefined(context, HttpServerRequest.HttpServerRequest)
    const client = Context.getOrUndefined(context, McpSchema.McpServerClient)
    const progressToken: unknown = Object(request?.requestMetadata)["progressToken"]
    const answers = request?.inputResponses
    const ask = (message: string, state: string): Effect.Effect<Decision["decision"], InputNeeded> => {
      if (request?.clientCapabilities.elicitation === undefined) return Effect.succeed("cannotAsk")
      if (request.protocolVersion === "2026-07-28") return Effect.fail(new InputNeeded({ message, state }))
      return client === undefined ? Effect.succeed("cannotAsk") : elicit(client, message)
    }
    return Effect.succeed({
      ...who(http?.headers["authorization"]),
      patienceMs,
      policy,
      progress: (progress, total) => {
        if (typeof progressToken !== "string" && typeof progressToken !== "number") return Effect.void
        const told = notifications["notifications/progress"]({ progressToken, progress, total })
        return Effect.provideContext(Effect.ignore(told), context)
      },
      confirm: (message, state) =>
        answers === undefined
          ? Effect.map(ask(message, state), (decision) => ({ decision, state }))
          : Effect.succeed({ decision: decided(answers[key]), state: request?.requestState ?? "" })
    })
  })
