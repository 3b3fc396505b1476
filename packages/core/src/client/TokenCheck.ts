import { Data, Effect } from "effect"
import * as Envelope from "../api/Envelope.ts"
import { Transport } from "../api/Transport.ts"
import { catalogue } from "../catalogue/catalogue.ts"
import * as Failure from "../failure/Failure.ts"
import { make as words, type Words } from "../util/Words.ts"

/**
 * A request without its creator: refused with 400 when the token is good, and with another code when it is not. It is
 * never charged.
 */
export const path = catalogue.spreadMetrics.path

/** The code by which the API refuses it when it accepts the token. */
export const accepted = 400

/** What servers in general say to a bad request. The API names what it found wrong. */
export const anybodys = ["Bad Request", "Bad request", "bad request"]

/** Something else is speaking: a proxy, or another server. */
export const foreign: Words = words(
  "The response did not come from the API. Check the address and any proxy between.",
  "返回内容并非来自 API。请检查服务地址与中间代理。"
)

/** The API does not accept the token, or could not be reached. The words say what happened and what to do. */
export class NotAccepted extends Data.TaggedError("NotAccepted")<{ readonly words: Words }> {
  override get message(): string {
    return this.words.en
  }
}

const told = ({ advice, happened }: Failure.Facts) =>
  new NotAccepted({ words: words(`${happened.en} ${advice.en}`, `${happened.zh}${advice.zh}`) })

/** Checks with the API whether it accepts the token. Costs nothing. */
export const verify: Effect.Effect<void, NotAccepted, Transport> = Effect.gen(function* () {
  const transport = yield* Transport
  const about = { endpoint: catalogue.spreadMetrics.id, attempts: 1, doubts: 0 }
  const reply = yield* Effect.mapError(transport.get({ path, query: {}, timeoutMs: 20_000 }), ({ reason }) =>
    told(new Failure.Unreachable({ ...about, sent: false, reason }))
  )
  const { code, raw } = Envelope.read(reply.body) ?? { code: 0, raw: {} }
  if (code !== 0 && code !== accepted) return yield* told(Failure.fromCode(code, about))
  const generic = raw["error"] === "Bad Request" || anybodys.some((it) => it === raw["message"])
  // The API says in every response when it was recorded, be it null.
  if (code === 0 || generic || !("recordTime" in raw)) return yield* new NotAccepted({ words: foreign })
})
