import fc from "fast-check"
import { expect, test } from "vitest"
import { parse, print } from "../src/commands/index.ts"
import { countUntil, inMonth, momentIn, next } from "../src/util/schedule.ts"

const day = 86_400_000
const at = (iso: string) => Date.parse(iso)

/** The moments of some days, one after the other. */
const moments = (
  schedule: Parameters<typeof next>[0],
  zone: string,
  from: string,
  n: number
): ReadonlyArray<string> => {
  const all: Array<string> = []
  for (let moment = at(from); all.length < n;) {
    moment = next(schedule, zone, moment)
    all.push(new Date(moment).toISOString())
  }
  return all
}

test("an hour that summer time leaves out happens a little later, and the day has it once", () => {
  expect(moments({ days: [], minute: 150 }, "America/New_York", "2026-03-07T00:00:00Z", 3)).toEqual([
    "2026-03-07T07:30:00.000Z",
    "2026-03-08T07:30:00.000Z",
    "2026-03-09T06:30:00.000Z"
  ])
})

test("an hour that comes twice happens once", () => {
  expect(moments({ days: [], minute: 90 }, "America/New_York", "2026-10-31T00:00:00Z", 4)).toEqual([
    "2026-10-31T05:30:00.000Z",
    "2026-11-01T05:30:00.000Z",
    "2026-11-02T06:30:00.000Z",
    "2026-11-03T06:30:00.000Z"
  ])
})

test.each([
  "Asia/Shanghai",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Africa/Cairo"
])("in %s a year has each of its days once, at the hour that was asked for", (zone) => {
  for (const minute of [0, 90, 150, 540, 1439]) {
    const all = moments({ days: [], minute }, zone, "2026-01-01T12:00:00Z", 365)
    const dates = all.map((iso) => momentIn(at(iso), zone).slice(0, 10))
    expect(new Set(dates).size).toBe(365)
    const late = all.filter(
      (iso) =>
        !momentIn(at(iso), zone).endsWith(
          `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`
        )
    )
    expect(late.length).toBeLessThanOrEqual(1)
  }
})

test("days of the week are those of the place, not of the sun over Greenwich", () => {
  // Monday 06:00 in Shanghai is Sunday in Greenwich.
  expect(moments({ days: [1], minute: 360 }, "Asia/Shanghai", "2026-11-27T00:00:00Z", 2)).toEqual([
    "2026-11-29T22:00:00.000Z",
    "2026-12-06T22:00:00.000Z"
  ])
  expect(inMonth({ days: [1, 4], minute: 0 })).toBeCloseTo(8.57, 2)
})

test("what was missed is counted by the clock of the place", () => {
  const schedule = { days: [], minute: 540 }
  const first = at("2026-03-06T14:00:00Z")
  expect(countUntil(schedule, "America/New_York", first, first + 3 * day)).toBe(4)
  expect(countUntil(schedule, "America/New_York", first, first)).toBe(1)
})

const id = "6629722295873044494"
const other = "6955721930401185805"

const read = (typed: string) => {
  const command = parse(typed)
  if (command._tag !== "Watch") throw new Error(JSON.stringify(command))
  return command.spec
}

test.each([
  [`watch ${id} daily 9:00`, [], 540, "me"],
  [`watch ${id} every day at 9 am here`, [], 540, "here"],
  [`watch ${id} 18:30`, [], 1110, "me"],
  [`watch ${id} at 7`, [], 420, "me"],
  [`watch ${id} weekly`, [1], 540, "me"],
  [`watch ${id} weekly fri 6pm #buyers`, [5], 1080, "#buyers"],
  [`watch ${id} every Tuesday and Thursday 12:05 in <#C0123456789|buyers>`, [2, 4], 725, "C0123456789"],
  [`watch ${id} weekdays 12 am to me`, [1, 2, 3, 4, 5], 0, "me"],
  [`监控 ${id} 每天 下午3点半 私信`, [], 930, "me"],
  [`监控 ${id} 每周一、周四 9点15分 发到本频道`, [1, 4], 555, "here"],
  [`监控 ${id} 每周末 十点`, [0, 6], 600, "me"],
  [`监控 ${id} 工作日 ９：３０ #投放群`, [1, 2, 3, 4, 5], 570, "#投放群"],
  [`schedule report ${id}`, [1], 540, "me"],
  [`定时报告 ${id} 每天`, [], 540, "me"]
] as const)("%s is read as it is meant", (typed, days, minute, to) => {
  expect(read(typed)).toMatchObject({ ids: [id], schedule: { days, minute }, to })
})

test.each([
  ["price cpm", ["price", "cpm"], {}],
  ["price, cpm,followers > 5 %", ["price", "cpm", "followers"], { followers: 0.05 }],
  ["followers>=2.5%, plays by 20%", ["followers", "medianPlays"], { followers: 0.025, medianPlays: 0.2 }],
  ["new videos and takes orders", ["takesOrders", "newestVideo"], {}],
  ["报价 粉丝超过5% 接单 新视频", ["price", "followers", "takesOrders", "newestVideo"], { followers: 0.05 }],
  ["everything", ["price", "cpm", "followers", "medianPlays", "takesOrders", "newestVideo"], {}],
  ["", ["price", "cpm", "followers", "medianPlays", "takesOrders", "newestVideo"], {}]
])("figures: %s", (typed, watch, thresholds) => {
  for (const order of [
    `watch ${id} ${other} ${typed} daily 9:00 here`,
    `watch here daily 9:00 ${typed} ${id} ${other}`
  ])
    expect(read(order)).toMatchObject({ ids: [id, other], watch, thresholds, to: "here" })
})

