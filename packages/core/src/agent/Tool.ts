import { Data, type Effect, Result, Schema, SchemaIssue, Struct } from "effect"
import type { Price } from "../client/Price.ts"
import type { Xingtu } from "../client/Xingtu.ts"
import * as Failure from "../failure/Failure.ts"
import { jsonSchema } from "../schema/jsonSchema.ts"
import type { Secrets } from "./Secrets.ts"

/** What a person said who was asked to confirm a cost, with the state that went along with the question. */
export interface Decision {
  readonly decision: "accepted" | "declined" | "cannotAsk"
  readonly state: string
}

/** What the operator allows. No tool can raise it. */
export interface Policy {
  /** More paid calls than this need a confirmation. */
  readonly threshold: number
  /** Who may confirm: `human` a person who is asked; `auto` also an agent that gives a code. */
  readonly confirm: "auto" | "human"
}

/** Who calls a tool, what they may spend, and how they are reached while it runs. */
export interface Caller<out E = unknown> {
  /** Whose shortlists and last looks these are. */
  readonly name: string
  /** Whose daily limits count. */
  readonly consumers: ReadonlyArray<string>
  readonly policy: Policy
  /** After this time a long job starts nothing new, so that the caller still waits when it ends. */
  readonly patienceMs: number
  /** Tells how far a long job is. */
  readonly progress: (done: number, total: number) => Effect.Effect<void>
  /** Asks the person in front of the agent. It fails where a second call has to bring the decision. */
  readonly confirm: (message: string, state: string) => Effect.Effect<Decision, E>
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

/** What a tool has to say: data of creators, which is fenced, or facts of its own. */
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
  | {
      readonly price: Effect.Effect<Price, Refusal, Xingtu>
      readonly run: Effect.Effect<Told, Refusal, Xingtu | Secrets>
    }

/** A checked call of a tool: its arguments without what confirms or continues it, and the code that confirms it. */
export type Job = Work & { readonly input: unknown; readonly code: string | undefined }

/** A tool: what an agent sees of it, and the check that makes a call of it a job. */
export interface Tool {
  /** `xingtu_report`: unique among the tools of an agent, under 30 characters. */
  readonly name: string
  readonly title: string
  readonly description: string
  /** Whether a call may cost money. */
  readonly pays: boolean
  /** JSON Schema (draft 2020-12) of the input, flat. */
  readonly inputSchema: Readonly<Record<string, unknown>> & { readonly type: "object" }
  /** Checks the input, which nothing did before. Sends nothing. */
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

const prefix = "xingtu_"

/** The name of a tool as people choose it: `report`. */
export const shortName = (name: string): string => (name.startsWith(prefix) ? name.slice(prefix.length) : name)

/** A tool of a schema. Without `free` a call may cost what the price of its work says. */
export const makeTool = <A extends object, E>({
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
    name: prefix + shown.name,
    pays: free !== true,
    inputSchema: { ...schema, type: "object", properties },
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
