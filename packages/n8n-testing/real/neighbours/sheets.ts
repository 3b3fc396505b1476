// Google Sheets, as much as n8n's node asks of it: texts that look like numbers become numbers unless they come RAW,
// null leaves a cell as it is.
type Cell = string | number | boolean

interface Range {
  readonly title: string
  readonly row: number
  readonly column: number
}

/** `'Shortlist'`, `Shortlist!2:11` or `Shortlist!AC5`: where it begins, from 0. */
const rangeOf = (text: string): Range => {
  const [, title = "", column = "", row = "1"] = /^'?([^'!]+)'?(?:!([A-Z]*)(\d*))?/.exec(text) ?? []
  const at = [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  return { title, row: Number(row || "1") - 1, column: Math.max(0, at - 1) }
}

/** As if a person had typed it; a number of a sheet has 15 digits. */
const entered = (value: Cell): Cell =>
  typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(Number(value).toPrecision(15)) : value

interface Write {
  readonly range: string
  readonly values: ReadonlyArray<ReadonlyArray<Cell | null>>
}

export const makeSheets = (titles: ReadonlyArray<string>) => {
  const sheets = new Map<string, Array<Array<Cell>>>(titles.map((title) => [title, []]))

  const write = ({ range, values }: Write, option: string): void => {
    const { column, row, title } = rangeOf(range)
    const cells = sheets.get(title)
    if (cells === undefined) throw new Error(`no sheet ${title}`)
    values.forEach((line, down) =>
      line.forEach((value, right) => {
        if (value === null) return
        const at = (cells[row + down] ??= [])
        while (at.length < column + right) at.push("")
        at[column + right] = option === "USER_ENTERED" ? entered(value) : value
      })
    )
  }

  const read = (range: string, option: string | null): ReadonlyArray<ReadonlyArray<Cell>> => {
    const { row, title } = rangeOf(range)
    return (sheets.get(title) ?? [])
      .slice(row)
      .map((line) => line.slice(0, line.findLastIndex((cell) => cell !== "") + 1))
      .map((line) => line.map((cell) => (option === "UNFORMATTED_VALUE" ? cell : String(cell))))
  }

  return {
    /** What a person sees: rows under the names of the first one. */
    rows: (title: string): ReadonlyArray<Readonly<Record<string, Cell>>> => {
      const [head = [], ...rows] = sheets.get(title) ?? []
      return rows.map((row) => Object.fromEntries(head.map((name, i) => [String(name), row[i] ?? ""])))
    },
    /** Types into a cell. */
    type: (title: string, row: number, name: string, value: Cell): void => {
      const cells = sheets.get(title) ?? []
      const column = (cells[0] ?? []).indexOf(name)
      const line = cells[row + 1]
      if (line !== undefined && column >= 0) line[column] = value
    },
    clear: (): void => {
      for (const title of titles) sheets.set(title, [])
    },
    answer: (method: string, { pathname, searchParams }: URL, body: unknown): unknown => {
      const [, rest = ""] = /^\/v4\/spreadsheets\/[^/:]+(.*)$/.exec(decodeURIComponent(pathname)) ?? []
      if (rest === "")
        return { sheets: titles.map((title, sheetId) => ({ properties: { sheetId, title, index: sheetId } })) }
      if (rest === ":batchUpdate") return { replies: [] }
      if (rest === "/values:batchUpdate") {
        const { data, valueInputOption } = body as {
          readonly data: ReadonlyArray<Write>
          readonly valueInputOption: string
        }
        for (const one of data) write(one, valueInputOption)
        return { responses: [] }
      }
      const range = rest.replace("/values/", "")
      if (method === "GET") return { range, values: read(range, searchParams.get("valueRenderOption")) }
      if (method !== "PUT") throw new Error(`${method} ${rest}`)
      write({ range, values: (body as Write).values }, searchParams.get("valueInputOption") ?? "RAW")
      return { updatedRange: range }
    }
  }
}
