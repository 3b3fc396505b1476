import type { Document } from "@xingtu/sheets-addon/host"

/** Where results are cached: in each adapter's own place, or in a store that fails. */
export type Kept = "own" | { readonly file: string } | { readonly redis: string } | { readonly database: string }

export interface Put {
  readonly baseUrl: string
  readonly token: string
  readonly kept: Kept
  /** Paid calls a day; no limit unless set. */
  readonly dailyBudget?: number | undefined
}

/** What a person sees. */
export interface Seen {
  readonly answered: boolean
  readonly text: string
}

/** What the usage report counts today. */
export interface Booked {
  readonly charged: number
  readonly unknown: number
}

/** A client, or a program with one, from its start to its end. */
export interface Session {
  /** Requests the performance of a creator as its users would. */
  readonly ask: (oAuthorId: string) => Promise<Seen>
  readonly search: (keyword: string) => Promise<Seen>
  readonly booked?: () => Promise<Booked>
  /** All that it told whoever runs it so far. */
  readonly told: () => string
  readonly close: () => Promise<void>
  /** The same for an invalid consumer. */
  readonly askAs?: (consumer: unknown, oAuthorId: string) => Promise<Seen>
  /** Requests all of them, and says how many results came. */
  readonly many?: (ids: ReadonlyArray<string>) => Promise<number>
  /** Makes Google's services fail. */
  readonly google?: Document["turn"]
}

export const names = ["core", "core/promise", "Slack", "MCP", "Sheets", "n8n"] as const
export type Name = (typeof names)[number]

export interface Subject {
  readonly name: Name
  /** Fails with what whoever runs it reads when it does not start. */
  readonly open: (put: Put) => Promise<Session>
  readonly close: () => Promise<void>
}
