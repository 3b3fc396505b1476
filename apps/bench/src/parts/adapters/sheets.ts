import type { Found, Pace } from "../../Part.ts"
import type { Sandbox } from "../../hosts/sandbox.ts"
import { addon, creators, fetches, openDocument } from "../../hosts/sheets.ts"
import { median, round } from "../../measure/stats.ts"

const column = (ids: ReadonlyArray<string>) => ids.map((id) => [id])

/** A column of ids through one formula: first from the API, then again from the document's cache. */
export const sheetsBulk = async (pace: Pace, sandbox: Sandbox): Promise<Found> => {
  await sandbox.prepare({}, [{ delayMs: 200 }])
  const document = await openDocument(await addon(), sandbox.url)
  const ids = creators(1_000)
  const range = async (from: number, to: number) =>
    (await document.run("XINGTU_SPREAD_METRICS", [column(ids.slice(from, to)), "all"])).runMs
  const first = await range(0, 200)
  const [firstFetch = 0, ...more] = await fetches(document)
  // These only fill the cache.
  await sandbox.change({}, [])
  for (let from = 200; from < 1_000; from += 200) await range(from, from + 200)
  const cached: Array<number> = []
  for (let i = 0; i < (pace === "full" ? 9 : 3); i++) cached.push(await range(0, 1_000))
  const { charged } = await sandbox.ledger()
  await document.close()
  return {
    tables: [
      {
        title: "Sheets: one formula over a column of ids, an API that takes 0.2 s",
        columns: ["formula", "ms", "requests", "charged"],
        rows: [
          ["200 new ids", round(first, 0), `${more.length + 1} waves (fetchAll), ${firstFetch} in the first`, 200],
          ["1,000 cached ids", round(median(cached), 0), "none", charged - 1_000]
        ]
      }
    ],
    figures: {
      "sheets fetches": more.length + 1,
      "sheets cached": round(median(cached), 0),
      "sheets charged": charged / 1_000
    },
    notes: []
  }
}
