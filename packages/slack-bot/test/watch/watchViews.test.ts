import { catalogue, Failure, Watch } from "@xingtu/core"
import { describe, expect, test } from "vitest"
import { parse } from "../../src/commands/index.ts"
import type { Watch as Kept } from "../../src/state/Watch.ts"
import * as Alert from "../../src/views/Alert.ts"
import { csv } from "../../src/blocks/csv.ts"
import type { Message } from "../../src/blocks/Message.ts"
import * as View from "../../src/views/Watch.ts"
import { hostile, taken } from "../support/hostile.ts"

const at = Date.UTC(2026, 10, 30)

const idsOf = (n: number) => Array.from({ length: n }, (_, i) => String(6_955_721_930_000_000n + BigInt(i)))

const watchOf = (name: string, n: number, kind: "watch" | "report" = "watch"): Kept => ({
  id: "abc",
  team: "T1",
  user: "U000000001",
  channel: "C000000001",
  lang: "en",
  kind,
  list: name,
  ids: idsOf(n),
  gone: [],
  names: Object.fromEntries(idsOf(n).map((id) => [id, name])),
  watch: Watch.watched,
  thresholds: {},
  schedule: { days: [], minute: 540 },
  zone: "Asia/Shanghai",
  to: "C000000001",
  state: "on",
  due: at,
  refused: 0,
  why: { en: name, zh: name },
  last: { at, calls: 12, uncertain: 1, failed: 2, changes: 3 }
})

/** Everything that can change of a creator, changed. */
const changedOf = (id: string, title: string): Alert.Changed => {
  const one = { id, at: "2026-11-29T01:00:00.000Z" }
  const before = {
    ...one,
    prices: { placement: 10_000 },
    cpm: { placement: 40, custom: 30 },
    followers: 100_000,
    medianPlays: 5_000,
    takesOrders: true,
    newestVideo: { id: "1" }
  }
  const after = {
    ...one,
    prices: { placement: 12_000, custom: 20_000 },
    cpm: { placement: 50, custom: 10 },
    followers: 200_000,
    medianPlays: 9_000,
    takesOrders: false,
    newestVideo: { id: "2", title }
  }
  return { id, told: Watch.changes(before, after).map((change) => ({ change, since: one.at })) }
}

const foundOf = (text: string, n: number): Alert.Found => ({
  changed: idsOf(n).map((id) => changedOf(id, text)),
  vanished: idsOf(n),
  calls: 400,
  uncertain: 3,
  failures: [500, 301, 202, 503, 404].map((code) =>
    Failure.fromCode(code, { endpoint: catalogue.spreadMetrics.id, vendorMessage: text, requestId: text })
  ),
  baseline: undefined,
  resumed: true
})

const everyMessage = (text: string, n: number): ReadonlyArray<Message> => {
  const watch = watchOf(text, n)
  const typed = parse(`watch ${idsOf(n).join(" ")} price daily 9:00`)
  const spec = typed._tag === "Watch" ? typed.spec : undefined
  if (spec === undefined) throw new Error("no watch")
  const plan = {
    calls: 400,
    month: 12_000,
    known: watch.names,
    left: { left: 3, budget: 10 },
    next: at,
    zone: "Asia/Shanghai"
  }
  const found = foundOf(text, n)
  return (["en", "zh"] as const).flatMap((lang) => [
    View.plan({ ...spec, list: text, leftOut: [text] }, plan, lang),
    View.started(watch, 400, lang, "new"),
    View.unclear("watch", [{ en: `Wrong: ${text}`, zh: `有误：${text}` }], lang),
    View.list(
      Array.from({ length: 40 }, (_, i) => ({ watch: { ...watch, id: `w${i}` }, calls: 400 })),
      1,
      watch.user,
      lang
    ),
    View.list([{ watch: { ...watch, state: "paused" }, calls: 4 }], 1, watch.user, lang),
    View.told(`Paused: ${text}`, lang, watch),
    View.runCosts(watch, 400, lang),
    Alert.alert(found, watch, at, lang),
    Alert.quiet({ ...found, changed: [], baseline: n }, watch, at, lang),
    Alert.report(found, [], watchOf(text, n, "report"), at, lang)
  ])
}

/** Links to Xingtu and channels are ours. */
const withoutOurs = (message: Message): Message => {
  const text = JSON.stringify(message)
    .replaceAll(/<https:\/\/www\.xingtu\.cn\/ad\/creator\/author\/douyin\/\d+\/1\|/g, "")
    .replaceAll("<#C000000001>", "")
  return JSON.parse(text) as Message
}

describe("whatever creators are called and write", () => {
  test.each(hostile.map((text) => [text.slice(0, 40), text] as const))("%j takes effect nowhere", (_, text) => {
    for (const message of everyMessage(text, 3)) taken(withoutOurs(message))
    expect(csv(Alert.tableOf(foundOf(text, 2), watchOf(text, 2), "en"), "en")).not.toMatch(/^[=+\-@]/m)
  })

  test("an announcement mentions the one who made it and nobody else", () => {
    const announced = (text: string) => View.announced("U000000001", text, { days: [1], minute: 540 }, "en")
    for (const text of hostile) taken(announced(text), "<@U000000001>")
    expect(announced("<@U2>").text).toContain("<@U000000001> set up here: ‹＠U2&gt;")
  })
})

describe("a hundred creators", () => {
  test("stay inside what Slack takes, with long names and titles; the file has them all", () => {
    for (const text of ["达".repeat(200), "x".repeat(300), "美妆"])
      for (const message of everyMessage(text, 100)) taken(withoutOurs(message))
    const found = foundOf("x", 100)
    expect(Alert.isLong(found)).toBe(true)
    expect(Alert.alert(found, watchOf("x", 100), at, "en").text).toContain(
      "90 creators more changed, and the file has all."
    )
    expect(Alert.tableOf(found, watchOf("x", 100), "en").rows).toHaveLength(100 * found.changed[0]!.told.length)
  })

  test("keep the cost in sight when the message is cut", () => {
    const { blocks } = Alert.alert(foundOf("达".repeat(300), 100), watchOf("x", 100), at, "en")
    expect(JSON.stringify(blocks)).toContain("400 paid calls, 3 more may have been charged")
  })
})
