import { bodies, type Sized, type Target } from "../clients/bodies.ts"
import { build } from "../clients/builds.ts"
import { startChild } from "../measure/child.ts"
import { type ClientName, token } from "../clients/clients.ts"
import type { Cell, Found, Pace, Part, Table } from "../Part.ts"
import type { Round } from "../programs/client.ts"
import { httpx } from "../clients/python.ts"
import { percent, range, sentence } from "../page/lead.ts"
import { type Contender, type Heat, type Placed, race, type Taken } from "../measure/race.ts"
import { round } from "../measure/stats.ts"

const racing: ReadonlyArray<ClientName> = [
  "undici.request + JSON.parse",
  "undici's dispatch + JSON.parse",
  "fetch",
  "openapi-fetch",
  "ky",
  "axios",
  "@xingtu/core",
  "@xingtu/core/promise"
]

/** Results that need no request, and how the page calls them. */
const local: ReadonlyArray<readonly [client: ClientName, heading: string]> = [
  ["a cache hit", "@xingtu/core"],
  ["a cache hit, /promise", "@xingtu/core/promise"],
  ["many over known ids", "one of 100 ids, through `many` of @xingtu/core/promise"]
]

/** Many short rounds: what disturbs the machine then disturbs all alike. */
const heats = {
  // 64 at a time comes first and warms what is then sent one after another.
  full: [
    { lanes: 64, warmUp: 5_000, rounds: 30, calls: 256 },
    { lanes: 1, warmUp: 5_000, rounds: 30, calls: 100 }
  ],
  quick: [
    { lanes: 64, warmUp: 600, rounds: 7, calls: 96 },
    { lanes: 1, warmUp: 150, rounds: 7, calls: 50 }
  ]
} satisfies Record<Pace, ReadonlyArray<Heat>>

const localHeat = {
  full: { lanes: 1, warmUp: 5_000, rounds: 20, calls: 500 },
  quick: { lanes: 1, warmUp: 1_000, rounds: 5, calls: 200 }
} satisfies Record<Pace, Heat>

const profiled = { full: 10_000, quick: 400 } satisfies Record<Pace, number>

const doors = ["@xingtu/core", "@xingtu/core/promise"] as const

type Door = (typeof doors)[number]

/** Who worked in a call and for how long, in microseconds of CPU time, longest first. */
type Spent = ReadonlyArray<readonly [owner: string, micros: number]>

const when = (lanes: number): string => (lanes === 1 ? "one after another" : `${lanes} at a time`)

/** Starts a client in a process of its own. */
const start = async (name: ClientName, baseUrl: string, { id, path }: Target) => {
  const target = JSON.stringify({ id, path } satisfies Target)
  const child = await startChild(new URL("../programs/client.ts", import.meta.url), [name, baseUrl, target])
  return {
    contender: { name, run: (calls: number, lanes: number) => child.ask<Taken>({ calls, lanes } satisfies Round) },
    /** Shares of CPU time. */
    profile: (calls: number, lanes: number) =>
      child.ask<ReadonlyArray<readonly [string, number]>>({ calls, lanes, profiled: true } satisfies Round),
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]()
  }
}

const cells = (one: Placed | undefined): ReadonlyArray<Cell> =>
  one === undefined
    ? ["-", "-", "-"]
    : [round(one.ratio), Math.round(one.micros), one.cpu === undefined ? "-" : Math.round(one.cpu)]

const table = (
  title: string,
  races: ReadonlyArray<{ readonly size: string; readonly placed: ReadonlyArray<Placed> }>
): Table => ({
  title,
  columns: ["client", ...races.flatMap(({ size }) => [`${size}: ratio`, `${size}: µs`, `${size}: µs of CPU`])],
  rows: (races[0]?.placed ?? []).map(({ name }, i) => [name, ...races.flatMap(({ placed }) => cells(placed[i]))])
})

