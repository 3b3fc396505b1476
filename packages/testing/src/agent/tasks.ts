import { catalogue } from "@xingtu/core"
import type { Agent, Row, Truth } from "./agent.ts"

/** One thing a buyer wants to know, how the agent finds it, and what the API itself says. */
export interface Task {
  readonly name: string
  readonly answer: (agent: Agent) => Promise<string>
  /** Calls the API has charged so far are told, for those whose task is about them. */
  readonly truth: (truth: Truth, charged: number) => Promise<string>
}

const creator = (n: number) => `69557219304011910${String(n).padStart(2, "0")}`
const five = [1, 2, 3, 4, 5].map(creator)
const [one = "", two = ""] = five

const first = (rows: ReadonlyArray<Row>, column: string) => rows[0]?.[column] ?? ""

const numbers = (rows: ReadonlyArray<Row>, column: string) =>
  rows.flatMap((row) => (row[column] === "" || row[column] === undefined ? [] : [{ row, value: Number(row[column]) }]))

const best = <A>(all: ReadonlyArray<A>, of: (one: A) => number | undefined, sign: 1 | -1) =>
  all.reduce<A | undefined>((a, b) => {
    const [x, y] = [a && of(a), of(b)]
    return y !== undefined && (x === undefined || sign * y < sign * x) ? b : a
  }, undefined)

const least = (rows: ReadonlyArray<Row>, column: string) =>
  best(numbers(rows, column), ({ value }) => value, 1)?.row["Creator id"] ?? ""

const price = async (truth: Truth, id: string, type: string) =>
  (await truth(catalogue.marketingMetrics, { oAuthorId: id })).price_info?.find(
    (each) => each.video_type === type && each.enable !== false
  )?.price

const newest = (rows: ReadonlyArray<Row>): Row =>
  rows.reduce((a, b) => ((b["Published"] ?? "") > (a["Published"] ?? "") ? b : a), {})

const short = (value: number | undefined) => (value === undefined ? "" : String(Number(value.toPrecision(4))))

