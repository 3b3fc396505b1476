import { catalogue, deprecated, nearest } from "@xingtu/core/adapter"
import { Schema } from "effect"
import { chance } from "./chance.ts"

const code = Schema.Union([Schema.Int, Schema.String.check(Schema.isPattern(/^\d{1,6}$/))])
const status = Schema.Int.check(Schema.isBetween({ minimum: 200, maximum: 599 }))

/**
 * What happens to a request instead of its normal response, or in addition to it: a code, a refusal, a cut connection
 * ...
 */
export const Fault = Schema.Union([
  /**
   * An envelope with this code and no data. `{token}` in the message becomes the caller's token, as a careless vendor
   * would.
   */
  Schema.Struct({
    kind: Schema.Literal("code"),
    code,
    status: Schema.optionalKey(status),
    message: Schema.optionalKey(Schema.String),
    requestId: Schema.optionalKey(Schema.String)
  }),
  /** Code 0, charged, but the marketplace behind the API refused (`base_resp`). */
  Schema.Struct({
    kind: Schema.Literal("refusal"),
    statusCode: Schema.Int,
    statusMessage: Schema.optionalKey(Schema.String)
  }),
  /** The normal response under this HTTP status. */
  Schema.Struct({ kind: Schema.Literal("status"), status }),
  /** The normal response with its code as digits in a string, as before July 2026. */
  Schema.Struct({ kind: Schema.Literal("textCode") }),
  /**
   * The normal response in another shape: `set` puts values at paths of `data`; without it the first field core reads
   * changes its type and a new field appears.
   */
  Schema.Struct({
    kind: Schema.Literal("drift"),
    set: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown))
  }),
  /** The first half of the normal response, as if it were all. */
  Schema.Struct({ kind: Schema.Literal("truncated") }),
  /** A proxy's page instead of the response; it quotes the whole address. 502 unless set. */
  Schema.Struct({ kind: Schema.Literal("html"), status: Schema.optionalKey(status) }),
  /** Charged, and then nothing: the connection stays open without a response. */
  Schema.Struct({ kind: Schema.Literal("silence") }),
  /** The connection is cut before the API did anything, after it charged, or in the middle of the body. */
  Schema.Struct({ kind: Schema.Literal("cut"), when: Schema.Literals(["beforeCharging", "afterCharging", "midBody"]) })
])
export type Fault = typeof Fault.Type

const positive = Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))

const ids = Object.keys({ ...catalogue, ...deprecated })

/** A rule for an endpoint nobody knows would never apply, and nobody would know why. */
const known = Schema.makeFilter((id: string) => {
  const meant = nearest(id, ids)
  return ids.includes(id)
    ? undefined
    : `Unknown endpoint ${id}${meant === undefined ? "." : `; did you mean ${meant}?`}`
})

/**
 * When something goes wrong, and what. Of several rules that match a request the first one that still applies is taken.
 */
export const Rule = Schema.Struct({
  /** Id of an endpoint. */
  endpoint: Schema.optionalKey(Schema.String.check(known)),
  path: Schema.optionalKey(Schema.String),
  /** Parameters the request must have with these values. */
  params: Schema.optionalKey(Schema.Record(Schema.String, Schema.String)),
  /** Which of the matching requests, counted from 1. */
  nth: Schema.optionalKey(Schema.Union([positive, Schema.Array(positive)])),
  /** How often it applies; without end unless set. */
  times: Schema.optionalKey(positive),
  /** How likely it applies, from 0 to 1; comes out the same for the same `seed`. */
  chance: Schema.optionalKey(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))),
  seed: Schema.optionalKey(Schema.String),
  /** Wait this long before the response; what is charged is charged before the wait. */
  delayMs: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 600_000 }))),
  fault: Schema.optionalKey(Fault)
})
export type Rule = typeof Rule.Type

export const Rules = Schema.Array(Rule)

/** What a rule is matched with. */
export interface Asked {
  readonly path: string
  readonly endpoint?: string
  readonly params: Readonly<Record<string, string>>
}

const matches = (rule: Rule, asked: Asked): boolean =>
  (rule.endpoint === undefined || rule.endpoint === asked.endpoint) &&
  (rule.path === undefined || rule.path === asked.path) &&
  Object.entries(rule.params ?? {}).every(([name, value]) => asked.params[name] === value)

/** A script of rules, with what has become of each. */
export const script = (rules: ReadonlyArray<Rule>) => {
  const states = rules.map((rule) => ({ rule, seen: 0, applied: 0, roll: chance(rule.seed ?? "seed").next }))
  return {
    /** The rule for this request. */
    take: (asked: Asked): Rule | undefined =>
      states.find((state) => {
        const { rule } = state
        if (!matches(rule, asked)) return false
        state.seen++
        const nth = rule.nth === undefined || [rule.nth].flat().includes(state.seen)
        const applies =
          nth &&
          (rule.times === undefined || state.applied < rule.times) &&
          (rule.chance === undefined || state.roll() < rule.chance)
        if (applies) state.applied++
        return applies
      })?.rule
  }
}
