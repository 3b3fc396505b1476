import { bodies } from "../bodies.ts"
import { startChild } from "../child.ts"
import { others, ours } from "../clients.ts"
import type { Found, Pace, Part, Table } from "../Part.ts"
import { type Placed, race } from "../race.ts"
import { round } from "../stats.ts"

const lanes = [1, 64]

const heat = (pace: Pace, lanes: number) => ({
  lanes,
  warmUp: pace === "full" ? 2000 : 500,
  // Many short rounds: what disturbs the machine then disturbs all alike.
  rounds: pace === "full" ? 60 : 8,
  calls: lanes === 1 ? 40 : 192
})

const measure = async (pace: Pace): Promise<Found> => {
  await using server = await startChild<string>(new URL("../servers/raw.ts", import.meta.url))
  await using core = ours(server.ready)
  const tables: Array<Table> = []
  const figures: Record<string, number> = {}
  for (const lane of lanes) {
    const placed: Array<{ readonly size: string; readonly all: ReadonlyArray<Placed> }> = []
    for (const body of bodies) {
      const all = await race([...others(server.ready, body), ...core.contenders(body)], heat(pace, lane))
      placed.push({ size: body.name, all })
      const ratio = (name: string) => all.find((one) => one.name === name)?.ratio ?? Number.NaN
      figures[`overhead ${lane} ${body.name}`] = round(ratio("@xingtu/core"))
    }
    tables.push({
      title: lane === 1 ? "One after another" : `${lane} at a time`,
      columns: ["client", ...placed.flatMap(({ size }) => [`${size}: ratio`, `${size}: us`, `${size}: us of CPU`])],
      rows: (placed[0]?.all ?? []).map(({ name }, i) => [
        name,
        ...placed.flatMap(({ all }) => {
          const one = all[i]
          return one === undefined ? [] : [round(one.ratio), Math.round(one.micros), Math.round(one.cpu)]
        })
      ])
    })
  }
  return { tables, figures, notes: [] }
}

export const overhead: Part = {
  id: "overhead",
  title: "Overhead per call",
  how: "A node:http server on loopback, in its own process, answers recorded bodies of about 1, 5 and 50 KB. All clients ask in turn within one run.",
  run: measure
}
