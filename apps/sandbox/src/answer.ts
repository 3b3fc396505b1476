import { catalogue, deprecated, Endpoint, type Failure } from "@xingtu/core/adapter"
import { Result } from "effect"
import { creatorOf, endings } from "./creators/Creator.ts"
import { makerOf } from "./creators/makers.ts"
import { dress } from "./dress.ts"
import { recorded, recordedIds } from "./recorded.ts"
import { vary } from "./vary.ts"

/** What the API says: a business code with the data of code 0, or with a message. */
export interface Verdict {
  readonly code: number
  readonly data?: unknown
  readonly message?: string
}

type Query = Readonly<Record<string, string>>

/** A path of the API. `answers` is the endpoint whose result it gives: for a deprecated one, that which replaced it. */
export interface Route {
  readonly endpoint: Endpoint.Endpoint
  readonly answers: Endpoint.Endpoint
}

const current: ReadonlyMap<string, Endpoint.Endpoint> = new Map(Object.entries(catalogue))

const routes: ReadonlyMap<string, Route> = new Map([
  ...Object.values(deprecated).map((endpoint): readonly [string, Route] => [
    endpoint.path,
    { endpoint, answers: current.get(endpoint.replacedBy) ?? endpoint }
  ]),
  ...Object.values(catalogue).map((endpoint): readonly [string, Route] => [
    endpoint.path,
    { endpoint, answers: endpoint }
  ])
])

export const routeAt = (path: string): Route | undefined => routes.get(path)

const good = { status_code: 0, status_message: "" }

const refused = (failure: Failure.InvalidInput): Verdict => ({
  code: 400,
  message: `Invalid parameters. ${failure.problems.map(({ param, problem }) => `${param}: ${problem.en}`).join(" ")}`
})

/**
 * The parameters as the API takes them: those it does not know are ignored, and nothing is understood but its own
 * spelling.
 */
const check = (endpoint: Endpoint.Endpoint, params: Query): Result.Result<Query, Verdict> => {
  const known = Object.fromEntries(Object.entries(params).filter(([name]) => endpoint.params[name] !== undefined))
  const question = Endpoint.question(endpoint, known)
  if (Result.isFailure(question)) return Result.fail(refused(question.failure))
  const { query } = question.success
  const odd = Object.keys(query).find((name) => query[name] !== known[name])
  return odd === undefined
    ? Result.succeed(query)
    : Result.fail({ code: 400, message: `Invalid parameters. ${odd}: ${known[odd]} is not accepted.` })
}

/** How deprecated paths spell what the current ones call otherwise. */
const spelledNow: Readonly<Record<string, Query>> = {
  range: { _2: "DAY_30", _3: "DAY_90" },
  type: { _1: "PERSONAL_VIDEO", _2: "XINTU_VIDEO" },
  detailType: { _1: "VIDEO", _2: "PRODUCT" }
}

/** A request to a deprecated path in the words of the one that replaced it. */
const modern = ({ answers, endpoint }: Route, query: Query): Query => {
  if (answers === endpoint) return query
  const [from, to] = [Endpoint.idParam(endpoint), Endpoint.idParam(answers)]
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name === from && to !== undefined ? to : name,
      spelledNow[name]?.[value] ?? value
    ])
  )
}

const recordedWords: ReadonlySet<string> = new Set(Object.values(recordedIds))

/**
 * Whether the request is the one whose response was recorded: the recorded id or word, and defaults for the rest. Dates
 * do not count.
 */
const asRecorded = ({ params }: Endpoint.Endpoint, query: Query): boolean =>
  Object.values(query).some((value) => recordedWords.has(value)) &&
  Object.entries(query).every(
    ([name, value]) => recordedWords.has(value) || params[name]?.kind === "date" || value === params[name]?.default
  )

/** The API's response to an accepted caller. */
export const answer = (route: Route, params: Query): Verdict => {
  const checked = check(route.endpoint, params)
  if (Result.isFailure(checked)) return checked.failure
  const { answers } = route
  const query = modern(route, checked.success)
  const id = query[Endpoint.idParam(answers) ?? ""] ?? ""
  if (id.endsWith(endings.gone)) return { code: 201, message: "No content" }
  const sample = recorded(answers.id)?.data
  if (sample !== undefined && asRecorded(answers, query)) return { code: 0, data: sample }
  const creator = creatorOf(id)
  const natural =
    makerOf(answers.id)?.(creator, query) ?? vary(answers.data, answers.data.read(sample ?? {}, "", []), creator)
  const written = dress(answers.data, answers.data.write(natural), sample)
  return { code: 0, data: { base_resp: good, ...Object(written) } }
}
