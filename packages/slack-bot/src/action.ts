import { Schema } from "effect"
import { Option } from "effect"
import { limits } from "./views/limits.ts"

/** What a button carries: the question it is about, so that it works after a restart and in every process. */
const Value = Schema.Struct({
  endpoint: Schema.String,
  input: Schema.Record(Schema.String, Schema.String)
})

type Value = typeof Value.Type

const Json = Schema.fromJsonString(Value)

const ids = {
  ask: "xingtu.ask",
  previous: "xingtu.previous",
  share: "xingtu.share",
  file: "xingtu.file",
  cancel: "xingtu.cancel",
  command: "xingtu.command"
} as const

export const action = {
  ids,
  /** The value, or undefined when it is longer than Slack allows: then there is no button. */
  encode: (value: Value): string | undefined => {
    const text = JSON.stringify(value)
    return text.length > limits.value ? undefined : text
  },
  decode: (text: string | undefined): Value | undefined => Option.getOrUndefined(Schema.decodeUnknownOption(Json)(text))
} as const
