// A poll: asks, compares with what was remembered, remembers, and gives what is new.
import { type CallOptions, Endpoint, type Failure, type Transport, Xingtu } from "@xingtu/core"
import { Effect, Option, Result } from "effect"
import type { IDataObject, INodeExecutionData, IPollFunctions, NodeApiError, NodeOperationError } from "n8n-workflow"
import { runWith } from "../client.ts"
import { creatorIn } from "../creator.ts"
import * as Failed from "../failure.ts"
import { consumerOf } from "../operations/options.ts"
import { shutBy } from "../probe.ts"
import { question } from "../refusal.ts"
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

/** Starts that nobody asked for. n8n polls at each of them, and a process that cannot stay up starts over and over. */
const unasked: ReadonlyArray<string> = ["init", "leadershipChange"]

const begun = new WeakSet<IPollFunctions>()

/** Whether n8n polls because it has just started. It keeps one context for all polls until the next start. */
const isStart = (host: IPollFunctions): boolean => {
  const isFirst = !begun.has(host)
  begun.add(host)
  return isFirst && unasked.includes(host.getActivationMode())
}

type Refusable<A> = Result.Result<A, Failure.CallFailure>

interface Creator {
  /** As the panel has it. */
  readonly given: unknown
  readonly id: Refusable<string>
}

/** Those of the panel, each once. */
const creatorsIn = (host: IPollFunctions, endpoint: Endpoint.Endpoint): ReadonlyArray<Creator> => {
  const param = Endpoint.idParam(endpoint) ?? "id"
  const more = String(host.getNodeParameter("more", "")).split(/[\s,，;；]+/)
  const given = [creatorIn(host), ...more].filter((creator) => creator !== "" && creator !== undefined && creator !== null)
  const creators = given.map((one): Creator => ({ given: one, id: Result.map(question(endpoint, { [param]: one }), ({ query }) => query[param] ?? "") }))
  return [...new Map(creators.map((one) => [Result.getOrElse(one.id, () => one.given), one])).values()]
}

interface Asked extends Creator {
  readonly answer: Refusable<Parameters<Event["look"]>[0]>
}

const askAll = (endpoint: Endpoint.Endpoint, creators: ReadonlyArray<Creator>, options: CallOptions): Effect.Effect<ReadonlyArray<Asked>, never, Xingtu> => {
  const param = Endpoint.idParam(endpoint) ?? "id"
  return Xingtu.use((xingtu) =>
    Effect.forEach(creators, (creator) =>
      Effect.fromResult(creator.id).pipe(
        Effect.flatMap((id) => xingtu.ask(endpoint, { [param]: id }, options)),
        Effect.result,
        Effect.map((answer) => ({ ...creator, answer }))
      ), { concurrency: 4 }))
}

/** One error for all creators without an answer. */
const errorOf = (host: IPollFunctions, asked: ReadonlyArray<Asked>): NodeApiError | NodeOperationError | undefined => {
  const failed = asked.flatMap(({ answer, given }) => (Result.isFailure(answer) ? [{ given, failure: answer.failure }] : []))
  const [first] = failed
  if (first === undefined) return undefined
  const error = Failed.error(host.getNode(), first.failure)
  error.description = `${error.description ?? ""} Creators without an answer: ${failed.map(({ given }) => String(given)).join(", ")}.`
  return error
}

const hourMs = 3_600_000

/** A poll may be a little early, and a day an hour short; neither is one too many. */
const early = 0.9

/** Whose turn it is, written down at once: one that fails is not asked again before the next turn either. */
const takeTurns = (host: IPollFunctions, event: Event, remembered: Readonly<Record<string, Cursor>>): ReadonlyArray<Creator> => {
  const creators = creatorsIn(host, event.endpoint)
  if (isTrial(host)) return creators
  const asked = memory(host, `${event.value}/asked`)
  const now = Date.now()
  const restMs = Number(host.getNodeParameter("askAtMost", 1)) * hourMs * early
  const starts = isStart(host)
  return creators.filter(({ id }) => {
    const name = Result.getOrElse(id, () => "")
    if (starts && remembered[name] !== undefined) return false
    if (now - Number(asked[name]?.["at"] ?? 0) < restMs) return false
    if (Result.isSuccess(id)) asked[name] = { at: now }
    return true
  })
}

const watch = async (host: IPollFunctions, event: Event): Promise<News> => {
  const trial = isTrial(host)
  const remembered = trial ? {} : memory(host, event.value)
  const due = takeTurns(host, event, remembered)
  // A stored answer has no news, but shows as well as a new one what there is.
  const asked = await runWith(host, askAll(event.endpoint, due, { fresh: !trial, consumer: consumerOf(host) }))
  const error = errorOf(host, asked)
  if (error !== undefined && (trial || asked.every(({ answer }) => Result.isFailure(answer)))) throw error
  // Who could not be asked keeps what is remembered of them, so nothing is missed; n8n shows it as a failed execution, and the others go on.
  if (error !== undefined) host.__emitError(error)
  const atLeast = Number(host.getNodeParameter("atLeast", 0))
  return asked.flatMap(({ answer, id }) => {
    if (Result.isFailure(answer) || Result.isFailure(id)) return []
    const before = remembered[id.success]
    const { cursor, news } = event.look(answer.success, before, atLeast)
    remembered[id.success] = cursor
    // The first poll learns what there is; the past is no news.
    return before === undefined && !trial ? [] : news.map((item) => ({ creator_id: id.success, ...item }))
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
