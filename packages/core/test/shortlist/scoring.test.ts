import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { Shortlist, Watch } from "../../src/index.ts"

const page = readFileSync(new URL("../../../../docs/scoring.md", import.meta.url), "utf8")

/** The rows of the table whose head starts like this, by the heads of its columns. */
const table = (head: string): ReadonlyArray<Readonly<Record<string, string>>> => {
  const cells = (line: string) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim())
  const lines = page.slice(page.indexOf(`\n| ${head} |`) + 1).split("\n")
  const end = lines.findIndex((line) => !line.startsWith("|"))
  const [heads = "", , ...rows] = lines.slice(0, end)
  return rows.map((row) => Object.fromEntries(cells(heads).map((name, i) => [name, cells(row)[i] ?? ""])))
}

const known = (text: string | undefined): number | undefined =>
  text === undefined || text === "" ? undefined : Number(text)

test.for<Shortlist.Goal>(["reach", "engagement", "sales"])("the page has the weights of %s", (goal) => {
  const written = table("criterion").flatMap((row) => {
    const weight = known(row[goal])
    return weight === undefined ? [] : [[row["criterion"], weight]]
  })
  expect(Object.fromEntries(written)).toEqual(Shortlist.weightsOf[goal])
})

test("the page has the bounds of flags and of changes", () => {
  const bounds = (rows: ReturnType<typeof table>, name: string) =>
    Object.fromEntries(rows.map((row) => [row[name], Number(row["bound"])]))
  expect(bounds(table("flag"), "flag")).toEqual(Shortlist.thresholds)
  expect(bounds(table("figure | bound"), "figure")).toEqual(Watch.watchThresholds)
})

test("the page's example is what the code makes of it", () => {
  const list = table("id | price").map((row): Shortlist.Candidate => {
    const completionRate = known(row["completion"])
    return {
      id: row["id"] ?? "",
      offers: [{ kind: "placement", price: Number(row["price"]), expectedPlays: Number(row["expected plays"]) }],
      medianPlays: Number(row["median plays"]),
      ...(completionRate === undefined ? {} : { completionRate })
    }
  })
  const ranking = Shortlist.rank(list, { goal: "reach" })
  if (ranking._tag !== "Ranked") throw new Error(ranking.happened.en)
  const shown = ranking.rows.map(({ candidate, completeness, parts, score = -1 }) => {
    const part = (name: string) => parts.find(({ criterion }) => criterion === name)?.score.toFixed(1) ?? ""
    return {
      id: candidate.id,
      cpm: part("cpm"),
      plays: part("plays"),
      completion: part("completion"),
      score: score.toFixed(1),
      completeness: completeness.toFixed(2)
    }
  })
  expect(shown).toEqual(table("id | cpm"))
})
