import { connect, createServer, type Socket } from "node:net"
import type { AddressInfo } from "node:net"
import pg from "pg"

/** A line to a database that can lose what comes back. */
export const startLine = async (to: string) => {
  const target = new URL(to)
  const sockets = new Set<Socket>()
  let losing = false
  let sent = 0
  const server = createServer((near) => {
    const far = connect(Number(target.port || 5432), target.hostname)
    for (const one of [near, far]) {
      sockets.add(one)
      one.on("error", () => undefined).on("close", () => sockets.delete(one))
    }
    near.on("data", (bytes) => {
      sent++
      far.write(bytes)
    })
    far.on("data", (bytes) => {
      if (!losing) near.write(bytes)
    })
    near.on("close", () => far.destroy())
    far.on("close", () => near.destroy())
  })
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
  const url = new URL(to)
  url.port = String((server.address() as AddressInfo).port) // it listens on a port
  url.hostname = "127.0.0.1"
  return {
    url: url.href,
    sent: () => sent,
    loseReplies: () => {
      losing = true
    },
    mend: () => {
      losing = false
    },
    close: async () => {
      for (const one of sockets) one.destroy()
      await new Promise((closed) => server.close(closed))
    }
  }
}

/** A schema of its own in the PostgreSQL of this machine; undefined where there is none. */
export const databaseUrl = async (): Promise<
  | {
      readonly url: string
      readonly drop: () => Promise<void>
      readonly rows: (sql: string) => Promise<ReadonlyArray<unknown>>
    }
  | undefined
> => {
  const base = process.env["DATABASE_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres"
  const schema = `xingtu_test_${process.pid}_${Date.now().toString(36)}`
  const run = async (sql: string, connectionString = base) => {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 })
    await client.connect()
    try {
      return await client.query(sql)
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
  return {
    url: url.href,
    drop: async () => void (await run(`drop schema ${schema} cascade`)),
    rows: async (sql) => (await run(sql, url.href)).rows
  }
}
