// A poll: asks, compares with what was remembered, remembers, and gives what is new.
import { type Answer, type CallOptions, Endpoint, type Failure, type Transport, Xingtu } from "@xingtu/core"
import { Effect, Option, Result } from "effect"
import type { IDataObject, INodeExecutionData, IPollFunctions, NodeApiError, NodeOperationError } from "n8n-workflow"
import { runWith } from "../client.ts"
import * as Failed from "../failure.ts"
import { consumerOf } from "../operations/options.ts"
import { shutBy } from "../probe.ts"
import { type Event, events } from "./events.ts"
import { access, atLeast } from "./properties.ts"
import { type Creator, isTrial, isUnasked, memory, numberIn, takeTurns } from "./turns.ts"

type News = ReadonlyArray<IDataObject>

interface Asked extends Creator {
  readonly answer: Result.Result<Answer, Failure.CallFailure>
}

const askAll = (
  endpoint: Endpoint.Endpoint,
  creators: ReadonlyArray<Creator>,
  options: CallOptions
): Effect.Effect<ReadonlyArray<Asked>, never, Xingtu> => {
  const param = Endpoint.idParam(endpoint) ?? "id"
  return Xingtu.use((xingtu) =>
    Effect.forEach(
      creators,
      (creator) =>
        Effect.fromResult(creator.id).pipe(
          Effect.flatMap((id) => xingtu.ask(endpoint, { [param]: id }, options)),
          Effect.result,
          Effect.map((answer) => ({ ...creator, answer }))
        ),
      { concurrency: 4 }
    )
  )
}

/** One error for all creators without an answer. What happened to one, and what it cost, may not be what happened to another. */
const errorOf = (host: IPollFunctions, asked: ReadonlyArray<Asked>): NodeApiError | NodeOperationError | undefined => {
  const failed = asked.flatMap(({ answer, name }) =>
    Result.isFailure(answer) ? [{ name, failure: answer.failure }] : []
  )
  const [first] = failed
  if (first === undefined) return undefined
  const error = Failed.error(host.getNode(), first.failure)
  const namesOf = (message: string) =>
    failed
      .filter(({ failure }) => failure.message === message)
      .map(({ name }) => name)
      .join(", ")
  const [own = "", ...others] = new Set(failed.map(({ failure }) => failure.message))
  error.description = [
    `${error.description ?? ""} Creators without an answer: ${namesOf(own)}.`,
    ...others.map((message) => `And ${namesOf(message)}: ${message}`)
  ].join(" ")
  return error
}

const watch = async (host: IPollFunctions, event: Event): Promise<News> => {
  const trial = isTrial(host)
  const least = event.value === "followerChange" ? numberIn(host, atLeast) : 0
  // A stored answer has no news, but shows as well as a new one what there is.
  const asked = await runWith(
    host,
    askAll(event.endpoint, takeTurns(host, event), { fresh: !trial, consumer: consumerOf(host) })
  )
  const error = errorOf(host, asked)
  if (error !== undefined && (trial || (!isUnasked(host) && asked.every(({ answer }) => Result.isFailure(answer)))))
    throw error
  // Who could not be asked keeps what is remembered of them, so nothing is missed; n8n shows it as a failed execution, and the others go on.
  if (error !== undefined) host.__emitError(error)
  const remembered = trial ? {} : memory(host, event.value)
  return asked.flatMap(({ answer, name }) => {
    if (Result.isFailure(answer)) return []
    const before = remembered[name]
    const { cursor, news } = event.look(answer.success, before, least)
    remembered[name] = cursor
    // The first poll learns what there is; the past is no news.
    return before === undefined && !trial ? [] : news.map((item) => ({ creator_id: name, ...item }))
  })
}

/** What keeps calls out, as this process met it or as the API says now. */
const shut = (
  consumer: string
): Effect.Effect<IDataObject, Transport.NoReply | Failure.Business, Xingtu | Transport.Transport> =>
  Effect.gen(function* () {
    const said = yield* shutBy
    if (Option.isSome(said))
      return {
        open: false,
        code: said.value.code,
        reason: said.value.happened.en,
        advice: said.value.advice.en,
        opensAt: null
      }
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
