// A poll: requests, compares with what was remembered, remembers, and gives what is new.
import { type CallOptions, type Failure, type Transport, Xingtu } from "@xingtu/core"
import { Effect, Option, Result } from "effect"
import type { IDataObject, INodeExecutionData, IPollFunctions, NodeApiError, NodeOperationError } from "n8n-workflow"
import { accountIn, runWith } from "../run/client.ts"
import * as Failed from "../run/Failure.ts"
import { consumerOf } from "../operations/options.ts"
import { shutBy } from "../run/probe.ts"
import type { Event, Look } from "./event.ts"
import { events } from "./events.ts"
import { keep, type Memory, type News, recall } from "./memory.ts"
import { access, atLeast } from "./properties.ts"
import { nameOf } from "./watches.ts"
import { type Creator, creatorsIn, isTrial, isUnasked, numberIn, restMsIn, takeTurns, type Turn } from "./turns.ts"

type Answered = Result.Result<Look, Failure.CallFailure | Failure.NotSent>

interface Asked<A extends Creator> {
  readonly creator: A
  readonly answer: Answered
}

/** Milliseconds until n8n abandons this poll, as it counts them; versions before 2.36 wait. */
const budgetMs = (host: IPollFunctions): number =>
  "getPollBudgetMs" in host && typeof host.getPollBudgetMs === "function" ? host.getPollBudgetMs() : Infinity

/** What came within the time there is. What is still out is not broken off: its result is stored when it comes. */
const askAll = <A extends Creator>(
  event: Event,
  creators: ReadonlyArray<A>,
  options: (creator: A) => CallOptions,
  untilMs: number
): Effect.Effect<ReadonlyArray<Asked<A>>, never, Xingtu> => {
  const one = (creator: A): Effect.Effect<Answered, never, Xingtu> =>
    Effect.fromResult(creator.id).pipe(
      Effect.flatMap((id) => event.ask(id, options(creator))),
      Effect.result
    )
  return Effect.forEach(
    creators,
    (creator) =>
      Effect.suspend(() => {
        const leftMs = untilMs - Date.now()
        if (leftMs <= 0) return Effect.succeedNone
        return untilMs === Infinity ? Effect.asSome(one(creator)) : Effect.timeoutOption(one(creator), leftMs)
      }).pipe(Effect.map((answer) => (Option.isNone(answer) ? [] : [{ creator, answer: answer.value }]))),
    { concurrency: 4 }
  ).pipe(Effect.map((asked) => asked.flat()))
}

interface Failing {
  readonly name: string
  readonly failure: Failed.Any
}

const failingOf = (asked: ReadonlyArray<Asked<Creator>>): ReadonlyArray<Failing> =>
  asked.flatMap(({ answer, creator: { name } }) =>
    Result.isFailure(answer) ? [{ name, failure: answer.failure }] : []
  )

/**
 * One error for all creators without a result. What happened to one, and what it cost, may not be what happened to
 * another.
 */
const errorOf = (
  host: IPollFunctions,
  failing: ReadonlyArray<Failing>
): NodeApiError | NodeOperationError | undefined => {
  const [first] = failing
  if (first === undefined) return undefined
  const error = Failed.error(host.getNode(), first.failure)
  const namesOf = (message: string) =>
    failing
      .filter(({ failure }) => failure.message === message)
      .map(({ name }) => name)
      .join(", ")
  const [own = "", ...others] = new Set(failing.map(({ failure }) => failure.message))
  error.description = [
    `${error.description ?? ""} Creators without a result: ${namesOf(own)}.`,
    ...others.map((message) => `And ${namesOf(message)}: ${message}`)
  ].join(" ")
  return error
}

/** A trial shows what there is: a cached result does that as well as a new one. */
const show = async (host: IPollFunctions, event: Event, least: number): Promise<News> => {
  const consumer = consumerOf(host)
  const creators = creatorsIn(host)
  const asked = await runWith(
    host,
    askAll(event, creators, () => ({ consumer }), Infinity)
  )
  const error = errorOf(host, failingOf(asked))
  if (error !== undefined) throw error
  return asked.flatMap(({ answer, creator: { name } }) =>
    Result.isFailure(answer) ? [] : answer.success(undefined, least).news.map((item) => ({ creator_id: name, ...item }))
  )
}

