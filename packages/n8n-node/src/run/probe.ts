// Checks whether the API accepts this token, with a request that lacks its creator and so costs nothing.
import { catalogue, Failure, Transport } from "@xingtu/core"
import { Effect, Option } from "effect"

const codeIn = (body: string): number | undefined => {
  try {
    const { code } = JSON.parse(body) as { readonly code?: unknown }
    return code === undefined ? undefined : Number(code)
  } catch {
    return undefined
  }
}

/** The API found the missing creator, so it had let the token in. */
const accepted = 400

/** What keeps calls out (token, quota, balance, permission), or none; fails when nobody can tell now. */
export const shutBy: Effect.Effect<
  Option.Option<Failure.Business>,
  Transport.NoReply | Failure.Business,
  Transport.Transport
> = Effect.gen(function* () {
  const transport = yield* Transport.Transport
  const { id: endpoint, path } = catalogue.spreadMetrics
  const { body } = yield* transport.get({ path, query: {}, timeoutMs: 65_000 })
  const code = codeIn(body)
  if (code === accepted) return Option.none()
  const failure = Failure.fromCode(code ?? 503, { endpoint })
  return failure.stops ? Option.some(failure) : yield* failure
})
