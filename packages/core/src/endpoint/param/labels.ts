import { asText, ok, type Parsed, wrong } from "./input.ts"

/** Labels by their headings, as the marketplace groups them. */
export type Labels = Readonly<Record<string, string>>

/** Labels that are understood: those below the headings, and the headings where they can be sent too. */
export interface Known {
  readonly labels: Labels
  readonly headings: "sent" | "only headings"
  /** Labels can also be given by a number of the vendor. */
  readonly numbers?: RegExp
}

const below = (labels: string): ReadonlyArray<string> => labels.split(" ").filter((label) => label !== "")

const some = (labels: ReadonlyArray<string>, between: string): string =>
  labels.slice(0, 8).join(between) + (labels.length > 8 ? (between === "、" ? "等" : ", ...") : "")

/** How many characters two labels share. */
const shared = (a: string, b: string): number => [...new Set(a)].filter((letter) => b.includes(letter)).length

/** Labels that hold what was typed or stand in it; else those with most of its characters. */
const near = (typed: string, labels: ReadonlyArray<string>): ReadonlyArray<string> => {
  const within = labels
    .filter((label) => label.includes(typed) || typed.includes(label))
    .sort((a, b) => Math.abs(a.length - typed.length) - Math.abs(b.length - typed.length))
  if (within.length > 0 || typed.length < 2) return within
  return labels
    .filter((label) => shared(typed, label) >= Math.max(2, typed.length / 2))
    .sort((a, b) => shared(typed, b) - shared(typed, a))
    .slice(0, 3)
}

/** Reads one of the marketplace's labels. Others are refused: they would cost a call and find nothing. */
export const label = ({ headings, labels, numbers }: Known) => {
  const all = new Set(
    Object.entries(labels).flatMap(([heading, of]) => [...(headings === "sent" ? [heading] : []), ...below(of)])
  )
  return (input: unknown): Parsed => {
    const typed = (asText(input) ?? "").replace(/^#/, "")
    if (typed === "") return wrong("A label is empty.", "标签不能为空。")
    if (all.has(typed) || numbers?.test(typed) === true) return ok(typed)
    const under = Object.hasOwn(labels, typed) ? below(labels[typed] ?? "") : []
    if (under.length > 0)
      return wrong(
        `${typed} is a heading, not a label. Choose one below it: ${some(under, ", ")}.`,
        `${typed} 是分组名称，不能作为标签使用，请从其下选择：${some(under, "、")}。`
      )
    const meant = near(typed, [...all])
    return meant.length === 0
      ? wrong(`Unknown label. Valid: ${some([...all], ", ")}`, `星图没有该标签，可用标签：${some([...all], "、")}`)
      : wrong(
          `Unknown label; did you mean ${some(meant, " or ")}?`,
          `星图没有该标签，您是否想输入${some(meant, " 或 ")}？`
        )
  }
}
