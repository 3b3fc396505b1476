import { freePort, startRedis } from "@xingtu/core/own-redis"
import type { Right } from "./judge.ts"
import { ways } from "./line.ts"
import * as Places from "./Places.ts"
import * as Scenes from "./Scenes.ts"
import type { Name } from "./Subject.ts"

/** One weather: what happens, to whom, and what is right then. */
export interface Weather extends Right {
  readonly name: string
  readonly scene: Scenes.Scene
  /** Why there is no such weather for an adapter. */
  readonly not: Partial<Readonly<Record<Name, string>>>
  readonly quick?: true
}

const ownHosts = {
  Sheets: "Google keeps its answers",
  n8n: "n8n's process keeps its answers"
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
  ...more
})

const onlyGoogle = {
  core: "no Google service",
  "Promise door": "no Google service",
  Slack: "no Google service",
  MCP: "no Google service",
  n8n: "no Google service"
} as const

type Google = Parameters<typeof Places.google>[0]

/** Where Google takes no note of a call, nothing is sent: the new question has to wait, also for some time after. */
const googles = (name: string, bad: Google, good: Google): Weather => ({
  name: `Google: ${name}`,
  scene: Scenes.throughStore(Places.google(bad, good), "it asked", "an answer or not charged"),
  charged: [2, 3],
  not: onlyGoogle
})

const wrong = (name: string, path: (port: number) => string, says: RegExp): Weather => ({
  name,
  scene: Scenes.wrongSettings(async () => {
    const port = await freePort()
    await startRedis(port, ["--requirepass", "right"])
    return { redis: path(port) }
  }),
  charged: [0, 0],
  says,
  not: { Sheets: "no Redis: Google keeps its answers", n8n: "no Redis: n8n's process keeps its answers" }
})

const unwritable = (reason: string) => new RegExp(`cannot be written \\((?:${reason})`)

export const weathers: ReadonlyArray<Weather> = [
  stored("SQLite: the disk is full", Places.fullDisk, "another asked", unwritable("[^)]*full")),
  stored("SQLite: another program holds the file", Places.heldFile, "another asked", unwritable("[^)]*locked")),
  stored("Redis: full, noeviction", Places.fullRedis, "another asked", unwritable("Redis: OOM"), { quick: true }),
  stored("Redis: a replica that takes no writes", Places.replica, "another asked", unwritable("Redis: READONLY")),
  stored("Redis: killed, and started again", Places.killedRedis, "it asked", /cannot be used \(Redis/),
  stored("Redis: stands still (SIGSTOP), and goes on", Places.stoppedRedis, "it asked", /cannot be used \(Redis/),
  stored(
    "Redis: stands still while a response is on its way",
    Places.stallingRedis,
    "it asked",
    /cannot be \w+ \(Redis/
  ),
  stored("Redis: 100,000 keys of other programs", Places.crowdedRedis, "another asked", undefined),
  stored("Redis Cluster", Places.cluster, "another asked", undefined),
  stored("PostgreSQL: its replies get lost", Places.mutePostgres, "it asked", /cannot be \w+ \(/, {
    not: {
      ...ownHosts,
      core: "no store in PostgreSQL",
      "Promise door": "no store in PostgreSQL",
      MCP: "no store in PostgreSQL"
    }
  }),
  googles("writes are refused", { cache: "refuses", properties: "refuses" }, { cache: "works", properties: "works" }),
  googles("the cache fails", { cache: "breaks" }, { cache: "works" }),
  googles("others hold the lock", { lock: "busy" }, { lock: "works" }),
  {
    name: "a run of 10,500 questions, larger than the memory, twice",
    scene: Scenes.largeRun(10_500),
    charged: [10_500, 13_125],
    again: true,
    says: /nearly full/,
    not: {
      Slack: "its file keeps them all",
      MCP: "its file keeps them all",
      Sheets: "its hidden sheet keeps them all",
      n8n: "core's memory, as in the first two columns"
    }
  },
  {
    name: "a reset once the request is out",
    scene: Scenes.throughLine(ways["reset before an answer"]),
    charged: [1, 1],
    not: {}
  },
  {
    name: "a reset in mid-answer",
    scene: Scenes.throughLine(ways["reset in mid-answer"]),
    charged: [1, 1],
    not: {},
    quick: true
  },
  { name: "a response of 150 MB", scene: Scenes.throughLine(ways["150 MB"]), charged: [1, 1], not: {} },
  {
    name: "a response of 150 MB, compressed",
    scene: Scenes.throughLine(ways["150 MB, compressed"]),
    charged: [1, 1],
    not: {}
  },
  {
    name: "an address that fetch does not open (port 6000)",
    scene: Scenes.unsent("http://127.0.0.1:6000"),
    charged: [0, 0],
    not: { Sheets: "Google does not send by fetch" }
  },
  { name: "a keyword of 5,000 characters", scene: Scenes.longKeyword, charged: [0, 0], says: /at most 100/i, not: {} },
  wrong(
    "Redis settings: wrong password",
    (port) => `redis://:geheim@127.0.0.1:${port}`,
    /refuses the user or the password/
  ),
  wrong("Redis settings: no such database", (port) => `redis://:right@127.0.0.1:${port}/99`, /has no database/),
  wrong("Redis settings: no scheme", (port) => `127.0.0.1:${port}`, /does not start with redis:\/\//),
  { name: "a budget of 0", scene: Scenes.noBudget, charged: [0, 0], not: {}, quick: true },
  {
    name: "consumers that are none",
    scene: Scenes.badConsumers,
    charged: [1, 1],
    says: /consumer/i,
    not: {
      Slack: "names its consumers itself",
      MCP: "names its consumers itself",
      Sheets: "names its consumers itself",
      n8n: "has no consumers"
    }
  },
  {
    name: "a client that was closed",
    scene: Scenes.closed,
    charged: [1, 1],
    says: /closed/,
    not: {
      Slack: "closes it when it ends",
      MCP: "closes it when it ends",
      Sheets: "each execution has its own",
      n8n: "closes it when it ends"
    }
  }
]
