import { expect, test } from "vitest"
import { Csv } from "../../src/adapter.ts"
import type { Table } from "../../src/index.ts"

const table: Table.Table = {
  columns: [
    { key: "id", title: { en: "id", zh: "达人 ID" }, unit: "id" },
    { key: "price", title: { en: "price", zh: "报价" }, unit: "yuan" },
    { key: "rate", title: { en: "rate", zh: "互动率" }, unit: "share" },
    { key: "at", title: { en: "at", zh: "时间" }, unit: "time" },
    { key: "name", title: { en: "name", zh: "昵称" }, unit: "text" }
  ],
  rows: [
    ["6955721930401190001", 56.184, 0.024_449, "2026-11-28T10:20:30.000Z", 'a, "b"'],
    ["6955721930401190002", undefined, 0.000_000_123, undefined, "c"]
  ]
}

const text = (value: string) => value.toUpperCase()

test("units stand in the head, absent is empty, ids keep their digits, text goes through the reader's own escaping", () => {
  expect(Csv.page(table, { text }).data.split("\n")).toEqual([
    "id,price (CNY),rate (%),at,name",
    '6955721930401190001,56.18,2.445,2026-11-28T10:20,"A, ""B"""',
    "6955721930401190002,,0.0000123,,C"
  ])
  expect(Csv.page(table, { text, exact: true, lang: "zh" }).data.split("\n").slice(0, 2)).toEqual([
    "达人 ID,报价 (元),互动率 (%),时间,昵称",
    '6955721930401190001,56.18,2.44%,2026-11-28T10:20,"A, ""B"""'
  ])
})

test("pages hold every row once, and at least one each", () => {
  const seen: Array<string> = []
  let from: number | undefined = 0
  let pages = 0
  while (from !== undefined) {
    const { data, next }: Csv.CsvPage = Csv.page(table, { text, most: 1, from })
    seen.push(...data.split("\n").slice(1))
    from = next
    pages++
  }
  expect(seen).toEqual(Csv.page(table, { text }).data.split("\n").slice(1))
  expect(pages).toBe(2)
  expect(Csv.page(table, { text, from: 9 })).toEqual({ data: "id,price (CNY),rate (%),at,name", next: undefined })
})
