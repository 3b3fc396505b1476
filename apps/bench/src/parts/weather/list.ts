import { freePort, startRedis } from "@xingtu/core/own-redis"
import type { Right } from "./judge.ts"
import { ways } from "./line.ts"
import * as Places from "./Places.ts"
import * as Scenes from "./Scenes.ts"
import type { Name } from "./Subject.ts"

/** One failure: what happens, to whom, and what is right then. */
export interface Weather extends Right {
  readonly name: string
  readonly scene: Scenes.Scene
  /** Why an adapter cannot meet it. */
  readonly not: Partial<Readonly<Record<Name, string>>>
  /** A quick run, which has little time, leaves it out. */
  readonly fullOnly?: boolean
}

const ownHosts = {
  Sheets: "results stay with Google",
  n8n: "results stay in n8n's memory"
} as const

/** A store of a process that the other adapters' hosts do not have. */
const stored = (
  name: string,
  open: Places.Open,
  before: Scenes.Before,
  says: RegExp | undefined,
  more: Partial<Weather> = {}
): Weather => ({
  name,
  scene: Scenes.throughStore(open, before),
  charged: [3, 3],
  says,
  not: ownHosts,
  fullOnly: true,
  ...more
})

const onlyGoogle = {
  core: "no Google service",
  "core/promise": "no Google service",
  Slack: "no Google service",
  MCP: "no Google service",
  n8n: "no Google service"
} as const

type Google = Parameters<typeof Places.google>[0]

/** Where Google refuses to keep the claim of a call, nothing is sent: the new request waits, also for a time after. */
const googles = (name: string, bad: Google, good: Google): Weather => ({
  name: `Google: ${name}`,
  scene: Scenes.throughStore(Places.google(bad, good), "it asked", "a result or not charged"),
  charged: [2, 3],
  not: onlyGoogle,
  fullOnly: true
})

const wrong = (name: string, path: (port: number) => string, says: RegExp, more: Partial<Weather> = {}): Weather => ({
  name,
  scene: Scenes.wrongSettings(async () => {
    const port = await freePort()
    await startRedis(port, ["--requirepass", "right"])
    return { kept: { redis: path(port) } }
  }),
  charged: [0, 0],
  says,
  not: ownHosts,
  ...more
})

const unwritable = (reason: string) => new RegExp(`cannot be written \\((?:${reason})`)

export const weathers: ReadonlyArray<Weather> = [
  stored("SQLite: the disk is full", Places.fullDisk, "another asked", unwritable("[^)]*full")),
  stored("SQLite: another program locks the file", Places.heldFile, "another asked", unwritable("[^)]*locked")),
  stored("Redis: memory full (noeviction)", Places.fullRedis, "another asked", unwritable("Redis: OOM")),
  stored("Redis: a replica that takes no writes", Places.replica, "another asked", unwritable("Redis: READONLY")),
  stored("Redis: killed and restarted", Places.killedRedis, "it asked", /cannot be used \(Redis/, { fullOnly: false }),
  stored("Redis: stopped (SIGSTOP) and continued", Places.stoppedRedis, "it asked", /cannot be used \(Redis/),
  stored("Redis: stopped while a response is on its way", Places.stallingRedis, "it asked", /cannot be \w+ \(Redis/),
  stored("Redis: 100,000 keys of other programs", Places.crowdedRedis, "another asked", undefined),
  stored("Redis Cluster", Places.cluster, "another asked", undefined),
  stored("PostgreSQL: its replies are lost", Places.mutePostgres, "it asked", /cannot be \w+ \(/, {
    not: {
      ...ownHosts,
      core: "no store in PostgreSQL",
      "core/promise": "no store in PostgreSQL",
      MCP: "no store in PostgreSQL"
    }
  }),
  googles("writes are refused", { cache: "refuses", properties: "refuses" }, { cache: "works", properties: "works" }),
  googles("the cache fails", { cache: "breaks" }, { cache: "works" }),
  googles("the lock is taken", { lock: "busy" }, { lock: "works" }),
  {
    name: "10,500 requests, more than the memory holds, run twice",
    scene: Scenes.largeRun(10_500),
    charged: [10_500, 13_125],
    again: true,
    fullOnly: true,
    says: /nearly full/,
    not: {
      Slack: "its file holds them all",
      MCP: "its file holds them all",
      Sheets: "its hidden sheet holds them all",
      n8n: "uses core's memory, as in the first two columns"
    }
  },
  {
    name: "connection reset after the request was sent",
    scene: Scenes.throughLine(ways["reset before a response"]),
    charged: [1, 1],
    not: {},
    fullOnly: true
  },
  {
    name: "connection reset in mid-response",
    scene: Scenes.throughLine(ways["reset in mid-response"]),
    charged: [1, 1],
    not: {}
  },
  { name: "a response of 150 MB", scene: Scenes.throughLine(ways["150 MB"]), charged: [1, 1], not: {}, fullOnly: true },
  {
    name: "a response of 150 MB, compressed",
    scene: Scenes.throughLine(ways["150 MB, compressed"]),
    charged: [1, 1],
    not: {},
    fullOnly: true
  },
  {
    name: "an address with a blocked port (6000)",
    scene: Scenes.wrongSettings(async () => ({ baseUrl: "http://127.0.0.1:6000" })),
    charged: [0, 0],
    says: /port that is never opened/,
    not: { Sheets: "Google blocks no ports" },
    fullOnly: true
  },
  { name: "a keyword of 5,000 characters", scene: Scenes.longKeyword, charged: [0, 0], says: /at most 100/i, not: {} },
  wrong(
    "Redis settings: wrong password",
    (port) => `redis://:geheim@127.0.0.1:${port}`,
    /refuses the user or the password/
  ),
  wrong("Redis settings: no such database", (port) => `redis://:right@127.0.0.1:${port}/99`, /has no database/, {
    fullOnly: true
  }),
  wrong("Redis settings: no scheme", (port) => `127.0.0.1:${port}`, /does not start with redis:\/\//, {
    fullOnly: true
  }),
  { name: "a budget of 0", scene: Scenes.noBudget, charged: [0, 0], not: {} },
  {
    name: "invalid consumers",
    scene: Scenes.badConsumers,
    charged: [1, 1],
    says: /consumer/i,
    not: {
      Slack: "sets its consumers itself",
      MCP: "sets its consumers itself",
      Sheets: "sets its consumers itself",
      n8n: "has no consumers"
    }
  },
  {
    name: "a request after `close()`",
    scene: Scenes.closed,
    charged: [1, 1],
    says: /closed/,
    not: {
      Slack: "closes it when it ends",
      MCP: "closes it when it ends",
      Sheets: "each execution has its own client",
      n8n: "closes it when it ends"
    }
  }
]