/** What a call spends its CPU time on, a column for each place it was measured. */
const spentOf = (door: Door, places: ReadonlyMap<string, Spent>): Table => {
  const owners = [...new Set([...places.values()].flatMap((spent) => spent.map(([owner]) => owner)))]
  const all = [...places.values()].map((spent) => new Map(spent))
  return {
    title: `CPU time of one request of ${door}, in µs`,
    columns: ["spent on", ...places.keys()],
    rows: owners.map((owner) => [owner, ...all.map((spent) => round(spent.get(owner) ?? 0, 1))])
  }
}

/** The race that one aim is about: a door against the one of its rivals that it is slowest against. */
interface Duel {
  readonly figure: string
  readonly door: Door
  readonly rivals: ReadonlyArray<ClientName>
}

const duels: ReadonlyArray<Duel> = [
  { figure: "effect undici", door: "@xingtu/core", rivals: ["undici.request + JSON.parse"] },
  { figure: "promise undici", door: "@xingtu/core/promise", rivals: ["undici.request + JSON.parse"] },
  { figure: "promise fetch", door: "@xingtu/core/promise", rivals: ["fetch", "openapi-fetch"] },
  { figure: "promise others", door: "@xingtu/core/promise", rivals: ["ky", "axios"] }
]

interface Outcome {
  readonly ratio: number
  /** What takes the CPU time, in words. */
  readonly reason: string
}

const cpuOf = (placed: ReadonlyArray<Placed>, name: ClientName): string =>
  String(Math.round(placed.find((one) => one.name === name)?.cpu ?? Number.NaN))

/** What a reason names: owners of a twentieth of the time or more. */
const large = (spent: Spent): string => {
  const all = spent.reduce((sum, [, micros]) => sum + micros, 0)
  return spent
    .filter(([, micros]) => micros >= all / 20)
    .map(([owner, micros]) => `${Math.round(micros)} ${owner}`)
    .join(", ")
}

/** Each rival is judged by the median of its own rounds; then the strongest of them counts. */
const judged = ({ door, rivals }: Duel, placed: ReadonlyArray<Placed>, spent: Spent): Outcome => {
  const own = placed.find(({ name }) => name === door)
  const against = rivals.map((name) => ({ name, ratio: own?.against(name) ?? Number.NaN }))
  const { name, ratio } = against.reduce((strongest, one) => (one.ratio < strongest.ratio ? one : strongest))
  const theirs = `${name} takes ${cpuOf(placed, name)} µs, undici's dispatch ${cpuOf(placed, "undici's dispatch + JSON.parse")} µs`
  return {
    ratio: round(ratio),
    reason: `${cpuOf(placed, door)} µs of CPU per request (${large(spent)}); ${theirs}`
  }
}

