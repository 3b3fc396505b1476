import type { Rule, Settings } from "@xingtu/sandbox"
import { build } from "../clients/builds.ts"
import { runChild } from "../measure/child.ts"
import type { Cell, Figures, Found, Pace, Part } from "../Part.ts"
import type { Done, Task } from "../programs/shortlist.ts"
import { distinct, type Sandbox, startSandbox } from "../hosts/sandbox.ts"
import { round } from "../measure/stats.ts"
import { range, sentence, times } from "../page/lead.ts"

interface Case {
  readonly name: string
  /** What the figures are called in `budgets.ts`. */
  readonly figure: string
  readonly api: Settings
  readonly rules: ReadonlyArray<Rule>
  readonly task: Omit<Task, "url">
  /** The time it takes when nothing is lost, in seconds. */
  readonly ideal: number
}

const four = ["creatorProfile", "spreadMetrics", "audienceDistribution", "marketingMetrics"] as const
const latency = { delayMs: 200 }

/** The numbers of the requests that fail: ten in a row, several times. */
const bursts = (requests: number, share: number): Array<number> => {
  const count = Math.max(1, Math.round((requests * share) / 10))
  return Array.from(
    { length: count * 10 },
    (_, i) => Math.floor(((Math.floor(i / 10) + 0.5) * requests) / count) + (i % 10)
  )
}

const shortlistOf = (creators: number): ReadonlyArray<Case> => {
  const requests = creators * four.length
  const common = {
    api: { rate: { limit: 50, windowMs: 1000 } },
    task: { creators, endpoints: four, settings: { requestsPerSecond: 50, concurrency: 32 } },
    ideal: requests / 50
  }
  return [
    {
      ...common,
      name: `${creators} creators, 4 endpoints, a limit of 50 requests per second`,
      figure: "shortlist",
      rules: [latency]
    },
    {
      ...common,
      name: "the same with failures: 5 % code 301, 2 % code 302 in bursts, 1 % connections cut",
      figure: "rough",
      rules: [
        { ...latency, nth: bursts(requests, 0.02), fault: { kind: "code", code: 302 } },
        { ...latency, chance: 0.05, seed: "collection", fault: { kind: "code", code: 301 } },
        { ...latency, chance: 0.01, seed: "cut", fault: { kind: "cut", when: "afterCharging" } },
        latency
      ]
    }
  ]
}

const cases = (pace: Pace): ReadonlyArray<Case> => {
  const paced = pace === "full" ? 200 : 20
  const streamed = pace === "full" ? 10_000 : 1_000
  return [
    ...shortlistOf(pace === "full" ? 500 : 30),
    {
      name: `${paced} requests, a limit of 10 per second`,
      figure: "pace",
      api: { rate: { limit: 10, windowMs: 1000 } },
      rules: [],
      task: { creators: paced, endpoints: ["spreadMetrics"], settings: { requestsPerSecond: 10, concurrency: 8 } },
      ideal: paced / 10
    },
    {
      name: `${streamed.toLocaleString("en")} ids through \`many\`, no limit`,
      figure: "stream",
      api: {},
      rules: [],
      task: {
        creators: streamed,
        endpoints: ["spreadMetrics"],
        settings: { requestsPerSecond: 100_000, concurrency: 64 }
      },
      ideal: 0
    }
  ]
}

const one = async (
  sandbox: Sandbox,
  { api, figure, ideal, name, rules, task }: Case
): Promise<{
  readonly row: ReadonlyArray<Cell>
  readonly figures: Figures
  readonly reasons: Readonly<Record<string, string>>
}> => {
  await sandbox.prepare(api, rules)
  const { answered, counted, earlyMb, failed, lateMb, peakMb, seconds } = await runChild<Done>(
    new URL("../programs/shortlist.ts", import.meta.url),
    [JSON.stringify({ ...task, url: sandbox.url })]
  )
  const ledger = await sandbox.ledger()
  const refused = ledger.entries.filter(({ code }) => code === 302).length / ledger.requests
  const perRequest = ledger.charged / distinct(ledger)
  const failures = Object.entries(failed)
    .map(([tag, count]) => `${count} ${tag}`)
    .join(", ")
  return {
    row: [
      name,
      round(seconds, 1),
      ideal === 0 ? "-" : round(seconds / ideal),
      answered,
      failures === "" ? "-" : failures,
      round(perRequest, 3),
      `${counted.charged} / ${counted.unknown}`,
      `${ledger.charged}`,
      round(refused * 100, 1),
      Math.round(peakMb),
      `${round(earlyMb, 1)} / ${round(lateMb, 1)}`
    ],
    figures: {
      [`${figure} charged`]: round(perRequest, 3),
      [`${figure} refused`]: round(refused * 100, 1),
      ...(ideal === 0
        ? { [`${figure} heap`]: round(lateMb - earlyMb, 1) }
        : { [`${figure} time`]: round(seconds / ideal) }),
      [`${figure} books`]: ledger.charged - counted.charged - counted.unknown
    },
    reasons: {
      [`${figure} time`]: `${round(refused * 100, 1)} % of the requests were over the limit (302) and were repeated`
    }
  }
}

const measure = async (pace: Pace): Promise<Found> => {
  build(["@xingtu/core"])
  await using sandbox = await startSandbox()
  const done: Array<Awaited<ReturnType<typeof one>>> = []
  for (const each of cases(pace)) done.push(await one(sandbox, each))
  return {
    tables: [
      {
        columns: [
          "case",
          "seconds",
          "time / ideal time",
          "results",
          "failures",
          "charges per request",
          "core counts: charged / may have been charged",
          "charged by the API",
          "over the limit (302), %",
          "peak memory, MB",
          "heap, MB: after a tenth / at the end"
        ],
        rows: done.map(({ row }) => row)
      }
    ],
    figures: Object.assign({}, ...done.map(({ figures }) => figures)),
    reasons: Object.assign({}, ...done.map(({ reasons }) => reasons)),
    notes: [
      'A request whose connection broke may have been charged. Core counts it so and does not retry it, since a retry could be charged again. With `risk: "payTwice"` it is retried.',
      "The heap holds the cached results. A process keeps as many as fit and drops others."
    ]
  }
}

export const shortlist: Part = {
  id: "shortlist",
  title: "A shortlist under a rate limit",
  lead: ({ figures }) =>
    sentence(
      [
        { of: ["shortlist time"], say: (ratio) => `a run takes ${range(ratio)} times the ideal time` },
        { of: ["rough time"], say: (ratio) => `${range(ratio)} times with failures` },
        { of: ["shortlist charged", "rough charged"], say: (found) => `each request is charged ${times(found)}` },
        {
          of: ["shortlist books", "rough books"],
          say: (found) => `charges that core does not count: ${range(found)}`
        }
      ],
      figures
    ),
  how: "How close a run comes to the time that the rate limit allows, and whether anything is charged twice. The sandbox responds after 200 ms and refuses requests over its limit (302). The ideal time is the number of requests divided by the limit.",
  run: measure
}
