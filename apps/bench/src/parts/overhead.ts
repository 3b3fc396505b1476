import { bodies, type Sized } from "../bodies.ts"
import { startChild } from "../child.ts"
import { floor, others, ours, token } from "../clients.ts"
import type { Cell, Found, Pace, Part, Table } from "../Part.ts"
import { profile } from "../profile.ts"
import { httpx } from "../python.ts"
import { type Heat, type Placed, race } from "../race.ts"
import { round } from "../stats.ts"

const heat = (pace: Pace, lanes: number): Heat => ({
  lanes,
  warmUp: pace === "full" ? 5_000 : 300,
  // Many short rounds: what disturbs the machine then disturbs all alike.
  rounds: pace === "full" ? 30 : 6,
  calls: lanes === 1 ? 40 : 192
})

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

/** Who core's processor time goes to, a column for each size of answer. */
const sharesOf = (profiles: ReadonlyMap<string, ReadonlyMap<string, number>>): Table => {
  const owners = [...new Set([...profiles.values()].flatMap((shares) => [...shares.keys()]))]
  return {
    title: "A call of @xingtu/core, 64 at a time: whom its processor time goes to, as V8's profiler samples it",
    columns: ["share of", ...profiles.keys()],
    rows: owners.map((owner) => [
      owner,
      ...[...profiles.values()].map((shares): Cell => `${Math.round((shares.get(owner) ?? 0) * 100)} %`)
    ])
  }
}

const measure = async (pace: Pace): Promise<Found> => {
  await using server = await startChild<string>(new URL("../servers/raw.ts", import.meta.url))
  await using core = await ours(server.ready)
  const figures: Record<string, number> = {}
  const tables: Array<Table> = []
  let python = false
  const one = async (body: Sized, lanes: number) => {
    await using vendor = httpx(server.ready, body.endpoint.path, token)
    await using lowest = floor(server.ready, body)
    python ||= vendor !== undefined
    const contenders = [
      ...others(server.ready, body),
      lowest.contender,
      ...(vendor === undefined ? [] : [vendor.contender]),
      core.effect(body),
      core.promise(body)
    ]
    const placed = await race(contenders, heat(pace, lanes))
    const ratio = (name: string) => placed.find((one) => one.name === name)?.ratio ?? NaN
    figures[`overhead ${lanes} ${body.name}`] = round(ratio("@xingtu/core"))
    figures[`clients ${lanes} ${body.name}`] = round(
      ratio("@xingtu/core") / Math.max(...["openapi-fetch", "ky", "axios"].map(ratio))
    )
    return { size: body.name, placed }
  }
  // 64 at a time first: it warms what is then asked one after another.
  for (const lanes of [64, 1]) {
    const heats = []
    for (const body of bodies) heats.push(await one(body, lanes))
    tables.unshift(table(lanes === 1 ? "One after another" : `${lanes} at a time`, heats))
  }
  const hits: Array<ReadonlyArray<Cell>> = []
  for (const body of bodies) {
    const [hit] = await race([core.hit(body)], { lanes: 1, warmUp: 2_000, rounds: 20, calls: 500 })
    hits.push([body.name, round(hit?.micros ?? NaN, 1)])
    figures[`hit ${body.name}`] = round(hit?.micros ?? NaN, 1)
  }
  tables.push({ title: "A question that was answered before", columns: ["answer", "us"], rows: hits })
  const profiles = new Map<string, ReadonlyMap<string, number>>()
  for (const body of bodies)
    profiles.set(body.name, new Map(await profile(() => core.effect(body).run(pace === "full" ? 10_000 : 1_500, 64))))
  tables.push(sharesOf(profiles))
  return {
    tables,
    figures,
    notes: [
      "Each call asks for another creator, so core's store never has the answer: a call of core checks its input, looks into the store, claims the question, reserves the budget, waits for its turn, sends, opens the envelope, gives units, and writes the answer and the books. The others send and parse.",
      "Core over undici uses undici's lowest layer (`dispatch`), which makes no stream of the body; what that saves pays for part of the rest. The row of `dispatch` is the floor: nothing that uses undici can be quicker.",
      ...(python
        ? []
        : ["Skipped: no Python with httpx on this machine, so the pattern of the vendor's SDK was not measured."])
    ]
  }
}

export const overhead: Part = {
  id: "overhead",
  title: "Overhead per call",
  how: "A node:http server on loopback, in its own process, answers recorded bodies of about 1, 5 and 50 KB (spread metrics; recommended videos and showcase items with their lists repeated). Each client asks in turn, round after round. The ratio is its calls per second against `undici.request` with `JSON.parse` in the same round: above 1 is faster.",
  run: measure
}
