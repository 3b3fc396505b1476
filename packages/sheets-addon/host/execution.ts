import { createHash, randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import vm from "node:vm"
import { type MessagePort, parentPort, workerData } from "node:worker_threads"
import { gunzipSync, gzipSync } from "node:zlib"
import { caller } from "./bridge.ts"

/**
 * One thread in which executions run one after another, each in a context of its own that has only what Apps Script
 * has.
 */

export interface Run {
  readonly name: string
  /** JSON; `{"$date": iso}` stands for a date cell. */
  readonly args: string
  readonly as: Mode
}

/**
 * A cell's function may touch less than what a menu or the sidebar starts; `none` is a document where nobody has
 * allowed the add-on yet.
 */
export type Mode = "cell" | "user" | "none"

/** What one run of the script came to: its value or error, and the time it took in milliseconds. */
export interface Ran {
  readonly result: { readonly value: unknown } | { readonly error: string }
  /** Names a script used that Apps Script does not have. */
  readonly foreign: ReadonlyArray<string>
  readonly loadMs: number
  readonly runMs: number
}

const { code, google } = workerData as { readonly code: string; readonly google: MessagePort }
const script = new vm.Script(code, { filename: "Code.js" })
/** Evaluated inside each context, so that what a script receives is of its own realm. */
const part = (name: "facade" | "sheets" | "charts" | "rules") =>
  new vm.Script(readFileSync(new URL(`${name}.js`, import.meta.url), "utf8").replace(`export const ${name} =`, ""), {
    filename: `${name}.js`
  })
const [facade, sheets, charts, rules] = [part("facade"), part("sheets"), part("charts"), part("rules")]
const call = caller(google)

/** Built-ins younger than what Apps Script's V8 promises; and none of Node's. */
const young = `
delete Array.prototype.at; delete Array.prototype.findLast; delete Array.prototype.findLastIndex; delete Array.prototype.toSorted;
delete Array.prototype.toReversed; delete Array.prototype.toSpliced; delete Array.prototype.with; delete Array.fromAsync;
delete String.prototype.at; delete String.prototype.replaceAll; delete String.prototype.isWellFormed; delete String.prototype.toWellFormed;
delete Object.hasOwn; delete Object.groupBy; delete Map.groupBy; delete Promise.any; delete Promise.withResolvers; delete Promise.try;
for (const name of ["AggregateError", "WeakRef", "FinalizationRegistry", "Iterator", "WebAssembly", "SharedArrayBuffer", "Atomics", "Float16Array",
  "DisposableStack", "AsyncDisposableStack", "SuppressedError", "Temporal"]) delete globalThis[name]
for (const name of ["union", "intersection", "difference", "symmetricDifference", "isSubsetOf", "isSupersetOf", "isDisjointFrom"]) delete Set.prototype[name]
`

/** What each may not call. */
const forbidden: Readonly<Record<Mode, RegExp>> = {
  cell: /^(grid\.(write|insert|remove|rename|shift|hide|show|clear|select|open|note|moveNote|unnote|nameRange|unname|draw|undraw|setRules)$|trigger\.|user\.|mail$|ui$|ui\.)/,
  user: /^$/,
  none: /^(grid\.|trigger\.|user\.|mail$|cache\.|properties\.|lock\.|fetch\.|locale\.document)/
}

const local: Readonly<Record<string, (...args: ReadonlyArray<never>) => unknown>> = {
  sleep: (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
  uuid: () => randomUUID(),
  digest: (algorithm: string, text: string) =>
    [...createHash(algorithm).update(text).digest()].map((byte) => (byte > 127 ? byte - 256 : byte)),
  // Bytes are signed in Apps Script.
  bytes: (text: string) => [...new Int8Array(Buffer.from(text))],
  text: (bytes: ReadonlyArray<number>) => Buffer.from(Int8Array.from(bytes).buffer).toString(),
  gzip: (bytes: ReadonlyArray<number>) => [...new Int8Array(gzipSync(Int8Array.from(bytes)))],
  gunzip: (bytes: ReadonlyArray<number>) => [...new Int8Array(gunzipSync(Int8Array.from(bytes)))],
  base64: (bytes: ReadonlyArray<number>) => Buffer.from(Int8Array.from(bytes).buffer).toString("base64"),
  unbase64: (text: string) => [...new Int8Array(Buffer.from(text, "base64"))],
  log: () => undefined,
  passed: () => undefined
}

/** What a script could look for and Apps Script does not have: everything of Node's and the browser's. */
const elsewhere = [
  ...Object.getOwnPropertyNames(globalThis),
  "window",
  "self",
  "document",
  "location",
  "XMLHttpRequest",
  "FileReader",
  "Image",
  "localStorage",
  "sessionStorage",
  "indexedDB",
  "requestAnimationFrame",
  "require",
  "module",
  "exports",
  "Deno",
  "Bun",
  "Worker",
  "importScripts",
  "setTimeout",
  "WeakRef",
  "FinalizationRegistry",
  "WebAssembly",
  "SharedArrayBuffer"
]

/**
 * Google ends an execution where it stands: nothing is caught, nothing is tidied up.
 * developers.google.com/apps-script/guides/services/quotas
 */
const longestMs: Readonly<Record<Mode, number>> = { cell: 30_000, user: 360_000, none: 30_000 }

/** Wakes who waits for this thread without a message. */
let awaited: SharedArrayBuffer | undefined

const wake = () => {
  if (awaited === undefined) return
  Atomics.store(new Int32Array(awaited), 0, 1)
  Atomics.notify(new Int32Array(awaited), 0)
}

const end = (): never => {
  wake()
  process.exit()
}

const context = (mode: Mode) => {
  const foreign = new Set<string>()
  const globals: Record<string, unknown> = {}
  const made = vm.createContext(globals, { codeGeneration: { strings: false, wasm: false } })
  vm.runInContext(young, made)
  const clock = call("clock") as { readonly ahead: number } // what google.ts answers
  const began = Date.now() + clock.ahead
  const bridge = (method: string, json: string): string | undefined => {
    if (Date.now() + clock.ahead - began > longestMs[mode]) end()
    if (forbidden[mode].test(method)) throw new Error(`You do not have permission to call ${method}.`)
    const args: ReadonlyArray<never> = JSON.parse(json)
    const own = local[method]
    return JSON.stringify(own === undefined ? call(method, ...args) : own(...args))
  }
  const own = new Set<string>(vm.runInContext("Object.getOwnPropertyNames(globalThis)", made))
  Object.assign(
    globals,
    facade.runInContext(made)(
      bridge,
      clock,
      sheets.runInContext(made),
      charts.runInContext(made),
      rules.runInContext(made)
    )
  )
  for (const name of elsewhere) {
    if (own.has(name) || name in globals) continue
    Object.defineProperty(globals, name, { configurable: true, get: () => void foreign.add(name) })
  }
  return { made, foreign }
}

/** What a cell can show; everything else is a mistake. */
const shown = `(value) => {
  const cell = (v) => { if (!(typeof v === "string" || typeof v === "boolean" || (typeof v === "number" && isFinite(v)))) throw new Error("A cell cannot show " + Object.prototype.toString.call(v)) }
  if (Array.isArray(value)) for (const row of value) { if (!Array.isArray(row) || row.length !== value[0].length) throw new Error("Rows differ in length"); row.forEach(cell) }
  else cell(value)
}`

const run = ({ name, args, as }: Run): Ran => {
  const { made, foreign } = context(as)
  const started = performance.now()
  let loaded = started
  const done = (result: Ran["result"]): Ran => ({
    result,
    foreign: [...foreign],
    loadMs: loaded - started,
    runMs: performance.now() - loaded
  })
  try {
    script.runInContext(made)
    loaded = performance.now()
    const check = as === "cell" ? `;(${shown})(value)` : ""
    const text: unknown = vm.runInContext(
      `(() => { const args = JSON.parse(${JSON.stringify(args)}, (_, v) => v !== null && typeof v === "object" && "$date" in v ? new Date(v.$date) : v)
        const value = ${name}(...args) ${check}
        SpreadsheetApp.flush()
        return JSON.stringify(value) })()`,
      made
    )
    return done({ value: typeof text === "string" ? JSON.parse(text) : undefined })
  } catch (error) {
    return done({ error: String(error) })
  }
}

parentPort?.on("message", (message: Run & { readonly reply: MessagePort; readonly signal?: SharedArrayBuffer }) => {
  awaited = message.signal
  message.reply.postMessage(run(message))
  wake()
})
