import { type Answer, catalogue, type Endpoint, Failure, type Report, Table } from "@xingtu/core"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Command from "../src/commands/index.ts"
import { mrkdwn, plain } from "../src/util/escape.ts"
import type { Message } from "../src/blocks/Message.ts"
import { asText } from "../src/slack/show.ts"
import * as AnswerView from "../src/views/Answer.ts"
import * as Chart from "../src/blocks/Chart.ts"
import * as Creators from "../src/views/Creators.ts"
import { csv, fileName } from "../src/blocks/csv.ts"
import * as FailureView from "../src/views/Failure.ts"
import * as Help from "../src/home/Help.ts"
import * as Modal from "../src/blocks/Modal.ts"
import { draw } from "../src/blocks/text.ts"
import { harmless, hostile, taken } from "./support/hostile.ts"
import { inMessage, inView } from "./support/validate.ts"

const id = "6955721930401185805"

const answer = (endpoint: Endpoint.Endpoint, raw: unknown): Answer => ({
  data: endpoint.data.read(raw, "", []) ?? endpoint.data.none,
  raw,
  drift: [],
  meta: {
    endpoint: endpoint.id,
    at: "2026-11-22T10:00:00.000Z",
    source: "api",
    charged: "yes",
    doubt: false,
    attempts: 1,
    durationMs: 900
  }
})

const found = (name: string, rows: number) =>
  answer(catalogue.creatorSearch, {
    authors: Array.from({ length: rows }, (_, i) => ({
      star_id: id,
      attribute_datas: {
        id,
        nick_name: name,
        province: name,
        city: name,
        follower: String(i * 1_000),
        price_20_60: 100 * i,
        tags_relation: JSON.stringify({ [name]: [name] })
      }
    })),
    pagination: { page: 1, limit: rows, total_count: rows * 2, has_more: true }
  })

const ask = (keyword: string) => ({ endpoint: catalogue.creatorSearch, input: { keyword, page: "2" } })

const rowsOf = (name: string, creators: number): ReadonlyArray<Report.Row> =>
  Array.from({ length: creators }, (_, i) => ({
    id: String(BigInt(id) + BigInt(i)),
    outcomes: [
      {
        _tag: "Answered",
        endpoint: "creatorProfile",
        answer: answer(catalogue.creatorProfile, {
          nick_name: name,
          follower: 1_000 * i,
          province: name,
          tags_relation: JSON.stringify({ [name]: [name] })
        })
      },
      {
        _tag: "Failed",
        endpoint: "marketingMetrics",
        failure: Failure.fromCode(500, { endpoint: "marketingMetrics", vendorMessage: name })
      },
      {
        _tag: "Answered",
        endpoint: "spreadMetrics",
        answer: answer(catalogue.spreadMetrics, {
          play_mid: String(5_000 + i),
          expect_cpm: { cpm_21_60: String(5_618 + i) }
        })
      }
    ]
  }))

const glance: ReadonlyArray<Report.Source> = ["creatorProfile", "marketingMetrics", "spreadMetrics"]

const everyMessage = (name: string): ReadonlyArray<Message> => [
  AnswerView.of({ ...ask(name), answer: found(name, 3) }, "en"),
  AnswerView.of({ ...ask(name), answer: found(name, 1), left: { left: 2, budget: 10 } }, "zh"),
  AnswerView.of({ ...ask(name), answer: found(name, 0) }, "en"),
  FailureView.of(
    Failure.fromCode(500, { endpoint: "creatorSearch", vendorMessage: name, requestId: name }),
    { _tag: "Ask", ...ask(name) },
    0,
    "en"
  ),
  Creators.of({ command: { _tag: "Creator", id }, endpoints: glance, rows: rowsOf(name, 1) }, undefined, "zh"),
  Creators.of(
    { command: { _tag: "Compare", ids: [id, id] }, endpoints: glance, rows: rowsOf(name, 10) },
    undefined,
    "en"
  ),
  Help.unknown({ _tag: "Unknown", typed: name, meant: name, name }, "en")
]

