import { Schema } from "effect"

/** Work that someone waits for, written down so that it is not forgotten when this process ends. */
export const Waiting = Schema.Struct({
  team: Schema.String,
  user: Schema.String,
  channel: Schema.String,
  lang: Schema.Literals(["en", "zh"]),
  responseUrl: Schema.optionalKey(Schema.String),
  thread: Schema.optionalKey(Schema.String),
  conversation: Schema.optionalKey(Schema.Literals(["direct", "channel"])),
  replaces: Schema.Boolean,
  /** Epoch milliseconds; a result up to then is not the one that is waited for. */
  newerThan: Schema.optionalKey(Schema.Finite),
  /** The command, as text. */
  command: Schema.String,
  /** Epoch milliseconds. */
  since: Schema.Finite
})

export type Waiting = typeof Waiting.Type
