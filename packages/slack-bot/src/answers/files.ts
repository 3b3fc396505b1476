import type { Lang, Table } from "@xingtu/core"
import { Effect } from "effect"
import { csv, fileName } from "../blocks/csv.ts"
import { xlsx } from "../blocks/xlsx.ts"

/** A table as the files people open: CSV and an Excel workbook. */
export const filesOf = (table: Table.Table, title: string, lang: Lang) =>
  Effect.map(
    Effect.promise(() => xlsx(table, title, lang)),
    (workbook) => [
      { file: Buffer.from(csv(table, lang), "utf8"), filename: fileName(title), title },
      { file: workbook, filename: fileName(title, "xlsx"), title }
    ]
  )
