import { durable, freePort, installed, kill, startRedis } from "@xingtu/core/own-redis"
import { databaseUrl, startLine as startDatabaseLine } from "@xingtu/slack-bot/support/database"
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { createClient } from "redis"
import type { Kept, Session } from "./Subject.ts"

/** A store that fails. */
export interface Place extends AsyncDisposable {
  readonly kept: Kept
  readonly turn: (session: Session) => Promise<unknown> | void
  readonly clear: (session: Session) => Promise<unknown> | void
  /** What happens when a request reaches the API during the failure. */
  readonly asked?: () => void
}

/** Undefined where this machine has none. */
export type Open = () => Promise<Place | undefined>

type Admin = Awaited<ReturnType<typeof connected>>

const connected = async (url: string) => {
  const admin = createClient({ url })
  return admin.on("error", () => undefined).connect()
}

interface Hands {
  readonly admin: Admin
  /** Signals its process. */
  readonly signal: (signal: NodeJS.Signals) => void
  readonly die: () => Promise<void>
  readonly live: () => Promise<void>
}

/** A Redis of its own and what is done to it. */
const redis =
  (
    settings: ReadonlyArray<string>,
    turn: (hands: Hands) => Promise<unknown> | void,
    clear: (hands: Hands) => Promise<unknown> | void,
    prepare: (hands: Hands) => Promise<unknown> | void = () => undefined
  ): Open =>
  async () => {
    if (!installed) return undefined
    const port = await freePort()
    let child = await startRedis(port, settings)
    const url = `redis://127.0.0.1:${port}`
    const admin = await connected(url)
    const hands: Hands = {
      admin,
      signal: (signal) => void child.kill(signal),
      die: () => kill(child),
      live: async () => {
        child = await startRedis(port, settings)
      }
    }
    await prepare(hands)
    return {
      kept: { redis: url },
      turn: () => turn(hands),
      clear: () => clear(hands),
      [Symbol.asyncDispose]: async () => {
        admin.destroy()
        child.kill("SIGKILL")
      }
    }
  }

export const fullRedis = redis(
  [],
  ({ admin }) => admin.configSet({ "maxmemory-policy": "noeviction", maxmemory: "1" }),
  ({ admin }) => admin.configSet("maxmemory", "0")
)

export const replica = redis(
  [],
  ({ admin }) => admin.sendCommand(["REPLICAOF", "127.0.0.1", "1"]),
  ({ admin }) => admin.sendCommand(["REPLICAOF", "NO", "ONE"])
)

export const killedRedis = redis(
  durable,
  ({ die }) => die(),
  ({ live }) => live()
)

export const stoppedRedis = redis(
  [],
  ({ signal }) => signal("SIGSTOP"),
  ({ signal }) => signal("SIGCONT")
)

export const crowdedRedis = redis(
  ["--enable-debug-command", "local"],
  ({ admin }) => admin.sendCommand(["DEBUG", "POPULATE", "100000", "stranger", "8"]),
  () => undefined
)

export const cluster = redis(
  ["--cluster-enabled", "yes"],
  () => undefined,
  () => undefined,
  async ({ admin }) => {
    await admin.sendCommand(["CLUSTER", "ADDSLOTSRANGE", "0", "16383"])
    while (!String(await admin.sendCommand(["CLUSTER", "INFO"])).includes("cluster_state:ok"))
      await new Promise((resolve) => setTimeout(resolve, 50))
  }
)

/** It stops while a request is out, so that the result finds no store. */
export const stallingRedis: Open = async () => {
  let turned = false
  let stop: () => void = () => undefined
  const place = await redis(
    [],
    () => void (turned = true),
    ({ signal }) => {
      turned = false
      signal("SIGCONT")
    },
    ({ signal }) => {
      stop = () => signal("SIGSTOP")
    }
  )()
  return place && { ...place, asked: () => turned && stop() }
}

const folder = () => {
  const path = mkdtempSync(join(tmpdir(), "xingtu-weather-"))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Another program writes to the file and does not come to an end. */
export const heldFile: Open = async () => {
  const { path, remove } = folder()
  const file = join(path, "answers.db")
  let other: DatabaseSync | undefined
  return {
    kept: { file },
    turn: () => {
      other = new DatabaseSync(file)
      other.exec("begin immediate")
    },
    clear: () => other?.close(),
    [Symbol.asyncDispose]: async () => remove()
  }
}

/** A disk of two megabytes that another program fills. */
export const fullDisk: Open = async () => {
  const { path, remove } = folder()
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", path], { stdio: "ignore" })
  } catch {
    remove()
    return undefined
  }
  const filler = join(path, "filler")
  return {
    kept: { file: join(path, "answers.db") },
    turn: () => void execFileSync("sh", ["-c", `cat /dev/zero > ${filler} || true`], { stdio: "ignore" }),
    clear: () => rmSync(filler),
    [Symbol.asyncDispose]: async () => {
      execFileSync("umount", ["-l", path])
      remove()
    }
  }
}

/** Its replies are lost on the way. */
export const mutePostgres: Open = async () => {
  const database = await databaseUrl()
  if (database === undefined) return undefined
  const line = await startDatabaseLine(database.url)
  return {
    kept: { database: line.url },
    turn: line.loseReplies,
    clear: line.mend,
    [Symbol.asyncDispose]: async () => {
      await line.close()
      await database.drop()
    }
  }
}

type Google = Parameters<NonNullable<Session["google"]>>[0]

/** Google's services, where the add-on caches its results. */
export const google =
  (bad: Google, good: Google): Open =>
  async () => ({
    kept: "own",
    turn: (session) => session.google?.(bad),
    clear: (session) => session.google?.(good),
    [Symbol.asyncDispose]: async () => undefined
  })
