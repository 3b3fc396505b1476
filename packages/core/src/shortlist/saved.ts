import { Effect } from "effect"
import { Xingtu } from "../client/Xingtu.ts"
import type { Cell, Table } from "../table/Table.ts"
import { isRecord } from "../util/path.ts"
import type { Ranking } from "../ranking/Ranking.ts"
import { rankingTable } from "./tables.ts"

/** A saved ranking as a table. */
export interface Saved {
  readonly name: string
  /** ISO 8601. */
  readonly at: string
  readonly table: Table
}

/** Lists that are kept of one owner, fewer where they are long. */
const most = 20

const historyOf = (owner: string) => `shortlists/${owner}`

const shown = new Set(["place", "id", "nick_name", "score", "kind", "price"])

/** What the next session needs of a ranking: without reasons and flags, which are calculated again for nothing. */
const short = (ranking: Pick<Ranking, "out" | "rows">): Table => {
  const { columns, rows } = rankingTable(ranking)
  const kept = columns.map(({ key }) => shown.has(key))
  return { columns: columns.filter((_, i) => kept[i]), rows: rows.map((row) => row.filter((_, i) => kept[i])) }
}

const isCell = (value: unknown): value is Cell => value === null || ["string", "number"].includes(typeof value)

const parsed = (text: string): { readonly name: string; readonly rows: Table["rows"] } | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    if (!isRecord(value) || typeof value["name"] !== "string" || !Array.isArray(value["rows"])) return undefined
    // JSON has no undefined; what is absent comes back as null.
    const rows = value["rows"].flatMap((row: unknown) =>
      Array.isArray(row) && row.every(isCell) ? [row.map((cell) => cell ?? undefined)] : []
    )
    return { name: value["name"], rows }
  } catch {
    return undefined
  }
}

/** Stores a ranking under a name; an older one with the same name is replaced. Each owner sees only their own. */
export const save = (
  owner: string,
  name: string,
  ranking: Pick<Ranking, "out" | "rows">
): Effect.Effect<void, never, Xingtu> =>
  Xingtu.use(({ history }) => history.add(historyOf(owner), JSON.stringify({ name, rows: short(ranking).rows }), most))

/** The rankings that an owner saved, newest first. */
export const saved = (owner: string): Effect.Effect<ReadonlyArray<Saved>, never, Xingtu> =>
  Effect.map(
    Xingtu.use(({ history }) => history.read(historyOf(owner))),
    (entries) => {
      const { columns } = short({ rows: [], out: [] })
      const found = new Map<string, Saved>()
      for (const { at, text } of entries) {
        const one = parsed(text)
        if (one !== undefined && !found.has(one.name))
          found.set(one.name, { name: one.name, at, table: { columns, rows: one.rows } })
      }
      return [...found.values()]
    }
  )
