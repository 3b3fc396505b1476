import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { lineOf, Options as O } from "@xingtu/core/node"
import { chooseTools, usualTools } from "@xingtu/core/tools"
import { Cause, Effect, Exit, Layer, Logger, Result } from "effect"
import { HttpRouter, HttpServer } from "effect/http"
import { createServer } from "node:http"
import { createRequire } from "node:module"
import { client, consumersOf, problemsOf } from "./client/client.ts"
import { type Options, read, usage } from "./client/options.ts"
import { examine } from "./doctor.ts"
import { guard } from "./protocol/guard.ts"
import { http, type Served, stdio } from "./protocol/server.ts"

const { version }: { readonly version: string } = createRequire(import.meta.url)("../package.json")
const env = process.env

const say = (text: string): void => void process.stderr.write(`${text}\n`)

const toolsOf = ({ tools }: Options): Served["tools"] =>
  tools === undefined ? usualTools : Result.getOrThrowWith(chooseTools(tools), ({ en }) => new O.WrongOption(en))

const served = (options: Options): Served => {
  const nameOf = (key = "") => options.keys.get(key.replace(/^Bearer\s+/i, "")) ?? "nobody"
  return {
    version,
    policy: { threshold: options["confirm-over"], confirm: options.confirm },
    tools: toolsOf(options),
    patienceMs: options.patience * 1_000,
    xingtu: client(options, env),
    who: (authorization) => {
      const name = options.http ? nameOf(authorization) : "stdio"
      return { name, consumers: consumersOf(name, options) }
    }
  }
}

const overHttp = (options: Options) => {
  const { host, port } = options
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16_384 })
  server.once("listening", () => {
    const own = Object(server.address())["port"] ?? port
    say(`xingtu-mcp listens on http://${host.includes(":") ? `[${host}]` : host}:${own}/mcp`)
  })
  const guarded = Effect.map(HttpRouter.HttpRouter, (router) => HttpServer.serve(guard(options)(router.asHttpEffect())))
  return Layer.unwrap(guarded).pipe(
    Layer.provide(http(served(options), options["allow-origin"])),
    Layer.provide(HttpRouter.layer),
    Layer.provide(NodeHttpServer.layer(() => server, { host, port }))
  )
}

/** What keeps it from starting, without a stack where the operator can mend it. */
const reasonOf = (cause: Cause.Cause<unknown>, { host, port }: Options): string => {
  const { _tag, advice, cause: inner, happened } = Object(Cause.squash(cause))
  if (_tag === "Refusal") return `${happened} ${advice}`
  const { code } = Object(inner)
  return typeof code === "string"
    ? `Cannot listen on ${host}, port ${port} (${code}): choose others with --host and --port.`
    : Cause.pretty(cause)
}

/** What no tool can work with is said at once. A client still gets the list of tools; a team's server does not start. */
const checked = Effect.fnUntraced(function* (options: Options) {
  const problems = yield* problemsOf(env)
  const needsToken = problems.length > 0 && problems.every(({ setting }) => setting === "JUSTONEAPI_TOKEN")
  if (options.http && !needsToken) yield* Effect.scoped(Layer.build(client(options, env)))
  for (const { problem, setting } of problems) say(`${setting}: ${problem.en} xingtu-mcp doctor checks it.`)
})

const serve = (options: Options) =>
  NodeRuntime.runMain(
    checked(options).pipe(
      // Not merged with anything: the end of the input ends the fiber that builds the layer, which must be this one.
      Effect.andThen(options.http ? Layer.launch(overHttp(options)) : Layer.launch(stdio(served(options)))),
      // Standard output belongs to the protocol.
      Effect.provide(Logger.layer([Logger.withConsoleError(Logger.formatSimple)]))
    ),
    {
      disableErrorReporting: true,
      teardown: (exit, end) => {
        const fails = Exit.isFailure(exit) && !Cause.hasInterruptsOnly(exit.cause)
        if (fails) say(reasonOf(exit.cause, options))
        end(fails ? 1 : 0)
      }
    }
  )

const doctor = async (options: Options) => {
  const findings = await Effect.runPromise(examine(options, env))
  for (const finding of findings) console.log(lineOf(finding))
  process.exitCode = findings.some(({ problem }) => problem !== undefined) ? 1 : 0
}

try {
  const options = read(process.argv.slice(2), env)
  if (options.command === "help") process.stdout.write(usage)
  else if (options.command === "version") process.stdout.write(`${version}\n`)
  else if (options.command === "doctor") await doctor(options)
  else serve(options)
} catch (error) {
  if (!(error instanceof O.WrongOption)) throw error
  say(`${error.message} All options: xingtu-mcp --help`)
  process.exitCode = 2
}
