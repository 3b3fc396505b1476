import { catalogue, Endpoint, Report, type Words } from "@xingtu/core/adapter"
import { say } from "../util/words.ts"

/** What a formula or a run is about: an endpoint, or the report that several make. */
export interface Subject {
  readonly id: string
  readonly title: Words
  readonly endpoints: ReadonlyArray<Endpoint.Endpoint>
}

const endpoints: Readonly<Record<string, Endpoint.Endpoint>> = catalogue

export const report: Subject = {
  id: "report",
  title: say.report,
  endpoints: Report.all.map((id) => Report.sources[id])
}

export const find = (id: string): Subject | undefined => {
  if (id === report.id) return report
  const endpoint = endpoints[id]
  return endpoint === undefined ? undefined : { id, title: endpoint.title, endpoints: [endpoint] }
}

export const all = (): ReadonlyArray<Subject> => [report.id, ...Object.keys(endpoints)].flatMap((id) => find(id) ?? [])

const params = new Map<string, string>()

/** The parameter that a row of the ids goes to; a search is given a keyword instead. */
export const param = (endpoint: Endpoint.Endpoint): string => {
  const name = params.get(endpoint.id) ?? Endpoint.idParam(endpoint) ?? Object.keys(endpoint.params)[0] ?? ""
  params.set(endpoint.id, name)
  return name
}
