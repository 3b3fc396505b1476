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
  /**
   * Asks the person in front of the client. Where the protocol asks by a second call, this one ends with `InputNeeded`.
   */
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

/** Requests of a job, and how many of them would be paid for now. */
export interface Price {
  readonly calls: number
  readonly of: number
}

/** A checked call of a tool. */
export interface Job {
  /** The arguments, without what confirms or continues the call. */
  readonly input: unknown
  readonly code: string | undefined
  /** Undefined where nothing is asked, not even the store. */
  readonly price: Effect.Effect<Price, Refusal, Xingtu> | undefined
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
const strict = { errors: "all", onExcessProperty: "error" } as const

/** n8n's client adds its own id of the call to every input. */
const own = (given: unknown = {}): unknown => {
  if (Object(given) !== given || Array.isArray(given)) return given
  const { toolCallId: _, ...rest }: Readonly<Record<string, unknown>> = { ...Object(given) }
  return rest
}

type Common = { readonly confirm?: string; readonly cursor?: string }

type Uses<A, B> = (input: Omit<A, keyof Common>, caller: Caller, from: number) => B

/** A tool of a schema; without a price it is free. What `told` knows needs no client. */
export const make = <A extends object, E>({
  input,
  price,
  run,
  told,
  ...shown
}: Pick<Tool, "description" | "name" | "title"> & {
  readonly input: Schema.Codec<A, E>
  readonly told?: (input: Omit<A, keyof Common>) => Result.Result<Told, Refusal> | undefined
  readonly price?: Uses<A, Effect.Effect<Price, Refusal, Xingtu>>
  readonly run: Uses<A, Effect.Effect<Told, Refusal, Xingtu>>
}): Tool => {
  const decode = Schema.decodeUnknownResult(input)
  const { schema } = Schema.toJsonSchemaDocument(input, strict)
  const takes = Object.keys(Object(schema["properties"])).join(", ")
  return {
    ...shown,
    pays: price !== undefined,
    inputSchema: schema,
    prepare: (given, caller) =>
      Result.gen(function* () {
        const checked = yield* Result.mapError(decode(own(given), strict), ({ issue }) =>
          invalid(`Invalid input. ${formatted(issue)}`, `Correct it and call again; it takes: ${takes || "nothing"}.`)
        )
        const { confirm: code, cursor = "0", ...rest }: A & Common = checked
        const job = { input: rest, code }
        const said = told?.(rest)
        if (said !== undefined) return { ...job, price: undefined, run: Effect.succeed(yield* said) }
        const from = Number(cursor)
        const free = Effect.succeed<Price>({ calls: 0, of: 0 })
        return { ...job, price: price?.(rest, caller, from) ?? free, run: run(rest, caller, from) }
      })
  }
}
