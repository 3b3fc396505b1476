import type { App } from "@slack/bolt"
import { type Lang, Xingtu } from "@xingtu/core"
import { Data, Effect, FiberSet, type Scope } from "effect"
import type { HttpClient } from "effect/http"
import { type AddressInfo } from "node:net"
import * as Bolt from "./bolt.ts"
import * as Command from "./Command.ts"
import type { Message } from "./Message.ts"
import type { Options } from "./Options.ts"
import { type Place, show } from "./Slack.ts"
import { typed } from "./tokens.ts"
import * as AnswerView from "./views/answer.ts"
import * as FailureView from "./views/failure.ts"
import * as Help from "./views/help.ts"

export class StartFailed extends Data.TaggedError("StartFailed")<{ readonly message: string }> {}

const messageFor = (command: Command.Command, lang: Lang): Effect.Effect<Message, never, Xingtu> => {
  switch (command._tag) {
    case "Ask": {
      const { endpoint, input } = command
      return Xingtu.use((xingtu) => xingtu.ask(endpoint, input)).pipe(
        Effect.map((answer) => AnswerView.of({ endpoint, input, answer }, lang)),
        Effect.catch((failure) => Effect.succeed(FailureView.of(failure, command, lang)))
      )
    }
    case "Unknown":
      return Effect.succeed(Help.unknown(command.typed, command.meant, lang))
    default:
      return Effect.succeed(Help.all(lang))
  }
}

export const make = (options: Options): Effect.Effect<{ readonly url: string; readonly app: App }, StartFailed, Scope.Scope | Xingtu | HttpClient.HttpClient> =>
  Effect.gen(function*() {
    const run = yield* FiberSet.makeRuntime<Xingtu | HttpClient.HttpClient>()
    const app = Bolt.make(options, run)
    app.command(/.*/, async ({ ack, command, client }) => {
      await ack()
      const place: Place = {
        team: command.team_id,
        user: command.user_id,
        channel: command.channel_id,
        lang: options.lang,
        client,
        responseUrl: command.response_url,
        replaces: false
      }
      run(messageFor(Command.parse(typed(command.text)), place.lang).pipe(
        Effect.flatMap((message) => show(place, message)),
        Effect.catch((refused) => Effect.logError("An answer could not be shown").pipe(Effect.annotateLogs({ reason: refused.reason })))
      ))
    })
    yield* Effect.tryPromise({ try: () => app.init(), catch: (error) => new StartFailed({ message: String(error) }) })
    const server = yield* Effect.tryPromise({ try: () => app.start(options.port), catch: (error) => new StartFailed({ message: String(error) }) })
    yield* Effect.addFinalizer(() => Effect.promise(() => app.stop()))
    const address = server.address() as AddressInfo
    return { url: `http://127.0.0.1:${address.port}`, app }
  })
