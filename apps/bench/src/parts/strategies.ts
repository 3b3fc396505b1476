// Add-ons as people write them, in Apps Script, for comparison: each shows one figure of one creator.

/** How long a cell waits for the lock, in ms. */
export const lockWait = 5_000

const common = `
var address = function (id) {
  var token = PropertiesService.getDocumentProperties().getProperty("token")
  return "https://api.justoneapi.com/api/douyin-xingtu/gw/api/data_sp/get_author_spread_info/v1?token=" + encodeURIComponent(token) + "&oAuthorId=" + id
}
var ask = function (id) {
  return UrlFetchApp.fetchAll([{ url: address(id), muteHttpExceptions: true }])[0].getContentText()
}
var shown = function (text) { return String(JSON.parse(text).code) }
`

/** Looks in the cache, sends a request otherwise. Cells that start together all send one. */
export const cacheOnly = `${common}
function FIGURE(id) {
  var cache = CacheService.getDocumentCache()
  var kept = cache.get("x" + id)
  if (kept === null) { kept = ask(id); cache.put("x" + id, kept, 21600) }
  return shown(kept)
}`

/** The lock held during the request: one cell at a time in the whole document. */
export const lockRoundFetch = `${common}
function FIGURE(id) {
  var cache = CacheService.getDocumentCache()
  var kept = cache.get("x" + id)
  if (kept !== null) return shown(kept)
  var lock = LockService.getDocumentLock()
  if (!lock.tryLock(${lockWait})) throw new Error("busy, recalculate")
  try {
    kept = cache.get("x" + id)
    if (kept === null) { kept = ask(id); cache.put("x" + id, kept, 21600) }
  } finally { lock.releaseLock() }
  return shown(kept)
}`
