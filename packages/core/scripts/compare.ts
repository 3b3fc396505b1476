import { catalogue } from "../src/catalogue/catalogue.ts"
import { deprecated } from "../src/catalogue/deprecated.ts"
import type { Endpoint } from "../src/endpoint/Endpoint.ts"
import type { Param } from "../src/endpoint/Param.ts"
import type { EndpointFacts, Facts, ParamFacts } from "./facts.ts"

const typeOf = (param: Param): ParamFacts["type"] =>
  param.kind === "count" ? "integer" : param.kind === "flag" ? "boolean" : "string"

const paramFacts = (param: Param): ParamFacts => ({
  type: typeOf(param),
  ...(param.required ? { required: true } : {}),
  ...(param.choices.length > 0 ? { values: param.choices.map((choice) => choice.value) } : {}),
  ...(param.default === undefined ? {} : { default: param.default })
})

const endpointFacts = (endpoint: Endpoint): EndpointFacts => ({
  summary: endpoint.title.en,
  params: Object.fromEntries(Object.entries(endpoint.params).map(([name, param]) => [name, paramFacts(param)]))
})

/** What core believes, in the form of the vendor's facts. */
export const ofCore = (): Facts => ({
  ...Object.fromEntries(Object.values<Endpoint>(catalogue).map((endpoint) => [endpoint.path, endpointFacts(endpoint)])),
  ...Object.fromEntries(
    Object.values<Endpoint>(deprecated).map((endpoint) => [
      endpoint.path,
      { ...endpointFacts(endpoint), deprecated: true }
    ])
  )
})

const only = (these: Iterable<string>, those: Iterable<string>): ReadonlyArray<string> => {
  const known = new Set(those)
  return [...these].filter((one) => !known.has(one))
}

const said = (value: unknown) => (value === undefined ? "none" : String(value))

const inParam = (name: string, core: ParamFacts, vendor: ParamFacts): ReadonlyArray<string> => [
  ...(core.type === vendor.type ? [] : [`  ~ ${name}: type ${core.type} is now ${vendor.type}`]),
  ...(core.required === vendor.required
    ? []
    : [`  ~ ${name}: ${vendor.required ? "now required" : "no longer required"}`]),
  ...only(vendor.values ?? [], core.values ?? []).map((value) => `  + ${name}: choice ${value}`),
  ...only(core.values ?? [], vendor.values ?? []).map((value) => `  - ${name}: choice ${value}`),
  ...(core.default === vendor.default
    ? []
    : [`  ~ ${name}: default ${said(core.default)} is now ${said(vendor.default)}`])
]

const inEndpoint = (core: EndpointFacts, vendor: EndpointFacts): ReadonlyArray<string> => [
  ...(core.deprecated === vendor.deprecated
    ? []
    : [`  ~ ${vendor.deprecated ? "now deprecated" : "no longer deprecated"}`]),
  ...only(Object.keys(vendor.params), Object.keys(core.params)).map((name) => `  + ${name}`),
  ...only(Object.keys(core.params), Object.keys(vendor.params)).map((name) => `  - ${name}`),
  ...Object.entries(core.params).flatMap(([name, param]) => {
    const theirs = vendor.params[name]
    return theirs === undefined ? [] : inParam(name, param, theirs)
  })
]

/** Where the vendor's facts differ from core's: `+` added, `-` removed, `~` changed; empty when they agree. */
export const drift = (core: Facts, vendor: Facts): ReadonlyArray<string> => [
  ...only(Object.keys(vendor), Object.keys(core)).map((path) => `+ ${path} ${vendor[path]?.summary ?? ""}`.trimEnd()),
  ...only(Object.keys(core), Object.keys(vendor)).map((path) => `- ${path}`),
  ...Object.entries(core).flatMap(([path, endpoint]) => {
    const theirs = vendor[path]
    const lines = theirs === undefined ? [] : inEndpoint(endpoint, theirs)
    return lines.length === 0 ? [] : [`~ ${path}`, ...lines]
  })
]
