import type { Failure, Xingtu } from "@xingtu/core"
import { Effect, Result, Schema, SchemaIssue } from "effect"

/** Who asks, and how they hear how far it is. */
export interface Caller {
  /** Whose ceiling counts: the name of a key over HTTP, `stdio` on a pipe. */
  readonly name: string
  /** Tells a client that asked for it how far a long job is. */
  readonly progress: (done: number, total: number, message: string) => Effect.Effect<void>
}

/** What a tool gives back: the same as text and as a structure, since clients forward only one of the two. */
export interface Reply {
  readonly text: string
  readonly structured: Readonly<Record<string, unknown>>
}

/** Why a tool did not do what it was asked. */
export interface Refusal {
  readonly happened: string
  readonly charged: Failure.Charged
  readonly advice: string
}

/** One tool, as the list shows it and as it runs. */
export interface Tool {
  readonly name: string
  readonly title: string
  readonly description: string
  /** Whether a call may cost money. */
  readonly pays: boolean
  readonly inputSchema: Readonly<Record<string, unknown>>
  readonly run: (input: unknown, caller: Caller) => Effect.Effect<Reply, Refusal, Xingtu>
}

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
  readonly run: (input: A, caller: Caller) => Effect.Effect<Reply, Refusal, Xingtu>
}): Tool => {
  const decode = Schema.decodeUnknownResult(input)
  return {
    ...shown,
    inputSchema: Schema.toJsonSchemaDocument(input, { onExcessProperty: "error" }).schema,
    run: (given, caller) => {
      const checked = decode(own(given), { errors: "all", onExcessProperty: "error" })
      return Result.isSuccess(checked)
        ? run(checked.success, caller)
        : Effect.fail({
            happened: `The input of ${shown.name} is not usable: ${formatted(checked.failure.issue)}`,
            charged: "no",
            advice: "Correct it and call again."
          })
    }
  }
}
