import type { Endpoint, Failure } from "@xingtu/core"
import type { From, Wanted } from "./brief.ts"
import type { Watching, WatchTyped } from "./watch.ts"

/** What a person requested. */
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
  | { readonly _tag: "Report"; readonly ids: ReadonlyArray<string>; readonly leftOut?: LeftOut }
  | { readonly _tag: "Compare"; readonly ids: ReadonlyArray<string>; readonly leftOut?: LeftOut }
  /** Creators in the order of a brief, or with its reasons. */
  | {
      readonly _tag: "Shortlist"
      readonly from: From
      readonly wanted: Wanted
      readonly reasons: boolean
      readonly leftOut?: LeftOut
    }
  /** A budget spent on creators. */
  | { readonly _tag: "Plan"; readonly from: From; readonly wanted: Wanted; readonly leftOut?: LeftOut }
  /** Keeps creators by a name: those it names, else what was shown last. */
  | { readonly _tag: "Save"; readonly name: string; readonly ids: ReadonlyArray<string> }
  | { readonly _tag: "Lists"; readonly action: ListAction }
  | { readonly _tag: "Quota" }
  | WatchTyped
  | Watching
  | { readonly _tag: "Settings"; readonly words: ReadonlyArray<string> }
  /** Possibly the whole command `meant`, or a creator's `name`. */
  | { readonly _tag: "Unknown"; readonly typed: string; readonly meant?: string; readonly name?: string }

/** What stood beside the ids in a pasted list and was not read: names, prices, headings. */
export type LeftOut = ReadonlyArray<string>

/** An endpoint's parameters: as they are sent where they were understood, else as typed. */
export type Input = Readonly<Record<string, string>>

/** What is done with the lists of a person. */
export type ListAction =
  | { readonly _tag: "Show" }
  | { readonly _tag: "Open"; readonly name: string }
  | { readonly _tag: "Delete"; readonly name: string }
  | { readonly _tag: "Rename"; readonly name: string; readonly to: string }
