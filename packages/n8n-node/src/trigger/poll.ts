// A poll: asks, compares with what was remembered, remembers, and gives what is new.
import { Endpoint, type Failure, type Transport, Xingtu } from "@xingtu/core"
import { Effect, Option, Result } from "effect"
import type { IDataObject, INodeExecutionData, IPollFunctions } from "n8n-workflow"
import { runWith } from "../client.ts"
import { creatorIn } from "../creator.ts"
import * as Failed from "../failure.ts"
import { consumerOf } from "../operations/options.ts"
import { shutBy } from "../probe.ts"
import { type Cursor, type Event, events } from "./events.ts"
import { access } from "./properties.ts"

type News = ReadonlyArray<IDataObject>

/** What a node remembers, by event and creator: another creator in the panel starts afresh. */
const memory = (host: IPollFunctions, event: string): Record<string, Cursor> => {
  const data = host.getWorkflowStaticData("node") as Record<string, Record<string, Cursor>>
  return (data[event] ??= {})
}

/** In the editor a poll shows what there is and remembers nothing. */
const isTrial = (host: IPollFunctions): boolean => host.getMode() === "manual"

const creatorsIn = (host: IPollFunctions): ReadonlyArray<unknown> => {
  const more = String(host.getNodeParameter("more", "")).split(/[\s,，;；]+/)
  return [...new Set([creatorIn(host), ...more].filter((creator) => creator !== "" && creator !== undefined && creator !== null))]
}

interface Asked {
  readonly creator: unknown
  readonly result: Result.Result<{ readonly id: string; readonly answer: Parameters<Event["look"]>[0] }, Failure.CallFailure>
}

/** A watched creator is asked anew each time: a stored answer has no news. */
const askAll = ({ endpoint }: Event, creators: ReadonlyArray<unknown>, consumer: string): Effect.Effect<ReadonlyArray<Asked>, never, Xingtu> => {
  const param = Endpoint.idParam(endpoint) ?? "id"
  return Xingtu.use((xingtu) =>
    Effect.forEach(creators, (creator) => {
      const input = { [param]: creator }
      const id = Result.map(Endpoint.question(endpoint, input), ({ query }) => query[param] ?? "")
      return Effect.fromResult(id).pipe(
        Effect.flatMap((id) => Effect.map(xingtu.ask(endpoint, input, { fresh: true, consumer }), (answer) => ({ id, answer }))),
        Effect.result,
        Effect.map((result) => ({ creator, result }))
      )
    }, { concurrency: 4 }))
}

const watch = async (host: IPollFunctions, event: Event): Promise<News> => {
  const asked = await runWith(host, askAll(event, creatorsIn(host), consumerOf(host)))
  const failures = asked.flatMap(({ result }) => (Result.isFailure(result) ? [result.failure] : []))
  const [first] = failures
  // A creator that could not be asked keeps what is remembered of them, so nothing is missed; the others go on.
  if (first !== undefined && failures.length === asked.length) throw Failed.error(host.getNode(), first)
  for (const failure of failures) host.logger.warn(`Xingtu Trigger: ${failure.message}`)
  const remembered = isTrial(host) ? {} : memory(host, event.value)
  const atLeast = Number(host.getNodeParameter("atLeast", 0))
  return asked.flatMap(({ result }) => {
    if (Result.isFailure(result)) return []
    const { id, answer } = result.success
    const before = remembered[id]
    const { cursor, news } = event.look(answer, before, atLeast)
    remembered[id] = cursor
    // The first poll learns what there is; the past is no news.
    return before === undefined && !isTrial(host) ? [] : news.map((item) => ({ creator_id: id, ...item }))
  })
}

/** What keeps calls out, as this process met it or as the API says now. */
const shut = (consumer: string): Effect.Effect<IDataObject, Transport.NoReply | Failure.Business, Xingtu | Transport.Transport> =>
  Effect.gen(function*() {
    const said = yield* shutBy
    if (Option.isSome(said)) return { open: false, code: said.value.code, reason: said.value.happened.en, advice: said.value.advice.en, opensAt: null }
    const { closed } = yield* Xingtu.use((xingtu) => xingtu.quota(consumer))
    const met = closed.find(({ endpoint }) => endpoint === undefined)
    return met === undefined
      ? { open: true, code: null, reason: null, advice: null, opensAt: null }
      : { open: false, code: met.code, reason: met.reason.en, advice: null, opensAt: met.opensAt }
  })

const watchAccess = async (host: IPollFunctions): Promise<News> => {
  const now = await runWith(host, Effect.option(shut(consumerOf(host))))
  // Nobody can tell now; the next poll will.
  if (Option.isNone(now)) return []
  if (isTrial(host)) return [now.value]
  const remembered = memory(host, access.value)
  const before = remembered["api"]
  remembered["api"] = { code: now.value["code"] ?? null }
  return before === undefined || before["code"] === remembered["api"]["code"] ? [] : [now.value]
}

export const poll = async (host: IPollFunctions): Promise<Array<Array<INodeExecutionData>> | null> => {
  const value = host.getNodeParameter("event")
  const event = events.find((one) => one.value === value)
  const news = event === undefined ? await watchAccess(host) : await watch(host, event)
  return news.length === 0 ? null : [news.map((json) => ({ json }))]
}
