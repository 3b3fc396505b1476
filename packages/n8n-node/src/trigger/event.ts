// An event of the trigger.
import type { CallOptions, Endpoint, Failure, Xingtu } from "@xingtu/core"
import type { Effect } from "effect"
import type { IDataObject } from "n8n-workflow"

/** What is remembered of a creator between polls; small, since n8n keeps it with the workflow. */
export type Cursor = IDataObject

/** What a look at a creator found. */
export interface Seen {
  readonly cursor: Cursor
  /** Items to fire for, given what was remembered; all there is when nothing was. */
  readonly news: ReadonlyArray<IDataObject>
}

/** Compares what came with what was remembered. */
export type Look = (before: Cursor | undefined, atLeast: number) => Seen

/** Something a creator is watched for: what it is called, and how it is asked for. */
export interface Event {
  readonly value: string
  readonly name: string
  readonly description: string
  readonly endpoint: Endpoint.Endpoint
  /** Its news say who it is: looked up for who has some. */
  readonly isNamed?: true
  /**
   * Percent by which its figure must change to be told, unless the panel says otherwise; without it every change is.
   */
  readonly threshold?: number
  readonly ask: (id: string, options: CallOptions) => Effect.Effect<Look, Failure.CallFailure | Failure.NotSent, Xingtu>
}