const measure = async (pace: Pace): Promise<Found> => {
  build(["@xingtu/core"])
  await using server = await startChild<string>(new URL("../servers/raw.ts", import.meta.url))
  const figures: Record<string, number> = {}
  const reasons: Record<string, string> = {}
  const raceOf = new Map<number, Array<{ size: string; placed: ReadonlyArray<Placed> }>>([
    [1, []],
    [64, []]
  ])
  const hits: Array<ReadonlyArray<Cell>> = []
  const profiles = { "@xingtu/core": new Map<string, Spent>(), "@xingtu/core/promise": new Map<string, Spent>() }
  const one = async (body: Sized) => {
    await using processes = new AsyncDisposableStack()
    const open = async (name: ClientName) => processes.use(await start(name, server.ready, body))
    const started = await Promise.all(racing.map(open))
    const vendor = httpx(server.ready, body.path, token)
    const contenders: ReadonlyArray<Contender> = [
      ...started.map(({ contender }) => contender),
      ...(vendor === undefined ? [] : [processes.use(vendor).contender])
    ]
    const raced = []
    for (const heat of heats[pace]) raced.push({ lanes: heat.lanes, placed: await race(contenders, heat) })
    // Profiled after both, so that all have had as many calls.
    for (const { lanes, placed } of raced) {
      raceOf.get(lanes)?.push({ size: body.name, placed })
      for (const door of doors) {
        const shares = await started[racing.indexOf(door)]?.profile(profiled[pace], lanes)
        const cpu = placed.find(({ name }) => name === door)?.cpu ?? Number.NaN
        const spent = (shares ?? []).map(([owner, share]) => [owner, share * cpu] as const)
        profiles[door].set(`${when(lanes)}, ${body.name}`, spent)
        for (const duel of duels.filter((one) => one.door === door)) {
          const name = `${duel.figure} ${lanes} ${body.name}`
          const { ratio, reason } = judged(duel, placed, spent)
          figures[name] = ratio
          reasons[name] = reason
        }
      }
    }
    const near = []
    for (const { contender } of await Promise.all(local.map(([client]) => open(client)))) near.push(contender)
    const times = (await race(near, localHeat[pace])).map(({ micros }) => round(micros, 1))
    hits.push([body.name, ...times])
    local.forEach(([client], i) => (figures[`${client} ${body.name}`] = times[i] ?? Number.NaN))
  }
  for (const body of bodies) await one(body)
  return {
    tables: [
      table("64 at a time", raceOf.get(64) ?? []),
      table("One after another", raceOf.get(1) ?? []),
      {
        title: "Cached results, which need no request, in µs",
        columns: ["result", ...local.map(([, heading]) => heading)],
        rows: hits
      },
      ...doors.map((door) => spentOf(door, profiles[door]))
    ],
    figures,
    reasons,
    notes: [
      "Each request is for another creator, so nothing is cached. Core checks the input, reads the store, reserves the budget, keeps the rate limit, sends the request, reads the envelope, gives each field its unit, and caches and counts the result. The other clients send and parse.",
      "The two clients of a ratio run in the same round, and the ratio is the median over all rounds. Where an aim names two clients, the worse of the two ratios counts. All clients use keep-alive, have a connection for each running request, parse the body and warm up with the same number of requests.",
      "Core sends with undici's `dispatch`, which makes no stream of the body. Its row is the least that any client over undici can take.",
      "CPU time is that of the client's process. Its parts come from V8's profiler in a run after the comparison, scaled to the time of a request without the profiler.",
      ...(raceOf.get(1)?.[0]?.placed.some(({ name }) => name.startsWith("httpx")) === true
        ? []
        : ["Skipped: no Python with httpx, so the vendor's Python SDK was not measured."])
    ]
  }
}

/** One figure of every race. */
const eachRace = (figure: string): ReadonlyArray<string> =>
  bodies.flatMap(({ name }) => [1, 64].map((lanes) => `${figure} ${lanes} ${name}`))

export const overhead: Part = {
  id: "overhead",
  title: "Time per request",
  lead: ({ figures }) =>
    sentence(
      [
        {
          of: eachRace("effect undici"),
          say: (ratios) => `\`@xingtu/core\` makes ${percent(ratios)} as many requests per second as \`undici.request\``
        },
        {
          of: eachRace("promise undici"),
          say: (ratios) => `\`@xingtu/core/promise\` makes ${percent(ratios)} as many`
        },
        {
          of: eachRace("promise fetch"),
          say: (ratios) => `compared with \`fetch\` and openapi-fetch it makes ${percent(ratios)}`
        },
        {
          of: bodies.map(({ name }) => `a cache hit ${name}`),
          say: (micros) => `a cached result takes ${range(micros)} µs`
        }
      ],
      figures
    ),
  how: `Compares core with other HTTP clients that fetch the same data. A node:http server on loopback returns recorded responses of about 1, 5 and 50 KB (${bodies.map(({ id }) => id).join(", ")}, their lists repeated). Each client runs in its own process, as published. The ratio is its requests per second divided by those of \`undici.request\` with \`JSON.parse\` in the same round: above 1 is faster.`,
  run: measure
}
