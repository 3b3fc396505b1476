import { catalogue, Endpoint, type Failure } from "@xingtu/core"
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

const byPath: ReadonlyMap<string, Endpoint.Endpoint> = new Map(Object.values(catalogue).map((endpoint) => [endpoint.path, endpoint]))

export const endpointAt = (path: string): Endpoint.Endpoint | undefined => byPath.get(path)

const good = { status_code: 0, status_message: "" }

const refused = (failure: Failure.InvalidInput): Verdict => ({
  code: 400,
  message: `Invalid parameters. ${failure.problems.map(({ param, problem }) => `${param}: ${problem.en}`).join(" ")}`
})

/** The parameters as the API takes them: those it does not know are ignored, and nothing is understood but its own spelling. */
const check = (endpoint: Endpoint.Endpoint, params: Readonly<Record<string, string>>): Result.Result<Readonly<Record<string, string>>, Verdict> => {
  const known = Object.fromEntries(Object.entries(params).filter(([name]) => endpoint.params[name] !== undefined))
  const question = Endpoint.question(endpoint, known)
  if (Result.isFailure(question)) return Result.fail(refused(question.failure))
  const { query } = question.success
  const odd = Object.keys(query).find((name) => query[name] !== known[name])
  return odd === undefined ? Result.succeed(query) : Result.fail({ code: 400, message: `Invalid parameters. ${odd}: ${known[odd]} is not accepted.` })
}

const idOf = (endpoint: Endpoint.Endpoint, query: Readonly<Record<string, string>>): string => query[Endpoint.idParam(endpoint) ?? ""] ?? ""

/** Whether the question is the one whose answer was recorded: the recorded id, and defaults for the rest. Dates do not count. */
const asRecorded = (endpoint: Endpoint.Endpoint, query: Readonly<Record<string, string>>): boolean =>
  Object.entries(query).every(([name, value]) => {
    const param = endpoint.params[name]
    if (param?.kind === "id") return value === recordedIds.creator || value === recordedIds.item
    return param?.kind === "date" || value === param?.default
  })

/** The API's answer to an accepted caller. */
export const answer = (endpoint: Endpoint.Endpoint, params: Readonly<Record<string, string>>): Verdict => {
  const checked = check(endpoint, params)
  if (Result.isFailure(checked)) return checked.failure
  const query = checked.success
  const id = idOf(endpoint, query)
  if (id.endsWith(endings.gone)) return { code: 201, message: "No content" }
  const sample = recorded(endpoint.id)?.data
  if (sample !== undefined && id !== "" && asRecorded(endpoint, query)) return { code: 0, data: sample }
  const creator = creatorOf(id)
  const natural = makerOf(endpoint.id)?.(creator, query) ?? vary(endpoint.data, endpoint.data.read(sample ?? {}, "", []), creator)
  const written = dress(endpoint.data, endpoint.data.write(natural), sample)
  return { code: 0, data: { base_resp: good, ...Object(written) } }
}
