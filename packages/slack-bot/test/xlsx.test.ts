import type { Table } from "@xingtu/core"
import fc from "fast-check"
import { strFromU8, unzipSync } from "fflate"
import { expect, test } from "vitest"
import { xlsx } from "../src/blocks/xlsx.ts"

const id = "6629722295873044494"

const columns: Table.Table["columns"] = [
  { key: "id", title: { en: "Creator id", zh: "达人 ID" }, unit: "id" },
  { key: "name", title: { en: "Name", zh: "昵称" }, unit: "text" },
  { key: "cpm", title: { en: "CPM", zh: "CPM" }, unit: "yuan" },
  { key: "rate", title: { en: "Rate", zh: "比率" }, unit: "share" },
  { key: "at", title: { en: "At", zh: "时间" }, unit: "time" },
  { key: "on", title: { en: "On", zh: "是否" }, unit: "flag" }
]

const unescaped = (xml: string): string =>
  xml
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;|&#39;/g, "'")
    .replace(/&amp;/g, "&")

/** The cells of the first sheet as Excel types them, and the parts of the workbook. */
const read = async (table: Table.Table, title = "Shortlist") => {
  const parts = Object.fromEntries(
    Object.entries(unzipSync(await xlsx(table, title, "en"))).map(([name, bytes]) => [name, strFromU8(bytes)])
  )
  const sheet = parts["xl/worksheets/sheet1.xml"] ?? ""
  const shared = [
    ...(parts["xl/sharedStrings.xml"] ?? "").matchAll(/<si>(?:<t[^>]*>([\s\S]*?)<\/t>|<t[^>]*\/>)<\/si>/g)
  ]
  const cells = new Map(
    [...sheet.matchAll(/<c r="([A-Z]+\d+)"([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)].map(
      ([, at = "", attributes = "", inner = ""]) => {
        const type = /t="(\w+)"/.exec(attributes)?.[1] ?? "n"
        const value = /<v>([\s\S]*?)<\/v>/.exec(inner)?.[1] ?? /<t[^>]*>([\s\S]*?)<\/t>/.exec(inner)?.[1] ?? ""
        return [
          at,
          { type, value: unescaped(type === "s" ? (shared[Number(value)]?.[1] ?? "") : value), inner }
        ] as const
      }
    )
  )
  return { parts, sheet, cells }
}

test("ids are text, numbers are numbers with a format, what is absent is empty", async () => {
  const { cells, parts } = await read({
    columns,
    rows: [
      [id, "=1+1", 56.18, 0.0244, "2026-11-22T10:00:00.000Z", true],
      [id, undefined, undefined, 0, "no time", undefined]
    ]
  })
  expect(cells.get("A2")).toMatchObject({ type: "s", value: id })
  expect(cells.get("B2")).toMatchObject({ type: "s", value: "=1+1" })
  expect(cells.get("B2")?.inner).not.toContain("<f>")
  expect(cells.get("C2")).toMatchObject({ type: "n", value: "56.18" })
  expect(cells.get("D2")).toMatchObject({ type: "n", value: "0.0244" })
  expect(Number(cells.get("E2")?.value)).toBeCloseTo(46_348 + 10 / 24, 5)
  expect(cells.get("F2")).toMatchObject({ type: "b", value: "1" })
  expect([cells.get("B3"), cells.get("C3"), cells.get("F3")].map((one) => one?.value ?? "")).toEqual(["", "", ""])
  expect(cells.get("C1")?.value).toBe("CPM (CNY)")
  for (const format of ["#,##0.00", "0.0%", "yyyy-mm-dd hh:mm"]) expect(parts["xl/styles.xml"]).toContain(format)
})

test("whatever a creator wrote is a text of this cell, and the workbook stays well-formed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (outside) => {
      const hostile = `${outside}<f>1+1</f>]]>&_x0041_${outside}`
      const { cells, sheet } = await read({ columns: columns.slice(1, 2), rows: [[hostile]] }, outside)
      expect(sheet).not.toMatch(/<f[ >]/)
      expect(cells.size).toBe(2)
      expect(cells.get("A2")?.type).toBe("s")
      expect(cells.get("A2")?.value).toContain("<f>1+1</f>]]>&_x005F_x0041_")
      // eslint-disable-next-line no-control-regex
      expect(cells.get("A2")?.value).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
    }),
    { numRuns: 100 }
  )
})

test("a hundred creators with sixty columns are one file", async () => {
  const wide = Array.from(
    { length: 60 },
    (_, n) => ({ key: `c${n}`, title: { en: `C${n}`, zh: "" }, unit: "count" }) as const
  )
  const { cells } = await read({ columns: wide, rows: Array.from({ length: 100 }, (_, n) => wide.map(() => n)) })
  expect(cells.size).toBe(60 * 101)
})