describe("whatever comes from outside", () => {
  test.each(hostile.map((text) => [text.slice(0, 40), text] as const))("%j takes effect nowhere", (_, text) => {
    for (const message of everyMessage(text)) taken(message)
    taken(AnswerView.shared({ ...ask(text), answer: found(text, 3) }, "U000000001", "en"), "<@U000000001>")
    const view = Modal.of(
      "creatorSearch",
      { keyword: text },
      [{ param: text, problem: { en: text, zh: text } }],
      "{}",
      { lang: "en", mayPay: 10 }
    )
    expect(inView(view)).toEqual([])
    harmless(view.blocks)
  })

  test("random texts too", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme", maxLength: 400 })), (text) => {
        for (const message of everyMessage(text)) taken(message)
      }),
      { numRuns: 60 }
    )
  })

  test("escaping leaves nothing that Slack would read as a command, and is stable", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const once = plain(text)
        expect(plain(once)).toBe(once)
        harmless({ text: once })
        expect(mrkdwn(text)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)|`/)
      }),
      { numRuns: 1_000 }
    )
  })
})

describe("whatever arrives as data", () => {
  test("any JSON in any endpoint makes a message that Slack takes", () => {
    const endpoints = Object.values<Endpoint.Endpoint>(catalogue)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: endpoints.length - 1 }),
        fc.infiniteStream(fc.jsonValue({ maxDepth: 2 })),
        (n, values) => {
          const endpoint = endpoints[n]
          if (endpoint === undefined) return
          const fill = (wire: typeof endpoint.data.fields, depth: number): object =>
            Object.fromEntries(
              Object.entries(wire ?? {}).map(([key, field]) => {
                const value = values.next().value
                if (depth > 3) return [key, value]
                if (field.of?.fields !== undefined)
                  return [key, [fill(field.of.fields, depth + 1), fill(field.of.fields, depth + 1)]]
                return [key, field.fields === undefined ? value : fill(field.fields, depth + 1)]
              })
            )
          taken(AnswerView.of({ endpoint, input: {}, answer: answer(endpoint, fill(endpoint.data.fields, 0)) }, "en"))
        }
      ),
      { numRuns: 150 }
    )
  })

  test("more than Slack shows is cut, and said so; the file has everything", () => {
    const many = found("某某某某某某某某某某", 400)
    const message = AnswerView.of({ ...ask("x"), answer: many }, "en")
    taken(message)
    expect(JSON.stringify(message.blocks)).toMatch(/First \d+ of 400 rows; Export has them all/)
    expect(
      csv(Table.of(catalogue.creatorSearch, many.data, "en"), "en")
        .trim()
        .split("\r\n")
    ).toHaveLength(401)
  })

  test("a message too large even so keeps its footer and buttons", () => {
    const long = "达".repeat(290)
    const message = Creators.of(
      { command: { _tag: "Compare", ids: [] }, endpoints: glance, rows: rowsOf(long, 10) },
      undefined,
      "en"
    )
    taken(message)
    expect(message.blocks.at(-1)?.type).toBe("actions")
  })
})

describe("charts", () => {
  test("have unique, short labels and at most six parts", () => {
    const parts = Array.from({ length: 9 }, (_, i) => ({
      label: i < 4 ? "same name that is rather long" : `part ${i}`,
      value: i + 1
    }))
    const [block] = Chart.pie("Title", parts, "en")
    expect(inMessage({ text: "t", blocks: [block] })).toEqual([])
    expect(JSON.stringify(block)).toContain("Others")
  })

  test("are left out when there is nothing to see", () => {
    expect(Chart.pie("t", [{ label: "a", value: 1 }], "en")).toEqual([])
    expect(
      Chart.pie(
        "t",
        [
          { label: "a", value: 0 },
          { label: "b", value: -1 }
        ],
        "en"
      )
    ).toEqual([])
    expect(
      Chart.series("bar", "t", { title: { en: "n", zh: "n" }, unit: "count" }, [{ label: "a", value: 1 }], "en")
    ).toEqual([])
  })
})

describe("a CSV file", () => {
  const table: Table.Table = {
    columns: [
      { key: "id", title: { en: "Creator id", zh: "达人 ID" }, unit: "id" },
      { key: "name", title: { en: "Name", zh: "昵称" }, unit: "text" },
      { key: "cpm", title: { en: "CPM", zh: "CPM" }, unit: "yuan" },
      { key: "rate", title: { en: "Rate", zh: "比率" }, unit: "share" }
    ],
    rows: [
      [id, "=1+1", 56.18, 0.0244],
      [id, 'say "hi", 你好\n', undefined, 0]
    ]
  }

  test("has its mark, units in the head, no formula, and keeps every digit of an id", () => {
    expect(csv(table, "zh")).toBe(
      `\ufeff"达人 ID","昵称","CPM (元)","比率 (%)"\r\n"\t${id}","'=1+1","56.18","2.44"\r\n"\t${id}","say ""hi"", 你好","","0"\r\n`
    )
  })

  test("never starts a cell with what a spreadsheet would run", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const [, line = ""] = csv({ columns: table.columns.slice(1, 2), rows: [[text]] }, "en").split("\r\n")
        expect(line).toMatch(/^"/)
        expect(line.slice(1)).not.toMatch(/^[=+\-@＝＋－＠|%]/)
      })
    )
  })

  test("has a name that every file system takes", () => {
    for (const text of hostile) expect(fileName(text)).toMatch(/^[^\\/:*?"<>|\s.-][^\\/:*?"<>|\s]*\.csv$/u)
  })
})

describe("blocks as text", () => {
  test("align Chinese and Latin, numbers to the right", () => {
    const message = AnswerView.of({ ...ask("美食"), answer: found("小明", 2) }, "zh")
    const lines = draw(message.blocks).split("\n")
    expect(lines).toContain("达人搜索")
    expect(lines.some((line) => line.includes("小明"))).toBe(true)
    expect(
      draw([
        {
          type: "table",
          rows: [
            [
              { type: "raw_text", text: "指标" },
              { type: "raw_text", text: "v" }
            ],
            [
              { type: "raw_text", text: "ab" },
              { type: "raw_number", value: 1, text: "1" }
            ]
          ]
        }
      ])
    ).toBe("指标  v\n----  -\nab    1")
  })
})

describe("a message without blocks", () => {
  test("is words as words, and the table in fixed width", () => {
    const text = asText(AnswerView.of({ ...ask("美食"), answer: found("小明", 2) }, "zh"))
    expect(text).toMatch(/^达人搜索\n[^`]+\n```\n昵称 [^`]+\n```\n[^`]+$/)
    expect(
      asText(FailureView.of(Failure.fromCode(301, { endpoint: "spreadMetrics" }), { _tag: "Creator", id }, 0, "en"))
    ).not.toContain("```")
  })
})

