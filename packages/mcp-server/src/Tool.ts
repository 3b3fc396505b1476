import type { Endpoint } from "@xingtu/core"
import { input, jsonSchema } from "@xingtu/core/schema"
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
  /** Tells a client that asked for it how far a long job is. */
  readonly progress: (done: number, total: number) => Effect.Effect<void>
  /** Asks the person in front of the client. Where the protocol asks by a second call, this one ends with `InputNeeded`. */
  readonly confirm: (message: string, state: string) => Effect.Effect<Decision, InputNeeded>
}

/** What a tool gives back: the same as text and as a structure, since clients forward only one of the two. */
export interface Reply {
  readonly text: string
  readonly structured: Readonly<Record<string, unknown>>
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

export type Run = Effect.Effect<Reply, Refusal | InputNeeded, Xingtu>

/** One tool, as the list shows it and as it runs. */
export interface Tool {
  readonly name: string
  readonly title: string
  readonly description: string
  /** Whether a call may cost money. */
  readonly pays: boolean
  readonly inputSchema: Readonly<Record<string, unknown>>
  readonly run: (input: unknown, caller: Caller) => Run
}

/** A failure of core as a refusal, in its own words. */
export const refusal = ({ advice, charged, happened }: Failure.Facts): Refusal =>
  new Refusal({ happened: happened.en, charged, advice: advice.en })

/** Nothing was sent; what is wrong can be put right. */
export const invalid = (happened: string, advice = "Correct it and call again."): Refusal =>
  new Refusal({ happened, charged: "no", advice })

const formatted = SchemaIssue.makeFormatterDefault()

/** n8n's client adds its own id of the call to every input. */
const foreign = "toolCallId"

const own = (input: unknown): unknown => {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input ?? {}
  const { [foreign]: _, ...rest }: Readonly<Record<string, unknown>> = { ...input }
  return rest
}

/** A tool whose input is checked before it runs: the server's registry does not check it. */
export const make = <A, E>({
  input,
  run,
  ...shown
}: Omit<Tool, "inputSchema" | "run"> & {
  readonly input: Schema.Codec<A, E>
  readonly run: (input: A, caller: Caller) => Run
}): Tool => {
  const decode = Schema.decodeUnknownResult(input)
  return {
    ...shown,
    inputSchema: Schema.toJsonSchemaDocument(input, { onExcessProperty: "error" }).schema,
    run: (given, caller) => {
      const checked = decode(own(given), { errors: "all", onExcessProperty: "error" })
      return Result.isSuccess(checked)
        ? run(checked.success, caller)
        : Effect.fail(invalid(`Invalid input. ${formatted(checked.failure.issue)}`))
    }
  }
}

/** What an endpoint takes, as JSON Schema, with the code of a confirmed cost. */
export const endpointInput = (endpoint: Endpoint.Endpoint): Readonly<Record<string, unknown>> => {
  const schema = jsonSchema(input(endpoint), { onExcessProperty: "error" })
  return {
    ...schema,
    properties: { ...Object(schema["properties"]), confirm: { type: "string" }, cursor: { type: "string" } }
  }
}
