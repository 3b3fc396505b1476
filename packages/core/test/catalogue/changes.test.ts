import { describe, expect, it } from "vitest"
import { type Change, changes } from "../../scripts/changes.ts"
import { detailsOf } from "../../scripts/details.ts"
import * as Failure from "../../src/failure/Failure.ts"

const path = "/api/douyin-xingtu/gw/api/x/v1"
const known = Failure.codes.map(({ code }) => code)

interface Changed {
  readonly codes?: ReadonlyArray<number>
  readonly fields?: object
  readonly required?: ReadonlyArray<string>
  readonly statuses?: object
  readonly says?: string
  readonly title?: string
  readonly operation?: object
  readonly api?: object
  readonly envelope?: object
  readonly param?: object
  readonly schema?: object
  readonly more?: ReadonlyArray<object>
  readonly server?: string
}

/** A document as the vendor writes it, with a difference. */
const document = (changed: Changed = {}) => ({
  servers: [{ url: changed.server ?? "https://api.example" }],
  ...changed.api,
  paths: {
    [path]: {
      get: {
        summary: changed.title ?? "X",
        description: changed.says ?? "Returns x. Use it.",
        ...changed.operation,
        parameters: [
          { name: "token", in: "query", schema: { type: "string" } },
          {
            name: "page",
            in: "query",
            description: "Page number.",
            schema: { type: "integer", default: 1, ...changed.schema },
            ...changed.param
          },
          ...(changed.more ?? [])
        ],
        responses: {
          200: {
            description: "OK",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Result" } } }
          },
          429: { $ref: "#/components/responses/Many" },
          ...changed.statuses
        }
      }
    }
  },
  components: {
    responses: { Many: { description: "Too many" } },
    schemas: {
      Result: {
        ...changed.envelope,
        required: changed.required ?? ["code"],
        properties: {
          code: { type: "integer", enum: [0, ...known, ...(changed.codes ?? [])] },
          reason: { type: "string" },
          ...changed.fields
        }
      }
    }
  }
})

const heard = (changed: Changed): ReadonlyArray<string> =>
  changes(detailsOf(document()), detailsOf(document(changed)), document(changed)).flatMap(({ at, lines }: Change) => [
    at,
    ...lines
  ])

describe("what a document says otherwise", () => {
  it("is nothing when nothing changed", () => {
    expect(heard({})).toEqual([])
  })

  it.each<[string, Changed, ReadonlyArray<string>]>([
    [
      "a business code",
      { codes: [777] },
      ["~ the envelope", "  + code 777", "  + code 777: core does not know what it means"]
    ],
    ["a field of the envelope", { fields: { hint: { type: "string" } } }, ["~ the envelope", "  + field hint"]],
    [
      "a field that changed",
      { fields: { reason: { type: "integer" } } },
      ["~ the envelope", "  ~ field reason: type string is now integer"]
    ],
    [
      "a field that is required",
      { required: ["code", "reason"] },
      ["~ the envelope", "  ~ field reason: required none is now true"]
    ],
    ["an HTTP status", { statuses: { 402: { description: "Pay" } } }, [`~ ${path}`, "  + status 402: Pay (no body)"]],
    [
      "what a status means",
      { statuses: { 429: { description: "Wait" } } },
      [`~ ${path}`, "  ~ status 429: Too many (no body) is now Wait (no body)"]
    ],
    [
      "a rule",
      { says: "Returns x. Use it. At most once a day." },
      [`~ ${path}`, "  ~ it now says: At most once a day."]
    ],
    ["a rule that is gone", { says: "Returns x." }, [`~ ${path}`, "  ~ it no longer says 1 of its sentences"]],
    [
      "a rule of a parameter",
      { param: { description: "Page number. At most 50." } },
      [`~ ${path}`, "  ~ page now says: At most 50."]
    ],
    ["a title", { title: "Y" }, [`~ ${path}`, "  ~ it now says: Y", "  ~ it no longer says 1 of its sentences"]],
    [
      "how an endpoint is entered",
      { operation: { security: [{ key: [] }] } },
      [`~ ${path}`, "  ~ it now says: security: [{key: []}]"]
    ],
    [
      "a rule for all endpoints",
      { api: { info: { description: "Ten requests a second." } } },
      ["~ the API", "  ~ it now says: Ten requests a second."]
    ],
    ["how the API is entered", { api: { security: [] } }, ["~ the API", "  ~ it now says: security: []"]],
    [
      "what is said of the envelope",
      { envelope: { description: "Code 303 is charged." } },
      ["~ the API", "  ~ it now says: Code 303 is charged."]
    ],
    [
      "a header of an answer",
      { statuses: { 429: { description: "Too many", headers: { "Retry-After": {} } } } },
      [`~ ${path}`, "  ~ status 429: Too many (no body) is now Too many (no body; headers: {Retry-After: {}})"]
    ],
    ["a default", { schema: { default: 0 } }, [`~ ${path}`, "  ~ page: default 1 is now 0"]],
    ["a limit", { schema: { maximum: 50 } }, [`~ ${path}`, "  ~ page: maximum none is now 50"]],
    ["a deprecated parameter", { param: { deprecated: true } }, [`~ ${path}`, "  ~ page: deprecated none is now true"]],
    ["a header", { more: [{ name: "X-Key", in: "header" }] }, [`~ ${path}`, "  + X-Key, in the header"]],
    [
      "another server",
      { server: "https://new.example" },
      ["~ the API", "  ~ servers https://api.example are now https://new.example"]
    ]
  ])("%s is heard", (_, changed, lines) => {
    expect(heard(changed)).toEqual(lines)
  })
})
