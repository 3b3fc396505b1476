import { type Answer, Endpoint, type Failure, type Lang, Table, Xingtu } from "@xingtu/core"
import { Effect, Option, Result } from "effect"
import { type Command, type Input } from "./Command.ts"
import type { Message } from "./Message.ts"
import * as AnswerView from "./views/answer.ts"
import type { Left } from "./views/footer.ts"

/** A command that shows data, and so may cost something. */
export type DataCommand = Extract<Command, { readonly _tag: "Ask" }>

export const isData = (command: Command): command is DataCommand => command._tag === "Ask"

/** What a data command found, in every form it is wanted. */
export interface Exhibit {
  readonly message: (left: Left | undefined, lang: Lang) => Message
  /** For a channel: without costs, and without buttons that pay. */
  readonly shared: (user: string, lang: Lang) => Message
  readonly table: (lang: Lang) => Table.Table
  readonly title: (lang: Lang) => string
}

/** As it is sent: a link has become an id, `live` its value. */
const canonical = (endpoint: Endpoint.Endpoint, input: Input): Input => Result.getOrElse(Result.map(Endpoint.question(endpoint, input), ({ query }) => query), () => input)

const ofAnswer = (endpoint: Endpoint.Endpoint, typed: Input, answer: Answer): Effect.Effect<Exhibit, never, Xingtu> =>
  Effect.gen(function*() {
    const xingtu = yield* Xingtu
    const input = canonical(endpoint, typed)
    const next = Endpoint.hasMore(endpoint, answer.data) ? AnswerView.paged(endpoint, input, 1) : undefined
    const nextStored = next !== undefined && (yield* xingtu.stored(endpoint, next)) !== undefined
    const shown = { endpoint, input, answer, nextStored }
    return {
      message: (left, lang) => AnswerView.of({ ...shown, left }, lang),
      shared: (user, lang) => AnswerView.shared(shown, user, lang),
      table: (lang) => Table.of(endpoint, answer.data, lang),
      title: (lang) => AnswerView.title(shown, lang)
    }
  })

/** What is stored already; nothing when something would have to be paid for. Asks nothing. */
export const stored = (command: DataCommand): Effect.Effect<Option.Option<Exhibit>, never, Xingtu> =>
  Effect.gen(function*() {
    const answer = yield* Xingtu.use((xingtu) => xingtu.stored(command.endpoint, command.input))
    return answer === undefined ? Option.none() : Option.some(yield* ofAnswer(command.endpoint, command.input, answer))
  })

/** How many paid calls a command would cost now. */
export const cost = (_: DataCommand): Effect.Effect<number> => Effect.succeed(1)

/** Asks what is not stored, on the account of the consumer. */
export const ask = (command: DataCommand, consumer: string): Effect.Effect<Exhibit, Failure.CallFailure, Xingtu> =>
  Xingtu.use((xingtu) => xingtu.ask(command.endpoint, command.input, { consumer })).pipe(
    Effect.flatMap((answer) => ofAnswer(command.endpoint, command.input, answer))
  )
