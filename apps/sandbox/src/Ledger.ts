/** One request as the sandbox saw it, with its code and charge. The token is never part of it. */
export interface Entry {
  /** 1 for the first request since the start or the last reset. */
  readonly n: number
  /** When it arrived, ISO 8601 UTC. */
  readonly at: string
  readonly path: string
  /** Id of the endpoint in core's catalogue. */
  readonly endpoint?: string
  /** The query without the token. */
  readonly params: Readonly<Record<string, string>>
  /** Which token was used, as a number: 1 for the first token seen. Absent when the request had none. */
  readonly caller?: number
  /** What the fault that applied does, if one did. */
  fault?: string
  /** The business code decided on, whether or not it could be delivered. */
  code?: number
  status?: number
  charged: boolean
  /** Whether the whole response was handed over to the network. */
  delivered: boolean
  /** From arrival to the end of the response or of the connection. */
  ms?: number
}

/** How many requests arrived, and how many of them were charged. */
export interface Totals {
  readonly requests: number
  readonly charged: number
}

/** What the sandbox has counted since its start or the last reset: totals, by endpoint, and every request in order. */
export interface LedgerView extends Totals {
  readonly endpoints: Readonly<Record<string, Totals>>
  readonly entries: ReadonlyArray<Readonly<Entry>>
}

const totals = (entries: ReadonlyArray<Entry>): Totals => ({
  requests: entries.length,
  charged: entries.filter((entry) => entry.charged).length
})

const nameOf = (entry: Entry): string => entry.endpoint ?? entry.path

/** What was requested and what it cost, in the order of arrival. */
export const make = () => {
  let entries: Array<Entry> = []
  let waiting: Array<{ readonly n: number; readonly done: () => void }> = []
  return {
    open: (seen: Pick<Entry, "path" | "endpoint" | "params" | "caller">): Entry => {
      const entry: Entry = {
        n: entries.length + 1,
        at: new Date().toISOString(),
        ...seen,
        charged: false,
        delivered: false
      }
      entries.push(entry)
      const due = waiting.filter((wait) => wait.n <= entries.length)
      waiting = waiting.filter((wait) => wait.n > entries.length)
      for (const wait of due) wait.done()
      return entry
    },
    view: (): LedgerView => ({
      ...totals(entries),
      endpoints: Object.fromEntries(
        [...new Set(entries.map(nameOf))].map((name) => [
          name,
          totals(entries.filter((entry) => nameOf(entry) === name))
        ])
      ),
      entries: entries.map((entry) => ({ ...entry }))
    }),
    /** Resolves as soon as `n` requests have arrived. */
    received: (n: number): Promise<void> =>
      n <= entries.length ? Promise.resolve() : new Promise((done) => waiting.push({ n, done })),
    clear: () => {
      entries = []
    }
  }
}

export type Ledger = ReturnType<typeof make>