test.each([
  ["watch", "Enter the creators"],
  ["watch daily 9:00", "Enter the creators"],
  [`watch ${id} hourly`, "daily or weekly"],
  [`watch ${id} 每小时`, "daily or weekly"],
  [`watch ${id} 25:00`, "25:00 is not a time of day"],
  [`watch ${id} 9:75`, "9:75 is not a time of day"],
  [`watch ${id} daily weekly mon`, "Enter only one"],
  [`watch ${id} price<5000`, "“price<5000” can't be watched"],
  [`watch ${id} followers>1000`, "“followers>1000” can't be watched"],
  [`watch ${id} takes orders>5%`, "can't be watched"],
  [`watch ${id} zone=Mars/Base`, "Mars/Base is not a time zone"],
  ["watch 12345", "12345: not an ID"],
  [
    `watch ${Array.from({ length: 101 }, (_, i) => `69557219304${10_000_000 + i}`).join(" ")}`,
    "101 creators given, at most 100"
  ]
])("%s names what is wrong", (typed, why) => {
  const command = parse(typed)
  expect(command._tag).toBe("WatchUnclear")
  expect(JSON.stringify(command)).toContain(why)
})

test.each([
  [`watch ${id} ${other} price followers>5% new video weekly mon thu 18:30 #buyers zone=Europe/Berlin`],
  [`watch "spring price" ${id} daily 9:00`],
  ["schedule report last weekly fri 10:00 here"],
  [
    `watch ${Array.from({ length: 100 }, (_, i) => `69557219304${10_000_000 + i}`).join(" ")} price cpm followers>5% here`
  ]
])("%s is carried by a button", (typed) => {
  const command = parse(typed)
  const printed = print(command)
  expect(parse(printed)).toEqual(command)
  expect(printed.length).toBeLessThan(2_000)
})

test.each([
  ["watch list", { _tag: "Watching", page: 1 }],
  ["watching 3", { _tag: "Watching", page: 3 }],
  ["watch stop 1a2b3c4d5e", { _tag: "WatchDeed", deed: "stop", id: "1a2b3c4d5e" }],
  ["watch run now", { _tag: "WatchDeed", deed: "run", id: "" }],
  ["监控 暂停", { _tag: "WatchDeed", deed: "pause", id: "" }],
  ["监控列表 恢复 1a2b3c4d5e", { _tag: "WatchDeed", deed: "resume", id: "1a2b3c4d5e" }]
])("%s is about watches that are there", (typed, command) => {
  expect(parse(typed)).toEqual(command)
})

test("parts may stand in any order, in either language, with commas", () => {
  const words = fc.record({
    whom: fc.constantFrom(
      `${id} ${other}`,
      `${id}、${other}`,
      `https://www.xingtu.cn/ad/creator/author/douyin/${id}/1 ${other}`
    ),
    what: fc.constantFrom("price followers>5%", "报价 粉丝>5%", "prices, followers > 5%", "报价，粉丝超过5%"),
    when: fc.constantFrom(
      "weekly mon thu 18:30",
      "every Monday and Thursday at 6:30pm",
      "每周一四 下午6点半",
      "mon thu 18:30"
    ),
    where: fc.constantFrom("#buyers", "to #buyers", "in #buyers")
  })
  fc.assert(
    fc.property(
      words,
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      fc.constantFrom(" ", ", "),
      (parts, order, between) => {
        const typed = order.map((i) => [parts.whom, parts.what, parts.when, parts.where][i]).join(between)
        expect(read(`watch ${typed}`)).toEqual({
          kind: "watch",
          ids: [id, other],
          watch: ["price", "followers"],
          thresholds: { followers: 0.05 },
          schedule: { days: [1, 4], minute: 1110 },
          to: "#buyers"
        })
      }
    ),
    { numRuns: 300 }
  )
})

test("whatever is typed is a plan for somebody, or says what is wrong", () => {
  const some = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          id,
          "price",
          "9:00",
          "每周一",
          "#x",
          "last",
          ">5%",
          "here",
          "ids:zz",
          "list=",
          "zone=UTC",
          "“",
          ",",
          "99"
        )
      )
      .map((all) => all.join(" "))
  )
  fc.assert(
    fc.property(some, (typed) => {
      const command = parse(`watch ${typed}`)
      const spec = command._tag === "Watch" ? command.spec : undefined
      expect(spec === undefined || spec.ids.length > 0 || (spec.list ?? "") !== "").toBe(true)
      expect(command._tag === "WatchUnclear" ? command.problems.length : 1).toBeGreaterThan(0)
      if (spec === undefined) return
      const { leftOut: _, ...kept } = spec
      expect(parse(print(command))).toEqual({ _tag: "Watch", spec: kept })
    }),
    { numRuns: 2_000 }
  )
})
