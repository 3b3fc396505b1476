/** What Apps Script shows of a spreadsheet. Like the facade, its text is evaluated inside the script's own context. */
export const sheets = (ask, drawing, colouring) => {
  const range = (area) => {
    const fill = (value) => Array.from({ length: area.rows }, () => Array.from({ length: area.columns }, () => value))
    const self = {
      area,
      getSheet: () => sheet(area.sheet),
      getRow: () => area.row,
      getColumn: () => area.column,
      getLastRow: () => area.row + area.rows - 1,
      getLastColumn: () => area.column + area.columns - 1,
      getNumRows: () => area.rows,
      getNumColumns: () => area.columns,
      getValues: () => ask("grid.read", area, "value"),
      getValue: () => ask("grid.read", area, "value")[0][0],
      getDisplayValues: () => ask("grid.read", area, "value").map((row) => row.map(String)),
      getFormulas: () => ask("grid.read", area, "formula"),
      setValues: (values) => (ask("grid.write", area, values, "value"), self),
      setValue: (value) => (ask("grid.write", area, fill(value), "value"), self),
      getNumberFormats: () => ask("grid.read", area, "format"),
      getDataRegion: () => range(ask("grid.region", area)),
      setFormulas: (formulas) => (ask("grid.write", area, formulas, "formula"), self),
      setFormula: (formula) => (ask("grid.write", area, fill(formula), "formula"), self),
      setNumberFormat: (format) => (ask("grid.write", area, fill(format), "format"), self),
      setNumberFormats: (formats) => (ask("grid.write", area, formats, "format"), self),
      setFontWeight: () => self,
      setBackground: () => self,
      setWrap: () => self,
      clearContent: () => (ask("grid.clear", area), self),
      activate: () => (ask("grid.select", area), self),
      isBlank: () => ask("grid.read", area, "value").every((row) => row.every((value) => value === "")),
      addDeveloperMetadata: (key, value, visibility) => (note(area, key, value, visibility), self),
      getA1Notation: () => {
        const first = `${letters(area.column)}${area.row}`
        const last = `${letters(area.column + area.columns - 1)}${area.row + area.rows - 1}`
        return first === last ? first : `${first}:${last}`
      }
    }
    return self
  }

  /** Only whole rows and whole columns take metadata: developers.google.com/apps-script/reference/spreadsheet/range#addDeveloperMetadata(String). */
  const note = ({ sheet, row, column, rows, columns }, key, value = "", visibility = "DOCUMENT") => {
    if (visibility !== "DOCUMENT" && visibility !== "PROJECT") throw new Error("Invalid argument: visibility")
    const size = ask("grid.size", sheet)
    if (rows === 1 && columns === size.columns) return ask("grid.note", sheet, "rows", row, key, value)
    if (columns === 1 && rows === size.rows) return ask("grid.note", sheet, "columns", column, key, value)
    throw new Error("Adding developer metadata to arbitrary ranges is not currently supported.")
  }

  const metadata = (one) => {
    const handle = `gid:${one.sheet}`
    const line = () =>
      sheet(handle).getRange(one.axis === "rows" ? `${one.at}:${one.at}` : `${letters(one.at)}:${letters(one.at)}`)
    const move = (axis) => (to) =>
      ask("grid.moveNote", one.id, to.getSheet().handle, axis, axis === "rows" ? to.getRow() : to.getColumn())
    return {
      getId: () => one.id,
      getKey: () => one.key,
      getValue: () => one.value,
      getLocation: () => ({
        getLocationType: () => ({ rows: "ROW", columns: "COLUMN", sheet: "SHEET" })[one.axis],
        getSheet: () => (one.axis === "sheet" ? sheet(handle) : null),
        getRow: () => (one.axis === "rows" ? line() : null),
        getColumn: () => (one.axis === "columns" ? line() : null)
      }),
      moveToRow: move("rows"),
      moveToColumn: move("columns"),
      remove: () => ask("grid.unnote", one.id)
    }
  }

  const finder = (handle, key = null) => ({
    withKey: (next) => finder(handle, next),
    find: () => ask("grid.notes", key, handle).map(metadata)
  })

  const letters = (n) => (n > 26 ? letters(Math.floor((n - 1) / 26)) : "") + String.fromCharCode(65 + ((n - 1) % 26))

  const column = (letters) => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

  /** A sheet by its number: what a script holds stays the same sheet when somebody renames it. */
  const sheet = (name) => ({
    handle: name,
    ...drawing.of(ask, name, range),
    ...colouring.of(ask, name, range),
    getName: () => ask("grid.nameOf", name),
    setName: (next) => (ask("grid.rename", name, next), sheet(name)),
    getSheetId: () => Number(name.slice(4)),
    getLastRow: () => ask("grid.last", name).row,
    getLastColumn: () => ask("grid.last", name).column,
    getMaxRows: () => ask("grid.size", name).rows,
    getMaxColumns: () => ask("grid.size", name).columns,
    insertRowsAfter: (at, rows) => ask("grid.shift", name, "rows", at + 1, rows),
    insertRowsBefore: (at, rows) => ask("grid.shift", name, "rows", at, rows),
    insertColumnsAfter: (at, columns) => ask("grid.shift", name, "columns", at + 1, columns),
    insertColumnsBefore: (at, columns) => ask("grid.shift", name, "columns", at, columns),
    deleteRows: (at, rows) => ask("grid.shift", name, "rows", at, -rows),
    deleteRow: (at) => ask("grid.shift", name, "rows", at, -1),
    deleteColumns: (at, columns) => ask("grid.shift", name, "columns", at, -columns),
    deleteColumn: (at) => ask("grid.shift", name, "columns", at, -1),
    hideSheet: () => ask("grid.hide", name),
    showSheet: () => ask("grid.show", name),
    isSheetHidden: () => ask("grid.list").some((s) => `gid:${s.id}` === name && s.hidden),
    setFrozenRows: () => undefined,
    setColumnWidth: () => sheet(name),
    activate: () => (ask("grid.open", name), sheet(name)),
    addDeveloperMetadata: (key, value = "") => ask("grid.note", name, "sheet", 1, key, value),
    createDeveloperMetadataFinder: () => finder(name),
    getDataRange: () => {
      const last = ask("grid.last", name)
      return range({ sheet: name, row: 1, column: 1, rows: Math.max(1, last.row), columns: Math.max(1, last.column) })
    },
    getRange: (row, at = 1, rows = 1, columns = 1) => {
      if (typeof row === "number") {
        if (row < 1 || at < 1 || rows < 1 || columns < 1)
          throw new Error("The coordinates of the range are outside the dimensions of the sheet.")
        return range({ sheet: name, row, column: at, rows, columns })
      }
      const lines = /^(\d+):(\d+)$/.exec(row)
      if (lines !== null)
        return range({
          sheet: name,
          row: Number(lines[1]),
          column: 1,
          rows: Number(lines[2]) - Number(lines[1]) + 1,
          columns: ask("grid.size", name).columns
        })
      const found = /^\$?([A-Z]+)\$?(\d+)?(?::\$?([A-Z]+)\$?(\d+)?)?$/.exec(row)
      if (found === null || (found[2] === undefined && found[3] === undefined)) throw new Error("Range not found")
      const [, c1 = "A", r1 = "1", c2 = c1, r2 = found[3] === undefined ? r1 : String(ask("grid.size", name).rows)] =
        found
      return range({
        sheet: name,
        row: Number(r1),
        column: column(c1),
        rows: Number(r2) - Number(r1) + 1,
        columns: column(c2) - column(c1) + 1
      })
    }
  })

  const sheetNamed = (name) => {
    const found = ask("grid.list").find((s) => s.name === name)
    return found === undefined ? undefined : sheet(`gid:${found.id}`)
  }

  const selected = () => {
    const area = ask("grid.selection")
    return range({ ...area, sheet: sheetNamed(area.sheet).handle })
  }

  const spreadsheet = {
    getId: () => ask("document.id"),
    getUrl: () => `https://docs.google.com/spreadsheets/d/${ask("document.id")}/edit`,
    getName: () => "Creators",
    getSpreadsheetLocale: () => ask("locale.document"),
    getSpreadsheetTimeZone: () => "Asia/Shanghai",
    getSheets: () => ask("grid.list").map(({ id }) => sheet(`gid:${id}`)),
    getSheetByName: (name) => sheetNamed(name) ?? null,
    insertSheet: (name) => {
      ask("grid.insert", name)
      ask("grid.open", name)
      return sheetNamed(name)
    },
    deleteSheet: (which) => ask("grid.remove", which.handle),
    getActiveSheet: () => sheetNamed(ask("grid.selection").sheet),
    setActiveSheet: (which) => (ask("grid.open", which.handle), which),
    getActiveRange: selected,
    getSelection: () => ({ getActiveRange: selected }),
    createDeveloperMetadataFinder: () => finder(null),
    setNamedRange: (name, which) => ask("grid.nameRange", name, which.area),
    getRangeByName: (name) => {
      const area = ask("grid.named", name)
      return area === null ? null : range(area)
    },
    removeNamedRange: (name) => ask("grid.unname", name),
    getRange: (a1) => {
      const named = ask("grid.named", a1)
      if (named !== null) return range(named)
      // A name in quotes may hold an exclamation mark, and doubles its apostrophes.
      const [, quoted, plain, cells = a1] = /^(?:'((?:[^']|'')+)'!|([^'!]+)!)(.*)$/.exec(a1) ?? []
      const name = quoted === undefined ? plain : quoted.replace(/''/g, "'")
      const found = name === undefined ? spreadsheet.getActiveSheet() : sheetNamed(name)
      if (found === undefined) throw new Error("Range not found")
      return found.getRange(cells)
    },
    toast: (message, title) => ask("ui", { toast: message, title })
  }

  return spreadsheet
}
