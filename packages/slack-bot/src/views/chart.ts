import { Format, type Lang, type Table, type Words } from "@xingtu/core"
import { clip, plain } from "../escape.ts"
import { type Block, type ChartBlock, type Point } from "./blocks.ts"
import { limits } from "./limits.ts"

/** Labels of a chart are unique and not empty. */
const labelled = (points: ReadonlyArray<Point>): ReadonlyArray<Point> => {
  const seen = new Set<string>()
  return points.map(({ label, value }) => {
    const base = clip(plain(label) || "–", limits.chartLabel)
    let unique = base
    for (let n = 2; seen.has(unique); n++) unique = `${clip(base, limits.chartLabel - 4)} ${n}`
    seen.add(unique)
    return { label: unique, value }
  })
}

const rest = { en: "Others", zh: "其他" }

/** The largest parts; what is left over becomes one. */
export const pie = (title: string, parts: ReadonlyArray<Point>, lang: Lang): ReadonlyArray<Block> => {
  const positive = parts.filter((part) => part.value > 0).toSorted((a, b) => b.value - a.value)
  if (positive.length < 2) return []
  const over = positive.length > limits.chartSeries
  const kept = over ? positive.slice(0, limits.chartSeries - 1) : positive
  const others = positive.slice(kept.length).reduce((sum, part) => sum + part.value, 0)
  const segments = labelled(over ? [...kept, { label: rest[lang], value: others }] : kept)
  return [{ type: "data_visualization", title: clip(plain(title), limits.chartTitle), chart: { type: "pie", segments } }]
}

/** What the numbers are, where the title does not say. */
const axis: Partial<Record<Table.Column["unit"], Words>> = { yuan: { en: "CNY", zh: "元" }, seconds: { en: "s", zh: "秒" } }

/** One column over categories, in the order given. */
export const series = (type: "bar" | "line", title: string, column: Pick<Table.Column, "title" | "unit">, points: ReadonlyArray<Point>, lang: Lang): ReadonlyArray<Block> => {
  const kept = labelled(points.slice(-limits.chartPoints))
  const unit = axis[column.unit]?.[lang]
  if (kept.length < 2) return []
  const block: ChartBlock = {
    type: "data_visualization",
    title: clip(plain(title), limits.chartTitle),
    chart: {
      type,
      series: [{ name: clip(plain(column.title[lang]) || "–", limits.chartLabel), data: kept }],
      axis_config: { categories: kept.map((point) => point.label), ...(unit === undefined ? {} : { y_label: unit }) }
    }
  }
  return [block]
}

const indexOf = (table: Table.Table, wanted: (column: Table.Column) => boolean): number => table.columns.findIndex(wanted)

const points = (table: Table.Table, label: number, value: number): ReadonlyArray<Point> =>
  table.rows.flatMap((row) => {
    const [name, number] = [row[label], row[value]]
    return typeof name === "string" && typeof number === "number" && Number.isFinite(number) ? [{ label: name, value: number }] : []
  })

/** The chart an answer's table asks for: parts of a whole, or counts over time. Many tables have none. */
export const of = (table: Table.Table, title: string, lang: Lang): ReadonlyArray<Block> => {
  const counted = table.columns[indexOf(table, (column) => column.unit === "count")]
  const time = indexOf(table, (column) => column.unit === "time" || column.unit === "date")
  const count = indexOf(table, (column) => column.unit === "count")
  if (time >= 0 && counted !== undefined) {
    const dated = points(table, time, count).toSorted((a, b) => a.label.localeCompare(b.label))
    const unit = table.columns[time]?.unit ?? "time"
    return series("line", `${title}: ${counted.title[lang]}`, counted, dated.map((point) => ({ ...point, label: Format.cell(point.label, unit, lang).slice(0, 10) })), lang)
  }
  const share = indexOf(table, (column) => column.unit === "share")
  const text = indexOf(table, (column) => column.unit === "text")
  return share >= 0 && text >= 0 && table.columns.length <= 4 ? pie(title, points(table, text, share), lang) : []
}
