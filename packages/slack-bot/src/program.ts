import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { lineOf } from "@xingtu/core/node"
import { Cause, Console, Data, DateTime, Effect, Exit, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { examine } from "./doctor.ts"
import { manifest, problemOf } from "./slack/manifest.ts"
import { serve } from "./serve.ts"
import { settings } from "./settings.ts"

const { version }: { readonly version: string } = createRequire(import.meta.url)("../package.json")

/** A `.env` in this folder is read too; what is set outside it goes before. */
if (existsSync(".env")) process.loadEnvFile(".env")

/** Told already; the program only ends with an error. */
class Unwell extends Data.TaggedError("Unwell") {}

const reason = (error: unknown): string =>
  typeof error === "object" && error !== null
    ? String("reason" in error ? error.reason : "message" in error ? error.message : error)
    : String(error)

/** What is wrong, in one line, without a stack. */
const plainly = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, Unwell, R> =>
  Effect.catch(effect, (error) => Effect.andThen(Console.error(reason(error)), Effect.fail(new Unwell())))

const start = Command.make("start", {}, () =>
  plainly(
    Effect.gen(function* () {
      const options = yield* settings
      const { url } = yield* serve(options)
      yield* Console.log(
        JSON.stringify({
          level: "INFO",
          timestamp: DateTime.formatIso(yield* DateTime.now),
          message:
            url === undefined
              ? "xingtu-slack is connected to Slack"
              : `xingtu-slack listens on port ${options.port}, for Slack at /slack/events`
        })
      )
      return yield* Effect.never
    }).pipe(Effect.scoped)
  )
).pipe(Command.withDescription("Run the bot. Its settings come from the environment and from .env in this folder."))

const printManifest = Command.make(
  "manifest",
  {
    url: Flag.String("url").pipe(
      Flag.withDescription(
        "Where Slack reaches the bot, such as https://xingtu.example.com; without it the app uses Socket Mode"
      ),
      Flag.optional
    ),
    distributed: Flag.Boolean("distributed").pipe(
      Flag.withDescription("The app is installed in several workspaces; needs --url"),
      Flag.withDefault(false)
    )
  },
  (flags) => {
    const options = { url: Option.getOrUndefined(flags.url), distributed: flags.distributed }
    const problem = problemOf(options)
    return plainly(
      problem === undefined ? Console.log(JSON.stringify(manifest(options), null, 2)) : Effect.fail(problem)
    )
  }
).pipe(Command.withDescription("Print the app manifest for api.slack.com/apps > Create New App > From a manifest."))

const doctor = Command.make("doctor", {}, () =>
  plainly(settings).pipe(
    Effect.flatMap(examine),
    Effect.tap(Effect.forEach((finding) => Console.log(lineOf(finding)))),
    Effect.flatMap((findings) =>
      findings.some(({ problem }) => problem !== undefined) ? Effect.fail(new Unwell()) : Console.log("Ready.")
    )
  )
).pipe(Command.withDescription("Check settings, stores, Slack, the API, and a signed round trip. Free of charge."))

const program = Command.make("xingtu-slack").pipe(
  Command.withDescription("Douyin creators (Xingtu) in Slack"),
  Command.withSubcommands([start, printManifest, doctor])
)

Command.run(program, { version }).pipe(
  Effect.provide(NodeServices.layer),
  NodeRuntime.runMain({
    disableErrorReporting: true,
    // SIGTERM and Ctrl-C end it in order; that is no error.
    teardown: (exit, end) => end(Exit.isSuccess(exit) || Cause.hasInterruptsOnly(exit.cause) ? 0 : 1)
  })
)