describe("the check itself", () => {
  test.each<readonly [string, object]>([
    ["51 blocks", { text: "t", blocks: Array.from({ length: 51 }, () => ({ type: "divider" })) }],
    ["a block nobody knows", { text: "t", blocks: [{ type: "bogus" }] }],
    [
      "a section of 3,001 characters",
      { text: "t", blocks: [{ type: "section", text: { type: "mrkdwn", text: "x".repeat(3_001) } }] }
    ],
    ["a field that is misspelt", { text: "t", blocks: [{ type: "header", txt: { type: "plain_text", text: "x" } }] }],
    ["an empty cell", { text: "t", blocks: [{ type: "table", rows: [[{ type: "raw_text", text: "" }]] }] }],
    [
      "two tables",
      {
        text: "t",
        blocks: Array.from({ length: 2 }, () => ({ type: "table", rows: [[{ type: "raw_text", text: "x" }]] }))
      }
    ],
    [
      "a chart whose points miss a category",
      {
        text: "t",
        blocks: [
          {
            type: "data_visualization",
            title: "t",
            chart: {
              type: "bar",
              series: [{ name: "n", data: [{ label: "a", value: 1 }] }],
              axis_config: { categories: ["a", "b"] }
            }
          }
        ]
      }
    ],
    [
      "a button without text",
      {
        text: "t",
        blocks: [
          { type: "actions", elements: [{ type: "button", action_id: "a", text: { type: "plain_text", text: "" } }] }
        ]
      }
    ],
    ["no text", { blocks: [{ type: "divider" }] }]
  ])("finds %s", (_, message) => {
    expect(inMessage(message).length).toBeGreaterThan(0)
  })

  test("takes a command's whole output", () => {
    expect(inMessage(Help.all("en"))).toEqual([])
    expect(Command.endpoints.length).toBe(33)
  })
})
