/** The globals Apps Script offers. Its text is evaluated inside the script's own context, so that every array and object a script receives is of its own realm. */
export const facade = (call, clock) => {
  const RealDate = Date
  /** The machine's time, and what a test added to it. */
  const now = () => RealDate.now() + clock.ahead

  class ScriptDate extends RealDate {
    constructor(...parts) {
      if (parts.length === 0) super(now())
      else super(...parts)
    }
    static now() {
      return now()
    }
  }

  /** Waits, or only moves the clock where a test has no time to wait. */
  const pass = (ms) => {
    if (clock.waits) ask("sleep", ms)
    else clock.ahead += ms
  }

  /** What is written to sheets arrives when something is read from them, when a script asks for it, or at its end. */
  const unwritten = []
  const flush = () => {
    for (const [method, args] of unwritten.splice(0)) send(method, args)
  }

  const ask = (method, ...args) => {
    if (method === "grid.write" || method === "grid.clear") return void unwritten.push([method, args])
    if (method.startsWith("grid.")) flush()
    return send(method, args)
  }

  const send = (method, args) => {
    const text = call(method, JSON.stringify(args))
    return text === undefined ? undefined : JSON.parse(text)
  }

  const cacheService = {
    get: (key) => ask("cache.getAll", [key])[key] ?? null,
    getAll: (keys) => ask("cache.getAll", keys),
    put: (key, value, seconds = 600) => ask("cache.putAll", { [key]: value }, seconds),
    putAll: (values, seconds = 600) => ask("cache.putAll", values, seconds),
    remove: (key) => ask("cache.removeAll", [key]),
    removeAll: (keys) => ask("cache.removeAll", keys)
  }

  const propertiesOf = (store) => ({
    getProperty: (key) => ask("properties.all", store)[key] ?? null,
    getProperties: () => ask("properties.all", store),
    setProperty: (key, value) => ask("properties.set", store, { [key]: String(value) }),
    setProperties: (values) => ask("properties.set", store, values),
    deleteProperty: (key) => ask("properties.delete", store, key)
  })

  const lock = () => {
    let held = false
    return {
      tryLock: (ms) => {
        held = ask("lock.try", clock.waits ? ms : 0)
        if (!held && !clock.waits) pass(ms)
        return held
      },
      hasLock: () => held,
      releaseLock: () => {
        if (held) ask("lock.release")
        held = false
      }
    }
  }

  const response = ({ status, body }) => ({
    getResponseCode: () => status,
    getContentText: () => body
  })

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
      getA1Notation: () => {
        const letters = (n) =>
          (n > 26 ? letters(Math.floor((n - 1) / 26)) : "") + String.fromCharCode(65 + ((n - 1) % 26))
        const first = `${letters(area.column)}${area.row}`
        const last = `${letters(area.column + area.columns - 1)}${area.row + area.rows - 1}`
        return first === last ? first : `${first}:${last}`
      }
    }
    return self
  }

  /** A chart that is there, or is being made: nothing is drawn before it is inserted or updated. */
  const chart = (of) => ({
    getChartId: () => of.id ?? null,
    getRanges: () => of.ranges.map(range),
    getOptions: () => ({ get: (name) => of.options[name] ?? null }),
    modify: () => chartBuilder(of),
    drawn: of
  })
  const chartBuilder = (of) => {
    const change = (next) => chartBuilder({ ...of, ...next })
    return {
      setChartType: (type) => {
        if (!chartTypes.includes(type)) throw new Error("Invalid argument: type")
        return change({ type })
      },
      addRange: (added) => change({ ranges: [...of.ranges, added.area] }),
      clearRanges: () => change({ ranges: [] }),
      setNumHeaders: (headers) => change({ options: { ...of.options, headers } }),
      setOption: (name, value) => change({ options: { ...of.options, [name]: value } }),
      setPosition: (row, at, x, y) => {
        if (row < 1 || at < 1) throw new Error("The coordinates are outside the dimensions of the sheet.")
        return change({ at: [row, at, x, y] })
      },
      build: () => chart(of)
    }
  }
  const chartTypes = ["LINE", "COLUMN", "BAR", "AREA", "SCATTER", "PIE"]

  const column = (letters) => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

  const sheet = (name) => ({
    getName: () => name,
    getSheetId: () => ask("grid.ids").find((one) => one.name === name).id,
    newChart: () => chartBuilder({ type: "COLUMN", ranges: [], options: {}, at: [1, 1, 0, 0] }),
    getCharts: () => ask("grid.charts", name).map(chart),
    insertChart: ({ drawn }) => ask("grid.draw", name, { ...drawn, id: undefined }),
    updateChart: ({ drawn }) => ask("grid.draw", name, drawn),
    removeChart: ({ drawn }) => ask("grid.undraw", name, drawn.id),
    getLastRow: () => ask("grid.last", name).row,
    getLastColumn: () => ask("grid.last", name).column,
    getMaxRows: () => ask("grid.size", name).rows,
    getMaxColumns: () => ask("grid.size", name).columns,
    insertRowsAfter: (_, rows) => ask("grid.grow", name, rows, 0),
    insertColumnsAfter: (_, columns) => ask("grid.grow", name, 0, columns),
    hideSheet: () => ask("grid.hide", name),
    isSheetHidden: () => ask("grid.names").some((s) => s.name === name && s.hidden),
    setFrozenRows: () => undefined,
    activate: () => (ask("grid.open", name), sheet(name)),
    deleteRows: (row, rows) =>
      ask("grid.clear", { sheet: name, row, column: 1, rows, columns: ask("grid.size", name).columns }),
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

  const spreadsheet = {
    getId: () => "1stand-in-document",
    getName: () => "Creators",
    getSpreadsheetLocale: () => ask("locale.document"),
    getSpreadsheetTimeZone: () => "Asia/Shanghai",
    getSheets: () => ask("grid.names").map((s) => sheet(s.name)),
    getSheetByName: (name) => (ask("grid.names").some((s) => s.name === name) ? sheet(name) : null),
    insertSheet: (name) => (ask("grid.insert", name), ask("grid.open", name), sheet(name)),
    deleteSheet: (which) => ask("grid.remove", which.getName()),
    getActiveSheet: () => sheet(ask("grid.selection").sheet),
    setActiveSheet: (which) => (ask("grid.open", which.getName()), which),
    getActiveRange: () => range(ask("grid.selection")),
    getSelection: () => ({ getActiveRange: () => range(ask("grid.selection")) }),
    getRange: (a1) => {
      const [name = "", cells = ""] = a1.includes("!") ? a1.split("!") : [ask("grid.selection").sheet, a1]
      return sheet(name.replace(/^'|'$/g, "")).getRange(cells)
    },
    toast: (message, title) => ask("ui", { toast: message, title })
  }

  const menu = (items) => ({
    addItem: (title, handler) => menu([...items, { title, handler }]),
    addSeparator: () => menu([...items, "-"]),
    addSubMenu: (sub) => menu([...items, sub.items]),
    addToUi: () => ask("ui", { menu: items }),
    items
  })

  const html = (file, title = "") => ({
    setTitle: (next) => html(file, next),
    setWidth: () => html(file, title),
    file,
    title
  })

  const ui = {
    createAddonMenu: () => menu([]),
    createMenu: () => menu([]),
    showSidebar: (page) => ask("ui", { sidebar: page.file, title: page.title }),
    alert: (...words) => ask("ui", { alert: words.filter((word) => typeof word === "string") }),
    Button: { OK: "OK", YES: "YES", NO: "NO" },
    ButtonSet: { OK: "OK", YES_NO: "YES_NO" }
  }

  const blob = (bytes, type) => ({
    getBytes: () => bytes,
    getContentType: () => type,
    getDataAsString: () => ask("text", bytes)
  })

  const trigger = (t) => ({ getUniqueId: () => t.id, getHandlerFunction: () => t.handler })

  return {
    Date: ScriptDate,
    CacheService: {
      getDocumentCache: () => cacheService,
      getScriptCache: () => cacheService,
      getUserCache: () => cacheService
    },
    PropertiesService: {
      getDocumentProperties: () => propertiesOf("document"),
      getUserProperties: () => propertiesOf("user"),
      getScriptProperties: () => propertiesOf("script")
    },
    LockService: { getDocumentLock: lock },
    UrlFetchApp: { fetchAll: (requests) => ask("fetch.all", requests).map(response) },
    SpreadsheetApp: { getActiveSpreadsheet: () => spreadsheet, getActive: () => spreadsheet, getUi: () => ui, flush },
    Charts: { ChartType: Object.fromEntries(chartTypes.map((type) => [type, type])) },
    HtmlService: { createHtmlOutputFromFile: (file) => html(file) },
    Session: { getActiveUserLocale: () => ask("locale.user") },
    ScriptApp: {
      getProjectTriggers: () => ask("trigger.list").map(trigger),
      getUserTriggers: () => ask("trigger.list").map(trigger),
      newTrigger: (handler) => ({
        timeBased: () => ({ everyHours: (hours) => ({ create: () => ask("trigger.create", handler, hours) }) })
      }),
      deleteTrigger: (which) => ask("trigger.delete", which.getUniqueId())
    },
    Utilities: {
      sleep: (ms) => {
        if (!Number.isInteger(ms) || ms < 0 || ms > 300000) throw new Error("Invalid argument: milliseconds")
        pass(ms)
      },
      getUuid: () => ask("uuid"),
      DigestAlgorithm: { SHA_256: "sha256" },
      Charset: { UTF_8: "utf8" },
      computeDigest: (algorithm, text) => ask("digest", algorithm, text),
      newBlob: (content, type = "text/plain") =>
        blob(typeof content === "string" ? ask("bytes", content) : content, type),
      gzip: (packed) => blob(ask("gzip", packed.getBytes()), "application/x-gzip"),
      ungzip: (packed) => {
        if (packed.getContentType() !== "application/x-gzip")
          throw new Error("Blob object must have application/x-gzip content type for this operation.")
        return blob(ask("gunzip", packed.getBytes()), "application/octet-stream")
      },
      base64Encode: (bytes) => ask("base64", bytes),
      base64Decode: (text) => ask("unbase64", text)
    },
    console: { log: (...words) => ask("log", words.map(String)), error: (...words) => ask("log", words.map(String)) }
  }
}