export const tasks: ReadonlyArray<Task> = [
  {
    name: "Who is the third creator in a search?",
    answer: async (agent) => (await agent.pay("search_creators", {}))[2]?.["id"] ?? "",
    truth: async (truth) => (await truth(catalogue.creatorSearch, {})).authors?.[2]?.star_id ?? ""
  },
  {
    name: "How many creators are on the second page?",
    answer: async (agent) => String((await agent.pay("search_creators", { page: 2 })).length),
    truth: async (truth) => String((await truth(catalogue.creatorSearch, { page: "2" })).authors?.length)
  },
  {
    name: "What is the ID of the creator with this name?",
    answer: async (agent) => {
      const name = first(await agent.pay("search_creators", {}), "name")
      return first(await agent.pay("find_creator", { name }), "id")
    },
    truth: async (truth) => (await truth(catalogue.creatorSearch, {})).authors?.[0]?.star_id ?? ""
  },
  {
    name: "What does a placement video of this creator cost?",
    answer: async (agent) => first(await agent.pay("creator", { id: one }), "placement price (CNY)"),
    truth: async (truth) => short(await price(truth, one, "2"))
  },
  {
    name: "How many followers does this creator have?",
    answer: async (agent) => first(await agent.pay("creator", { id: one }), "followers"),
    truth: async (truth) => short((await truth(catalogue.creatorProfile, { oAuthorId: one })).follower)
  },
  {
    name: "What would a comparison of five creators cost?",
    answer: async (agent) =>
      String(
        (await agent.ask("plan", { tool: "report", arguments: { ids: [61, 62, 63, 64, 65].map(creator) } }))[
          "paid_calls"
        ]
      ),
    truth: () => Promise.resolve("25")
  },
  {
    name: "Which of the five has the lowest price for a placement video?",
    answer: async (agent) => least(await agent.pay("report", { ids: five }), "Price, placement (CNY)"),
    truth: async (truth) => {
      const all = await Promise.all(five.map(async (id) => ({ id, price: await price(truth, id, "2") })))
      return best(all, (each) => each.price, 1)?.id ?? ""
    }
  },
  {
    name: "What would the comparison cost now?",
    answer: async (agent) =>
      String((await agent.ask("plan", { tool: "report", arguments: { ids: five } }))["paid_calls"]),
    truth: () => Promise.resolve("0")
  },
  {
    name: "Which of the five has the lowest CPM for a placement video?",
    answer: async (agent) => least(await agent.pay("report", { ids: five }), "Expected CPM, placement (CNY)"),
    truth: async (truth) => {
      const all = await Promise.all(
        five.map(async (id) => ({
          id,
          cpm: (await truth(catalogue.spreadMetrics, { oAuthorId: id, platform: "SHORT_VIDEO" })).expect_cpm?.cpm_21_60
        }))
      )
      return best(all, (each) => each.cpm, 1)?.id ?? ""
    }
  },
  {
    name: "What share of this creator's audience is female?",
    answer: async (agent) => {
      const line = (await agent.pay("audience", { id: one })).map((row) => Object.values(row).join(" "))
      return /[\d.]+%/.exec(line.find((each) => each.includes("female")) ?? "")?.[0] ?? ""
    },
    truth: async (truth) => {
      const { distributions = [] } = await truth(catalogue.audienceDistribution, { oAuthorId: one })
      const list = distributions.find(({ type }) => type === "gender")?.distribution_list ?? []
      const total = list.reduce((sum, { distribution_value = 0 }) => sum + distribution_value, 0)
      const women = list.find(({ distribution_key }) => distribution_key === "female")?.distribution_value ?? 0
      return `${Number(((women / total) * 100).toFixed(2))}%`
    }
  },
  {
    name: "Which is the newest video of this creator?",
    answer: async (agent) => {
      const rows = await agent.pay("videos", { creator: two })
      return newest(rows)["Video id"] ?? ""
    },
    truth: async (truth) => {
      const { items = [] } = await truth(catalogue.creatorHomepageVideos, { oAuthorId: two, page: "1" })
      return items.reduce((a, b) => ((b.create_time ?? "") > (a.create_time ?? "") ? b : a)).item_id ?? ""
    }
  },
  {
    name: "How many likes does that video have?",
    answer: async (agent) => {
      const rows = await agent.pay("videos", { creator: two })
      return newest(rows)["Likes"] ?? ""
    },
    truth: async (truth) => {
      const { items = [] } = await truth(catalogue.creatorHomepageVideos, { oAuthorId: two, page: "1" })
      return String(items.reduce((a, b) => ((b.create_time ?? "") > (a.create_time ?? "") ? b : a)).like_cnt)
    }
  },
  {
    name: "Rank the five for reach, and keep the list; who is on it?",
    answer: async (agent) => {
      await agent.pay("rank", { ids: five, goal: "reach", save: "spring" })
      return (await agent.read("xingtu://shortlists/spring"))
        .map(({ id = "" }) => id)
        .sort()
        .join(" ")
    },
    truth: () => Promise.resolve([...five].sort().join(" "))
  },
  {
    name: "Which of the five cost at most 1 CNY per video?",
    answer: async (agent) =>
      String(
        (await agent.pay("rank", { ids: five, goal: "reach", maxPrice: 1 })).filter(({ place }) => place !== "").length
      ),
    truth: async (truth) => {
      const all = await Promise.all(five.flatMap((id) => ["2", "71"].map((type) => price(truth, id, type))))
      return String(all.filter((each) => each !== undefined && each <= 1).length)
    }
  },
  {
    name: "What do placement videos of all five cost together?",
    answer: async (agent) => {
      const input = { ids: five, budget: 10_000_000, kind: "placement" }
      const [, spent = ""] = /Spends ([\d,]+) of 10,000,000 CNY/.exec(await agent.paid("split_budget", input)) ?? []
      return spent.replaceAll(",", "")
    },
    truth: async (truth) => {
      const all = await Promise.all(five.map((id) => price(truth, id, "2")))
      return String(all.reduce<number>((sum, each = 0) => sum + each, 0))
    }
  },
  {
    name: "Has anything changed since the last check?",
    answer: async (agent) => {
      await agent.pay("changes", { ids: five })
      return (await agent.paid("changes", { ids: five })).includes("Nothing changed.") ? "no" : "yes"
    },
    truth: () => Promise.resolve("no")
  },
  {
    name: "How many endpoints are there?",
    answer: async (agent) =>
      String(String((await agent.ask("endpoint", { action: "list" }))["endpoints"]).split("\n").length),
    truth: () => Promise.resolve(String(Object.keys(catalogue).length))
  },
  {
    name: "What is this creator's overall score?",
    answer: async (agent) => {
      const fields = await agent.ask("endpoint", { action: "fields", endpoint: "creatorLinkMetrics" })
      const [id = ""] = Object(Object(fields["parameters"])["required"])
      const rows = await agent.pay("endpoint", {
        action: "request",
        endpoint: "creatorLinkMetrics",
        parameters: { [id]: one }
      })
      return Object.values(rows[0] ?? {})[1] ?? ""
    },
    truth: async (truth) =>
      String(Number((await truth(catalogue.creatorLinkMetrics, { oAuthorId: one })).link_star_index?.value?.toFixed(2)))
  },
  {
    name: "May fifty creators be compared today?",
    answer: (agent) =>
      agent
        .paid("report", { ids: Array.from({ length: 50 }, (_, n) => creator(n + 10)) })
        .then((text) => (text === "more paid calls than are left today" ? "no" : "yes")),
    // 250 calls of a daily limit of 200.
    truth: (_, charged) => Promise.resolve(250 > 200 - charged ? "no" : "yes")
  },
  {
    name: "What was charged today?",
    answer: async (agent) => String((await agent.ask("quota"))["charged_today"]),
    truth: (_, charged) => Promise.resolve(String(charged))
  }
]
