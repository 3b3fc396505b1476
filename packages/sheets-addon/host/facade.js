/** The globals Apps Script offers. Its text is evaluated inside the script's own context, so that every array and object a script receives is of its own realm. */
export const facade = (call, clock, sheets, charts, rules) => {
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
    else {
      clock.ahead += ms
      ask("passed")
    }
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
    setProperties: (values, deleteAllOthers = false) => ask("properties.set", store, values, deleteAllOthers),
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

  const response = ({ status, body, error }) => {
    const read = (value) => () => {
      if (error !== undefined) throw new Error(error)
      return value
    }
    return { getResponseCode: read(status), getContentText: read(body) }
  }

  /** A fetch takes real time, and as much of the execution's as a test says. */
  const fetchAll = (requests) => {
    const replies = ask("fetch.all", requests)
    clock.ahead += clock.fetchMs
    return replies.map(response)
  }

  const drawing = charts()
  const colouring = rules()
  const spreadsheet = sheets(ask, drawing, colouring)

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
    alert: (...words) => (ask("ui", { alert: words }), ask("ui.answer")),
    Button: { OK: "OK", CANCEL: "CANCEL", YES: "YES", NO: "NO" },
    ButtonSet: { OK: "OK", OK_CANCEL: "OK_CANCEL", YES_NO: "YES_NO" }
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
    UrlFetchApp: { fetchAll, fetch: (url, options) => fetchAll([{ ...options, url }])[0] },
    MailApp: {
      sendEmail: ({ to, subject, body }) => ask("mail", { to, subject, body }),
      getRemainingDailyQuota: () => 100
    },
    SpreadsheetApp: {
      getActiveSpreadsheet: () => spreadsheet,
      getActive: () => spreadsheet,
      getUi: () => ui,
      flush,
      newConditionalFormatRule: colouring.builder,
      InterpolationType: colouring.types,
      DeveloperMetadataVisibility: { DOCUMENT: "DOCUMENT", PROJECT: "PROJECT" }
    },
    Charts: { ChartType: drawing.types },
    HtmlService: { createHtmlOutputFromFile: (file) => html(file) },
    Session: {
      getActiveUserLocale: () => ask("locale.user"),
      getActiveUser: () => ({ getEmail: () => ask("user.email") }),
      getEffectiveUser: () => ({ getEmail: () => ask("user.email") }),
      getTemporaryActiveUserKey: () => ask("user.key")
    },
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
