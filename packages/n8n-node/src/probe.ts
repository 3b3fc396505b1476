// Asks whether the API lets this token in, with a question that lacks its creator and so costs nothing.
import { catalogue, Failure, Transport } from "@xingtu/core"
import { Effect } from "effect"

const codeIn = (body: string): number | undefined => {
  try {
    const { code } = JSON.parse(body) as { readonly code?: unknown }
    return code === undefined ? undefined : Number(code)
  } catch {
    return undefined
  }
}

/** What keeps calls out: a token, quota, balance or permission; undefined when nothing does, or when nobody can tell now. */
export const shutBy: Effect.Effect<Failure.Business | undefined, Transport.NoReply, Transport.Transport> = Effect.gen(function*() {
  const transport = yield* Transport.Transport
  const endpoint = catalogue.spreadMetrics
  const { body } = yield* transport.get({ path: endpoint.path, query: {}, timeoutMs: 65_000 })
  const code = codeIn(body)
  const failure = code === undefined || code === 0 ? undefined : Failure.fromCode(code, { endpoint: endpoint.id })
  return failure?.stops === true ? failure : undefined
})
