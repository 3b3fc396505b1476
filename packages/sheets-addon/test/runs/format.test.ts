import { catalogue, Endpoint, Table } from "@xingtu/core/adapter"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { column, ids, type Open, open, type Rows } from "../support/document.ts"

/** Figures as exact as their unit, and columns that show it. */

let opened: Open

beforeAll(async () => {
  opened = await open({}, { waits: false })
})
afterAll(() => opened.close())

const endpoints: ReadonlyArray<Endpoint.Endpoint> = Object.values(catalogue)

/** Digits after the point of a figure of these units; what is smaller keeps two of its own. */
const digits: Readonly<Record<string, number>> = { yuan: 2, share: 4, seconds: 1, count: 0, index: 2, plain: 4 }

test("no figure of a formula is more exact than its unit, in any table of the API", async () => {
  await opened.set({ atOnce: 200, formulasDaily: null })
  const wanted = endpoints.filter(
    (endpoint) =>
      Endpoint.idParam(endpoint) !== undefined &&
      Endpoint.fields(endpoint).every(({ name, required }) => !required || name === Endpoint.idParam(endpoint))
  )
  expect(wanted.length).toBeGreaterThan(15)
  let figures = 0
  for (const endpoint of wanted) {
    const told = await opened.document.cell(Endpoint.formula(endpoint), column(ids(4)), "all")
    const [head = [], ...rows] = told as Rows
    const units = new Map(
      [endpoint, { ...endpoint, table: undefined }].flatMap((one) => {
        const { table, ...rest } = one
        return Table.columns(table === undefined ? rest : { ...rest, table }).map(
          ({ title, unit }) => [title.en, unit] as const
        )
      })
    )
    for (const row of rows)
      row.forEach((value, i) => {
        const places = digits[units.get(String(head[i]).replace(/ \((CNY|s)\)$/, "")) ?? ""]
        if (typeof value !== "number" || places === undefined) return
        figures++
        const shown = Number(value.toFixed(places))
        expect([endpoint.id, head[i], shown === 0 ? Number(value.toPrecision(2)) : shown]).toEqual([
          endpoint.id,
          head[i],
          value
        ])
      })
  }
  expect(figures).toBeGreaterThan(500)
}, 60_000)

describe("Format these columns", () => {
  const { document, set } = { document: () => opened.document, set: (all: object) => opened.set(all) }
  const at = (sheet: string, row: number, column: number, rows: number, columns: number) => ({
    sheet,
    row,
    column,
    rows,
    columns
  })
  let n = 0
  let sheet = ""
  beforeEach(async () => {
    sheet = `Looks ${n++}`
    await document().ask("grid.insert", sheet)
    await set({})
  })
  const put = (row: number, left: number, lines: Rows) =>
    document().write(at(sheet, row, left, lines.length, lines[0]?.length ?? 0), lines)
  const formats = (row: number, left: number, rows: number, columns: number) =>
    document().read(at(sheet, row, left, rows, columns), "format")
  const select = (row: number, left: number, rows = 1, columns = 1) =>
    document().ask("grid.select", at(sheet, row, left, rows, columns))
  const toast = async () => {
    await document().user("xingtuFormat")
    const shown = (await document().ask("shown")) as ReadonlyArray<{ readonly toast?: string }>
    return shown.at(-1)?.toast
  }

  test("percent, yuan, thousands by the heading, in both languages; ids and texts stay as they are", async () => {
    await put(1, 1, [
      ["ID", "互动率", "Expected CPM, placement (CNY)", "播放量中位数", "Average duration (s)", "Notes", "Price (CNY)"],
      ["6955721930401200000", 0.0244, 56.18, 3_642_403, 26, 0.5, 20_000],
      ["6955721930401200001", 0.3, 12, 5, 3, "x", 1]
    ])
    await select(2, 2)
    expect(await toast()).toBe("5 columns are formatted.")
    const line = ["General", "0.00%", "#,##0.00", "#,##0", "0.0", "General", "#,##0.00"]
    expect(await formats(1, 1, 3, 7)).toEqual([line.map(() => "General"), line, line])
  })

  test("only the selected columns, each below its own heading where tables stand below one another", async () => {
    await put(1, 1, [
      ["Interaction rate", "Median plays"],
      [0.1, 5],
      ["", ""],
      ["Price (CNY)", "Interaction rate"],
      [9, 0.2]
    ])
    await select(1, 2, 5, 1)
    expect(await toast()).toBe("2 columns are formatted.")
    expect(await formats(1, 1, 5, 2)).toEqual([
      ["General", "General"],
      ["General", "#,##0"],
      ["General", "#,##0"],
      ["General", "General"],
      ["General", "0.00%"]
    ])
  })

  test("where no heading is known, and where the sheet is protected, it says what to do", async () => {
    await put(1, 1, [["Mine"], [1]])
    await select(1, 1)
    expect(await toast()).toMatch(/no headings of a Xingtu table.*Select the table/)
    await put(1, 1, [["Median plays"], [1]])
    await document().turn({ protected: [sheet] })
    expect(await toast()).toMatch(/protected.*owner/)
    expect(await document().user("xingtuCall", "format", null)).toMatchObject({
      problem: { en: expect.stringMatching(/protected/), zh: expect.stringMatching(/保护/) }
    })
    await document().turn({ protected: [] })
  })

  test("every table of the API, in both languages, has a known unit for its figures", async () => {
    const want: Readonly<Record<string, string>> = { yuan: "#,##0.00", share: "0.00%", seconds: "0.0", count: "#,##0" }
    const titles = new Map(
      endpoints
        .flatMap((endpoint) => Table.columns(endpoint))
        .filter(({ unit }) => want[unit] !== undefined)
        .flatMap(({ title, unit }) => [title.en, title.zh].map((name) => [name, want[unit] ?? ""] as const))
    )
    const names = [...titles.keys()].slice(0, 400)
    await document().ask("grid.shift", sheet, "columns", 1, names.length)
    await put(1, 1, [names, names.map(() => 1)])
    await select(1, 1)
    await toast()
    const [, line = []] = await formats(1, 1, 2, names.length)
    expect(names.filter((name, i) => line[i] !== titles.get(name))).toEqual([])
  })
})
