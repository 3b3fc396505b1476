import { Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { catalogue, deprecated, Endpoint, Failure, type Wire } from "../../src/adapter.ts"
import { data, failure, input, jsonSchema, row } from "../../src/schema.ts"
import { readFileSync } from "node:fs"

const endpoints: ReadonlyArray<Endpoint.Endpoint> = [...Object.values(catalogue), ...Object.values(deprecated)]
const id = "6955721930401185805"

/** Every JSON Schema within another. */
const within = (schema: unknown): ReadonlyArray<Record<string, unknown>> =>
  typeof schema !== "object" || schema === null
    ? []
    : [{ ...schema }, ...Object.values(schema).flatMap((part) => within(part))]

const validate = (endpoint: Endpoint.Endpoint, value: unknown) => input(endpoint)["~standard"].validate(value)

describe("inputs", () => {
  it.each(endpoints)("of $id are flat JSON Schemas with string enums", (endpoint) => {
    const schema = jsonSchema(input(endpoint))
    expect(schema["type"]).toBe("object")
    expect(schema["additionalProperties"]).toBe(false)
    expect(Object.keys(Object(schema["properties"]))).toEqual(Object.keys(endpoint.params))
    const parts = within(schema)
    for (const banned of ["$ref", "anyOf", "oneOf", "allOf", "exclusiveMinimum", "exclusiveMaximum", "const"])
      expect(parts.filter((part) => banned in part)).toEqual([])
    expect(parts.filter((part) => Array.isArray(part["enum"]) && part["type"] !== "string")).toEqual([])
    for (const property of Object.values(Object(schema["properties"])))
      expect(property).toMatchObject({
        type: expect.any(String),
        title: expect.any(String),
        description: expect.any(String)
      })
  })

  it.each(endpoints)("of $id take their own defaults and examples", (endpoint) => {
    const properties: Readonly<Record<string, { default?: unknown; examples?: ReadonlyArray<unknown> }>> = Object(
      jsonSchema(input(endpoint))["properties"]
    )
    const shown = Object.entries(properties).flatMap(([name, { default: assumed, examples = [] }]) =>
      [...examples, ...(assumed === undefined ? [] : [assumed])].map((value) => ({ [name]: value }))
    )
    for (const value of shown) {
      const question = Endpoint.question(endpoint, value)
      const problems = Result.isFailure(question) ? question.failure.problems : []
      expect(problems.filter(({ param }) => param in value)).toEqual([])
    }
  })

  it("accept what a call accepts", () => {
    expect(validate(catalogue.spreadMetrics, { oAuthorId: id, range: "90 天", onlyAssign: "是" })).not.toHaveProperty(
      "issues"
    )
    expect(Schema.is(input(catalogue.spreadMetrics))({ oAuthorId: 6955721930401185805n })).toBe(true)
  })

  it("say of each parameter what is wrong, in both languages", () => {
    expect(validate(catalogue.spreadMetrics, { rnage: "DAY_30", range: "DAY_3" })).toMatchObject({
      issues: [
        { path: ["rnage"], message: expect.stringContaining("did you mean range") },
        { path: ["oAuthorId"], message: expect.any(String) },
        { path: ["range"], message: expect.stringContaining("did you mean DAY_30") }
      ]
    })
    const period = { oAuthorId: id, startDate: "2026-10-02", endDate: "2026-10-01" }
    expect(validate(catalogue.followerGrowthTrend, period)).toMatchObject({ issues: [{ path: ["endDate"] }] })
    expect(input(catalogue.spreadMetrics, { lang: "zh" })["~standard"].validate({ oAuthorId: "x" })).toMatchObject({
      issues: [{ path: ["oAuthorId"], message: "ID 应为 16 至 20 位数字。" }]
    })
    for (const value of [undefined, null, "text", [id]])
      expect(validate(catalogue.creatorSearch, value)).toHaveProperty("issues")
  })

  it("are the same over JSON", () => {
    const codec = Schema.toCodecJson(input(catalogue.spreadMetrics))
    expect(Schema.decodeUnknownSync(codec)({ oAuthorId: id })).toEqual({ oAuthorId: id })
    expect(Schema.decodeUnknownResult(codec)({ oAuthorId: id, rnage: 1 })._tag).toBe("Failure")
  })
})

const recorded = (endpoint: Endpoint.Endpoint): unknown =>
  JSON.parse(readFileSync(new URL(`../../recorded/${endpoint.id}.json`, import.meta.url), "utf8")).data

describe("data", () => {
  it.each(Object.values<Endpoint.Endpoint>(catalogue))("of $id fits what is decoded from a real answer", (endpoint) => {
    const drift: Array<Wire.Drift> = []
    const decoded = endpoint.data.read(recorded(endpoint), "", drift) ?? {}
    expect(Schema.decodeUnknownSync(Schema.toCodecJson(data(endpoint)))(JSON.parse(JSON.stringify(decoded)))).toEqual(
      decoded
    )
    expect(data(endpoint)["~standard"].validate(decoded)).toEqual({ value: decoded })
    const parts = within(jsonSchema(data(endpoint)))
    for (const banned of ["$ref", "anyOf", "oneOf", "allOf"]) expect(parts.filter((part) => banned in part)).toEqual([])
  })

  it("carries units as annotations", () => {
    const schema = jsonSchema(data(catalogue.spreadMetrics), { includeAnnotationKey: (key) => key === "unit" })
    expect(schema).toMatchObject({
      title: "Performance",
      properties: {
        play_mid: { type: "number", title: "Median plays", unit: "count" },
        interact_rate: { properties: { value: { unit: "share", description: "fraction of 1" } } },
        expect_cpm: { properties: { cpm_1_20: { unit: "yuan", description: "CNY yuan" } } }
      }
    })
  })

  it("refuses what was never decoded", () => {
    expect(data(catalogue.spreadMetrics)["~standard"].validate({ play_mid: "1" })).toMatchObject({
      issues: [{ path: ["play_mid"] }]
    })
  })

  it("describes the rows of tables", () => {
    const column = { unit: "yuan", title: { en: "Price", zh: "报价" } } as const
    expect(jsonSchema(row([{ name: "price", column }]))).toMatchObject({
      properties: { price: { type: "number", title: "Price" } }
    })
  })
})

const about = { endpoint: "spreadMetrics", attempts: 2, uncertain: 1 }
const received = { ...about, vendorMessage: "sorry", requestId: "r-1" }
const failures: ReadonlyArray<Failure.Any> = [
  ...Failure.codes.map(({ code }) => Failure.fromCode(code, received)),
  Failure.fromCode(101, received),
  Failure.fromCode(303, { endpoint: "spreadMetrics", stored: true }),
  new Failure.UpstreamRefused({ ...received, status: 7, raw: { base_resp: { status_code: 7 } } }),
  new Failure.InvalidInput({
    endpoint: "spreadMetrics",
    problems: [{ param: "range", problem: { en: "No.", zh: "否。" } }]
  }),
  new Failure.Timeout({ ...about, afterMs: 120_000 }),
  new Failure.Unreachable({ ...about, sent: true, reason: "ECONNRESET" }),
  new Failure.Unreachable({ ...about, sent: false, reason: "ECONNREFUSED" }),
  new Failure.UnexpectedAnswer({ ...about, status: 502, reason: "HTML", body: "<html>\u2028" }),
  new Failure.BudgetSpent({ ...about, budget: 3, consumer: undefined, opensAt: 1_760_000_000_000 }),
  new Failure.BudgetSpent({ ...about, budget: 3, consumer: "team", opensAt: 1_760_000_000_000 }),
  new Failure.GateClosed({ ...about, code: 601, opensAt: 1_760_000_000_000 }),
  new Failure.OutcomeUnknown({ ...about, since: 1_760_000_000_000, until: 1_760_000_600_000 }),
  new Failure.NotInTime({ ...about, waitedFor: "turn" }),
  new Failure.ClientClosed(about),
  new Failure.NotSent(Failure.fromCode(303, received))
]

/** All that a failure says. */
const said = (one: Failure.Any) => ({ ...one, _tag: one._tag, message: one.message, name: one.name })

describe("failures", () => {
  it.each(failures)("survive a wire: $_tag", (sent) => {
    const wire: unknown = JSON.parse(JSON.stringify(Schema.encodeSync(failure)(sent)))
    const received = Schema.decodeUnknownSync(failure)(wire)
    expect(said(received)).toEqual(said(sent))
    expect(Object.getPrototypeOf(received)).toBe(Object.getPrototypeOf(sent))
    expect(received).toBeInstanceOf(Error)
    expect(Failure.isFailure(received)).toBe(true)
  })

  it("are all known to the schema", () => {
    const classes = Object.values<unknown>(Failure).filter(
      (value): value is { readonly name: string } => typeof value === "function" && value.prototype instanceof Error
    )
    expect(new Set(failures.map(({ _tag }) => _tag))).toEqual(new Set(classes.map(({ name }) => name)))
  })

  it("are one flat object in JSON Schema", () => {
    const schema = jsonSchema(failure)
    expect(schema).toMatchObject({ type: "object", properties: { charged: { enum: ["yes", "no", "unknown"] } } })
    expect(within(schema).filter((part) => "anyOf" in part || "$ref" in part)).toEqual([])
  })

  it("keep words this version would not choose, and refuse what is none", () => {
    const wire = {
      ...Schema.encodeSync(failure)(new Failure.NotInTime({ ...about, waitedFor: "turn" })),
      message: "Later."
    }
    expect(Schema.decodeUnknownSync(failure)(wire).message).toBe("Later.")
    for (const wrong of [
      {},
      { ...wire, _tag: "Nobody" },
      { ...wire, _tag: "Timeout" },
      { ...wire, charged: "perhaps" }
    ])
      expect(Schema.decodeUnknownResult(failure)(wrong)._tag).toBe("Failure")
    const mixed = { ...Schema.encodeSync(failure)(Failure.fromCode(303, received)), _tag: "InvalidToken" }
    expect(Schema.decodeUnknownResult(failure)(mixed)._tag).toBe("Failure")
  })
})
