import { Format, type Lang, type Table, type Words } from "@xingtu/core"
import { clip, plain } from "../util/escape.ts"
import { say } from "../util/words.ts"
import { type Block, type ChartBlock, context, type Point } from "./blocks.ts"
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
  return [
    { type: "data_visualization", title: clip(plain(title), limits.chartTitle), chart: { type: "pie", segments } }
  ]
}

/** What the numbers are, where the title does not say. */
const axis: Partial<Record<Table.Column["unit"], Words>> = {
  yuan: { en: "CNY", zh: "元" },
  seconds: { en: "s", zh: "秒" }
}

/** One column over categories, in the order given. */
export const series = (
  type: "bar" | "line",
  title: string,
  column: Pick<Table.Column, "title" | "unit">,
  points: ReadonlyArray<Point>,
  lang: Lang
): ReadonlyArray<Block> => {
  const kept = labelled(points.slice(0, limits.chartPoints))
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

const indexOf = (table: Table.Table, wanted: (column: Table.Column) => boolean): number =>
  table.columns.findIndex(wanted)

const points = (table: Table.Table, label: number, value: number): ReadonlyArray<Point> =>
  table.rows.flatMap((row) => {
    const [name, number] = [row[label], row[value]]
    return typeof name === "string" && typeof number === "number" && Number.isFinite(number)
      ? [{ label: name, value: number }]
      : []
  })

/** Columns whose shares are parts; a rate or a rank is a share of something else. */
const parts: ReadonlySet<string> = new Set(["share", "proportion"])

/** Rounded shares of one whole add up to about this much. */
const isWhole = (some: ReadonlyArray<Point>): boolean =>
  Math.abs(some.reduce((sum, part) => sum + part.value, 0) - 1) < 0.02

/**
 * What shares are parts of: all rows together, or those that a first column of names keeps together (gender, age,
 * province).
 */
const wholes = (
  table: Table.Table,
  share: number,
  title: string,
  lang: Lang
): ReadonlyArray<{ readonly title: string; readonly parts: ReadonlyArray<Point> }> => {
  const [first, second, ...more] = table.columns.flatMap((column, i) => (column.unit === "text" ? [i] : []))
  if (first === undefined || more.length > 0) return []
  if (second === undefined) return [{ title, parts: points(table, first, share) }]
  const groups = [...new Set(table.rows.map((row) => row[first]))]
  return groups.map((group) => ({
    title: `${title}${say.colon[lang]}${String(group)}`,
    parts: points({ ...table, rows: table.rows.filter((row) => row[first] === group) }, second, share)
  }))
}

/** Of several wholes those with the fewest parts: gender and age say more in a pie than 34 provinces. */
const pies = (table: Table.Table, share: number, title: string, lang: Lang): ReadonlyArray<Block> => {
  const drawn = wholes(table, share, title, lang).filter(({ parts }) => isWhole(parts))
  const few =
    drawn.length === 1
      ? drawn
      : drawn
          .filter(({ parts }) => parts.length <= limits.chartSeries)
          .toSorted((a, b) => a.parts.length - b.parts.length)
  return few.slice(0, limits.charts).flatMap(({ parts, title }) => pie(title, parts, lang))
}

/**
 * Days in a row as a line, thinned evenly where Slack takes fewer; single moments, such as videos, as bars, the latest.
 */
const overTime = (table: Table.Table, time: number, count: number, title: string, lang: Lang): ReadonlyArray<Block> => {
  const [when, counted] = [table.columns[time], table.columns[count]]
  if (when === undefined || counted === undefined) return []
  const all = points(table, time, count).toSorted((a, b) => a.label.localeCompare(b.label))
  const daily = when.unit === "date"
  const every = daily ? Math.ceil(all.length / limits.chartPoints) : 1
  const kept = all.filter((_, i) => (all.length - 1 - i) % every === 0).slice(-limits.chartPoints)
  const dated = kept.map((point) => ({ ...point, label: Format.cell(point.label, when.unit, lang).slice(0, 10) }))
  const note =
    every > 1
      ? say.chartThinned(every)
      : kept.length < all.length
        ? say.chartLatest(kept.length, all.length)
        : undefined
  const chart = series(daily ? "line" : "bar", `${title}${say.colon[lang]}${counted.title[lang]}`, counted, dated, lang)
  return chart.length === 0 || note === undefined ? chart : [...chart, context(note[lang])]
}

/** The charts a result's table asks for: parts of a whole, or counts over time. Many tables have none. */
export const of = (table: Table.Table, title: string, lang: Lang): ReadonlyArray<Block> => {
  const time = indexOf(table, (column) => column.unit === "time" || column.unit === "date")
  const count = indexOf(table, (column) => column.unit === "count")
  if (time >= 0 && count >= 0) return overTime(table, time, count, title, lang)
  const share = indexOf(table, (column) => column.unit === "share" && parts.has(column.key))
  return share >= 0 ? pies(table, share, title, lang) : []
}
