import { Failure, type Xingtu } from "@xingtu/core"
import type { Price } from "@xingtu/core/adapter"
import { jsonSchema } from "@xingtu/core/schema"
import { Data, type Effect, Result, Schema, SchemaIssue, Struct } from "effect"

/** What a person said who was asked to confirm a cost, with the state that went along with the question. */
export interface Decision {
  readonly decision: "accepted" | "declined" | "cannotAsk"
  readonly state: string
}

/** Who calls, and how they are reached while a tool runs. */
export interface Caller {
  /** The name of the key over HTTP, `stdio` on a pipe. */
  readonly name: string
  /** Whose limits count: the key's, and on a pipe this process's. */
  readonly consumers: ReadonlyArray<string>
  /** After this time a long job starts nothing new, so that the client still waits when it ends. */
  readonly patienceMs: number
  /** Tells a client that asked for it how far a long job is. */
  readonly progress: (done: number, total: number) => Effect.Effect<void>
  /** Asks the person in front of the client; where the protocol asks by a second call, ends with `InputNeeded`. */
  readonly confirm: (message: string, state: string) => Effect.Effect<Decision, InputNeeded>
}

/** Why a tool did not do what it was told, whether that was charged, and what to do. */
export class Refusal extends Data.TaggedError("Refusal")<{
  readonly happened: string
  readonly charged: Failure.Charged
  readonly advice: string
}> {
  override get message(): string {
    return `${this.happened}\n${Failure.chargedWords[this.charged].en}\n${this.advice}`
  }
}

/** The client has to ask its person first, and then calls again with the answer and this state. */
export class InputNeeded extends Data.TaggedError("InputNeeded")<{
  readonly message: string
  readonly state: string
}> {}

/** What a tool has to say: data of creators, which is fenced, or facts of this server. */
export interface Told {
  readonly data?: string
  readonly facts?: Readonly<Record<string, unknown>>
  /** Said before the data: how the input was read, what is missing. */
  readonly notes?: ReadonlyArray<string>
  /** The cursor for the rest. */
  readonly next?: number | undefined
}

/** What a call does: for nothing and without even opening the store, or for a price. */
export type Work =
  | { readonly price?: never; readonly run: Effect.Effect<Told, Refusal> }
  | { readonly price: Effect.Effect<Price.Price, Refusal, Xingtu>; readonly run: Effect.Effect<Told, Refusal, Xingtu> }

/** A checked call of a tool: its arguments without what confirms or continues it, and the code that confirms it. */
export type Job = Work & { readonly input: unknown; readonly code: string | undefined }

/** One tool, as the list shows it and as it runs. */
export interface Tool {
  readonly name: string
  readonly title: string
  readonly description: string
  /** Whether a call may cost money. */
  readonly pays: boolean
  readonly inputSchema: Readonly<Record<string, unknown>>
  /** Checks the input: the server's registry does not. */
  readonly prepare: (given: unknown, caller: Caller) => Result.Result<Job, Refusal>
}

/** A failure of core as a refusal, in its own words. */
export const refusal = ({ advice, charged, happened }: Pick<Failure.Facts, "advice" | "charged" | "happened">) =>
  new Refusal({ happened: happened.en, charged, advice: advice.en })

/** Nothing was sent; what is wrong can be put right. */
export const invalid = (happened: string, advice = "Correct it and call again."): Refusal =>
  new Refusal({ happened, charged: "no", advice })

/** What every tool that may pay takes as well. */
const Common = Schema.Struct({
  cursor: Schema.optionalKey(
    Schema.String.check(Schema.isPattern(/^\d{1,6}$/)).annotate({ description: "`more` of the last result" })
  ),
  confirm: Schema.optionalKey(Schema.String.annotate({ description: "Code for a cost the user agreed to" }))
})

/** What is wrong with each parameter, as `ids: Required.` */
const formatted = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) =>
    issue._tag === "MissingKey"
      ? "Required"
      : issue._tag === "UnexpectedKey"
        ? "Unknown parameter"
        : SchemaIssue.defaultLeafHook(issue)
})
const problemsOf = (issue: SchemaIssue.Issue): string =>
  formatted(issue)
    .issues.map(({ message, path = [] }) => `${path.slice(1).map(String).join(".") || "input"}: ${message}.`)
    .join(" ")

const strict = { errors: "all", onExcessProperty: "error" } as const

/** A tool of a schema. Without `free` a call may cost what the price of its work says. */
export const make = <A extends object, E>({
  free,
  input,
  work,
  ...shown
}: Pick<Tool, "description" | "name" | "title"> & {
  readonly free?: true
  readonly input: Schema.Codec<A, E>
  readonly work: (input: A, caller: Caller, from: number) => Work
}): Tool => {
  const decode = Schema.decodeUnknownResult(Schema.Tuple([input, Common]), strict)
  const schema = jsonSchema(input, strict)
  const properties = {
    ...Object(schema["properties"]),
    ...(free === true ? {} : Object(jsonSchema(Common)["properties"]))
  }
  return {
    ...shown,
    pays: free !== true,
    inputSchema: { ...schema, properties },
    prepare: (given, caller) => {
      const all: Readonly<Record<string, unknown>> = { ...Object(given) }
      // n8n's client adds its own id of the call to every input.
      const own = Struct.omit(all, ["confirm", "cursor", "toolCallId"])
      const takes = Object.keys(properties).join(", ") || "nothing"
      return Result.mapBoth(decode([own, Struct.pick(all, ["confirm", "cursor"])]), {
        onFailure: ({ issue }) =>
          invalid(`Invalid input. ${problemsOf(issue)}`, `Correct it and call again. Valid parameters: ${takes}.`),
        onSuccess: ([input, { confirm: code, cursor }]) => ({
          input,
          code,
          ...work(input, caller, Number(cursor ?? 0))
        })
      })
    }
  }
}
