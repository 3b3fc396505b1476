import type { Failure, Xingtu } from "@xingtu/core"
import { Data, Effect, Result, Schema, SchemaIssue } from "effect"

/** What a person said when they were asked to confirm a cost. */
export type Decision = "accepted" | "declined" | "cannotAsk"

/** Who calls, and how they are reached while a tool runs. */
export interface Caller {
  /** The name of the key over HTTP, `stdio` on a pipe. */
  readonly name: string
  /** Whose ceilings count: the key's, and on a pipe this process's. */
  readonly consumers: ReadonlyArray<string>
  /** After this time a long job starts nothing new, so that the client still waits when it ends. */
  readonly patienceMs: number
  /** Tells a client that asked for it how far a long job is. */
  readonly progress: (done: number, total: number) => Effect.Effect<void>
  /** Asks the person in front of the client. Where the protocol asks by a second call, this one ends with `InputNeeded`. */
  readonly confirm: (message: string, state: string) => Effect.Effect<Decision, InputNeeded>
  /** What the second call brings: the answer, and the state that went along with the question. */
  readonly answered: { readonly decision: Decision; readonly state: string } | undefined
}

/** Why a tool did not do what it was told. */
export class Refusal extends Data.TaggedError("Refusal")<{
  readonly happened: string
  readonly charged: Failure.Charged
  readonly advice: string
}> {}

/** The client has to ask its person first, and then calls again with the answer. */
export class InputNeeded extends Data.TaggedError("InputNeeded")<{
  readonly message: string
  /** Comes back with the answer. */
  readonly state: string
}> {}

/** What a tool has to say: data of creators, which is fenced, or facts of this server. */
export interface Told {
  readonly data?: string
  readonly facts?: Readonly<Record<string, unknown>>
  /** Said by this server, before the data: how the input was read, what is missing. */
  readonly notes?: ReadonlyArray<string>
  /** The cursor for the rest. */
  readonly more?: string | undefined
}

/** Requests of a job, and how many of them would be paid for now. */
export interface Price {
  readonly calls: number
  readonly of: number
}

/** A checked call of a tool: free and at once, or something that may cost. */
export type Job =
  | { readonly told: Told }
  | {
      /** The arguments, without what confirms or continues the call. */
      readonly input: unknown
      readonly code: string | undefined
      readonly price: Effect.Effect<Price, Refusal, Xingtu>
      readonly run: Effect.Effect<Told, Refusal, Xingtu>
    }

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

const formatted = SchemaIssue.makeFormatterDefault()

/** What every paying tool takes beside its own arguments; n8n's client adds its own id of the call to every input. */
const Around = Schema.Struct({
  confirm: Schema.optionalKey(Schema.String.annotate({ description: "Code of a cost the user agreed to" })),
  cursor: Schema.optionalKey(
    Schema.String.check(Schema.isPattern(/^\d{1,6}$/)).annotate({ description: "From `more` of the last result" })
  ),
  toolCallId: Schema.optionalKey(Schema.Unknown)
})

const around = Schema.toJsonSchemaDocument(Around).schema

interface Made<A, E> extends Omit<Tool, "inputSchema" | "pays" | "prepare"> {
  readonly input: Schema.Codec<A, E>
  /** Long answers come in pages: the tool takes a cursor. */
  readonly pages?: true
  /** What can be told without a client. */
  readonly told?: (input: A) => Result.Result<Told, Refusal> | undefined
  /** What it would cost now; a tool without is free. */
  readonly price?: (input: A, caller: Caller, from: number) => Effect.Effect<Price, Refusal, Xingtu>
  readonly run: (input: A, caller: Caller, from: number) => Effect.Effect<Told, Refusal, Xingtu>
}

const free = Effect.succeed<Price>({ calls: 0, of: 0 })

export const make = <A, E>({ input, pages, price, run, told, ...shown }: Made<A, E>): Tool => {
  const options = { errors: "all", onExcessProperty: "error" } as const
  const decode = Schema.decodeUnknownResult(input)
  const decodeAround = Schema.decodeUnknownResult(Around)
  const { schema } = Schema.toJsonSchemaDocument(input, options)
  const { confirm, cursor } = Object(around["properties"])
  const wrong = ({ issue }: Schema.SchemaError) => invalid(`Invalid input. ${formatted(issue)}`)
  return {
    ...shown,
    pays: price !== undefined,
    inputSchema: {
      ...schema,
      properties: {
        ...Object(schema["properties"]),
        ...(pages === undefined ? {} : { cursor }),
        ...(price === undefined ? {} : { confirm })
      }
    },
    prepare: (given, caller) =>
      Result.gen(function* () {
        const { confirm, cursor, toolCallId, ...rest }: Readonly<Record<string, unknown>> = { ...Object(given ?? {}) }
        const own = Array.isArray(given) || (given !== undefined && Object(given) !== given) ? given : rest
        const kept = Object.entries({ confirm, cursor, toolCallId }).filter(([, value]) => value !== undefined)
        const { confirm: code, cursor: from = "0" } = yield* Result.mapError(
          decodeAround(Object.fromEntries(kept)),
          wrong
        )
        const checked = yield* Result.mapError(decode(own, options), wrong)
        const said = told?.(checked)
        if (said !== undefined) return { told: yield* said }
        return {
          input: rest,
          code,
          price: price?.(checked, caller, Number(from)) ?? free,
          run: run(checked, caller, Number(from))
        }
      })
  }
}
