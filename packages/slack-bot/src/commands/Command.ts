import type { Endpoint, Failure } from "@xingtu/core"
import type { Watching, WatchTyped } from "./watch.ts"

/** What a person asked for. */
export type Command =
  /** Nothing was typed: where to begin. */
  | { readonly _tag: "Start" }
  | { readonly _tag: "Help"; readonly topic?: string }
  | { readonly _tag: "Ask"; readonly endpoint: Endpoint.Endpoint; readonly input: Input }
  /** Something is missing or unclear; a form asks for it. */
  | {
      readonly _tag: "Incomplete"
      readonly form: string
      readonly input: Input
      readonly problems: ReadonlyArray<Failure.Problem>
    }
  | { readonly _tag: "Creator"; readonly id: string; readonly leftOut?: LeftOut }
  | { readonly _tag: "Report"; readonly id: string; readonly leftOut?: LeftOut }
  | { readonly _tag: "Compare"; readonly ids: ReadonlyArray<string>; readonly leftOut?: LeftOut }
  | { readonly _tag: "Quota" }
  | WatchTyped
  | Watching
  | { readonly _tag: "Settings"; readonly words: ReadonlyArray<string> }
  /** Perhaps the whole command `meant`, perhaps a creator's `name`. */
  | { readonly _tag: "Unknown"; readonly typed: string; readonly meant?: string; readonly name?: string }

/** What stood beside the ids in a pasted list and was not read: names, prices, headings. */
export type LeftOut = ReadonlyArray<string>

/** An endpoint's parameters: as they are sent where they were understood, else as typed. */
export type Input = Readonly<Record<string, string>>
