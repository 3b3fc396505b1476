import pg from "pg"

/** A schema of its own in the PostgreSQL of this machine; undefined where there is none. */
export const databaseUrl = async (): Promise<
  { readonly url: string; readonly drop: () => Promise<void> } | undefined
> => {
  const base = process.env["DATABASE_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres"
  const schema = `xingtu_test_${process.pid}_${Date.now().toString(36)}`
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: base, connectionTimeoutMillis: 2_000 })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  try {
    await run(`create schema ${schema}`)
  } catch {
    return undefined
  }
  const url = new URL(base)
  url.searchParams.set("options", `-c search_path=${schema}`)
  return { url: url.href, drop: () => run(`drop schema ${schema} cascade`) }
}