/**
 * Compares a result with what is remembered, and remembers it; the first one learns what there is: the past is no
 * news.
 */
const learn = (memory: Memory, least: number, { answer, creator }: Asked<Turn>): News => {
  const { at, name } = creator
  const before = memory.all.get(name)?.cursor
  if (Result.isFailure(answer)) {
    const isGone = answer.failure._tag === "NoContent"
    memory.all.set(name, { at, ...(before === undefined ? {} : { cursor: before }), ...(isGone ? { isGone } : {}) })
    return []
  }
  const { cursor, news: found } = answer.success(before, least)
  const news = before === undefined ? [] : found.map((item) => ({ creator_id: name, ...item }))
  memory.all.set(name, { at, cursor, news })
  return news
}

/** News with the name of whom they are about: one call more for who has some, and stored for a day. */
const named = async (host: IPollFunctions, { isNamed }: Event, news: News): Promise<News> => {
  const ids = [...new Set(news.map(({ creator_id }) => String(creator_id)))]
  if (isNamed !== true || ids.length === 0) return news
  const names = await runWith(
    host,
    Effect.forEach(ids, (id) => nameOf(id, consumerOf(host)))
  )
  return news.map((item) => ({ ...item, name: names[ids.indexOf(String(item["creator_id"]))] ?? null }))
}

/**
 * n8n tries to publish a workflow several times, seconds apart, when its first poll fails: it is told the same again,
 * and nobody is looked up.
 */
const sameMs = 45_000

/**
 * A failure that was paid for, or may have been, must not make n8n poll again: it is shown as a failed execution, and
 * the poll succeeds.
 */
const report = (host: IPollFunctions, memory: Memory, asked: ReadonlyArray<Asked<Turn>>, lost: News): void => {
  const failing = failingOf(asked)
  const error = errorOf(host, failing)
  if (error === undefined) return
  const isFree = failing.every(({ failure }) => failure.charged === "no")
  if (!isFree || isUnasked(host) || failing.length < asked.length || lost.length > 0) return host.__emitError(error)
  memory.thrown = { error, at: Date.now() }
  throw error
}

const watch = async (host: IPollFunctions, event: Event): Promise<News> => {
  const started = Date.now()
  const least = event.threshold === undefined ? 0 : numberIn(host, atLeast(event.threshold))
  const restMs = restMsIn(host)
  if (isTrial(host)) return show(host, event, least)
  const creators = creatorsIn(host)
  const { id, baseUrl } = await accountIn(host)
  const { memory, lost } = recall(host, `${id} ${baseUrl}`, event.value)
  const watched = new Set(creators.map(({ name }) => name))
  const again = lost.filter(({ creator_id }) => watched.has(String(creator_id)))
  const turns = takeTurns(host, memory, creators, restMs)
  const { thrown } = memory
  if (turns.length === 0 && again.length === 0 && thrown !== undefined && started - thrown.at < sameMs)
    throw thrown.error
  delete memory.thrown
  const consumer = consumerOf(host)
  try {
    const asked = await runWith(
      host,
      askAll(event, turns, ({ since }) => ({ fresh: since, consumer }), started + budgetMs(host))
    )
    const news = await named(
      host,
      event,
      asked.flatMap((one) => learn(memory, least, one))
    )
    keep(host, event.value, memory)
    report(host, memory, asked, again)
    return [...again, ...news]
  } finally {
    for (const { name } of turns) memory.underWay.delete(name)
  }
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
  const { id, baseUrl } = await accountIn(host)
  const { memory, lost } = recall(host, `${id} ${baseUrl}`, access.value)
  const before = memory.all.get("api")?.cursor
  const cursor = { code: now.value["code"] ?? null }
  const news = before === undefined || before["code"] === cursor.code ? [] : [now.value]
  memory.all.set("api", { at: Date.now(), cursor, news })
  keep(host, access.value, memory)
  return [...lost, ...news]
}

/**
 * One poll of the trigger: the news since the last one, or null. Makes at most one paid call per creator whose turn it
 * is.
 */
export const poll = async (host: IPollFunctions): Promise<Array<Array<INodeExecutionData>> | null> => {
  const value = host.getNodeParameter("event")
  const event = events.find((one) => one.value === value)
  const news = event === undefined ? await watchAccess(host) : await watch(host, event)
  return news.length === 0 ? null : [news.map((json) => ({ json }))]
}
