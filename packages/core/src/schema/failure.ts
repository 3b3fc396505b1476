import { Effect, Schema, SchemaGetter, SchemaIssue } from "effect"
import * as Failure from "../failure/Failure.ts"
import { defined } from "../util/defined.ts"

const words = Schema.Struct({ en: Schema.String, zh: Schema.String })

/** What every failure carries. */
const facts = {
  endpoint: Schema.String,
  charged: Schema.Literals(["yes", "no", "unknown"]),
  attempts: Schema.Finite,
  uncertain: Schema.Finite,
  retry: Schema.Boolean,
  stops: Schema.Boolean,
  happened: words,
  advice: words,
  message: Schema.String
}

const told = { vendorMessage: Schema.optionalKey(Schema.String), requestId: Schema.optionalKey(Schema.String) }

const business = Schema.Literals([
  "InvalidToken",
  "NoContent",
  "ItemNotSupported",
  "OutOfService",
  "CollectionFailed",
  "RateLimited",
  "DailyQuotaExceeded",
  "InvalidParameters",
  "NotFound",
  "ServerError",
  "ServiceUnavailable",
  "PermissionDenied",
  "InsufficientBalance",
  "TokenLimitReached"
])

/** The fields of each failure, as they stand. */
const byTag = Schema.Union([
  Schema.Struct({ ...facts, ...told, _tag: business, code: Schema.Finite }),
  Schema.TaggedStruct("UnknownCode", { ...facts, ...told, code: Schema.Finite }),
  Schema.TaggedStruct("UpstreamRefused", {
    ...facts,
    ...told,
    code: Schema.Literal(0),
    status: Schema.Finite,
    raw: Schema.Unknown
  }),
  Schema.TaggedStruct("InvalidInput", {
    ...facts,
    problems: Schema.Array(Schema.Struct({ param: Schema.String, problem: words }))
  }),
  Schema.TaggedStruct("Timeout", { ...facts, afterMs: Schema.Finite }),
  Schema.TaggedStruct("Unreachable", { ...facts, sent: Schema.Boolean, reason: Schema.String }),
  Schema.TaggedStruct("UnexpectedAnswer", {
    ...facts,
    status: Schema.Finite,
    reason: Schema.String,
    body: Schema.String
  }),
  Schema.TaggedStruct("BudgetSpent", {
    ...facts,
    budget: Schema.Finite,
    consumer: Schema.optionalKey(Schema.String),
    opensAt: Schema.String
  }),
  Schema.TaggedStruct("GateClosed", { ...facts, code: Schema.Finite, reason: words, opensAt: Schema.String }),
  Schema.TaggedStruct("OutcomeUnknown", { ...facts, since: Schema.String, until: Schema.String }),
  Schema.TaggedStruct("NotInTime", { ...facts, waitedFor: Schema.Literals(["turn", "answer"]) }),
  Schema.TaggedStruct("ClientClosed", facts),
  Schema.TaggedStruct("NotSent", { ...facts, because: Schema.String })
])

type Plain = typeof byTag.Type

/** All fields of all failures in one flat object, since many readers of JSON Schema know no alternatives. */
const flat = Schema.Struct({
  _tag: Schema.Literals([
    ...business.literals,
    "UnknownCode",
    "UpstreamRefused",
    "InvalidInput",
    "Timeout",
    "Unreachable",
    "UnexpectedAnswer",
    "BudgetSpent",
    "GateClosed",
    "OutcomeUnknown",
    "NotInTime",
    "ClientClosed",
    "NotSent"
  ]),
  ...facts,
  ...told,
  code: Schema.optionalKey(Schema.Finite),
  status: Schema.optionalKey(Schema.Finite),
  raw: Schema.optionalKey(Schema.Unknown),
  problems: Schema.optionalKey(Schema.Array(Schema.Struct({ param: Schema.String, problem: words }))),
  afterMs: Schema.optionalKey(Schema.Finite),
  sent: Schema.optionalKey(Schema.Boolean),
  // A text or a text in both languages.
  reason: Schema.optionalKey(Schema.Unknown),
  body: Schema.optionalKey(Schema.String),
  budget: Schema.optionalKey(Schema.Finite),
  consumer: Schema.optionalKey(Schema.String),
  opensAt: Schema.optionalKey(Schema.String),
  since: Schema.optionalKey(Schema.String),
  until: Schema.optionalKey(Schema.String),
  waitedFor: Schema.optionalKey(Schema.String),
  because: Schema.optionalKey(Schema.String)
})

/** An instance of the failure's own class. */
const instance = (plain: Plain): Failure.Any => {
  switch (plain._tag) {
    case "UpstreamRefused":
      return new Failure.UpstreamRefused(plain)
    case "InvalidInput":
      return new Failure.InvalidInput(plain)
    case "Timeout":
      return new Failure.Timeout(plain)
    case "Unreachable":
      return new Failure.Unreachable(plain)
    case "UnexpectedAnswer":
      return new Failure.UnexpectedAnswer(plain)
    case "BudgetSpent":
      return new Failure.BudgetSpent({ ...plain, consumer: plain.consumer, opensAt: 0 })
    case "GateClosed":
      return new Failure.GateClosed({ ...plain, opensAt: 0 })
    case "OutcomeUnknown":
      return new Failure.OutcomeUnknown({ ...plain, since: 0, until: 0 })
    case "NotInTime":
      return new Failure.NotInTime(plain)
    case "ClientClosed":
      return new Failure.ClientClosed(plain)
    case "NotSent":
      return new Failure.NotSent(plain)
    case "UnknownCode":
      return new Failure.UnknownCode(plain)
    default:
      return Failure.fromCode(plain.code, plain)
  }
}

const read = Schema.decodeUnknownEffect(byTag)

/** The fields of one failure; those that are undefined have no place in JSON. */
const fields = (failure: object): Effect.Effect<Plain, SchemaIssue.Issue> =>
  Effect.mapError(read(defined(failure)), ({ issue }) => issue)

/** Words and charge stay as they were sent, whatever this version would say. */
const revived = (plain: Plain): Effect.Effect<Failure.Any, SchemaIssue.Issue> => {
  const failure = instance(plain)
  return failure._tag === plain._tag
    ? Effect.succeed(Object.assign(failure, plain))
    : Effect.fail(new SchemaIssue.InvalidValue({ message: `${plain._tag} does not have this code` }))
}

/**
 * The schema of every failure, to send it between processes: encoded as plain JSON, decoded as an instance of the same
 * class.
 */
export const failure = flat.pipe(
  Schema.decodeTo(
    Schema.declare((value): value is Failure.Any => Failure.isFailure(value), { expected: "a failure of a call" }),
    {
      decode: SchemaGetter.transformEffect((sent: typeof flat.Type) => Effect.flatMap(fields(sent), revived)),
      encode: SchemaGetter.transformEffect((failure: Failure.Any) =>
        fields({ ...failure, _tag: failure._tag, message: failure.message })
      )
    }
  )
)
