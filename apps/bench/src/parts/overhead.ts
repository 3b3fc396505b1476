import { bodies, type Sized } from "../clients/bodies.ts"
import { build } from "../clients/builds.ts"
import { startChild } from "../measure/child.ts"
import { type ClientName, token } from "../clients/clients.ts"
import type { Cell, Found, Pace, Part, Table } from "../Part.ts"
import type { Round } from "../programs/client.ts"
import { httpx } from "../clients/python.ts"
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

/** Who answers from what is at hand, without a request. */
const local: ReadonlyArray<ClientName> = ["a cache hit", "a cache hit, /promise", "many over known ids"]

const heat = (pace: Pace, lanes: number): Heat => ({
  lanes,
  warmUp: pace === "full" ? 5_000 : 600,
  // Many short rounds: what disturbs the machine then disturbs all alike.
  rounds: pace === "full" ? 30 : 8,
  calls: lanes === 1 ? 100 : 256
})

/** Starts a client in a process of its own. */
const start = async (name: ClientName, baseUrl: string, size: string) => {
  const child = await startChild(new URL("../programs/client.ts", import.meta.url), [name, baseUrl, size])
  return {
    contender: { name, run: (calls: number, lanes: number) => child.ask<Taken>({ calls, lanes } satisfies Round) },
    profile: (calls: number) =>
      child.ask<ReadonlyArray<readonly [string, number]>>({ calls, lanes: 64, profiled: true } satisfies Round),
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]()
  }
}

const cells = (one: Placed | undefined): ReadonlyArray<Cell> =>
  one === undefined
    ? ["-", "-", "-"]
    : [round(one.ratio), Math.round(one.micros), one.cpu === undefined ? "-" : Math.round(one.cpu)]

const table = (
  title: string,
  heats: ReadonlyArray<{ readonly size: string; readonly placed: ReadonlyArray<Placed> }>
): Table => ({
  title,
  columns: ["client", ...heats.flatMap(({ size }) => [`${size}: ratio`, `${size}: us`, `${size}: us of CPU`])],
  rows: (heats[0]?.placed ?? []).map(({ name }, i) => [name, ...heats.flatMap(({ placed }) => cells(placed[i]))])
})

/** What a call spends its processor time on, a column for each size of answer. */
const sharesOf = (client: string, profiles: ReadonlyMap<string, ReadonlyMap<string, number>>): Table => {
  const owners = [...new Set([...profiles.values()].flatMap((shares) => [...shares.keys()]))]
  return {
    title: `Processor time of a call of ${client}, 64 at a time, as V8's profiler samples it`,
    columns: ["spent in", ...profiles.keys()],
    rows: owners.map((owner) => [
      owner,
      ...[...profiles.values()].map((shares): Cell => `${Math.round((shares.get(owner) ?? 0) * 100)} %`)
    ])
  }
}

/** What the page judges of one race: both doors against those that people would use instead. */
const judged = (lanes: number, size: string, placed: ReadonlyArray<Placed>): Record<string, number> => {
  const of = (name: ClientName) => placed.find((one) => one.name === name)
  const effect = of("@xingtu/core")
  const promise = of("@xingtu/core/promise")
  const least = (...others: ReadonlyArray<ClientName>) =>
    round(Math.min(...others.map((name) => promise?.against(name) ?? Number.NaN)))
  return {
    [`effect undici ${lanes} ${size}`]: round(effect?.ratio ?? Number.NaN),
    [`promise undici ${lanes} ${size}`]: round(promise?.ratio ?? Number.NaN),
    [`promise fetch ${lanes} ${size}`]: least("fetch", "openapi-fetch"),
    [`promise others ${lanes} ${size}`]: least("ky", "axios")
  }
}

const measure = async (pace: Pace): Promise<Found> => {
  build(["@xingtu/core"])
  await using server = await startChild<string>(new URL("../servers/raw.ts", import.meta.url))
  const figures: Record<string, number> = {}
  const heats = new Map<number, Array<{ size: string; placed: ReadonlyArray<Placed> }>>([
    [1, []],
    [64, []]
  ])
  const hits: Array<ReadonlyArray<Cell>> = []
  const profiles = { "@xingtu/core": new Map(), "@xingtu/core/promise": new Map() }
  const one = async (body: Sized) => {
    await using processes = new AsyncDisposableStack()
    const open = async (name: ClientName) => processes.use(await start(name, server.ready, body.name))
    const started = []
    for (const name of racing) started.push(await open(name))
    const vendor = httpx(server.ready, body.endpoint.path, token)
    const contenders: ReadonlyArray<Contender> = [
      ...started.map(({ contender }) => contender),
      ...(vendor === undefined ? [] : [processes.use(vendor).contender])
    ]
    // 64 at a time first: it warms what is then asked one after another.
    for (const lanes of [64, 1]) {
      const placed = await race(contenders, heat(pace, lanes))
      heats.get(lanes)?.push({ size: body.name, placed })
      Object.assign(figures, judged(lanes, body.name, placed))
    }
    for (const { contender, profile } of started) {
      if (contender.name !== "@xingtu/core" && contender.name !== "@xingtu/core/promise") continue
      profiles[contender.name].set(body.name, new Map(await profile(pace === "full" ? 10_000 : 2_000)))
    }
    const near = []
    for (const name of local) near.push((await open(name)).contender)
    const times = (await race(near, { lanes: 1, warmUp: 5_000, rounds: pace === "full" ? 20 : 5, calls: 500 })).map(
      ({ micros }) => round(micros, 1)
    )
    hits.push([body.name, ...times])
    local.forEach((name, i) => (figures[`${name} ${body.name}`] = times[i] ?? Number.NaN))
  }
  for (const body of bodies) await one(body)
  return {
    tables: [
      table("64 at a time", heats.get(64) ?? []),
      table("One after another", heats.get(1) ?? []),
      { title: "An answer that is at hand, microseconds each", columns: ["answer", ...local], rows: hits },
      ...Object.entries(profiles).map(([client, shares]) => sharesOf(client, shares))
    ],
    figures,
    notes: [
      "Each call asks for another creator, so no store has the answer. A call of core checks its input, looks into the store, claims the question, reserves the budget, waits for its turn, sends, opens the envelope, gives units, and writes the answer and the books. The others send and parse.",
      "Both doors of core send through undici's lowest layer (`dispatch`), which makes no stream of the body; its row is the floor.",
      "The Promise door is published as one file with Effect inside, so its row of core's own work includes Effect's.",
      ...(hits.length > 0 && heats.get(1)?.[0]?.placed.some(({ name }) => name.startsWith("httpx")) === true
        ? []
        : ["Skipped: no Python with httpx, so the vendor's Python SDK was not measured."])
    ]
  }
}

export const overhead: Part = {
  id: "overhead",
  title: "Overhead of a call",
  how: `A node:http server on loopback answers recorded bodies of about 1, 5 and 50 KB (${bodies.map(({ id }) => id).join(", ")}, their lists repeated). Every client runs in a process of its own, as its package is published. The ratio is its calls per second against \`undici.request\` with \`JSON.parse\` in the same round: above 1 is faster.`,
  run: measure
}
